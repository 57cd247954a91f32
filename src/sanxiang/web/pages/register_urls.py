"""Addresses of the call register and the return calls, under /."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of the resident's page, under /call/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

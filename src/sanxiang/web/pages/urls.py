"""Addresses of the staff's pages, under /."""

from django.urls import include, path

urlpatterns = [
    path("", include("sanxiang.web.pages.register_urls")),
]

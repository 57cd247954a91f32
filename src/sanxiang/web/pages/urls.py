"""Addresses of the staff's pages, under /."""

from django.urls import include, path

urlpatterns = [
    path("", include("sanxiang.web.pages.register_urls")),
    path("", include("sanxiang.web.pages.rulebook_urls")),
    path("", include("sanxiang.web.pages.review_urls")),
    path("", include("sanxiang.web.pages.quality_urls")),
    path("", include("sanxiang.web.pages.staff_urls")),
    path("", include("sanxiang.web.pages.lines_urls")),
]

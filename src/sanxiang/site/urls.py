"""Addresses of the web process."""

from django.urls import include, path
from django.views.i18n import set_language

from sanxiang.web.hints import stream
from sanxiang.web.home import health, home

urlpatterns = [
    path("", home, name="home"),
    path("hints/", stream, name="hints"),
    path("health", health, name="health"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("sanxiang.web.accounts")),
    path("console/", include("sanxiang.web.console.urls")),
    path("call/", include("sanxiang.web.portal.urls")),
    path("", include("sanxiang.web.pages.urls")),
]

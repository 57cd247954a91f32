"""Addresses of the resident's page, under /call/."""

from django.urls import path

from sanxiang.web.portal import views

app_name = "portal"
urlpatterns = [
    path("<str:token>/", views.page, name="page"),
    path("<str:token>/ticket/", views.ticket, name="ticket"),
    path("<str:token>/number/", views.number, name="number"),
]

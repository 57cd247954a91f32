"""Addresses of the rulebook, under /."""

from django.urls import path

from sanxiang.web.pages import rulebook, rulebook_editions, rulebook_entry, rulebook_text

urlpatterns = [
    path("rulebook/", rulebook.listing, name="rulebook"),
    path("rulebook/words/", rulebook.forbidden, name="rulebook_words"),
    path("rulebook/text/", rulebook_text.text, name="rulebook_text"),
    path("rulebook/editions/", rulebook_editions.listing, name="rulebook_editions"),
    path("rulebook/editions/<int:number>/", rulebook_editions.one, name="rulebook_edition"),
    path("rulebook/entry/<str:entry>/", rulebook_entry.entry, name="rulebook_entry"),
    path("rulebook/entry/<str:entry>/figures/", rulebook_entry.figures, name="rulebook_figures"),
    path("rulebook/entry/<str:entry>/points/", rulebook_entry.points, name="rulebook_points"),
    path("rulebook/entry/<str:entry>/switch/", rulebook_entry.switch, name="rulebook_switch"),
    path("rulebook/entry/<str:entry>/take-back/", rulebook_entry.take_back, name="rulebook_take_back"),
]

"""Addresses of the lines and their links, under /."""

from django.urls import path

from sanxiang.web.pages import lines, lines_links

urlpatterns = [
    path("lines/", lines.listing, name="lines"),
    path("lines/add/", lines.add, name="line_add"),
    path("lines/line/<slug:key>/", lines_links.links, name="line_links"),
    path("lines/line/<slug:key>/figures/", lines.change, name="line_change"),
    path("lines/line/<slug:key>/labels/", lines_links.labels, name="line_labels"),
    path("lines/line/<slug:key>/units/", lines_links.units, name="line_units"),
    path("lines/link/<int:link_id>/", lines_links.link, name="line_link"),
    path("lines/link/<int:link_id>/revoke/", lines_links.revoke, name="line_link_revoke"),
]

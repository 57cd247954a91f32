"""Addresses of the quality pages, under /."""

from django.urls import path

from sanxiang.web.pages import quality, quality_inspections, quality_me, quality_sames

urlpatterns = [
    path("quality/", quality.overview, name="quality"),
    path("quality/four-sames/", quality_sames.four_sames, name="quality_sames"),
    path("quality/four-sames/inspections/", quality_inspections.enter, name="quality_inspect"),
    path(
        "quality/four-sames/inspections/<int:inspection_id>/remove/",
        quality_inspections.remove,
        name="quality_uninspect",
    ),
    path("quality/me/", quality_me.me, name="quality_me"),
    path("quality/staff/<int:staff_id>/", quality_me.person_page, name="quality_person"),
]

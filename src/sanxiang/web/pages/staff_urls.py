"""Addresses of the staff's files, under /."""

from django.urls import path

from sanxiang.web.pages import staff, staff_file

urlpatterns = [
    path("staff/", staff.listing, name="staff"),
    path("staff/add/", staff.add, name="staff_add"),
    path("staff/<int:staff_id>/", staff_file.file, name="staff_file"),
    path("staff/<int:staff_id>/password/", staff_file.password, name="staff_password"),
    path("staff/<int:staff_id>/certify/", staff_file.certify, name="staff_certify"),
    path("staff/<int:staff_id>/end/", staff_file.end_certificate, name="staff_end_certificate"),
]

"""Addresses of the call register and the return calls, under /."""

from django.urls import path

from sanxiang.web.pages import (
    callbacks,
    register,
    register_acts,
    register_call,
    register_copy,
    register_sound,
)

urlpatterns = [
    path("register/", register.listing, name="register"),
    path("register/copy/", register_copy.copy, name="register_copy"),
    path("register/<uuid:contact_id>/", register_call.call, name="register_call"),
    path("register/<uuid:contact_id>/close/", register_acts.close, name="register_close"),
    path("register/<uuid:contact_id>/correct/", register_acts.correct, name="register_correct"),
    path("register/<uuid:contact_id>/promise/", register_acts.promise, name="register_promise"),
    path("register/<uuid:contact_id>/number/", register_acts.number, name="register_number"),
    path("register/<uuid:contact_id>/sound.wav", register_sound.sound, name="register_sound"),
    path("register/<uuid:contact_id>/outline.json", register_sound.peaks, name="register_peaks"),
    path("callbacks/", callbacks.listing, name="callbacks"),
    path("callbacks/<uuid:callback_id>/take/", callbacks.take, name="callback_take"),
    path("callbacks/<uuid:callback_id>/keep/", callbacks.keep, name="callback_keep"),
    path("callbacks/<uuid:callback_id>/cancel/", callbacks.cancel, name="callback_cancel"),
]

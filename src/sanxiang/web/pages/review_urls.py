"""Addresses of the reviews by people, under /review/."""

from django.urls import path

from sanxiang.web.pages import (
    review_appeal_add,
    review_appeals,
    review_bulletin,
    review_call,
    review_home,
    review_panel,
    review_player,
    review_results,
    review_samples,
    review_sheet,
)

urlpatterns = [
    path("review/", review_home.home, name="review"),
    path("review/sheets/<uuid:sheet_id>/", review_sheet.sheet, name="review_sheet"),
    path("review/sheets/<uuid:sheet_id>/state/", review_sheet.state, name="review_sheet_state"),
    path("review/sheets/<uuid:sheet_id>/save/", review_sheet.save, name="review_sheet_save"),
    path("review/sheets/<uuid:sheet_id>/hand-in/", review_sheet.hand_in, name="review_hand_in"),
    path("review/samples/", review_samples.listing, name="review_samples"),
    path("review/samples/seal/", review_samples.seal, name="review_seal"),
    path("review/samples/<uuid:sample_id>/", review_samples.sample, name="review_sample"),
    path("review/samples/<uuid:sample_id>/draw/", review_samples.draw, name="review_draw"),
    path("review/samples/<uuid:sample_id>/give/", review_samples.give, name="review_give"),
    path("review/samples/<uuid:sample_id>/audit/", review_samples.audit, name="review_audit"),
    path("review/samples/<uuid:sample_id>/results/", review_results.results, name="review_results"),
    path("review/samples/<uuid:sample_id>/pass-on/", review_samples.pass_on, name="review_pass_on"),
    path("review/panel/", review_panel.panel, name="review_panel"),
    path("review/panel/<int:reviewer_id>/end/", review_panel.end, name="review_panel_end"),
    path("review/calls/<uuid:sampled_id>/", review_call.call, name="review_call"),
    path("review/calls/<uuid:sampled_id>/calibrate/", review_call.calibrate, name="review_calibrate"),
    path("review/calls/<uuid:sampled_id>/sound.wav", review_player.sound, name="review_sound"),
    path("review/calls/<uuid:sampled_id>/outline.json", review_player.peaks, name="review_peaks"),
    path("review/appeals/", review_appeals.listing, name="review_appeals"),
    path("review/appeals/add/", review_appeal_add.add, name="review_appeal_add"),
    path("review/appeals/<uuid:appeal_id>/", review_appeals.appeal, name="review_appeal"),
    path("review/bulletins/", review_bulletin.listing, name="review_bulletins"),
    path("review/bulletins/<str:quarter>/", review_bulletin.bulletin, name="review_bulletin"),
    path("review/bulletins/<str:quarter>/sign/", review_bulletin.sign, name="review_bulletin_sign"),
]

"""What can be done with samples, sheets, calibrations, appeals and bulletins."""

from sanxiang.quality.review.domain.appealing import appeal, lift, rule
from sanxiang.quality.review.domain.auditing import audit_sample
from sanxiang.quality.review.domain.bulletins import edit_bulletin, sign_bulletin
from sanxiang.quality.review.domain.calibrating import calibrate, note_calibration
from sanxiang.quality.review.domain.drawing import draw_sample, seal_sample
from sanxiang.quality.review.domain.giving import give_out, pass_on
from sanxiang.quality.review.domain.panel import appoint, end_appointment
from sanxiang.quality.review.domain.sheets import hand_in, save_sheet

__all__ = [
    "appeal",
    "appoint",
    "audit_sample",
    "calibrate",
    "draw_sample",
    "edit_bulletin",
    "end_appointment",
    "give_out",
    "hand_in",
    "lift",
    "note_calibration",
    "pass_on",
    "rule",
    "save_sheet",
    "seal_sample",
    "sign_bulletin",
]

"""Why the sound or the words of a call can't be judged, in words for people."""

from collections.abc import Mapping

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, not_applicable, not_observed, say
from sanxiang.quality.scoring.observed import Observed

LEAST_SPEECH_S = 5.0  # below it figures of rate and melody are chance
NO_SOUND: Mapping[str, str] = {
    "none": _("没有录音。"),
    "waiting": _("录音还没有分析完。"),
    "missing": _("录音文件不见了。"),
    "not_wav": _("录音文件不是 WAV。"),
    "header": _("录音文件的开头损坏，读不出来。"),
    "truncated": _("录音文件不完整。"),
    "format": _("录音不是 16 位 PCM，读不了。"),
    "too_long": _("录音太长，没有分析。"),
    "unreadable": _("录音文件读不出来。"),
    "rate": _("录音的采样率不对，时间不可信。"),
    "length": _("录音比通话长很多，时间对不上。"),
    "channels": _("录音不是双声道，分不出谁在说话。"),
    "one_channel": _("录音里两方在同一个声道，分不出谁在说话。"),
    "swapped": _("录音的两个声道像是接反了，分不出谁在说话。"),
    "silent_staff": _("录音里没有客服员的声音。"),
    "silent_customer": _("录音里没有对方的声音。"),
    "empty": _("录音是空的。"),
}
NO_WORDS: Mapping[str, str] = {
    "none": _("没有文字记录。"),
    "no_staff": _("文字记录里没有客服员的话。"),
    "disagrees": _("文字记录与录音对不上，不能据此评判。"),
    "unanswered": _("没有接通。"),
}


def no_sound(seen: Observed) -> Judgement:
    """The verdict of an audio measure where there is no sound to judge."""
    return not_observed(say(NO_SOUND.get(seen.sound_fault, NO_SOUND["unreadable"])))


def no_words(seen: Observed) -> Judgement:
    """The verdict of a text measure where there are no words to judge."""
    return not_observed(say(NO_WORDS.get(seen.transcript_fault, NO_WORDS["none"])))


def too_little(seen: Observed, least_s: float = LEAST_SPEECH_S) -> Judgement | None:
    """The verdict where staff's voice can't be judged; None where it can."""
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    if seen.sound is None:
        return no_sound(seen)
    if seen.sound.staff.speech_s < least_s:
        seconds = seen.sound.staff.speech_s
        return not_observed(say(_("客服员只说了 %(seconds)s 秒话，太短，不作评判。"), seconds=seconds))
    return None

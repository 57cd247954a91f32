"""Why the sound or the words of a call can't be judged, in words for people."""

from collections.abc import Mapping

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, not_observed, say
from sanxiang.quality.scoring.observed import Observed

NO_SOUND: Mapping[str, str] = {
    "none": _("没有录音。"),
    "waiting": _("录音还没有分析完。"),
    "unreadable": _("录音文件读不出来。"),
    "rate": _("录音的采样率与内容不符，时间不可信。"),
    "length": _("录音比通话长很多，时间对不上。"),
    "channels": _("录音不是双声道，分不出谁在说话。"),
    "one_channel": _("录音两个声道内容相同，分不出谁在说话。"),
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

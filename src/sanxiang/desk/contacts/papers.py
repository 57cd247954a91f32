"""What may stand in `record.json` and `transcript.json`. Each check returns its complaint, or None."""

from datetime import datetime
from typing import Any

from sanxiang.kernel.words import gettext

_TEXTS = ("category", "caller_name", "unit", "phone", "summary")
_TIMES = ("restated_at", "saved_at")


def check_record(paper: Any) -> str | None:
    """Check the register row; absent and null both mean: not written down."""
    if type(paper) is not dict:
        return gettext("应是一个 JSON 对象 {…}")
    for name in _TEXTS:
        if not isinstance(paper.get(name), str | None):
            return gettext("%(field)s 应是文字", field=name)
    for name in _TIMES:
        if not _is_time(paper.get(name)):
            return gettext("%(field)s 应是带时区的 ISO 8601 时间", field=name)
    if not isinstance(paper.get("restated"), bool | None):
        return gettext("%(field)s 应是 true 或 false", field="restated")
    if not isinstance(paper.get("message"), dict | None):
        return gettext("message 应是对象 {who, when, where, what, why, how}")
    return _check_promised(paper.get("promised"))


def _check_promised(promised: Any) -> str | None:
    if promised is None:
        return None
    if type(promised) is not list or not all(type(one) is dict for one in promised):
        return gettext("promised 应是 [{what, by}, …]")
    for number, one in enumerate(promised, 1):
        if not all(isinstance(one.get(name), str | None) for name in ("what", "by")):
            return gettext("promised 第 %(number)s 项：what 和 by 应是文字", number=number)
    return None


def check_transcript(paper: Any) -> str | None:
    """Check `{"lang", "turns": [{"who", "text", "from_s"?, "to_s"?, "words"?}]}`."""
    if type(paper) is not dict:
        return gettext("应是一个 JSON 对象 {…}")
    if not isinstance(paper.get("lang"), str | None):
        return gettext("%(field)s 应是文字", field="lang")
    turns = paper.get("turns")
    if type(turns) is not list:
        return gettext("缺少 turns：应是 [{who, from_s, to_s, text}, …]")
    for number, turn in enumerate(turns, 1):
        fault = _check_turn(turn)
        if fault:
            return gettext("turns 第 %(number)s 句：%(fault)s", number=number, fault=fault)
    return None


def _check_turn(turn: Any) -> str | None:
    if type(turn) is not dict:
        return gettext("应是一个 JSON 对象 {…}")
    if type(turn.get("who")) is not str or type(turn.get("text")) is not str:
        return gettext("who 和 text 应是文字")
    if not _is_stretch(turn.get("from_s"), turn.get("to_s")):
        return gettext("from_s 和 to_s 应是秒数，且 from_s 不晚于 to_s")
    words = turn.get("words")
    if words is not None and not (type(words) is list and all(map(_is_word, words))):
        return gettext('words 应是 [["词", 起, 止], …]')
    return None


def _is_word(word: Any) -> bool:
    return type(word) is list and len(word) == 3 and type(word[0]) is str and _is_stretch(word[1], word[2])


def _is_stretch(start: Any, end: Any) -> bool:
    if start is None or end is None:
        return start is None and end is None
    return type(start) in (int, float) and type(end) in (int, float) and start <= end


def _is_time(value: Any) -> bool:
    if value is None:
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False

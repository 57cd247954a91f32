"""Speech recognition: is the company's model there, and does it load?"""

from collections.abc import Iterator

from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.setting import recogniser
from sanxiang.site.doctor.finding import Finding, fail, ok

HOWTO = "docs/how-to/speech-recognition.md"


def recognition() -> Iterator[Finding]:
    """Loads the model as it is loaded for a call, in a process of its own."""
    what = gettext("语音识别")
    engine = recogniser()
    if engine is None:
        yield ok(what, gettext("没有设置识别模型（SANXIANG_ASR_MODEL）；通话的用语类条款不评"))
        return
    try:
        model = engine.load()
    except NotRecognised as fault:
        yield fail(what, fault.sentence, gettext("做法见 %(file)s", file=HOWTO))
        return
    size = model.file.stat().st_size / 1e6
    yield ok(what, gettext("%(kind)s，%(size).0f MB，%(file)s", kind=model.kind, size=size, file=model.file))

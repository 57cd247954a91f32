"""The recogniser that this installation uses."""

import os

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.folder import configured
from sanxiang.quality.recognition.sherpa import LANGUAGES, SherpaOnnx

LANGUAGE = "SANXIANG_ASR_LANGUAGE"


def recogniser() -> SherpaOnnx | None:
    """The one with the company's model; None when none is named. Raises Refused for an unknown language."""
    folder = configured()
    if folder is None:
        return None
    language = os.environ.get(LANGUAGE, "").strip() or LANGUAGES[0]
    if language not in LANGUAGES:
        known = " ".join(LANGUAGES)
        raise Refused(
            gettext("%(name)s=%(said)s 不认识；可用的：%(known)s", name=LANGUAGE, said=language, known=known)
        )
    return SherpaOnnx(folder, language=language)

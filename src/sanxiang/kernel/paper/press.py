"""The typesetter's own process: a job as JSON on standard input, the PDF on standard output."""

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sanxiang.kernel.paper.fonts import can_set_chinese, faces, fonts_of

NO_CHINESE = 3  # exit status
# What a template may import: `#import "/a4.typ": …`. It can read nothing outside this folder.
FORMS = Path(__file__).parent / "forms"
REGIONS = {"zh-hans": ("zh", "cn"), "zh-hant": ("zh", "tw")}
GENTLY = 10  # calls on the same machine go first


def main() -> int:
    job = json.load(sys.stdin.buffer)
    fonts = fonts_of(Path(job["fonts"]) if job["fonts"] else None, system=job["system"])
    if not can_set_chinese(fonts):
        return NO_CHINESE
    sys.stdout.buffer.write(_set(job, fonts))
    return 0


def _set(job: dict[str, Any], fonts: Any) -> bytes:
    import typst

    lang, region = REGIONS.get(job["language"], ("en", "gb"))
    said = {"data": job["data"], "faces": faces(fonts, job["language"]), "lang": lang, "region": region}
    made = typst.compile(
        job["template"].encode(),
        root=FORMS,
        font_paths=fonts,
        sys_inputs={"paper": json.dumps(said)},
        timestamp=datetime.fromisoformat(job["at"]).replace(microsecond=0),
        pdf_tags=False,  # tags of a long table take more time and room than all else
    )
    assert isinstance(made, bytes)  # one PDF
    return made


if __name__ == "__main__":
    with suppress(AttributeError, OSError):  # not every system has it
        os.nice(GENTLY)
    sys.exit(main())

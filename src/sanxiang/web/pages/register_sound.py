"""The recording of a call as the browser asks for it: any stretch of bytes, with the key of an opening.

Whoever opens a call's page gets a key; the first byte that is fetched with it writes down who listens, once.
"""

import asyncio
import re
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain.privacy import recording_played
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.ids import new_id
from sanxiang.web.pages.register_access import person, row_for, sees_register
from sanxiang.web.pages.register_wave import outline

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact

SALT = "sanxiang.recording"
KEY_LIVES_S = 12 * 3600  # as long as a session
CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


class Stretch(NamedTuple):
    """Bytes of a file, both included."""

    first: int
    last: int


def key_for(row: "Contact", staff_number: str) -> str:
    """A key to this recording for one opening of its page by one person."""
    said = {"contact": str(row.pk), "staff": staff_number, "opening": str(new_id())}
    return signing.dumps(said, salt=SALT, compress=False)


@require_safe
@sees_register
def sound(request: HttpRequest, contact_id: UUID) -> HttpResponseBase:
    """The recording for those who may play this site's calls."""
    return play(request, row_for(request, contact_id, "contacts.play_recording"))


def play(request: HttpRequest, row: "Contact") -> HttpResponseBase:
    """The WAV file or the stretch of it that `Range` names; the first request of an opening is on record."""
    opening = _opening(request, row)
    path = _file(row)
    size = path.stat().st_size
    stretch = stretch_of(request.headers.get("Range", ""), size)
    if stretch is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    recording_played(contact_id=row.pk, opening=opening, at=clock.now(), actor=person(request))
    return _answer(request, path, stretch, size)


@require_safe
@sees_register
def peaks(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The outline for those who may play this site's calls."""
    return outline_of(row_for(request, contact_id, "contacts.play_recording"))


def outline_of(row: "Contact") -> HttpResponse:
    """The outline to draw: `{"seconds", "peaks": [[customer …], [staff …]]}`."""
    try:
        return JsonResponse(outline(_file(row)))
    except (wave.Error, EOFError, OSError):
        raise Refused(_("录音文件读不出来，请联系管理员检查磁盘。"), code="unreadable", status=404) from None


def _file(row: "Contact") -> Path:
    path = contacts.recording_file(row)
    if path is None or row.ended_at is None:
        raise Refused(_("这通电话没有可以播放的录音。"), code="no_recording", status=404)
    return path


def _opening(request: HttpRequest, row: "Contact") -> str:
    try:
        said = signing.loads(request.GET.get("key", ""), salt=SALT, max_age=KEY_LIVES_S)
    except signing.BadSignature:
        said = {}
    if said.get("contact") != str(row.pk) or said.get("staff") != person(request).username:
        raise Refused(_("播放页已过期，请刷新页面再听。"), code="expired", status=403)
    return str(said["opening"])


def stretch_of(header: str, size: int) -> Stretch | None:
    """The bytes that a Range header names (the whole file for none that we read); None: no such bytes."""
    found = RANGE.match(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return Stretch(0, size - 1)
    first, last = found.groups()
    if not first:  # the last n bytes
        stretch = Stretch(max(size - int(last), 0), size - 1)
    else:
        stretch = Stretch(int(first), min(int(last), size - 1) if last else size - 1)
    return stretch if stretch.first <= stretch.last else None


def _answer(request: HttpRequest, path: Path, stretch: Stretch, size: int) -> HttpResponseBase:
    length = stretch.last - stretch.first + 1
    headers = {"Content-Length": str(length), "Accept-Ranges": "bytes"}
    whole = "Range" not in request.headers
    if not whole:
        headers["Content-Range"] = f"bytes {stretch.first}-{stretch.last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type="audio/wav")
    return StreamingHttpResponse(
        _bytes(path, stretch.first, length),
        status=200 if whole else 206,
        headers=headers,
        content_type="audio/wav",
    )


async def _bytes(path: Path, first: int, length: int) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(path.open, "rb") as file:
        await asyncio.to_thread(file.seek, first)
        while length > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK, length))):
            length -= len(chunk)
            yield chunk

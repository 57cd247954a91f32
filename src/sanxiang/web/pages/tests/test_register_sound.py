"""The recording: any stretch of bytes, only with a key, on record once for each opening."""

import asyncio
import json
import re
import wave
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.test import AsyncClient

from sanxiang.desk.contacts.domain.recordings import checked, expire_recording
from sanxiang.desk.contacts.models import Recording
from sanxiang.desk.contacts.tests.rows import happen, missed_call
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.web.pages.register_sound import Stretch, stretch_of
from sanxiang.web.pages.register_wave import outline
from sanxiang.web.pages.tests.conftest import CALLED, signed_in, write_wav

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def page(client, row) -> str:
    return client.get(f"/register/{row.pk}/").content.decode()


def player(client, row) -> dict:
    found = re.search(r'<script id="player-data" type="application/json">(.*?)</script>', page(client, row))
    assert found, "no player"
    return json.loads(found[1])


def fetch(client, address: str, **headers: str):
    """As in life: under ASGI, with the stream read to its end."""

    async def run():
        asynchronous = AsyncClient()
        asynchronous.cookies = client.cookies
        answer = await asynchronous.get(address, headers=headers)
        body = b"".join([part async for part in answer]) if answer.streaming else answer.content
        await sync_to_async(connections.close_all)()  # the view's thread has one of its own
        return answer, body

    return asyncio.run(run())


def file_of(row) -> bytes:
    return (Path(settings.HOME) / "recordings" / row.recording.path).read_bytes()


def plays(row) -> int:
    return len(facts_of(f"contact:{row.pk}", kinds=["recording.played"]))


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("header", "stretch"),
    [
        ("", (0, 99)),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=99-", (99, 99)),
        ("bytes=-", (0, 99)),
        ("seconds=1-2", (0, 99)),
        ("bytes=1-2,5-6", (0, 99)),
        ("bytes=100-", None),
        ("bytes=20-10", None),
        ("bytes=-0", None),
    ],
)
def test_the_bytes_of_a_range(header, stretch):
    assert stretch_of(header, 100) == (Stretch(*stretch) if stretch else None)


@pytest.mark.django_db(transaction=True)
def test_the_whole_file_and_a_stretch_of_it(recorded, operator):
    client = signed_in(operator)
    address, whole = player(client, recorded)["sound"], file_of(recorded)
    answer, body = fetch(client, address)
    assert (answer.status_code, body) == (200, whole)
    assert answer["Content-Type"] == "audio/wav" and answer["Accept-Ranges"] == "bytes"
    assert "private" in answer["Cache-Control"]
    answer, body = fetch(client, address, Range="bytes=1000-70999")
    assert (answer.status_code, body) == (206, whole[1000:71000])
    assert answer["Content-Range"] == f"bytes 1000-70999/{len(whole)}"
    assert answer["Content-Length"] == "70000"
    answer, _body = fetch(client, address, Range=f"bytes={len(whole)}-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(whole)}")


@pytest.mark.django_db(transaction=True)
def test_listening_is_on_record_once_for_each_opening(recorded, operator):
    client = signed_in(operator)
    address = player(client, recorded)["sound"]
    assert plays(recorded) == 0
    for first in (0, 5000, 90000):
        fetch(client, address, Range=f"bytes={first}-")
    assert plays(recorded) == 1
    fetch(client, player(client, recorded)["sound"])
    assert plays(recorded) == 2


def test_a_head_request_tells_the_size(recorded, operator):
    client = signed_in(operator)
    answer = client.head(player(client, recorded)["sound"])
    assert answer["Content-Length"] == str(len(file_of(recorded))) and not answer.content


@pytest.mark.parametrize("key", ["", "nonsense", "another"])
def test_without_the_key_of_an_opening_there_is_no_sound(recorded, operator, supervisor, key):
    if key == "another":
        key = player(signed_in(supervisor), recorded)["sound"].split("key=")[1]
    answer = signed_in(operator).get(f"/register/{recorded.pk}/sound.wav?key={key}")
    assert answer.status_code == 403 and "请刷新页面再听" in answer.content.decode()
    assert plays(recorded) == 0


def test_a_key_grows_old(recorded, operator, monkeypatch):
    client = signed_in(operator)
    address = player(client, recorded)["sound"]
    monkeypatch.setattr("sanxiang.web.pages.register_sound.KEY_LIVES_S", -1)
    assert client.get(address).status_code == 403


def test_another_site_hears_nothing(recorded, operator, stranger):
    address = player(signed_in(operator), recorded)["sound"]
    answer = signed_in(stranger).get(address)
    assert answer.status_code == 403 and "属于别的项目" in answer.content.decode()


# ---------------------------------------------------------------- outline


def test_the_outline_has_two_channels_as_they_were(recorded, operator):
    client = signed_in(operator)
    said = client.get(player(client, recorded)["outline"]).json()
    customer, staff = said["peaks"]
    assert said["seconds"] == 30.0 and len(customer) == len(staff) == 1200
    assert set(customer[:590]) == {0.5} and set(customer[610:]) == {0.0}
    assert set(staff[:590]) == {0.0} and set(staff[610:]) == {0.25}


@pytest.mark.parametrize("seconds", [0.01, 0.15, 3.0])
def test_even_a_very_short_recording_has_an_outline(tmp_path, seconds):
    write_wav(tmp_path / "a.wav", seconds)
    said = outline(tmp_path / "a.wav", points=100)
    assert said["seconds"] == pytest.approx(seconds)
    assert max(said["peaks"][0]) == 0.5 and max(said["peaks"][1]) == 0.25


def test_a_header_that_promises_too_much_is_not_believed(tmp_path):
    path = tmp_path / "cut.wav"
    write_wav(path, 10)
    path.write_bytes(path.read_bytes()[: 44 + 4 * 8000 * 4 + 1])  # four seconds and half a sample
    assert outline(path)["seconds"] == 4.0


def test_an_empty_recording_is_a_flat_line(tmp_path):
    with wave.open(str(tmp_path / "e.wav"), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
    assert set(outline(tmp_path / "e.wav", points=10)["peaks"][0]) == {0.0}


def test_an_unreadable_file_is_said_in_words(recorded, operator):
    (Path(settings.HOME) / "recordings" / recorded.recording.path).write_bytes(b"not a sound")
    answer = signed_in(operator).get(f"/register/{recorded.pk}/outline.json")
    assert answer.status_code == 404 and "读不出来" in answer.content.decode()


# ---------------------------------------------------------------- faults in words


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("missing", "录音文件不见了"), ("unreadable", "录音文件损坏"), ("expired", "已过保存期限")],
)
def test_a_fault_is_said_instead_of_a_player(recorded, operator, fault, sentence, now):
    if fault == "expired":
        expire_recording(recording_id=recorded.recording.pk, at=now, why="age")
    else:
        checked(contact_id=recorded.pk, seconds=None, fault=fault, at=now)
    said = page(signed_in(operator), recorded)
    assert sentence in said and "player-data" not in said


def test_a_file_that_went_away_since_is_said_too(recorded, operator):
    (Path(settings.HOME) / "recordings" / recorded.recording.path).unlink()
    assert "录音文件不见了" in page(signed_in(operator), recorded)
    assert signed_in(operator).get(f"/register/{recorded.pk}/outline.json").status_code == 404


def test_a_short_recording_plays_and_says_how_much_is_lost(recorded, operator, now):
    checked(contact_id=recorded.pk, seconds=25.0, fault="short", at=now)
    said = page(signed_in(operator), recorded)
    assert "录音比通话短了 5.0 秒" in said and "player-data" in said


def test_a_call_that_goes_on_is_not_played_yet(site, operator):
    happen(
        "g-1", "offered", 0, CALLED, line="general", direction="in", to="400", site=site.pk, **{"from": None}
    )
    happen("g-1", "answered", 6, CALLED, staff="8001")
    happen("g-1", "recording", 6, CALLED, sample_rate=8000, file="g.wav")
    row = Recording.objects.get().contact
    assert "挂机后可以听录音" in page(signed_in(operator), row)


def test_calls_without_a_recording_say_why(site, row, operator):
    assert "这通电话没有录音" in page(signed_in(operator), row)
    assert "没有接通，所以没有录音" in page(signed_in(operator), missed_call("m-1", CALLED, site=site))

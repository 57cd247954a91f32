"""The coaching strip's server side: who is told, what, and the switch that each has for themselves."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from sanxiang.desk.contacts.tests.rows import staff_of
from sanxiang.office.people.domain import add_site
from sanxiang.quality.live.board import Board
from sanxiang.web.console.tests.conftest import CALLED, Console
from sanxiang.web.console.tests.test_page import desk_of

pytestmark = pytest.mark.django_db
CALL = "0197aa"


@pytest.fixture
def board(settings, tmp_path) -> Board:
    settings.HOME = tmp_path
    (tmp_path / "rulebook").mkdir()
    return Board(tmp_path / "live")


def told(site: int, staff: str = "8001") -> dict:
    return {"call": CALL, "site": site, "staff": staff, "state": "now", "rate": 181, "nudge": ""}


async def opened(staff) -> AsyncClient:
    client = AsyncClient()
    await client.aforce_login(staff)
    return client


async def heard(answer) -> list[dict]:
    """What a stream says until it ends by itself."""
    lines = [line async for line in answer.streaming_content]
    return [json.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: ")]


async def first(answer) -> dict:
    async for line in answer.streaming_content:
        return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream said nothing")


@pytest.mark.django_db(transaction=True)
async def test_the_operator_of_the_call_is_told_until_it_is_anothers(board, operator, site) -> None:
    board.write(CALL, told(site.pk))
    board.beat()
    client = await opened(operator)
    answer = await client.get(f"/console/calls/{CALL}/live/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/event-stream")
    stream = answer.streaming_content.__aiter__()
    assert b'"rate":181' in await anext(stream)
    board.write(CALL, told(site.pk, staff="8002"))
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


@pytest.mark.django_db(transaction=True)
async def test_supervisors_of_the_site_are_told_and_nobody_else(board, operator, site) -> None:
    board.write(CALL, told(site.pk))
    board.beat()

    def others():
        far = add_site(name="远", company="远", desk_name="远", phone="1", at=CALLED)
        return {
            200: [staff_of(site, "8100", "赵敏", "supervisor")],
            403: [
                staff_of(site, "8002", "王芳", "operator"),
                staff_of(far, "8200", "远主管", "supervisor"),
                staff_of(None, "6001", "吴督导", "inspector"),
            ],
        }

    for status, people in (await sync_to_async(others)()).items():
        for one in people:
            answer = await (await opened(one)).get(f"/console/calls/{CALL}/live/")
            assert answer.status_code == status, one
    assert (await AsyncClient().get(f"/console/calls/{CALL}/live/")).status_code == 401


@pytest.mark.django_db(transaction=True)
async def test_where_nobody_listens_the_stream_says_so(board, operator, tmp_path) -> None:
    (tmp_path / "live" / "listening").unlink(missing_ok=True)
    client = await opened(operator)
    assert await first(await client.get(f"/console/calls/{CALL}/live/")) == {"state": "after"}


def test_everybody_switches_the_coach_for_themselves(console, site) -> None:
    assert desk_of(console)["coach"]["on"] is True
    assert console.post("coach/", on=False).json() == {"on": False}
    assert console.post("coach/", on=False).json() == {"on": False}
    assert desk_of(console)["coach"]["on"] is False
    assert desk_of(Console(staff_of(site, "8002", "王芳", "operator")))["coach"]["on"] is True
    console.post("coach/", on=True)
    assert desk_of(console)["coach"]["on"] is True


def test_every_nudge_names_its_clause(console) -> None:
    coach = desk_of(console)["coach"]
    assert coach["clauses"]["silence"].startswith("TLK-9 ")
    assert coach["clauses"]["hold"].startswith("TLK-8 ")


def test_the_strip_has_its_key(console) -> None:
    assert 'data-job="coach" data-key="u"' in console.client.get("/console/").content.decode()

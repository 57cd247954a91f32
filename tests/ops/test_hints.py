"""Live screens: an open browser is told what another process writes, and its stream holds up no end."""

import contextlib
import http.client
import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

import pytest

from tests.ops.test_replay import folder  # noqa: F401 - a call folder to put through the pipeline

HEARS_S = 20


@pytest.fixture
def supervisor(house):
    """Number and password of a demo supervisor."""
    demo = json.loads((house.folder / "demo.json").read_text(encoding="utf-8"))
    return next(one for one in demo["staff"] if one["number"] == "8003")


def signed_in(house, person):
    """Sign in as a browser does; return the cookies as one header."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{house.port()}/accounts/login/"
    page = browser.open(address, timeout=10).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"csrfmiddlewaretoken": token, "login": person["number"], "password": person["password"]}
    browser.open(address, urllib.parse.urlencode(form).encode(), timeout=10)
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def opened(house, cookies):
    """The stream of hints, as lines."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port(), timeout=HEARS_S)
    connection.request("GET", "/hints/", headers={"Cookie": cookies, "Accept": "text/event-stream"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/event-stream")
    return answer


def heard(stream, wanted):
    """Read on until the stream says this line; it fails by its timeout."""
    while line := stream.readline().decode().strip() or " ":
        if line == wanted:
            return True
    return False


def test_a_call_of_another_process_is_told_and_the_end_is_not_held_up(house, folder, supervisor):  # noqa: F811
    with house.run() as running:
        stream = opened(house, signed_in(house, supervisor))
        assert heard(stream, "data: *")
        house.done("replay", str(folder))
        assert heard(stream, "data: register:1")

        status, seconds = running.stop()
        assert (status, seconds < 10) == (0, True)
        with contextlib.suppress(http.client.IncompleteRead):  # cut off, which a browser takes as an end too
            stream.read()
        assert stream.isclosed()

"""Each thing that can be wrong is found and comes with what to do."""

import http.server
import json
import threading
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest

from sanxiang.kernel.clock import FixedClock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people.domain import add_site
from sanxiang.site.doctor import data, desk, machine, reach
from sanxiang.site.doctor.finding import Finding, run
from sanxiang.site.home import prepare

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("SANXIANG_HOME", str(tmp_path))
    settings.HOME = tmp_path
    prepare(tmp_path)
    return tmp_path


def _one(check):
    (finding,) = check()
    assert finding.verdict == "ok" or finding.todo
    return finding


def test_a_check_that_breaks_is_a_finding_and_stops_no_other():
    def refused():
        raise Refused("改一下。")

    def broken():
        raise RuntimeError("x")

    findings = list(run([refused, broken, lambda: [Finding("a", "ok", "b")]]))
    assert [one.verdict for one in findings] == ["fail", "fail", "ok"]
    assert findings[0].says == "改一下。"
    assert "broken: RuntimeError: x" in findings[1].says


def test_a_missing_room_of_the_home(home):
    (home / "recordings").rmdir()
    found = _one(machine.folder)
    assert (found.verdict, "recordings" in found.says) == ("fail", True)


def test_a_secret_that_others_can_read(home):
    secret = home / "secret.json"
    secret.write_text("{}")
    secret.chmod(0o644)
    assert _one(machine.folder).verdict == "ok"  # the folder itself is shut
    home.chmod(0o755)
    found = _one(machine.folder)
    assert (found.verdict, "chmod 700" in found.todo) == ("fail", True)


@pytest.mark.parametrize(("free", "verdict"), [(5e8, "fail"), (5e9, "warn"), (5e10, "ok")])
def test_the_disk_fills(home, monkeypatch, free, verdict):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: Usage(1e11, 0, free))
    assert _one(machine.disk).verdict == verdict


def test_a_retention_that_is_no_number(home, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "ein Jahr")
    (found,) = run([machine.disk])
    assert (found.verdict, "SANXIANG_RECORDINGS_DAYS" in found.says) == ("fail", True)


def test_a_clock_from_another_age(monkeypatch):
    monkeypatch.setattr(machine, "clock", FixedClock(datetime(1970, 1, 2, tzinfo=UTC)))
    assert _one(machine.time_of_day).verdict == "fail"


def test_a_clock_that_jumps(monkeypatch):
    monkeypatch.setattr(machine, "_drift", lambda: 0.3)
    assert _one(machine.time_of_day).verdict == "warn"


@pytest.mark.parametrize(("synchronized", "verdict"), [(True, "ok"), (None, "ok"), (False, "warn")])
def test_a_clock_that_nobody_sets(monkeypatch, synchronized, verdict):
    monkeypatch.setattr(machine, "_drift", lambda: 0.0)
    monkeypatch.setattr(machine, "_synchronized", lambda: synchronized)
    assert _one(machine.time_of_day).verdict == verdict


def test_a_time_zone_that_is_none(settings):
    settings.TIME_ZONE = "Asia/Yunshan"
    assert _one(machine.zone).verdict == "fail"


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("http://localhost:8000", "warn"),
        ("http://desk.localhost", "warn"),
        ("http://192.168.1.5:8000", "fail"),
        ("https://desk.example.com", "ok"),
    ],
)
def test_where_browsers_give_a_microphone(monkeypatch, url, verdict):
    monkeypatch.setenv("SANXIANG_URL", url)
    assert _one(reach.microphone).verdict == verdict


def test_an_https_address_that_nobody_answers(monkeypatch):
    monkeypatch.setenv("SANXIANG_URL", "https://127.0.0.1:9")
    assert _one(reach.certificate).verdict == "fail"


@pytest.mark.parametrize(("days", "verdict"), [(80, "ok"), (13, "warn")])
def test_a_certificate_that_ends_soon(monkeypatch, days, verdict):
    monkeypatch.setenv("SANXIANG_URL", "https://desk.example.com")
    monkeypatch.setattr(reach, "_days_left", lambda host, port: days)
    assert _one(reach.certificate).verdict == verdict


def test_turn_is_missed_only_where_callers_come_from_outside(monkeypatch):
    monkeypatch.setenv("SANXIANG_URL", "https://desk.example.com")
    monkeypatch.delenv("SANXIANG_ICE_SERVERS", raising=False)
    assert _one(reach.udp).verdict == "warn"
    monkeypatch.setenv("SANXIANG_ICE_SERVERS", "turn:desk.example.com:3478")
    assert _one(reach.udp).verdict == "ok"


class _Health(http.server.BaseHTTPRequestHandler):
    said = b""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *args):
        pass


@pytest.fixture
def line(home, monkeypatch):
    """Something that answers on the line's port; what it says is set by the test."""
    server = http.server.HTTPServer(("127.0.0.1", 0), _Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SANXIANG_LINE_PORT", str(server.server_port))
    yield _Health
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("ok", "verdict"), [(True, "ok"), (False, "fail")])
def test_what_the_voice_process_says_of_itself(line, ok, verdict):
    figures = {"calls": 3, "max_calls": 40, "ready": 1, "operators": 2, "packets": {"late_share": 0.02}}
    line.said = json.dumps({"ok": ok, **figures}).encode()
    found = _one(reach.voice)
    assert found.verdict == verdict
    assert "2.00%" in found.says


def test_another_program_on_the_lines_port(line):
    line.said = b"<html>"
    assert _one(reach.voice).verdict == "fail"


@pytest.mark.django_db
def test_a_healthy_empty_desk(home):
    assert _one(data.spool).verdict == "ok"
    assert _one(data.recordings).verdict == "ok"
    assert _one(data.work).verdict == "ok"
    assert _one(desk.rulebook).verdict == "ok"


@pytest.mark.django_db
def test_a_desk_without_a_site_or_an_administrator(home):
    found = _one(desk.staff)
    assert (found.verdict, "sanxiang admin site" in found.todo) == ("fail", True)
    add_site(name="云杉花园", company="云杉物业", desk_name="云杉", at=datetime.now(UTC))
    found = _one(desk.staff)
    assert (found.verdict, "sanxiang admin create" in found.todo) == ("fail", True)


@pytest.mark.django_db
def test_reports_of_the_line_that_nobody_took_in(home):
    lines = "".join(json.dumps({"stream": "alarm", "number": number}) + "\n" for number in range(101))
    (home / "spool" / "0000000000001-1.ndjson").write_text(lines)
    assert _one(data.spool).verdict == "fail"


@pytest.mark.django_db
def test_a_report_that_could_not_be_read(home):
    (home / "spool" / "refused.ndjson").write_text("{}\n")
    assert [one.verdict for one in data.spool()] == ["warn", "ok"]


@pytest.mark.django_db
def test_work_that_nobody_does(home, monkeypatch):
    from sanxiang.kernel.ids import new_id
    from sanxiang.kernel.work.tasks import follow

    follow("nowhere.at_all", new_id(), queue="urgent")
    assert _one(data.work).verdict == "ok"
    monkeypatch.setattr(data, "clock", FixedClock(datetime.now(UTC) + timedelta(minutes=2)))
    assert _one(data.work).verdict == "fail"


@pytest.mark.django_db
def test_a_rulebook_with_a_fault(home):
    (home / "rulebook" / "company.toml").write_text("[[[")
    found = _one(desk.rulebook)
    assert (found.verdict, "rulebook check" in found.todo) == ("fail", True)


@pytest.mark.django_db
def test_a_database_that_is_behind(monkeypatch):
    monkeypatch.setattr(data.migration, "waiting", lambda: ["people.0009_more"])
    found = _one(data.database)
    assert (found.verdict, "people.0009_more" in found.says) == ("fail", True)


def test_a_network_disk_is_recognised(tmp_path):
    assert data._filesystem(tmp_path) not in ("", *data.NETWORK)


def test_an_installation_without_its_front_end(settings, tmp_path):
    settings.PACKAGE = tmp_path
    found = _one(desk.packages)
    assert (found.verdict, "htmx" in found.says) == ("fail", True)

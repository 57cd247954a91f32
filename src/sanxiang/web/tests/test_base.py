"""What every page has: language, refusals, errors, a tight content policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from sanxiang.kernel.errors import Refused
from sanxiang.office.people.models import Staff
from sanxiang.web.refusals import RefusalMiddleware
from sanxiang.web.tests.conftest import signed_in

WEB = Path(django_settings.PACKAGE) / "web"


def test_health_answers(client: Client, db: None) -> None:
    assert client.get("/health").json()["ok"] is True


def test_health_says_when_the_database_is_away(client: Client, db: None, monkeypatch) -> None:
    from django.db import OperationalError

    def away(*_):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["database"] == "away"


def test_the_front_door_asks_strangers_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_choosing_a_language_lasts(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert answer.cookies["language"]["max-age"] > 30 * 24 * 3600
    assert '<html lang="en">' in client.get("/accounts/login/").content.decode()


def test_a_browser_set_to_english_still_sees_chinese(client: Client, db: None) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert '<html lang="zh-hans">' in page.content.decode()


def test_an_unknown_language_changes_nothing(client: Client, db: None) -> None:
    client.cookies["language"] = "tlh"
    assert '<html lang="zh-hans">' in client.get("/accounts/login/").content.decode()


def test_an_unknown_address_says_so(client: Client, db: None) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_form_kept_too_long_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "8001"})
    assert answer.status_code == 403
    assert "页面放得太久了" in answer.content.decode()


def test_the_page_of_a_fault_needs_no_database() -> None:
    assert "系统出了故障" in render_to_string("500.html")


def refused(**headers: str):
    request = RequestFactory().get("/x", headers=headers)
    request.user = Staff()
    request._messages = []
    return RefusalMiddleware(lambda _: None).process_exception(
        request, Refused("请先选类别。", code="category", status=409)
    )


def test_a_refusal_is_one_sentence_with_a_way_back(db: None) -> None:
    answer = refused(referer="http://testserver/register/")
    assert answer.status_code == 409
    assert "请先选类别。" in answer.content.decode()
    assert 'href="http://testserver/register/"' in answer.content.decode()


def test_the_way_back_never_leads_elsewhere(db: None) -> None:
    assert "evil" not in refused(referer="https://evil.example/").content.decode()


def test_a_refusal_to_a_fragment_goes_to_the_messages() -> None:
    answer = refused(**{"hx-request": "true"})
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()


def test_a_refusal_to_a_program_is_json() -> None:
    assert b'"code": "category"' in refused(accept="application/json").content


def test_other_faults_are_not_swallowed() -> None:
    assert RefusalMiddleware(lambda _: None).process_exception(RequestFactory().get("/"), KeyError()) is None


def test_navigation_shows_only_what_the_role_may(operator: Staff, administrator: Staff) -> None:
    def seen(staff: Staff) -> list[str]:
        page = signed_in(staff).get("/accounts/password/change/").content.decode()
        return re.findall(r'class="nav-link" href="(/[a-z/]+/)"', page)

    own = ["/review/", "/quality/me/"]
    assert seen(operator) == ["/console/", "/register/", "/callbacks/", "/rulebook/", *own]
    assert seen(administrator) == ["/rulebook/", "/staff/", "/lines/"]


def test_policy_allows_nothing_inline(client: Client, db: None) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy


TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_breaks_the_policy(path: Path) -> None:
    text = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), "inline script"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), "inline style or handler"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_is_in_the_sprite(path: Path) -> None:
    listed = set((WEB / "icons.txt").read_text(encoding="utf-8").split())
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(r'{% icon "([a-z0-9-]+)"', text)) | set(re.findall(r'symbol="([a-z0-9-]+)"', text))
    assert used <= listed

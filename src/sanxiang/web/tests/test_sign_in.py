"""Signing in, out, wrongly, too often, and with a second step."""

import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client

from sanxiang.office.people.models import Staff
from sanxiang.web.tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db


def sign_in(client: Client, number: str, word: str):
    return client.post("/accounts/login/", {"login": number, "password": word})


def test_page_speaks_chinese_and_asks_for_the_staff_number(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="zh-hans">' in page
    assert "工号" in page
    assert "Username" not in page


@pytest.mark.parametrize(
    ("who", "home"),
    [("operator", "/console/"), ("supervisor", "/register/"), ("administrator", "/staff/")],
)
def test_each_role_arrives_at_its_work(client: Client, request, who: str, home: str) -> None:
    staff: Staff = request.getfixturevalue(who)
    answer = sign_in(client, staff.username, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == home


def test_a_wrong_password_says_what_to_mend(client: Client, operator: Staff) -> None:
    page = sign_in(client, "8001", "wrong").content.decode()
    assert "工号或密码不对" in page
    assert 'value="8001"' in page


def test_five_guesses_lock_out_even_the_right_password(client: Client, operator: Staff) -> None:
    pages = [sign_in(client, "8001", f"guess-{n}") for n in range(5)]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 429]
    last = sign_in(client, "8001", PASSWORD)
    assert last.status_code == 429
    assert "要过 15 分钟才能再试" in last.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_lock_is_of_that_number_only(client: Client, operator: Staff, supervisor: Staff) -> None:
    for n in range(5):
        sign_in(client, "8001", f"guess-{n}")
    assert sign_in(client, "7001", PASSWORD).status_code == 302


def test_four_guesses_are_forgiven(client: Client, operator: Staff) -> None:
    for n in range(4):
        sign_in(client, "8001", f"guess-{n}")
    assert sign_in(client, "8001", PASSWORD).status_code == 302


def test_somebody_who_left_cannot_sign_in(client: Client, operator: Staff) -> None:
    operator.is_active = False
    operator.save()
    sign_in(client, "8001", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/accounts/signup/")["Location"] == "/accounts/login/"


def test_signing_out(operator: Staff) -> None:
    client = signed_in(operator)
    assert "退出登录" in client.get("/accounts/logout/").content.decode()
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_new_password(operator: Staff) -> None:
    client = signed_in(operator)
    words = {"oldpassword": PASSWORD, "password1": "xin-mima-7788", "password2": "xin-mima-7788"}
    client.post("/accounts/password/change/", words)
    operator.refresh_from_db()
    assert operator.check_password("xin-mima-7788")


@pytest.fixture
def secret(operator: Staff) -> str:
    made = auth.generate_totp_secret()
    auth.TOTP.activate(operator, made)
    return made


def code(secret: str) -> str:
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_the_second_step_lets_in(client: Client, secret: str) -> None:
    assert sign_in(client, "8001", PASSWORD)["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert "_auth_user_id" in client.session


def test_guessing_the_second_step_locks_too(client: Client, secret: str) -> None:
    sign_in(client, "8001", PASSWORD)
    right = code(secret)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        page = client.post("/accounts/2fa/authenticate/", {"code": wrong}).content.decode()
    assert "验证码不对" in page
    page = client.post("/accounts/2fa/authenticate/", {"code": right}).content.decode()
    assert "请过 15 分钟再试" in page
    assert "_auth_user_id" not in client.session


def confirmed(client: Client, address: str) -> str:
    """The page behind the question for the password."""
    asks = client.get(address, follow=True)
    assert "请再输入一次密码" in asks.content.decode()
    assert f'value="{address}"' in asks.content.decode()
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address}, follow=True)
    return answer.content.decode()


def test_setting_the_second_step_up(operator: Staff, client: Client) -> None:
    sign_in(client, "8001", PASSWORD)
    assert "未启用" in client.get("/accounts/2fa/").content.decode()
    page = confirmed(client, "/accounts/2fa/totp/activate/")
    assert "data:image/svg+xml" in page
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert "还有 10 个没用过" in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 200
    assert "确定停用吗" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "确定生成吗" in client.get("/accounts/2fa/recovery-codes/generate/").content.decode()

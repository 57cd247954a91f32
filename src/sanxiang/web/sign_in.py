"""Signing in: only staff on file, by staff number; guessing locks out for a while."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: an administrator puts staff on file."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("工号或密码不对，请检查后再试。"),
        "account_inactive": _("这个工号已停用，请找系统管理员。"),
        "incorrect_password": _("密码不对。"),
        "enter_current_password": _("请输入现在的密码。"),
        "incorrect_code": _("验证码不对，请看验证器上现在的数字。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对，请看验证器上现在的数字。"),
    }


class SignInForm(LoginForm):  # type: ignore[misc]
    """Adds the name under which the guard against guessing counts."""

    def user_credentials(self) -> dict[str, Any]:
        credentials: dict[str, Any] = super().user_credentials()
        return {**credentials, "login": credentials["username"]}


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The six digits after the password; wrong ones count as guesses too."""

    def clean_code(self) -> str:
        from allauth.core import context

        who = {"login": self.user.username, "username": self.user.username}
        if not AxesProxyHandler.is_allowed(context.request, who):
            raise ValidationError(_("输错次数太多，请过 15 分钟再试。"))
        try:
            return str(super().clean_code())
        except ValidationError:
            AxesProxyHandler.user_login_failed(type(self), who, context.request)
            # The page with the sentence is this form's own, also at the last allowed guess.
            context.request.axes_locked_out = False
            raise


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """The page for somebody who guessed too often."""
    pause = get_cool_off(request)
    minutes = round(pause.total_seconds() / 60) if pause else 0
    return render(request, "sanxiang/locked_out.html", {"minutes": minutes}, status=429)

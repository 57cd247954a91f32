"""The forms of the staff file."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanxiang.office.people import queries as people
from sanxiang.office.people.permissions import roles_given_by
from sanxiang.web.pages.forms import PlainForm

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Staff

LANGUAGES = {"zh": _("普通话"), "yue": _("粤语"), "en": _("英语"), "ja": _("日语"), "ko": _("韩语")}
WHOLE = _("全公司")
DAY = {"type": "date"}


class StaffForm(PlainForm):
    """What is on file of one member of staff. `by`: who fills it in; `of`: whose it is (None: a new one)."""

    number = forms.CharField(
        label=_("工号"),
        max_length=20,
        help_text=_("登录和接听都用这个号，以后不能改。"),
        validators=[RegexValidator(r"^[0-9A-Za-z-]+$", _("工号只用数字、字母和连字符。"))],
    )
    name = forms.CharField(label=_("姓名"), max_length=40)
    role = forms.ChoiceField(label=_("岗位"))
    site = forms.TypedChoiceField(label=_("项目"), coerce=int, empty_value=None, required=False)
    languages = forms.MultipleChoiceField(
        label=_("能用的语言"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("来电要哪种语言，就先转给会的人。"),
    )
    active = forms.BooleanField(
        label=_("在职"),
        required=False,
        help_text=_("离职的人取消勾选：不能再登录，通话和登记记录都保留。"),
    )

    def __init__(self, *args: Any, by: "Staff", of: "Staff | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_on_file(of) if of else _newcomer(), **kwargs)
        self._choices(by, of)
        if of is None:
            del self.fields["active"]
            self.fields["number"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        else:
            del self.fields["number"]
        if of == by:
            self._own()

    def _choices(self, by: "Staff", of: "Staff | None") -> None:
        given = roles_given_by(by)
        self._offer("role", [(role.value, role.label) for role in people.Role if role in given])
        known = {
            **LANGUAGES,
            **{code: code for code in (of.languages if of else []) if code not in LANGUAGES},
        }
        self._offer("languages", list(known.items()))
        if by.site_id is None:
            self._offer("site", [*((site.pk, site.name) for site in people.sites()), ("", WHOLE)])
        else:
            del self.fields["site"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _own(self) -> None:
        """Nobody raises or shuts out themselves."""
        for name in ("role", "site", "active"):
            if name in self.fields:
                self.fields[name].disabled = True
        self.fields["active"].help_text = gettext("自己的岗位、项目和在职状态，要请别的管理人员来改。")


class CertificateForm(PlainForm):
    """A line, and from when until when."""

    line = forms.ChoiceField(label=_("线路"))
    from_day = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until_day = forms.DateField(
        label=_("到哪天止（选填）"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = lines


def _newcomer() -> dict[str, Any]:
    first = people.sites().first()
    return {"languages": ["zh"], "role": people.Role.OPERATOR.value, "site": first.pk if first else None}


def _on_file(of: "Staff") -> dict[str, Any]:
    return {
        "name": of.name,
        "role": of.role,
        "site": of.site_id,
        "languages": of.languages,
        "active": of.is_active,
    }

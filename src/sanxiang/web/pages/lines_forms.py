"""The forms of the lines and of the links that ring them."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.office.estate import queries as estate
from sanxiang.office.people import queries as people
from sanxiang.web.pages.forms import PlainForm
from sanxiang.web.pages.staff_forms import LANGUAGES

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Line
    from sanxiang.office.people.queries import Staff

FIGURES = ("on_s", "off_s", "ring_for_s", "give_up_s")


def _seconds(label: Any, hint: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "0.1", "min": "0.1", "inputmode": "decimal"})
    return forms.FloatField(label=label, help_text=hint, max_value=3600, widget=widget)


class LineForm(PlainForm):
    """A line with its cadence. `by`: who fills it in; `of`: whose figures stand, None for a new line."""

    name = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("业主和客服员看到的名称，例如客服热线。")
    )
    key = forms.CharField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写字母、数字和连字符，例如 repair；命令行里用，以后不能改。"),
    )
    site = forms.TypedChoiceField(label=_("项目"), coerce=int)
    number = forms.CharField(label=_("号码（选填）"), max_length=20, required=False)
    language = forms.ChoiceField(label=_("语言"), help_text=_("先转给会这种语言的客服员。"))
    on_s = _seconds(_("响（秒）"), _("每一声响多久"))
    off_s = _seconds(_("停（秒）"), _("两声之间停多久"))
    ring_for_s = _seconds(_("每席振铃（秒）"), _("无人接听就转给下一位"))
    give_up_s = _seconds(_("转回电（秒）"), _("一直无人接听，告知会回电"))
    emergency = forms.BooleanField(
        label=_("紧急线路"), required=False, help_text=_("例如电梯报警：排在所有来电前面，一直响到有人接。")
    )
    active = forms.BooleanField(
        label=_("启用"), required=False, help_text=_("停用以后，这条线路的二维码都打不通了。")
    )

    def __init__(self, *args: Any, by: "Staff", of: "Line | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_stands(of or contacts.Line()), **kwargs)
        self._offer("language", [*LANGUAGES.items()], of.language if of else "zh")
        if of is not None:
            del self.fields["key"], self.fields["site"]
            return
        del self.fields["active"]
        self.fields["name"].widget.attrs["autofocus"] = True
        if by.site_id is None:
            self._offer("site", [(site.pk, site.name) for site in people.sites()])
        else:
            del self.fields["site"]

    def _offer(self, name: str, choices: list[Any], standing: str = "") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        known = {code for code, _name in choices}
        field.choices = choices if not standing or standing in known else [*choices, (standing, standing)]


def _stands(line: "Line") -> dict[str, Any]:
    fields = ("name", "number", "language", "emergency", "active")
    figures = {name: f"{getattr(line, name):g}" for name in FIGURES}
    return {name: getattr(line, name) for name in fields} | figures


class LinkForm(PlainForm):
    """For whom a link is: everybody, a unit, a place; and until when."""

    unit = forms.CharField(
        label=_("房号（选填）"),
        required=False,
        max_length=60,
        help_text=_("贴在业主家里的：接听时就知道是哪一户。"),
        widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
    )
    place = forms.CharField(
        label=_("地点（选填）"),
        required=False,
        max_length=80,
        help_text=_("贴在公共地方的，例如南门岗亭、2栋1单元电梯。"),
    )
    until = forms.DateField(
        label=_("有效期至（选填）"),
        required=False,
        help_text=_("到这一天为止；不填就一直有效。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, line: "Line", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line

    def clean_unit(self) -> int | None:
        """The unit of that label or code."""
        text = self.cleaned_data["unit"]
        found = estate.unit_by_label(self.line.site_id, text) if text else None
        if text and found is None:
            raise ValidationError(gettext("没有房号“%(unit)s”，请从列出的房号里选。") % {"unit": text})
        return found.pk if found else None

    def clean_until(self) -> datetime | None:
        """The end of that day at the site."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        zone = ZoneInfo(self.line.site.time_zone)
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)

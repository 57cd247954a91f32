"""The forms that change one entry of the rulebook."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanxiang.rules.rulebook.clause import Figure
from sanxiang.rules.rulebook.edit import Value
from sanxiang.web.pages.forms import PlainForm
from sanxiang.web.pages.rulebook_words import FIGURES, UNITS, longest, number_said

DAY = {"type": "date"}
SPANS = [(unit, UNITS[unit]) for unit in ("s", "min", "h", "day")]


class BasedForm(PlainForm):
    """A change of the rulebook. `edition`: which one was on the screen when it was made."""

    edition = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("为什么改（选填）"), max_length=200, required=False, help_text=_("写进版本记录，以后查得到。")
    )

    def __init__(self, *args: Any, edition: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"edition": edition, **kwargs.pop("initial", {})}, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])


class FiguresForm(BasedForm):
    """The figures of an entry from a day on. `figures`: name → (value, unit); pairs have two fields.

    `spans`: figures are times whose unit is chosen, as "30 min".
    """

    since = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("这天和以后的来电按新数值判；以前的照旧。"),
    )

    def __init__(
        self,
        *args: Any,
        figures: Mapping[str, tuple[Figure | None, str]],
        today: date,
        spans: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"since": today}, **kwargs)
        self.figures, self.today, self.spans = figures, today, spans
        for name, (value, unit) in figures.items():
            if spans or value is not None:
                self._add(name, value, unit)
        self.order_fields([*(name for name in self.fields if name not in ("since", "note")), "since", "note"])

    def _add(self, name: str, value: Figure | None, unit: str) -> None:
        title = str(FIGURES.get(name, name))
        if isinstance(value, tuple):
            for end, word, one in zip(("low", "high"), (_("从"), _("到")), value, strict=True):
                self._number(f"{name}_{end}", f"{title}：{word}（{UNITS[unit]}）", one)
        elif self.spans:
            chosen, number = longest(value) if value is not None else ("min", None)
            self._number(name, title, number, required=value is not None)
            self.fields[f"{name}_unit"] = forms.ChoiceField(
                label=f"{title}：{gettext('单位')}", choices=SPANS, initial=chosen
            )
            self.fields[f"{name}_unit"].widget.attrs["class"] = "form-select"
        else:
            self._number(name, f"{title}（{UNITS[unit]}）", value)

    def _number(self, name: str, label: str, value: Any, *, required: bool = True) -> None:
        widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", "class": "form-control"})
        shown = None if value is None else Decimal(number_said(value))
        field = forms.DecimalField(label=label, widget=widget, initial=shown, required=required)
        field.error_messages |= {"invalid": gettext("请填数字，例如 1 或 0.4。")}
        self.fields[name] = field

    def clean_since(self) -> date:
        """What has been judged stays judged: new figures begin today at the earliest."""
        day: date = self.cleaned_data["since"]
        if day < self.today:
            raise ValidationError(gettext("只能从今天或以后开始，不改动以前的来电。"))
        return day

    def values(self) -> dict[str, Value]:
        """The figures that were changed, as the company's file writes them."""
        shown = (name for name in self.figures if {name, f"{name}_low"} & self.fields.keys())
        return {name: self._value(name) for name in shown if self._is_changed(name)}

    def _is_changed(self, name: str) -> bool:
        """A figure that was not given and stays empty is none."""
        parts = {name, f"{name}_low", f"{name}_high", f"{name}_unit"} & self.fields.keys()
        given = all(self.cleaned_data.get(part) is not None for part in parts)
        return given and bool(parts & {*self.changed_data})

    def _value(self, name: str) -> Value:
        unit = self.figures[name][1]
        if f"{name}_low" in self.fields:
            return [_written(self.cleaned_data[f"{name}_{end}"], unit) for end in ("low", "high")]
        return _written(self.cleaned_data[name], self.cleaned_data.get(f"{name}_unit", unit))


def _written(number: Decimal, unit: str) -> str:
    return f"{number_said(float(number))} {unit}"


class PointsForm(BasedForm):
    points = forms.DecimalField(
        label=_("分值"), min_value=0, max_value=100, max_digits=5, decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.5", "min": "0", "inputmode": "decimal"}),
        help_text=_("改了分值，马上用于以后的评分。"),
    )  # fmt: skip


class SwitchForm(BasedForm):
    note = forms.CharField(label=_("理由"), max_length=200, help_text=_("写进规范和版本记录。"))


class TextForm(BasedForm):
    text = forms.CharField(
        label=_("公司规范文件"),
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "spellcheck": "false", "class": "form-control toml", "wrap": "off"}
        ),
    )

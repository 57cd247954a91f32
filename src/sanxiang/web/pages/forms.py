"""What the plain forms of the office share: Tabler's looks, and a refusal that stands by its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanxiang.kernel.errors import Refused

LOOKS = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.Select: "form-select",
}


class PlainForm(forms.Form):
    """A form whose fields look like the house's; the first field to mend gets the cursor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look = next(
                (css for kind, css in LOOKS.items() if isinstance(field.widget, kind)), "form-control"
            )
            field.widget.attrs.setdefault("class", look)
            field.error_messages |= _words(field)

    def is_valid(self) -> bool:
        good = super().is_valid()
        if self.errors:
            self._point_at(next((name for name in self.fields if name in self.errors), ""))
        return good

    def _point_at(self, wrong: str) -> None:
        for name, field in self.fields.items():
            field.widget.attrs.pop("autofocus", None)
            if name == wrong:
                field.widget.attrs |= {"autofocus": True, "aria-invalid": "true"}

    def refuse(self, fault: Refused) -> None:
        """Put what a verb refused beside the field that its code names, else above the form."""
        self.add_error(fault.code if fault.code in self.fields else None, fault.sentence)
        self._point_at(fault.code)


def _words(field: forms.Field) -> dict[str, str]:
    """What to mend, in this desk's words."""
    said = {"required": _("“%(label)s”不能空着。") % {"label": field.label}}
    if isinstance(field, forms.ChoiceField):
        said["invalid_choice"] = _("请从列出的里面选。")
    if isinstance(field, forms.DateField):
        said["invalid"] = _("请填日期，例如 2026-03-05。")
    if isinstance(field, forms.FloatField):
        said["invalid"] = _("请填数字，例如 1 或 0.4。")
    return said

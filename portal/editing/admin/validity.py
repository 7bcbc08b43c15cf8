"""有效性 on the desk: whoever says more than 未核实 says on which day it was looked up, and where."""

from django import forms
from django.utils import timezone

from policies.models import Validity

FIELDS = ["validity", "validity_checked_on", "validity_evidence"]


class ValidityForm(forms.ModelForm):
    """A form of a text of which an editor can say whether it is in force."""

    def clean(self):
        cleaned = super().clean()
        for name, message in _missing(cleaned):
            self.add_error(name, message)
        day = cleaned.get("validity_checked_on")
        if day and day > timezone.localdate():
            self.add_error("validity_checked_on", "核实日期不能晚于今天。")
        return cleaned


def _missing(cleaned: dict) -> list[tuple[str, str]]:
    """The fields that a statement needs, and what to write there."""
    if cleaned.get("validity", Validity.UNVERIFIED) == Validity.UNVERIFIED:
        return []
    needed = (
        ("validity_checked_on", "有效性已核实，请填写在哪一天核实的。"),
        ("validity_evidence", "有效性已核实，请写明依据：哪个文件、公报或网页怎么说。"),
    )
    return [(name, message) for name, message in needed if not cleaned.get(name)]

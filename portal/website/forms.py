"""A reader's report of a fault."""

from django import forms
from django.core.exceptions import ValidationError

from policies.models import Fact, Measure, Report
from policies.text.normalize import has_control_characters

# The first group of what one chooses among, without a name.
WHOLE = ("", [("", "整条")])


def refuse_control_characters(text: str) -> None:
    """No control character but a tab or a line's end; PostgreSQL takes no NUL at all."""
    if has_control_characters(text):
        raise ValidationError("说明里有不能识别的控制字符，请删去后再发。", code="control")


class ReportForm(forms.ModelForm):
    """What is wrong, and where: one of the article's facts, or the article as a whole.

    ``website`` is left empty by people, who do not see it, and filled by machines.
    """

    fact = forms.ChoiceField(label="哪一处", required=False)
    text = forms.CharField(
        label="说明（可不填，最多 1000 字）",
        required=False,
        max_length=1000,
        error_messages={"max_length": "最多 %(limit_value)d 字，现在 %(show_value)d 字。"},
        validators=[refuse_control_characters],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(
        label="请不要填写", required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    class Meta:
        model = Report
        fields = ["fact", "problem", "text"]
        labels = {"problem": "有什么问题"}
        widgets = {"problem": forms.RadioSelect}
        error_messages = {"problem": {"required": "请选一项。", "invalid_choice": "没有这一项，请从下面选一项。"}}

    def __init__(self, *args, facts: dict[str, Fact | Measure], choices: list, **options):
        super().__init__(*args, **options)
        self.facts = facts
        self.fields["fact"].choices = [WHOLE, *choices]
        self.fields["fact"].error_messages["invalid_choice"] = "没有认出是哪一处，请从列表里选，或者选“整条”。"
        self.fields["problem"].choices = Report.Problem.choices
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-message"}

    @property
    def is_machine(self) -> bool:
        """Whether the field that people do not see was filled."""
        return bool(self.cleaned_data.get("website"))

    def save(self, commit=True):
        """The report, with what it was about in words too."""
        if fact := self.facts.get(self.cleaned_data["fact"]):
            self.instance.fact_kind = fact._meta.model_name
            self.instance.fact_id = fact.pk
            self.instance.quote = fact.quote
        return super().save(commit)

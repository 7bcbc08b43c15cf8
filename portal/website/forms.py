"""Forms of readers: that a fact or an article is wrong, or that an answer is."""

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


class ReaderForm(forms.ModelForm):
    """An error in a reader's words. ``website`` is left empty by people, who see it not; machines fill it."""

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
        fields = ["problem", "text"]
        labels = {"problem": "有什么问题"}
        widgets = {"problem": forms.RadioSelect}
        error_messages = {"problem": {"required": "请选一项。", "invalid_choice": "没有这一项，请从下面选一项。"}}

    def mark_errors(self) -> None:
        """Tie each message to its field, for who hears the page."""
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-message"}

    @property
    def is_robot(self) -> bool:
        """Whether the field that people do not see was filled."""
        return bool(self.cleaned_data.get("website"))


class FactReportForm(ReaderForm):
    """An error in one of an article's facts, or in the article as a whole."""

    fact = forms.ChoiceField(label="哪一处", required=False)
    field_order = ("fact", "problem", "text")

    def __init__(self, *args, facts: dict[str, Fact | Measure], choices: list, **options):
        super().__init__(*args, **options)
        self.facts = facts
        self.fields["problem"].choices = Report.Problem.choices
        self.fields["fact"].choices = [WHOLE, *choices]
        self.fields["fact"].error_messages["invalid_choice"] = "没有认出是哪一处，请从列表里选，或者选“整条”。"
        self.mark_errors()

    def save(self, commit=True):
        """The report, with what it was about in words too."""
        if fact := self.facts.get(self.cleaned_data["fact"]):
            self.instance.fact_kind = fact._meta.model_name
            self.instance.fact_id = fact.pk
            self.instance.quote = fact.quote
        return super().save(commit)


class AnswerReportForm(ReaderForm):
    """An error in an answer of 政策匹配: what was asked and answered goes with it, and nothing else."""

    PROBLEMS = (
        (Report.Problem.KIND, "列了不该给我的"),
        (Report.Problem.MISSING, "漏了该给我的"),
        (Report.Problem.VALUE, "金额、期限或条件不对"),
        (Report.Problem.OTHER, "其他"),
    )

    def __init__(self, *args, receipt: str, **options):
        super().__init__(*args, instance=Report(place=_ANSWER, quote=receipt), **options)
        self.fields["problem"].choices = self.PROBLEMS
        self.mark_errors()


_ANSWER = "政策匹配的答案"

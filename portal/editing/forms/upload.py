"""Giving files or a text, and saying what a file's head is where it was read wrong."""

from django import forms

from importers import intake
from importers.parsing.head import Attribution
from policies.models import Document
from policies.text import document_numbers


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = _ManyFiles(attrs={"accept": ".txt,.md,.html,.htm,.docx,.xlsx,.pdf,.png,.jpg,.jpeg,.tif,.tiff"})

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_FilesField, self).clean(each, initial) for each in files]


class UploadForm(forms.Form):
    """Files, or a text with a name."""

    chosen = _FilesField(label="文件", required=False, allow_empty_file=True)
    text = forms.CharField(
        label="粘贴文本", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6, "cols": 60})
    )
    name = forms.CharField(label="给它起个名字", required=False, max_length=120)
    # The last thing that a browser sends: where a connection broke, what came of a file looks like a whole one.
    whole = forms.CharField(
        widget=forms.HiddenInput,
        initial="1",
        error_messages={"required": "上传中断了，只收到一部分，什么也没有保存。请再传一次。"},
    )

    def contents(self) -> list[tuple[str, bytes]]:
        """The files and the text, by name."""
        files = [(each.name, each.read()) for each in self.cleaned_data["chosen"]]
        text = self.cleaned_data["text"]
        name = self.cleaned_data["name"].strip() or intake.PASTED
        return [*files, *([(f"{name}.txt", text.encode())] if text.strip() else [])]


_KINS = (
    ("", "照识读的"),
    (Attribution.VERSION, "作为新版本"),
    (Attribution.COPY, "同一文件的又一来源，只供对照"),
    (Attribution.OWN, "另一份文件"),
)
_HEAD_FIELDS = ("title", "number", "issuers", "issued_on", "held_as", "held_against")


class HeadForm(forms.Form):
    """A document's head as an editor settles it, and what it is to the base; ``read`` is how it was read."""

    title = forms.CharField(label="标题", max_length=255)
    number = forms.CharField(label="发文字号", max_length=60, required=False)
    issuers = forms.CharField(label="发文机关", max_length=120, required=False, help_text="几个机关之间用顿号隔开。")
    issued_on = forms.DateField(label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    held_as = forms.ChoiceField(label="归属", choices=_KINS, required=False)
    held_against = forms.CharField(
        label="对照本库哪一份",
        max_length=255,
        required=False,
        help_text="那份文件的发文字号或标题。不填，就是文号或标题与它相同的那一份。",
    )
    evidence = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, *args, read: dict[str, str], **kwargs):
        against = Document.objects.filter(slug=read["held_against"]).first() if read.get("held_against") else None
        super().__init__(*args, initial=read | {"held_against": str(against or "")}, **kwargs)
        self._read = read

    def clean_number(self) -> str:
        """A number that is one."""
        number = document_numbers.on_line(words) if (words := self.cleaned_data["number"].strip()) else None
        if words and number is None:
            raise forms.ValidationError("看不懂这个发文字号，请写成“晋政办发〔2022〕7号”这样。")
        return str(number or "")

    def clean_held_against(self) -> str:
        """The address of the document that is named."""
        words = self.cleaned_data["held_against"].strip()
        if not words:
            return ""
        number = str(document_numbers.on_line(words) or words)
        found = list(Document.objects.current().filter(number=number) or Document.objects.current().called(words)[:2])
        if len(found) != 1:
            raise forms.ValidationError("本库里没有这份文件。" if not found else "不止一份，请写发文字号或完整的标题。")
        return found[0].slug

    def clean(self) -> dict:
        """Return what an editor changes has a reason, and what a text is can be that."""
        found = super().clean() or {}
        if not self.errors and (refused := self._refused(found["held_as"], found["held_against"])):
            self.add_error("held_as", refused)
        if not self.errors and self.changed() and not found["evidence"].strip():
            self.add_error("evidence", "请写明依据，例如“原件第 1 页红头”。")
        return found

    def _refused(self, held_as: str, against: str) -> str:
        """Why a text cannot be that to the base; '' where it can."""
        number = self.cleaned_data["number"]
        same = {"number": number} if number else {"number": "", "title": self.cleaned_data["title"]}
        is_there = Document.objects.current().filter(**same).exists()
        if held_as == Attribution.OWN:
            if number and is_there:
                return "本库已有这个文号的文件，同一文号只能是它的版本或又一来源；文号读错了的，请先改文号。"
            return "另一份文件不与哪一份对照，请把“对照本库哪一份”清空。" if against else ""
        if held_as and not against and not is_there:
            return "本库没有文号或标题相同的文件，请写明对照哪一份。"
        return "请选定归属。" if against and not held_as else ""

    def changed(self) -> dict[str, str]:
        """Return what is otherwise than it was read."""
        values = {name: self.cleaned_data[name] for name in _HEAD_FIELDS}
        plain = {
            name: value.isoformat() if name == "issued_on" and value else str(value or "")
            for name, value in values.items()
        }
        return {name: value.strip() for name, value in plain.items() if value.strip() != self._read.get(name, "")}

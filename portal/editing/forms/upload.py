"""Giving files or a text, and saying what a file's head is where it was read wrong."""

from django import forms

from importers import intake
from policies.text import document_numbers


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = _ManyFiles(attrs={"accept": ".txt,.md,.html,.htm,.docx,.xlsx,.pdf,.png,.jpg,.jpeg,.tif,.tiff"})

    def clean(self, data, initial=None) -> list:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(_FilesField, self).clean(each, initial) for each in given]


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

    def given(self) -> list[tuple[str, bytes]]:
        """The files and the text, by name."""
        files = [(each.name, each.read()) for each in self.cleaned_data["chosen"]]
        text = self.cleaned_data["text"]
        name = self.cleaned_data["name"].strip() or intake.PASTED
        return [*files, *([(f"{name}.txt", text.encode())] if text.strip() else [])]


class HeadForm(forms.Form):
    """A document's head as an editor settles it; ``read`` is how it was read."""

    title = forms.CharField(label="标题", max_length=255)
    number = forms.CharField(label="发文字号", max_length=60, required=False)
    issuers = forms.CharField(label="发文机关", max_length=120, required=False, help_text="几个机关之间用顿号隔开。")
    issued_on = forms.DateField(label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    evidence = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, *args, read: dict[str, str], **kwargs):
        super().__init__(*args, initial=read, **kwargs)
        self._read = read

    def clean_number(self) -> str:
        """A number that is one."""
        number = document_numbers.on_line(told) if (told := self.cleaned_data["number"].strip()) else None
        if told and number is None:
            raise forms.ValidationError("看不懂这个发文字号，请写成“晋政办发〔2022〕7号”这样。")
        return str(number or "")

    def clean(self) -> dict:
        """What an editor changes has a reason."""
        found = super().clean() or {}
        if not self.errors and self.changed() and not found["evidence"].strip():
            self.add_error("evidence", "请写明依据，例如“原件第 1 页红头”。")
        return found

    def changed(self) -> dict[str, str]:
        """What is otherwise than it was read."""
        said = {name: self.cleaned_data[name] for name in ("title", "number", "issuers", "issued_on")}
        plain = {
            name: value.isoformat() if name == "issued_on" and value else str(value or "")
            for name, value in said.items()
        }
        return {name: value.strip() for name, value in plain.items() if value.strip() != self._read.get(name, "")}

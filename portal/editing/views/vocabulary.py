"""The vocabularies as a whole: what is wrong with them, and their files, out of one base and into another."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from importers.load import vocabulary_files
from policies.models import Document
from portal.editing import vocabulary_faults
from portal.editing.acts import locked
from portal.editing.baseline import write_baseline
from portal.editing.concerned import deriving

# Of a kind of fault the first ones tell enough.
SHOWN = 100
_RIGHTS = [f"policies.change_{model}" for model in ("unit", "unitname", "membership", "term", "correction")]


class FilesForm(forms.Form):
    """Files of another base."""

    file = forms.FileField(
        label="词表文件（ZIP）", allow_empty_file=True, error_messages={"required": "请选另一个库导出的词表文件。"}
    )

    def clean_file(self) -> dict:
        file = self.cleaned_data["file"]
        if file.size > vocabulary_files.MAX_BYTES:
            raise forms.ValidationError("文件太大，不像是本库导出的词表。")
        try:
            return vocabulary_files.unpacked(file.read())
        except vocabulary_files.FilesError as error:
            raise forms.ValidationError(str(error)) from None


def vocabulary(request: HttpRequest, context: dict) -> HttpResponse:
    """Return what is wrong with the vocabularies, and the way to their files."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _taken(request, form):
        return redirect("admin:vocabulary")
    kinds = [(kind, faults[:SHOWN], len(faults)) for kind, faults in vocabulary_faults.found()]
    return render(request, "admin/desk/vocabulary.html", context | {"title": "词表", "kinds": kinds, "form": form})


def _taken(request: HttpRequest, form: FilesForm) -> bool:
    if not request.user.has_perms(_RIGHTS):
        raise PermissionDenied
    try:
        with locked(), transaction.atomic():
            taken = vocabulary_files.take(form.cleaned_data["file"], write_baseline)
            if taken.total:
                with deriving(Document.objects.present()):
                    pass  # all is saved
    except vocabulary_files.FilesError as error:
        form.add_error("file", f"没有导入：{error}")
        return False
    messages.success(request, vocabulary_files.describe(taken))
    return True


def files(request: HttpRequest, context: dict) -> HttpResponse:
    """The vocabularies and the corrections as one file."""
    name = f"vocabulary-{timezone.localdate():%Y%m%d}.zip"
    return HttpResponse(
        vocabulary_files.packed(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

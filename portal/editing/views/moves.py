"""Moving a decision to another article: where to, at which words; and it can be taken back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from importers.load.reconcile import nearest
from policies.models import Article
from policies.models.derived import Derived
from policies.presentation.facts import describe
from portal.editing import conflicts
from portal.editing.acts import behind_the_lock, digest, doing
from portal.editing.views.acts import with_undo
from portal.editing.views.conflicts import derived_row


class ArticleField(forms.ModelChoiceField):
    """An article, chosen by its number and title."""

    def label_from_instance(self, article: Article) -> str:
        return f"{article.name}　{article.title}"


class MoveForm(forms.Form):
    """The form that chooses an article of the same document, and the words there."""

    article = ArticleField(
        Article.objects.none(),
        label="移到",
        error_messages={"required": "请选条文。", "invalid_choice": "没有这一条，或它已不在来源里。"},
    )
    quote = forms.CharField(
        label="文字",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        strip=False,
        help_text="照那一条的印文逐字抄录。",
        error_messages={"required": "请照印文抄录它所据的文字。"},
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Derived, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        articles = Article.objects.present().filter(document=row.article.document).exclude(pk=row.article_id)
        self.fields["article"].queryset = articles.order_by("ordinal").select_related("section")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != _state(self.row):
            self.add_error(None, "没有移动：您打开之后，这一条又有人处理过。请重新打开再移动。")
        article, quote = cleaned.get("article"), cleaned.get("quote")
        if article and quote:
            cleaned["start"] = nearest(article.text, quote, 0)
            if cleaned["start"] is None:
                self.add_error("quote", f"这段文字不在{article}的印文里，请照印文逐字抄录。")
        return cleaned


@behind_the_lock
def move(request: HttpRequest, model: str, pk: int, context: dict) -> HttpResponse:
    """The page that asks where to, and does it."""
    row = derived_row(model, pk)
    if not request.user.has_perm(f"policies.change_{row._meta.model_name}"):
        raise PermissionDenied
    change = reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])
    if row.article is None or row.is_inherited:
        messages.error(request, "不能移动：它不是从条文自己的印文里读出的。")
        return redirect(change)
    form = MoveForm(row, request.POST or None, initial={"quote": row.quote, "seen": _state(row)} | request.GET.dict())
    if form.is_valid() and (moved := _moved(request, row, form)):
        return redirect("admin:policies_article_change", moved.article.pk)
    shown = {
        "title": f"移到别的条文：{row}",
        "row": row,
        "said": describe(row),
        "kind": row._meta.verbose_name,
        "form": form,
        "change": change,
    }
    return render(request, "admin/desk/move.html", context | shown)


def _state(row: Derived) -> str:
    return digest(row.current_values(), row.status)


def _moved(request: HttpRequest, row: Derived, form: MoveForm) -> Derived | None:
    article, start = form.cleaned_data["article"], form.cleaned_data["start"]
    label = f"由{row.article}移到{article}"
    try:
        with doing(request.user, f"{label}：{row}", is_one=True) as act:
            moved = conflicts.move(row, article, start, start + len(form.cleaned_data["quote"]), label[:100])
    except conflicts.MoveError as error:
        form.add_error("article", str(error))
        return None
    messages.success(request, with_undo(f"已{label}。", act))
    return moved

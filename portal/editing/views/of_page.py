"""The way from a public page to where its record is edited: by the name and the words of the page's address alone."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from policies.models import Article, Document, Term, Unit


def _document(kwargs: dict) -> Document | None:
    return Document.objects.filter(slug=kwargs["slug"]).first()


def _article(kwargs: dict) -> Article | None:
    return Article.objects.filter(document__slug=kwargs["slug"], path=kwargs["path"]).first()


def _unit(kwargs: dict) -> Unit | None:
    return (Unit.objects.named(kwargs["name"]) | Unit.objects.at(kwargs["name"])).first()


def _sector(kwargs: dict) -> Term | None:
    return Term.objects.of(Term.Scheme.SECTOR).at(kwargs["name"]).first()


# The record of a page, by the name of its address.
RECORDS: Mapping[str, Callable[[dict], Model | None]] = {
    "document": _document,
    "article": _article,
    "report": _article,
    "report_thanks": _article,
    "unit": _unit,
    "unit_tasks": _unit,
    "unit_with": _unit,
    "sector": _sector,
}
# Pages that show lists.
LISTS = {"articles": "article", "documents": "document", "units": "unit", "sectors": "term"}


def of_page(request: HttpRequest, context: dict) -> HttpResponse:
    """Lead to the record that a public page shows; else to the desk's first page, and say so."""
    try:
        page = resolve(request.GET.get("page", ""))
    except Resolver404:
        page = None
    name = (page.url_name or "") if page and not page.namespace else ""
    if name in LISTS:
        return redirect(f"admin:policies_{LISTS[name]}_changelist")
    if name == "changes":
        return redirect("admin:recent")
    row = RECORDS[name](page.kwargs) if name in RECORDS else None
    if row is not None:
        return redirect(reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk]))
    messages.info(request, "那一页没有单独的编辑页，这里是编辑台的首页。")
    return redirect("admin:index")

"""The search on the desk: documents, articles, offices and terms by what people call them, each with its record."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from policies.asking import references
from policies.models import Article, Document, Term, Unit
from policies.text.normalize import fold, without_control_characters
from policies.text.numerals import CHINESE, value
from policies.vocabulary import synonyms

# Of each kind; who looks for more goes to its list.
MOST, MAX_SIGNS = 10, 100
_ARTICLE = re.compile(rf"第([0-9]{{1,3}}|{CHINESE})条")


@dataclass(frozen=True, slots=True)
class Found:
    """A record: what it is called, what it is about, and its page on the desk."""

    name: str
    about: str
    address: str


def find(request: HttpRequest, context: dict) -> HttpResponse:
    """Return what is called by some words, kind by kind."""
    words = without_control_characters(request.GET.get("q", ""))[:MAX_SIGNS].strip()
    kinds = _kinds(words) if words else []
    shown = {"title": "查找", "q": words, "kinds": [(label, rows) for label, rows in kinds if rows]}
    return render(request, "admin/desk/find.html", context | shown)


def _kinds(words: str) -> list[tuple[str, list[Found]]]:
    folded = fold(words)
    named = references.read(folded)
    drafts = _drafts_named(folded)
    documents = [*drafts, *named.documents]
    articles = _numbered(drafts, folded) or named.articles
    return [
        ("文件", [_found(row, _title(row)) for row in _documents(words, documents)]),
        ("条文", [_found(row, row.title) for row in _articles(words, articles)]),
        ("责任单位", [_found(row, row.full_name) for row in _units(words)]),
        ("词条", [_found(row, row.get_scheme_display()) for row in _terms(words)]),
    ]


def _drafts_named(folded: str) -> list[int]:
    """Return the documents that readers do not see and whose number some words hold; the others a question names."""
    rows = Document.objects.present().exclude(pk__in=Document.objects.public().values("pk")).exclude(number="")
    return [pk for pk, number in rows.values_list("pk", "number") if fold(number) in folded]


def _numbered(documents: Sequence[int], folded: str) -> list[int]:
    """Return the articles of some documents whose number some words name, 第3条."""
    numbers = [int(value(match[1])) for match in _ARTICLE.finditer(folded)] if documents else []
    rows = Article.objects.present().filter(document__in=documents, number__in=numbers) if numbers else []
    return [row.pk for row in rows]


def _found(row: Model, about: str) -> Found:
    return Found(str(row), about, reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk]))


def _title(document: Document) -> str:
    """Return a document's title, with its state where readers do not see it."""
    return document.title if document.is_public else f"{document.title}（{document.get_state_display()}）"


def _documents(words: str, named: Iterable[int]) -> list[Document]:
    known = Q(pk__in=named) | Q(number__icontains=words) | Q(title__icontains=words)
    return list(Document.objects.present().filter(known).listed()[:MOST])


def _articles(words: str, named: Iterable[int]) -> list[Article]:
    rows = Article.objects.present().without_heavy_columns()
    if found := list(rows.filter(pk__in=named).in_document_order()[:MOST]):
        return found
    return list(rows.search(synonyms.phrase(words)).in_document_order()[:MOST])


def _units(words: str) -> list[Unit]:
    known = Q(name__icontains=words) | Q(full_name__icontains=words) | Q(names__name__icontains=words)
    return list(Unit.objects.filter(known).distinct().order_by("position", "id")[:MOST])


def _terms(words: str) -> list[Term]:
    return list(Term.objects.filter(Q(name__icontains=words) | Q(words__icontains=words)).in_order()[:MOST])

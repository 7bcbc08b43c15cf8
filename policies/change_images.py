"""Images of rows as readers see them, while the base has them; :mod:`policies.change_log` compares them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from django.db.models import Model

from policies.models import DERIVED, Article, Correction, Document, Passage, Relation
from policies.models.changes import Kind
from policies.models.derived import Derived
from policies.presentation.facts import describe

Place = tuple[int, str]


class Key(NamedTuple):
    """A kind of thing that is said of a row, and that may become otherwise."""

    model: type[Model]
    kind: Kind
    row: int


class Image(NamedTuple):
    """The place and the words in which readers see a row; ``is_own``: whether these may be told when it is gone.

    They may of what the machine read in a text that stays; not of what a person decided, or what another article said.
    """

    document: int
    path: str
    name: str
    text: str
    is_own: bool = False

    @property
    def place(self) -> Place:
        """The article, or the document, that it stands in."""
        return self.document, self.path


Images = dict[Key, Image]


def _of_documents(pks: Iterable[int]) -> Images:
    found: Images = {}
    for row in Document.objects.public().filter(pk__in=pks).without_heavy_columns():
        found[Key(Document, Kind.DOCUMENT, row.pk)] = Image(row.pk, "", "", str(row.source_id))
        found[Key(Document, Kind.VALIDITY, row.pk)] = Image(row.pk, "", "", row.get_validity_display())
    return found


def _of_articles(pks: Iterable[int]) -> Images:
    found: Images = {}
    rows = Article.objects.public().filter(pk__in=pks).select_related("section").defer("search", "pieces", "reading")
    for row in rows:
        found[Key(Article, Kind.ARTICLE, row.pk)] = _in_article(row, row.text)
        found[Key(Article, Kind.VALIDITY, row.pk)] = _in_article(row, row.get_validity_display())
    return found


def _of_corrections(pks: Iterable[int]) -> Images:
    rows = Correction.objects.public().filter(pk__in=pks).select_related("article__section")
    return {Key(Correction, Kind.CORRECTION, row.pk): _in_article(row.article, _correction(row)) for row in rows}


def _correction(row: Correction) -> str:
    should = f"应作“{row.reading}”" if row.reading else "应删"
    return f"印作“{row.quote}”，{should}（{row.get_confidence_display()}）"


def _of_relations(pks: Iterable[int]) -> Images:
    rows = Relation.objects.public().filter(pk__in=pks)
    related = [f"{side}_article__{part}" for side in ("later", "earlier") for part in ("document", "section")]
    found: Images = {}
    for row in rows.select_related("later", "earlier", *related):
        since = f"，自 {row.effective_on} 起" if row.effective_on else ""
        article = row.earlier_article
        path, name = (article.path, article.name) if article else ("", "")
        found[Key(Relation, Kind.RELATION, row.pk)] = Image(row.earlier_id, path, name, f"{row}{since}")
    return found


def _of_derived(model: type[Derived], pks: Iterable[int]) -> Images:
    kind = Kind(str(model._meta.model_name))
    return {
        Key(model, kind, row.pk): _of_fact(row) for row in model.objects.public().filter(pk__in=pks).for_description()
    }


def _of_fact(row: Derived) -> Image:
    is_own = not row.is_human and getattr(row, "inherited_from_id", None) is None
    if row.article is not None:
        return _in_article(row.article, describe(row), is_own=is_own)
    return Image(row.place.document_id, "", "", describe(row), is_own)


def _in_article(article: Article, text: str, *, is_own: bool = False) -> Image:
    return Image(article.document_id, article.path, article.name, text, is_own)


# What is read of which rows. Everything that a public page says of an article hangs on one of these.
READERS: Mapping[type[Model], Callable[[Iterable[int]], Images]] = {
    Document: _of_documents,
    Article: _of_articles,
    Passage: lambda pks: {},  # by the facts in it alone
    Correction: _of_corrections,
    Relation: _of_relations,
    **{model: partial(_of_derived, model) for model in DERIVED},
}

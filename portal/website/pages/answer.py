"""The answer beside a list of articles: what the question names, and what is near to it.

Nothing of it is counted, faceted or exported: the list and its numbers stay those of the filter.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from policies.asking.ranking import beside
from policies.asking.understanding import Concept, Understood, every_word, understand
from policies.models import Article, Document, Unit
from policies.text.normalize import Phrase, needles
from policies.vocabulary.everyday import meeting
from portal.website.finder.facets import Hint, understood_hint
from portal.website.finder.filterset import ArticleFilter, filter_articles
from portal.website.finder.params import Choice, Selection, Selections
from portal.website.pages.compare_table import MAX_ARTICLES
from portal.website.pages.parts import article_cache
from portal.website.pages.parts.article_card import Card, cards

# So many of what the question was taken for are told.
_MAX_LABELS = 6
# An article of this number in each document, offices of a name: more are not meant.
_MAX_NAMED = 12
_HAN = re.compile(r"[\u3400-\u9fff]")
_PRINTED = str.maketrans("()", "〔〕")


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The documents a question names, and the articles near to it; ``hint`` says how it was understood, and undoes it.

    ``missing`` is what it names and the base has not, ``nearest`` are the documents numbered next to it; ``holdings``
    are the base's documents, where nothing else helps, and ``unread`` why, where no word is any that texts could hold.
    ``is_instead``: whether all this stands in the place of a list
    that is empty.
    """

    documents: Sequence[Document] = ()
    units: Sequence[Unit] = ()
    named: Sequence[Card] = ()
    near: Sequence[Card] = ()
    missing: Sequence[str] = ()
    nearest: Sequence[Document] = ()
    holdings: Sequence[Document] = ()
    unread: str = ""
    hint: Hint | None = None
    is_instead: bool = False

    @property
    def comparison(self) -> str:
        """Return the address that sets beside one another what is near, '' where it is of one document."""
        articles = [card.article for card in self.near[:MAX_ARTICLES]]
        if len({each.document_id for each in articles}) < 2:
            return ""
        asked = urlencode({"with": [f"{each.document.slug}/{each.path}" for each in articles]}, doseq=True, safe="/")
        return f"{reverse('compare')}?{asked}"

    @property
    def points_to(self) -> bool:
        """Whether the question names something that has a page of its own."""
        return bool(self.documents or self.units or self.named)


def answer(filters: ArticleFilter, listed: Sequence[int], page: int) -> SearchAnswer:
    """Return what there is to say on the first page of a list of articles."""
    question = _question(filters.selections)
    if not question or "exact" in filters.selections or page > 1 or set(filters.messages) - {"q"}:
        return SearchAnswer()
    asked = understand(question)
    named = asked.articles[:_MAX_NAMED]
    found = beside(asked, listed, _within(filters.selections))
    shown = _for_the_question(filters.selections, asked)
    is_empty = not (listed or found or named)
    return SearchAnswer(
        documents=_documents(asked.documents) if not named else [],
        nearest=_documents(asked.nearest_documents),
        units=_units(asked),
        named=cards(article_cache.articles(named), shown, meeting()),
        near=cards(article_cache.articles(found), shown, meeting()),
        missing=_as_printed(asked.missing),
        holdings=list(Document.objects.public().listed()) if is_empty or asked.missing else [],
        unread=_unread(question) if is_empty else "",
        is_instead=not listed and not is_empty,
        hint=_hint(filters, asked, question) if found or named else None,
    )


def _question(selections: Selections) -> str:
    """Return what was asked; of more words than are looked for exactly, too, which a sentence of English has."""
    return " ".join(selections["q"].keys) if "q" in selections else ""


def _unread(question: str) -> str:
    """Return why a question has no word to look for, '' where it has one."""
    if not any(sign.isalnum() for sign in question):
        return "问话里只有标点，没有可查的字。"
    return "" if _HAN.search(question) else "没有认出中文：这里的文件都是中文的，请用汉字或者拼音问。"


def _hint(filters: ArticleFilter, asked: Understood, question: str) -> Hint | None:
    """Return what a question was taken for, where that is more than its words: 太原市商务局 for 各市商务局."""
    labels = asked.labels
    if not set(labels) - set(needles(question)):
        labels = tuple(unit.name for unit in _units(asked))
    return understood_hint(filters, _as_printed(labels[:_MAX_LABELS])) if labels else None


def _as_printed(words: Sequence[str]) -> list[str]:
    return [each.translate(_PRINTED) for each in words]


def _documents(pks: Sequence[int]) -> list[Document]:
    """Return documents in the order of their ids as given."""
    found = Document.objects.public().listed().filter(pk__in=pks) if pks else []
    return sorted(found, key=lambda document: pks.index(document.pk))


def _units(asked: Understood) -> list[Unit]:
    pks = asked.units[:_MAX_NAMED]
    return sorted(Unit.objects.filter(pk__in=pks), key=lambda unit: pks.index(unit.pk)) if pks else []


def _within(selections: Selections) -> Container[int] | None:
    """Return the articles that fulfil all but the words; None where nothing else is asked."""
    others = {name: selection for name, selection in selections.items() if name not in ("q", "sort")}
    if not others:
        return None
    return set(filter_articles(Article.objects.public().order_by(), others).values_list("pk", flat=True))


def _for_the_question(selections: Selections, asked: Understood) -> Selections:
    """Return what cards are chosen and marked by: the question's words as texts may print them."""
    others = {name: selection for name, selection in selections.items() if name != "q"}
    words = tuple(forms for concept in asked.concepts if (forms := _forms(concept)))
    if not words:
        return others
    return {**others, "q": Selection((Choice("", "", Phrase(words)),))}


def _forms(concept: Concept) -> tuple[str, ...]:
    return tuple(every_word([concept]))

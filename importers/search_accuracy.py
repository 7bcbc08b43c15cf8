"""The accuracy of answers to questions: what the page of articles lists, against what a careful reader wants listed.

Takes the questions of the gold (tests/gold/README.md) and ranks as the page does: what a question names, then what
stands in texts just so, then what is near. An answer that settles the need has grade 2, one that helps has 1.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from urllib.parse import unquote

from policies.asking.ranking import beside
from policies.asking.understanding import Understood, understand
from policies.models import Article, Document, Unit
from policies.text.traditional import simplified
from policies.vocabulary.synonyms import phrase

Row = dict
# A page lists so many that stand in texts just so before those that are near.
_PAGE, _LOOKED_AT, _SOON = 20, 10, 5
_SETTLES = 2
# A document or an office of the question, in the place of an article.
_OWN_PAGE = ("page", 0)
ALL = "全部"
_KINDS = {
    "question": "问句", "words": "词语", "colloquial": "口语", "typo": "错字", "traditional": "繁体字",
    "pinyin": "拼音", "number": "文号", "office": "部门", "trade": "行当", "concept": "名词",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """The score of one question: the place of the first answer that settles it, 0 for none, and nDCG@10."""

    kind: str
    query: str
    first: int
    gain: float


def answered(gold: Iterable[Row]) -> list[Answered]:
    """Return how each question that has an answer is answered."""
    return [_answered(row) for row in gold if row["answers"]]


def summary(found: Sequence[Answered]) -> dict:
    """Return the figures by kind of question as data, for the page that shows them."""
    by_kind = {_KINDS[kind]: [each for each in found if each.kind == kind] for kind in _KINDS}
    rows = {name: each for name, each in (by_kind | {ALL: list(found)}).items() if each}
    return {"questions": len(found), "kinds": [{"name": name, **_figures(each)} for name, each in rows.items()]}


def table(found: Sequence[Answered]) -> list[str]:
    """Return the figures, and every question that the first answer does not settle, as lines."""
    lines = [f"{'第一条':>6}{'前五条':>6}{'nDCG@10':>9}  问法"]
    for row in summary(found)["kinds"]:
        lines.append(
            f"{row['first']:9.4f}{row['first_five']:9.4f}{row['ndcg']:9.4f}  {row['name']}（{row['questions']} 问）"
        )
    missed = (each for each in found if each.first != 1)
    return [*lines, *(f"不在第一条 {each.query}：{f'第 {each.first} 条' if each.first else '无'}" for each in missed)]


def _figures(found: Sequence[Answered]) -> dict:
    firsts = [each.first for each in found]
    return {
        "questions": len(found),
        "first": _share(first == 1 for first in firsts),
        "first_five": _share(0 < first <= _SOON for first in firsts),
        "ndcg": round(sum(each.gain for each in found) / len(found), 4),
    }


def _share(outcomes: Iterable[bool]) -> float:
    listed = list(outcomes)
    return round(sum(listed) / len(listed), 4)


def _answered(row: Row) -> Answered:
    wanted = {(each["document"], each["ordinal"]): each["grade"] for each in row["answers"]} | {_OWN_PAGE: _SETTLES}
    grades = [wanted.get(place, 0) for place in _listed(row["query"], row.get("page"))]
    ideal = sorted((each["grade"] for each in row["answers"]), reverse=True)
    first = next((place for place, grade in enumerate(grades, 1) if grade == _SETTLES), 0)
    return Answered(row["kind"], row["query"], first, min(1.0, _gain(grades) / _gain(ideal)))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:_LOOKED_AT], 1))


def _listed(query: str, page: str | None) -> list[tuple[str, int]]:
    """Return what the page lists, in its order, as documents' numbers and places in them."""
    asked = understand(query)
    words = phrase(simplified(query))
    exact = Article.objects.public().in_document_order().search(words).by_relevance(words)
    listed = list(exact.values_list("pk", flat=True))
    pks = list(dict.fromkeys((*asked.articles, *listed[:_PAGE], *beside(asked, listed))))
    known = Article.objects.select_related("document").in_bulk(pks)
    own = [_OWN_PAGE] if page and any(re.search(page, address) for address in _addresses(asked)) else []
    return [*own, *((known[pk].document.number, known[pk].ordinal) for pk in pks)]


def _addresses(asked: Understood) -> Iterator[str]:
    """Yield the addresses that a question's documents and offices have."""
    for document in Document.objects.filter(pk__in=asked.documents):
        yield unquote(document.get_absolute_url())
    for unit in Unit.objects.filter(pk__in=asked.units):
        yield unquote(unit.get_absolute_url())

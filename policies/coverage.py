"""The coverage of each document: shares of its characters that were read, what looks like a fact and is none.

For the page 关于数据 and the importer's report. Nothing is judged by it but whether a person should look (需人工核对).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from policies.models import Amount, Article, Deadline, Document, Fact, Passage, Responsibility
from policies.models.revision import Moved, Reach
from policies.revision_cache import brought_forward
from policies.text.names import titles
from policies.text.stretches import Spans

# A document of which less lies in articles or tables, or more was not understood, is to be looked at by a person.
LEAST_READ = 0.5
MOST_LEFT_OVER = 0.05
# A line of a few words, as in the head of a notice of two sentences, is not much.
FEW_LEFT_OVER = 20
# However short its articles are, a document has so many characters around them: what announces it, why it is made.
MUCH = 300
MOST_LOST_NUMBERS = 0.1
# Of what looks like a sum, a date or an annotation, this share may have become none.
MOST_LOST_FACTS = 0.5
# One alone is for the work list: a text of two sums would else be held back for the one.
FEW_LOST = 1
LONG = 800

_OPENS_WITH_NUMBER = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,5}条|[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十]{1,4}[）)]|\d{1,3}[.．、](?!\d)",
    re.M,
)
_TABLE_ROW = re.compile(r"^\|.*$|^[^\n]*\t[^\n]*$", re.M)
_NUMBER = re.compile(r"〔[^〔〕]{1,20}〕")
_YUAN = re.compile(r"\d[\d,，.]{0,16}\s{0,2}[十百千万亿]{0,3}\s{0,2}元")
_DATE = re.compile(r"\d{4}\s?年\s?(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|底|末)|(?<![\d年])\d{1,2}\s?月\s?\d{1,2}\s?日")
# Without one of these signs there is none of it: of ten thousand articles most have no sum.
_SIGNS = {_YUAN: "元", _DATE: "年月"}
# A label's second word, by one of which the base finds it.
_ANNOTATED = ("单位", "部门", "处室")
_ANNOTATION = re.compile(rf"(?:责任|牵头|负责|配合|主办|协办|主责)(?:{'|'.join(_ANNOTATED)})[^，。：:]{{0,6}}[：:]")
# What may well stand in no article: a letterhead, a signature, what a site or a converter put there.
_AROUND = {
    "title",
    "number",
    "issuer",
    "date",
    "addressee",
    "attachment",
    "disclosure",
    "imprint",
    "contents",
    "markup",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of one document.

    Characters are counted without space; ``around`` are those of its head, its end and its contents. The rest are
    counts of what looks as if something should have been read there.
    """

    in_articles: int
    in_tables: int
    around: int
    left_over: int
    other: int
    articles: int
    lost_numbers: int
    lost_numbers_in_text: int
    long_passages: int
    annotations: int
    annotations_without_office: int
    unread: int
    sums: int
    sums_lost: int
    dates: int
    dates_lost: int
    has_title: bool

    @property
    def total(self) -> int:
        """All its characters, but for those around its text."""
        return max(1, self.in_articles + self.in_tables + self.left_over + self.other)

    @property
    def shares(self) -> dict[str, float]:
        """The share of its text that lies in articles, in tables, in passages that were understood, and in others."""
        parts = {"条文": self.in_articles, "表格": self.in_tables, "其他段落": self.other, "未识别": self.left_over}
        return {name: count / self.total for name, count in parts.items()}

    @property
    def percent(self) -> list[int]:
        """The same in hundredths."""
        return [round(100 * share) for share in self.shares.values()]

    @property
    def lost(self) -> dict[str, int]:
        """Return what was not read, by name; only what there is."""
        counts = {
            "编号行未成条文": self.lost_numbers,
            f"超过{LONG}字的段落": self.long_passages,
            "责任标注未读出单位": self.annotations_without_office,
            "责任标注里未读懂的文字": self.unread,
            "带“元”的数未成金额": self.sums_lost,
            "日期未成时限": self.dates_lost,
        }
        return {name: count for name, count in counts.items() if count}

    @property
    def reasons(self) -> list[str]:
        """Why a person should look at it; [] where nobody need."""
        holds = {
            "没有认出标题": not self.has_title,
            "条文和表格不到一半": self.in_articles + self.in_tables < LEAST_READ * self.total
            and (not self.articles or self.total - self.in_articles - self.in_tables > MUCH),
            "未识别的文字多": self.left_over > max(FEW_LEFT_OVER, MOST_LEFT_OVER * self.total),
            "编号行多未成条文": self.lost_numbers_in_text
            > max(FEW_LOST, MOST_LOST_NUMBERS * (self.articles + self.lost_numbers_in_text)),
            "责任标注多未读出单位": self.annotations_without_office > max(FEW_LOST, MOST_LOST_FACTS * self.annotations),
            "金额多未读出": self.sums_lost > max(FEW_LOST, MOST_LOST_FACTS * self.sums),
        }
        return [reason for reason, is_so in holds.items() if is_so]


class _Text(NamedTuple):
    """An article as far as it is measured: of thousands of them rows of the base would take the most time."""

    pk: int
    text: str
    unread: Sequence[str]


class _Stretch(NamedTuple):
    """A passage as far as it is measured."""

    kind: str
    text: str


def _forward(before: dict[int, Coverage], moved: Moved) -> dict[int, Coverage] | None:
    """The coverage of now: where only facts of some articles moved, their documents alone are measured again."""
    if moved.reach > Reach.FACTS or moved.articles is None:
        return None
    return before | measured(Document.objects.present().filter(articles__in=moved.articles).distinct())


@brought_forward(_forward)
def of_all() -> dict[int, Coverage]:
    """The coverage of every document, by its number in the base, as :func:`measured` gives it."""
    return measured(Document.objects.present())


def measured(documents: Iterable[Document]) -> dict[int, Coverage]:
    """The coverage of documents as the base is now, also where readers do not see them yet."""
    own = {document.pk: document.source_id for document in documents}
    articles, passages = defaultdict(list), defaultdict(list)
    texts = Article.objects.present().filter(document__in=own).order_by()
    for key, *article in texts.values_list("document", "pk", "text", "unread"):
        articles[key].append(_Text(*article))
    stretches = Passage.objects.filter(document__in=own).order_by()
    for key, source, *passage in stretches.values_list("document", "source", "kind", "text"):
        if source == own[key]:
            passages[key].append(_Stretch(*passage))
    facts = _Facts(own)
    return {document: _coverage(articles[document], passages[document], facts) for document in own}


def annotations_without_office(documents: Iterable[Document]) -> list[Article]:
    """The articles of documents that name offices, as their annotations say, and of which none was read."""
    keys = [document.pk for document in documents]
    rows = Article.objects.present().filter(document__in=keys).exclude(pk__in=_Facts(keys).printed.values("article"))
    labelled = rows.filter(reduce(or_, (Q(text__contains=word) for word in _ANNOTATED)))
    articles = labelled.select_related("section").without_heavy_columns().in_document_order()
    return [each for each in articles if _ANNOTATION.search(each.text)]


class _Facts:
    """Return the spans of facts by article; a rejected one counts as never read."""

    def __init__(self, documents: Iterable[int]) -> None:
        self.documents = list(documents)

    @cached_property
    def amounts(self) -> dict[int, list[tuple[int, int]]]:
        return self._spans(Amount)

    @cached_property
    def deadlines(self) -> dict[int, list[tuple[int, int]]]:
        return self._spans(Deadline)

    @cached_property
    def with_office(self) -> set[int]:
        """The articles in which the print names an office."""
        return set(self.printed.values_list("article", flat=True))

    @property
    def printed(self) -> QuerySet:
        """The offices that the print names."""
        return self._rows(Responsibility).filter(basis=Responsibility.Basis.PRINTED)

    def _rows(self, model: type[Fact]) -> QuerySet:
        return model.objects.present().filter(article__document__in=self.documents)

    def _spans(self, model: type[Amount] | type[Deadline]) -> dict[int, list[tuple[int, int]]]:
        spans = defaultdict(list)
        for article, start, end in self._rows(model).values_list("article", "start", "end"):
            spans[article].append((start, end))
        return spans


def _coverage(articles: Sequence[_Text], passages: Sequence[_Stretch], facts: _Facts) -> Coverage:
    by_kind: defaultdict[str, int] = defaultdict(int)
    for passage in passages:
        by_kind["around" if passage.kind in _AROUND else passage.kind] += _size(_without_tables(passage.text))
    tables = sum(_size(row) for each in (*articles, *passages) for row in _table_rows(each.text))
    inside = sum(_size(_without_tables(each.text)) for each in articles)
    sums = [list(_lost(each, _YUAN, facts.amounts[each.pk])) for each in articles]
    dates = [list(_lost(each, _DATE, facts.deadlines[each.pk])) for each in articles]
    annotated = [each for each in articles if _ANNOTATION.search(each.text)]
    return Coverage(
        inside,
        tables,
        by_kind.pop("around", 0),
        by_kind.pop(Passage.Kind.LEFT_OVER, 0),
        sum(by_kind.values()),
        len(articles),
        sum(_numbered(each) for each in passages),
        sum(_numbered(each) for each in passages if each.kind != Passage.Kind.ATTACHMENT),
        sum(_size(each.text) > LONG for each in passages),
        len(annotated),
        sum(each.pk not in facts.with_office for each in annotated),
        sum(len(each.unread) for each in articles),
        sum(map(len, sums)),
        sum(map(sum, sums)),
        sum(map(len, dates)),
        sum(map(sum, dates)),
        any(each.kind == Passage.Kind.TITLE for each in passages),
    )


def _size(text: str) -> int:
    return len("".join(text.split()))


def _table_rows(text: str) -> list[str]:
    return _TABLE_ROW.findall(text) if _may_be_table(text) else []


def _without_tables(text: str) -> str:
    return _TABLE_ROW.sub("", text) if _may_be_table(text) else text


def _may_be_table(text: str) -> bool:
    return "\t" in text or "|" in text


def _numbered(passage: _Stretch) -> int:
    """Return how many lines of a passage begin with a number, where articles might have been."""
    if passage.kind in _AROUND - {"attachment"} or passage.kind == Passage.Kind.HEADING:
        return 0
    lines = passage.text.split("\n")
    if passage.kind == Passage.Kind.ATTACHMENT and len(lines) == 1:
        return 0  # “附件：1.申报表”
    return sum(bool(_OPENS_WITH_NUMBER.match(line)) for line in lines)


def _lost(article: _Text, pattern: re.Pattern[str], spans: Iterable[tuple[int, int]]) -> Iterator[bool]:
    """For each place that looks like a fact, whether none was read there; what titles say is no fact."""
    if not any(sign in article.text for sign in _SIGNS[pattern]):
        return
    found = [each.span() for each in pattern.finditer(article.text)]
    names = Spans([*titles(article.text), *(each.span() for each in _NUMBER.finditer(article.text))] if found else ())
    read = Spans(spans)
    for start, end in found:
        if not names.hold(start, end):
            yield not read.meet(start, end)

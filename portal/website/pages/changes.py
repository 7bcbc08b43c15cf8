"""Changes since a day or a revision, by document and by department: the page, its feed and its table."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, TextIO

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from policies.models import Article, Change, Document, Revision, Unit
from policies.text.dates import in_words, read_day
from policies.text.diff import Pair, pair
from portal.website.finder.params import BY_NAME
from portal.website.finder.params.base import Selection
from portal.website.query_params import SingleValue, read_one

KINDS = dict(Change.Kind.choices)
PARAMS = ("since", "document", "unit", "kind")
_SINCE = "没有认出“{}”。写成 2022-06-30 的样子（从那一天起），或写修订号（那以后）。"
_KIND = "没有“{}”这种变化，请从列出的里选。"
# More digits than these no revision has, and no engine takes.
_DIGITS = 18
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
# Of a feed and of the lists of documents and departments the first ones are enough; the rest is on the page.
FEED, LISTED = 100, 12


class Since(NamedTuple):
    """The moment or the revision from which changes are told: in words, and as a condition of changes."""

    label: str
    condition: Q
    day: date | None = None


def read_since(word: str) -> Since | None:
    """read_since("2022-06-30") is a day, read_since("81") a revision; None for what is neither."""
    if word.isascii() and word.isdecimal() and len(word) <= _DIGITS:
        return Since(f"修订 {int(word)} 以后", Q(revision__gt=int(word)))
    day = read_day(word)
    if day is None:
        return None
    moment = timezone.make_aware(datetime.combine(day, time.min))
    return Since(f"{in_words(day)}起", Q(at__gte=moment), day)


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """The change of an article by one act, or of a document as a whole; ``article`` is None where it is no more."""

    changes: Sequence[Change]
    article: Article | None

    @property
    def first(self) -> Change:
        """One of the changes: all have the same place, time and reason."""
        return self.changes[0]

    @property
    def place(self) -> str:
        """Where, in words."""
        return f"{self.first.document.name} {self.first.name}".strip()

    @property
    def title(self) -> str:
        """Return what the article is about, '' where it is no more."""
        return self.article.title if self.article else ""

    @property
    def address(self) -> str:
        """The article's page, else the document's."""
        return (self.article or self.first.document).get_absolute_url()

    @property
    def summary(self) -> str:
        """Return what changed, in a line: 条文改动、金额改动."""
        labels = (f"{each.get_kind_display()}{each.get_what_display()}" for each in self.changes)
        return "、".join(dict.fromkeys(labels))

    @property
    def lines(self) -> list["ChangeLine"]:
        """Each change with the words that may be told."""
        is_there = not self.first.path or self.article is not None
        return [ChangeLine(each, each.old if is_there else "", each.new if is_there else "") for each in self.changes]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with what it was and what it is."""

    change: Change
    old: str
    new: str

    @property
    def is_text(self) -> bool:
        """Whether it is a text's own words, whose differences are marked."""
        return self.change.kind == Change.Kind.ARTICLE and bool(self.old)

    @property
    def pair(self) -> Pair:
        """The sentences that only one of the two texts has, with what differs marked."""
        old, new = (_SENTENCE.findall(text) for text in (self.old, self.new))
        left, right = (
            "".join(each for each in mine if each not in theirs) for mine, theirs in ((old, new), (new, old))
        )
        return pair(left, right) if left or right else pair(self.old, self.new)

    def __str__(self) -> str:
        label = f"{self.change.get_kind_display()}{self.change.get_what_display()}"
        words = [f"原：{self.old}" if self.old else "", f"现：{self.new}" if self.new else ""]
        return "。".join(filter(None, [label, *words]))


def entries(changes: Iterable[Change]) -> list[ChangeEntry]:
    """Return changes, in their order, by act and place; articles are looked up at once."""
    found = [list(group) for _, group in groupby(changes, _act_and_place)]
    articles = _articles({(group[0].document_id, group[0].path) for group in found})
    return [ChangeEntry(group, articles.get((group[0].document_id, group[0].path))) for group in found]


def _act_and_place(change: Change) -> tuple:
    return change.revision, change.document_id, change.path, change.reason


def _articles(places: set[tuple[int, str]]) -> dict[tuple[int, str], Article]:
    documents, paths = {document for document, _ in places}, {path for _, path in places if path}
    rows = Article.objects.public().filter(document__in=documents, path__in=paths) if paths else ()
    return {(row.document_id, row.path): row for row in (rows.without_heavy_columns() if paths else ())}


class ChangesPage:
    """The changes that an address asks for; none where something of it cannot be read."""

    def __init__(self, query: QueryDict):
        self.since: SingleValue[Since] = read_one(query.getlist("since"), read_since, _SINCE)
        self.kind: SingleValue[str] = read_one(query.getlist("kind"), KINDS.get, _KIND)
        self.document = BY_NAME["document"].read(query.getlist("document"))
        self.unit = BY_NAME["unit"].read(query.getlist("unit"))

    @property
    def kinds(self) -> dict[str, str]:
        """Return what may be asked for alone."""
        return KINDS

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return what could not be read, by field."""
        fields = ((name, getattr(self, name).message) for name in PARAMS)
        return [(name, message) for name, message in fields if message]

    @cached_property
    def kept_since(self) -> datetime:
        """Return from when on every change is known."""
        return Revision.objects.values_list("changes_since", flat=True).filter(pk=1).first() or timezone.now()

    @property
    def is_cut(self) -> bool:
        """Whether more is asked for than is known."""
        since = self.since.value
        return since is not None and since.day is not None and since.day < timezone.localdate(self.kept_since)

    @cached_property
    def changes(self) -> QuerySet[Change]:
        """Return all that is asked for, newest first."""
        rows = Change.objects.public().newest_first().select_related("document")
        if self.errors:
            return rows.none()
        if self.since.value:
            rows = rows.filter(self.since.value.condition)
        if self.kind:
            rows = rows.filter(kind=self.kind.word)
        if self.document.choices:
            rows = rows.filter(document__in=self.document.matches)
        return rows.of_units(self.unit.matches) if self.unit.choices else rows

    @property
    def sentence(self) -> str:
        """Return what is asked for, in words: 省商务厅，2026年11月26日起."""
        chosen = (choice.label for each in (self.document, self.unit) for choice in each.choices)
        since = self.since.value.label if self.since.value else ""
        return "，".join(filter(None, [*chosen, self.kind.value or "", since]))

    @property
    def fields(self) -> dict[str, str]:
        """Return what each field of the form holds."""
        return {name: "、".join(_words(getattr(self, name))) for name in PARAMS}

    def address(self, name: str = "changes", **changes: str) -> str:
        """The address of these changes, as a page, a feed or a table, with some of the questions changed."""
        asked = {each: _words(getattr(self, each)) for each in PARAMS} | {k: [v] for k, v in changes.items() if v}
        query = urlencode({name: words for name, words in asked.items() if words}, doseq=True)
        return f"{reverse(name)}?{query}" if query else reverse(name)

    @property
    def query(self) -> str:
        """The address's query alone, for links to further pages."""
        return self.address().partition("?")[2]

    @property
    def feed(self) -> str:
        """The address of the feed."""
        return self.address("changes_feed")

    @property
    def table(self) -> str:
        """The address of the table."""
        return self.address("changes_csv")

    @property
    def by_document(self) -> list[tuple[str, str, int]]:
        """Documents with changes among these: name, address of theirs alone, how many."""
        counts = self._counts(self.changes.order_by().values("document"), "document")
        rows = Document.objects.public().listed().filter(pk__in=counts).without_heavy_columns()
        return [(row.name, self.address(document=row.number or row.slug), counts[row.pk]) for row in rows]

    @property
    def by_unit(self) -> list[tuple[str, str, int]]:
        """The departments with most changes among these, as :attr:`by_document`."""
        tied = Change.units.through.objects.filter(change__in=self.changes.order_by().values("pk"))
        counts = self._counts(tied.values("unit"), "unit")
        rows = sorted(Unit.objects.public().filter(pk__in=counts), key=lambda row: (-counts[row.pk], row.position))
        return [(row.name, self.address(unit=row.name), counts[row.pk]) for row in rows[:LISTED]]

    def _counts(self, rows: QuerySet, column: str) -> dict[int, int]:
        return dict(rows.annotate(count=Count("*")).values_list(column, "count"))


def _words(value: SingleValue | Selection) -> list[str]:
    """Return what the address says of a question."""
    return value.keys if isinstance(value, Selection) else list(filter(None, [value.word]))


HEADER = ("时间", "修订号", "文件", "条", "种类", "变化", "原", "现", "原因", "地址")
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(page: ChangesPage, out: TextIO, site: str) -> None:
    """Write the changes as csv, the addresses whole."""
    table = csv.writer(out)
    table.writerow(HEADER)
    table.writerows(_rows(page, site))


def _rows(page: ChangesPage, site: str) -> Iterator[list[str]]:
    for entry in entries(page.changes):
        for line in entry.lines:
            change = line.change
            row = [f"{timezone.localtime(change.at):%Y-%m-%d %H:%M}", str(change.revision), change.document.name]
            row += [change.name, change.get_kind_display(), change.get_what_display(), line.old, line.new]
            yield [_safe(cell) for cell in [*row, change.reason_text, f"{site}{entry.address}"]]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

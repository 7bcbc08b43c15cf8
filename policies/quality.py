"""关于数据: what the base declares and holds, and every doubt in it; for the page and for the importer's report."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from policies import coverage
from policies.coverage import Coverage
from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Correction,
    Deadline,
    Declared,
    Document,
    Measure,
    Parallel,
    Passage,
    Responsibility,
    Source,
    Target,
    TermUse,
    Unit,
)
from policies.models.derived import Derived, is_public
from policies.witnesses import Difference, Unmatched, compared

# Of the articles that an editor put under a label, only which they are.
THEME = Prefetch("theme", Article.objects.public().only("pk"))

FACT_KINDS: dict[str, type[Derived]] = {
    "责任": Responsibility,
    "举措": Measure,
    "惠企举措": Benefit,
    "金额": Amount,
    "时限": Deadline,
    "目标": Target,
    "分类": TermUse,
    "引用": Citation,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the printed numbers do not run on: ``path`` prints ``printed`` where ``expected`` should stand."""

    path: str
    printed: int
    expected: int


def gaps(numbers: Sequence[tuple[str, int]]) -> Iterator[Gap]:
    """The breaks in a document's numbering, from the (path, number) of its articles: 35号's 14th prints “15.”.

    Where every section starts anew, a 1 is no break. A doubled number is one slip, not a shift of all that follow.
    """
    expected = 1
    for (path, number), following in zip(numbers, [*(n for _, n in numbers[1:]), None], strict=False):
        if number not in (expected, 1):
            yield Gap(path, number, expected)
        expected = expected + 1 if following == expected + 1 else number + 1


@dataclass(frozen=True, slots=True)
class Check:
    """A count that the text states, beside ours. One that fails is shown, not hidden."""

    declared: Declared
    ours: int

    @property
    def holds(self) -> bool:
        """Whether both are the same."""
        return self.ours == self.declared.count


@dataclass(frozen=True, slots=True)
class DocumentAudit:
    """One document: what is declared of it, what it holds, what is odd about it.

    ``whole`` is the check of its articles, None where nothing is declared; ``shares`` are those of a unit's articles,
    in all and by part; ``distinct`` how many different numbers are printed; ``facts`` how many of each kind;
    ``coverage`` how much of it was read.
    """

    document: Document
    articles: int
    whole: Check | None
    shares: list[Check]
    gaps: list[Gap]
    distinct: int
    facts: dict[str, int]
    coverage: Coverage

    @property
    def explanation(self) -> str:
        """Why the declared count and ours differ, as far as the print tells."""
        if self.whole is None or self.whole.holds:
            return ""
        if self.gaps and self.distinct == self.whole.declared.count:
            slips = "、".join(f"第{gap.expected}条处印作“{gap.printed}”" for gap in self.gaps)
            return f"不重复的编号正好 {self.distinct} 个：{slips}。"
        return "原文未见解释。"


class Audit:
    """The whole base."""

    def documents(self) -> list[DocumentAudit]:
        """Each document, in the compilation's order."""
        counts = {name: self._counts(model) for name, model in FACT_KINDS.items()}
        numbers, checks, coverages = self._numbers(), self._checks(), coverage.of_all()
        return [
            DocumentAudit(
                document,
                document.count,
                next((c for c in checks[document.pk] if c.declared.unit_id is None), None),
                [c for c in checks[document.pk] if c.declared.unit_id],
                list(gaps(numbers[document.pk])),
                len({number for _, number in numbers[document.pk]}),
                {name: found.get(document.pk, 0) for name, found in counts.items()},
                coverages[document.pk],
            )
            for document in Document.objects.listed().with_counts()
        ]

    @staticmethod
    def _counts(model: type[Derived]) -> dict[int, int]:
        rows = model.objects.public().of_articles()
        return dict(rows.order_by().values_list("article__document").annotate(Count("pk")))

    @staticmethod
    def _numbers() -> dict[int, list[tuple[str, int]]]:
        numbers = defaultdict(list)
        rows = Article.objects.public().exclude(number=None).order_by("document", "ordinal")
        for document, path, number in rows.values_list("document", "path", "number"):
            numbers[document].append((path, number))
        return numbers

    @staticmethod
    def _checks() -> dict[int, list[Check]]:
        """The declared counts of each document beside ours, in the order in which the text states them."""
        articles = dict(Article.objects.public().order_by().values_list("document").annotate(Count("pk")))
        parts = defaultdict(list)
        counted = Responsibility.objects.counted().of_articles().filter(unit__declared__isnull=False).distinct()
        for part in counted.select_related("article__section").defer("article__search", "article__pieces"):
            parts[part.unit_id].append(part)
        checks = defaultdict(list)
        stated = Declared.objects.select_related("unit", "section").prefetch_related(THEME).order_by("start", "id")
        for each in stated:
            ours = each.count_among(parts[each.unit_id]) if each.unit_id else articles.get(each.document_id, 0)
            checks[each.document_id].append(Check(each, ours))
        return checks

    def left_over(self) -> QuerySet[Passage]:
        """Return what no rule understood."""
        rows = Passage.objects.filter(kind=Passage.Kind.LEFT_OVER)
        return rows.select_related("source", "document").order_by("source", "offset", "id")

    def unresolved(self) -> QuerySet[Citation]:
        """Mentions of documents that the base has not."""
        rows = Citation.objects.public().filter(document=None)
        return rows.without_heavy_columns().select_related("passage__document").order_by("id")

    def unknown_units(self) -> QuerySet[Unit]:
        """Offices that the vocabulary has not, each with ``uses``."""
        rows = Unit.objects.public().filter(verified=False)
        uses = Count("responsibilities", filter=is_public("responsibilities__"))
        return rows.annotate(uses=uses).order_by("-uses", "name", "id")

    @cached_property
    def _compared(self) -> list[Difference | Unmatched]:
        """Return what witnesses of documents have otherwise than ours."""
        return [each for document in Document.objects.exclude(witnesses=None) for each in compared(document)]

    def differences(self) -> list[Difference]:
        """Return where witnesses of one document print something else."""
        return [each for each in self._compared if isinstance(each, Difference)]

    def unmatched(self) -> list[Unmatched]:
        """Return the articles that one text of a document has and another lacks."""
        return [each for each in self._compared if isinstance(each, Unmatched)]

    def corrections(self) -> QuerySet[Correction]:
        """Return what is corrected, or only doubted."""
        rows = Correction.objects.public().select_related("article__document", "article__section")
        return rows.order_by("article__document__position", "article__ordinal", "id")

    def conflicts(self) -> QuerySet[Parallel]:
        """Parallels whose figures differ."""
        return Parallel.objects.public().conflicting().with_articles().order_by("id")

    def orphaned(self) -> int:
        """Facts that people decided about and that the text has no more."""
        return sum(model.objects.filter(orphaned=True).count() for model in FACT_KINDS.values())

    def unread(self) -> QuerySet[Article]:
        """Return the articles among whose offices stands what was not understood, with these words."""
        rows = Article.objects.public().exclude(unread="").select_related("document", "section")
        return rows.defer("search", "pieces").order_by("document", "ordinal", "id")

    def figures_without_role(self) -> int:
        """Amounts of which no rule could tell what they are for."""
        return Amount.objects.public().filter(Q(role="")).count()

    def sources(self) -> QuerySet[Source]:
        """Every source with its provenance, without its text."""
        return Source.objects.defer("content", "text", "packed_places").order_by("name", "id")

    @cached_property
    def accuracy(self) -> dict:
        """The accuracy table with the day it was measured and the size of the gold; {} where none was."""
        path = settings.FIXTURES_DIR / "accuracy.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

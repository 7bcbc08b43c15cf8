"""关于数据: what the base declares and holds, and every doubt in it; for the page and for the importer's report."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Count, Model, Prefetch, QuerySet

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
from policies.models.derived import Derived, is_present, is_public
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
    """A break in the printed numbers: ``path`` prints ``printed`` where ``expected`` should stand."""

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


def without_office(documents: Iterable[Document]) -> list[Article]:
    """The articles of documents that nobody carries out, where most others of the same document name who does.

    Where few do, as in a law, none is expected.
    """
    rows = Article.objects.present().filter(document__in=documents)
    named = Responsibility.objects.present().filter(article__document__in=documents).values("article")
    bare = rows.exclude(pk__in=named)
    numbers, of_bare = (dict(each.order_by().values_list("document").annotate(Count("pk"))) for each in (rows, bare))
    expected = [key for key, count in of_bare.items() if 2 * count < numbers[key]]
    rows = bare.filter(document__in=expected).select_related("section").without_heavy_columns()
    return list(rows.in_document_order())


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
    """The whole base: what readers see of it or, for the desk and for imports, all that there is work on."""

    def __init__(self, *, unpublished: bool = False):
        self._unpublished = unpublished

    def _of(self, model: type[Model]) -> QuerySet:
        """Return the rows of a kind that the audit is of."""
        rows = model._default_manager
        return rows.present() if self._unpublished else rows.public()

    def documents(self) -> list[DocumentAudit]:
        """Each document, in the compilation's order."""
        counts = {name: self._counts(model) for name, model in FACT_KINDS.items()}
        numbers, checks, coverages = self._numbers(), self.checks(), coverage.of_all()
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
            for document in self._of(Document).listed().with_counts()
        ]

    def _counts(self, model: type[Derived]) -> dict[int, int]:
        rows = self._of(model).of_articles()
        return dict(rows.order_by().values_list("article__document").annotate(Count("pk")))

    def _numbers(self) -> dict[int, list[tuple[str, int]]]:
        numbers = defaultdict(list)
        rows = self._of(Article).exclude(number=None).order_by("document", "ordinal")
        for document, path, number in rows.values_list("document", "path", "number"):
            numbers[document].append((path, number))
        return numbers

    def checks(self) -> dict[int, list[Check]]:
        """Return the declared counts of each document beside ours, in the order in which the text states them."""
        articles = dict(self._of(Article).order_by().values_list("document").annotate(Count("pk")))
        parts = defaultdict(list)
        declared = Declared.objects.exclude(unit=None).values("unit")
        counted = self._of(Responsibility).counted().of_articles().filter(unit__in=declared).order_by()
        shown = ("unit", "basis", "article__document", "article__section__parent")
        for part in counted.select_related("article__section").only(*shown):
            parts[part.unit_id, part.article.document_id].append(part)
        checks = defaultdict(list)
        stated = self._of(Declared).select_related("unit", "section", "document").prefetch_related(THEME)
        stated = stated.order_by("start", "id")
        for each in stated:
            key = each.unit_id, each.document_id
            ours = each.count_among(parts[key]) if each.unit_id else articles.get(each.document_id, 0)
            checks[each.document_id].append(Check(each, ours))
        return checks

    def left_over(self) -> QuerySet[Passage]:
        """Return what no rule understood."""
        rows = self._of(Passage).filter(kind=Passage.Kind.LEFT_OVER)
        return rows.select_related("source", "document").order_by("source", "offset", "id")

    def unresolved(self) -> QuerySet[Citation]:
        """Mentions of documents that the base has not."""
        rows = self._of(Citation).unresolved()
        return rows.without_heavy_columns().select_related("passage__document").order_by("id")

    def unknown_units(self) -> QuerySet[Unit]:
        """Offices that the vocabulary has not, each with ``uses``."""
        is_shown = is_present if self._unpublished else is_public
        uses = Count("responsibilities", filter=is_shown("responsibilities__"))
        rows = self._of(Unit).filter(verified=False)
        return rows.annotate(uses=uses).filter(uses__gt=0).order_by("-uses", "name", "id")

    @cached_property
    def _compared(self) -> list[Difference | Unmatched]:
        """Return what witnesses of documents have otherwise than ours."""
        return [each for document in self._of(Document).exclude(witnesses=None) for each in compared(document)]

    def differences(self) -> list[Difference]:
        """Return where witnesses of one document print something else."""
        return [each for each in self._compared if isinstance(each, Difference)]

    def unmatched(self) -> list[Unmatched]:
        """Return the articles that one text of a document has and another lacks."""
        return [each for each in self._compared if isinstance(each, Unmatched)]

    def corrections(self) -> QuerySet[Correction]:
        """Return what is corrected, or only doubted."""
        rows = self._of(Correction).select_related("article__document", "article__section")
        return rows.order_by("article__document__position", "article__ordinal", "id")

    def conflicts(self) -> QuerySet[Parallel]:
        """Parallels whose figures differ."""
        sections = [f"{side}__article__section" for side in "ab"]
        return self._of(Parallel).conflicting().with_articles().select_related(*sections).order_by("id")

    def orphaned(self) -> int:
        """Facts that people decided about and that the text has no more: the desk's work, on no public page."""
        return sum(model.objects.filter(orphaned=True).count() for model in FACT_KINDS.values())

    def unread(self) -> QuerySet[Article]:
        """Return the articles among whose offices stands what was not understood, with these words."""
        rows = self._of(Article).exclude(unread="")
        return rows.without_heavy_columns().order_by("document", "ordinal", "id")

    def figures_without_role(self) -> QuerySet[Amount]:
        """Amounts of which no rule could tell what they are for."""
        return self._of(Amount).filter(role="")

    def sources(self) -> QuerySet[Source]:
        """Every source with its provenance, without its text."""
        return self._of(Source).without_heavy_columns().order_by("name", "id")

    @cached_property
    def accuracy(self) -> dict:
        """The accuracy table with the day it was measured and the size of the gold; {} where none was."""
        path = settings.FIXTURES_DIR / "accuracy.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

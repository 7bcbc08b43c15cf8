"""Checks of documents, each with the places that do not meet it: 公布前的检查, and the work list of all.

A check that is not met and not ``is_blocking`` may be waived with a reason; one that is ``only_noted`` is on the work
list and holds nothing back. Another check is a row of ``CHECKS``, which looks at any number of documents at once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from importers.load.vocabularies import unknown_issuers
from policies import coverage, quality
from policies.models import Amount, Article, Document, Passage, Waiver
from policies.revision_cache import cached_per_revision
from portal.editing.history_text import name_of
from portal.editing.work_kinds import change_page

# Of more places than these a list names the first; all are counted.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a check is not met: in which document (its number), and the page on which that is settled."""

    document: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """A check before publishing; ``findings`` gives the places of some documents where it fails."""

    name: str
    label: str
    is_blocking: bool
    findings: Callable[[Sequence[Document]], Iterable[Finding]]
    only_noted: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A check of one document."""

    check: PublicationCheck
    findings: list[Finding]
    waiver: Waiver | None

    @property
    def is_met(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def is_waived(self) -> bool:
        """Whether somebody said why what was found does no harm; more of it than then is found anew."""
        return bool(self.waiver and self.findings and len(self.findings) <= self.waiver.findings)

    @property
    def holds_back(self) -> bool:
        """Whether the document cannot be published for it."""
        return not self.is_met and not self.check.only_noted and (self.check.is_blocking or not self.is_waived)

    @property
    def shown(self) -> list[Finding]:
        """The first places."""
        return self.findings[:SHOWN]

    @property
    def waived_by(self) -> str:
        """Return who said why it does no harm."""
        return name_of(self.waiver.user) if self.waiver else ""


def results(document: Document) -> list[Result]:
    """Every check of a document, in the order of ``CHECKS``."""
    waivers = {each.check_name: each for each in document.waivers.select_related("user")}
    return [Result(each, list(each.findings([document])), waivers.get(each.name)) for each in CHECKS]


def unsettled(names: Sequence[str]) -> Iterator[tuple[PublicationCheck, Document, Finding]]:
    """Yield the failures in documents on which there is work, but for those that somebody waived; check by check."""
    documents, waived = _documents(), _waived()
    for check in (BY_NAME[name] for name in names):
        found = list(check.findings(list(documents.values())))
        counts = Counter(each.document for each in found)
        for each in found:
            if counts[each.document] > waived.get((each.document, check.name), 0):
                yield check, documents[each.document], each


@cached_per_revision
def _documents() -> dict[int, Document]:
    rows = Document.objects.present().without_heavy_columns()
    return {row.pk: row for row in rows.listed()}


@cached_per_revision
def _waived() -> dict[tuple[int, str], int]:
    """Return how many findings were waived, by document and check."""
    return {(each.document_id, each.check_name): each.findings for each in Waiver.objects.all()}


def _without(field: str, text: str) -> Callable[[Sequence[Document]], Iterator[Finding]]:
    def findings(documents: Sequence[Document]) -> Iterator[Finding]:
        for document in documents:
            if not getattr(document, field):
                yield Finding(document.pk, text, change_page(document))

    return findings


def _title(documents: Sequence[Document]) -> Iterator[Finding]:
    rows = Passage.objects.filter(kind=Passage.Kind.TITLE, document__in=documents)
    titled = set(rows.values_list("document", "source"))
    for document in documents:
        if (document.pk, document.source_id) not in titled:
            yield Finding(document.pk, f"没有认出标题，现在用的是“{document.title}”", change_page(document))


def _articles(documents: Sequence[Document]) -> Iterator[Finding]:
    rows = Article.objects.present().filter(document__in=documents).order_by()
    there = set(rows.values_list("document", flat=True).distinct())
    for document in documents:
        if document.pk not in there:
            yield Finding(document.pk, "一条条文也没有", change_page(document))


def _known_issuer(documents: Sequence[Document]) -> Iterator[Finding]:
    unknown = set(unknown_issuers(name for document in documents for name in document.issuers.split("、")))
    for document in documents:
        for name in document.issuers.split("、"):
            if name in unknown:
                page = reverse("admin:policies_unit_add", query={"name": name, "full_name": name})
                yield Finding(document.pk, f"词表里没有发文机关“{name}”", page)


def _offices(documents: Sequence[Document]) -> Iterator[Finding]:
    for article in coverage.annotations_without_office(documents):
        yield Finding(article.document_id, f"{article.name_in_text}：责任标注没有读出单位", change_page(article))


def _bare(documents: Sequence[Document]) -> Iterator[Finding]:
    for article in quality.without_office(documents):
        yield Finding(article.document_id, f"{article.name_in_text}：没有责任单位", change_page(article))


def _left_over(documents: Sequence[Document]) -> Iterator[Finding]:
    of_source = {"document__in": documents, "source": F("document__source")}
    rows = Passage.objects.filter(kind=Passage.Kind.LEFT_OVER, reviewed=False, **of_source)
    for row in rows.order_by("document", "offset", "id"):
        yield Finding(row.document_id or 0, f"“{row.text[:40]}”", change_page(row))


def _figures(documents: Sequence[Document]) -> Iterator[Finding]:
    rows = Amount.objects.doubtful().filter(article__document__in=documents, role=Amount.Role.UNKNOWN)
    for row in rows.select_related("article__section").order_by("article__document", "article__ordinal", "start", "id"):
        yield Finding(row.article.document_id, f"{row.article.name_in_text}：{row.quote}", change_page(row))


def _numbering(documents: Sequence[Document]) -> Iterator[Finding]:
    rows = Article.objects.present().filter(document__in=documents).exclude(number=None).order_by("document", "ordinal")
    by_document: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    keys: dict[tuple[int, str], int] = {}
    for document, key, path, number in rows.values_list("document", "pk", "path", "number"):
        by_document[document].append((path, number))
        keys[document, path] = key
    for document, numbers in by_document.items():
        for gap in quality.gaps(numbers):
            page = change_page(Article(pk=keys[document, gap.path]))
            yield Finding(document, f"第{gap.expected}条处印作“{gap.printed}”", page)


def _reading(documents: Sequence[Document]) -> Iterator[Finding]:
    measured = coverage.measured(documents) if len(documents) == 1 else coverage.of_all()
    for document in documents:
        for reason in measured[document.pk].reasons:
            yield Finding(document.pk, reason, change_page(document))


CHECKS = (
    PublicationCheck("title", "有标题", True, _title),
    PublicationCheck("articles", "有条文", True, _articles),
    PublicationCheck("number", "有发文字号", False, _without("number", "没有发文字号")),
    PublicationCheck("date", "有成文日期", False, _without("issued_on", "没有成文日期")),
    PublicationCheck("issuer", "有发文机关", False, _without("issuers", "没有发文机关")),
    PublicationCheck("known_issuer", "发文机关在词表里", False, _known_issuer, only_noted=True),
    PublicationCheck("reading", "文字读得完整", False, _reading),
    PublicationCheck("numbering", "编号连续", False, _numbering),
    PublicationCheck("left_over", "没有未识别的文字", False, _left_over),
    PublicationCheck("offices", "责任标注都读出了单位", False, _offices),
    PublicationCheck("bare", "条文都有责任单位", False, _bare, only_noted=True),
    PublicationCheck("figures", "金额都有用途", False, _figures),
    PublicationCheck("validity", "说明了有效性", False, _without("is_checked", "有效性未核实")),
)
BY_NAME = {each.name: each for each in CHECKS}

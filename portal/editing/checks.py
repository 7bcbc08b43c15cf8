"""公布前的检查: what is to be right in a document before it is public, each with the places where it is not.

A check that is not met and not ``is_blocking`` may be waived with a reason. Another check is a row of ``CHECKS``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from policies import coverage
from policies.models import Amount, Article, Document, Passage, Waiver
from policies.quality import gaps

# Of more places than these a list names the first; all are counted.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a check is not met, and the page on which that is settled."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be right; ``findings`` gives where it is not."""

    name: str
    label: str
    is_blocking: bool
    findings: Callable[[Document], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Result:
    """A check of one document."""

    check: Check
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
        return not self.is_met and (self.check.is_blocking or not self.is_waived)

    @property
    def shown(self) -> list[Finding]:
        """The first places."""
        return self.findings[:SHOWN]


def results(document: Document) -> list[Result]:
    """Every check of a document, in the order of ``CHECKS``."""
    waivers = {each.check_name: each for each in document.waivers.select_related("user")}
    return [Result(each, list(each.findings(document)), waivers.get(each.name)) for each in CHECKS]


def _page(row: Model) -> str:
    return reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])


def _without(field: str, text: str) -> Callable[[Document], Iterator[Finding]]:
    def findings(document: Document) -> Iterator[Finding]:
        if not getattr(document, field):
            yield Finding(text, _page(document))

    return findings


def _title(document: Document) -> Iterator[Finding]:
    if not document.passages.filter(kind=Passage.Kind.TITLE, source=document.source_id).exists():
        yield Finding(f"没有认出标题，现在用的是“{document.title}”", _page(document))


def _articles(document: Document) -> Iterator[Finding]:
    if not document.articles.present().exists():
        yield Finding("一条条文也没有", _page(document))


def _offices(document: Document) -> Iterator[Finding]:
    for article in coverage.annotations_without_office(document):
        yield Finding(f"{article.name}：责任标注没有读出单位", _page(article))


def _left_over(document: Document) -> Iterator[Finding]:
    rows = document.passages.filter(kind=Passage.Kind.LEFT_OVER, reviewed=False, source=document.source_id)
    for row in rows.order_by("offset", "id"):
        yield Finding(f"“{row.text[:40]}”", _page(row))


def _figures(document: Document) -> Iterator[Finding]:
    rows = Amount.objects.doubtful().filter(article__document=document, role=Amount.Role.UNKNOWN)
    for row in rows.select_related("article__section").order_by("article__ordinal", "start", "id"):
        yield Finding(f"{row.article.name}：{row.quote}", _page(row))


def _numbering(document: Document) -> Iterator[Finding]:
    articles: dict[str, Article] = {
        each.path: each for each in document.articles.present().exclude(number=None).order_by("ordinal")
    }
    for gap in gaps([(path, each.number or 0) for path, each in articles.items()]):
        yield Finding(f"第{gap.expected}条处印作“{gap.printed}”", _page(articles[gap.path]))


def _reading(document: Document) -> Iterator[Finding]:
    for reason in coverage.measured([document])[document.pk].reasons:
        yield Finding(reason, _page(document))


CHECKS = (
    Check("title", "有标题", True, _title),
    Check("articles", "有条文", True, _articles),
    Check("number", "有发文字号", False, _without("number", "没有发文字号")),
    Check("date", "有成文日期", False, _without("issued_on", "没有成文日期")),
    Check("issuer", "有发文机关", False, _without("issuers", "没有发文机关")),
    Check("reading", "文字读得完整", False, _reading),
    Check("numbering", "编号连续", False, _numbering),
    Check("left_over", "没有未识别的文字", False, _left_over),
    Check("offices", "责任标注都读出了单位", False, _offices),
    Check("figures", "金额都有用途", False, _figures),
    Check("validity", "说明了有效性", False, _without("is_checked", "有效性未核实")),
)
BY_NAME = {each.name: each for each in CHECKS}

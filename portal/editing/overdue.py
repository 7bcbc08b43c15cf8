"""Overdue things of a base that nobody touches: terms that end, validity nobody looks up, texts that newer ones end.

Rows for the work list (:mod:`portal.editing.worklist`), each as of a day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from policies.models import Citation, Deadline, Document, Relation, Report
from policies.models.derived import sentence_of

# So many days before a term ends somebody is to look what comes after it; so long a look at validity holds; so long a
# reader waits.
ENDS_WITHIN = timedelta(days=30)
CHECK_HOLDS_FOR = timedelta(days=365)
REPORT_WAITS = timedelta(days=7)


def ending_terms() -> QuerySet[Deadline]:
    """Return terms that end soon, of texts that nobody has looked up since they might be renewed."""
    today = timezone.localdate()
    since = today - ENDS_WITHIN
    is_checked = Q(article__validity_checked_on__gte=since) | Q(article__document__validity_checked_on__gte=since)
    rows = Deadline.objects.terms().of_articles().in_force().filter(end_on__range=(today, today + ENDS_WITHIN))
    return rows.exclude(is_checked)


def stale_documents() -> QuerySet[Document]:
    """Return documents whose validity was looked up longer ago than that holds; what is over stays over."""
    since = timezone.localdate() - CHECK_HOLDS_FOR
    return (
        Document.objects.present().filter(validity_checked_on__lt=since).exclude(validity__in=["repealed", "expired"])
    )


def waiting_reports() -> QuerySet[Report]:
    """Return reports that are open for too long."""
    return Report.objects.open().filter(sent_at__lt=timezone.now() - REPORT_WAITS)


def new_reports() -> QuerySet[Report]:
    """Return reports that are open, and not yet for too long."""
    return Report.objects.open().filter(sent_at__gte=timezone.now() - REPORT_WAITS)


# By which words a text ends another that it names, and what it then does to it.
_ENDS = (
    (Relation.Kind.REPEALS, re.compile("废止|停止执行|停止施行|不再执行|不再施行|同时失效|自行失效|予以撤销")),
    (
        Relation.Kind.REPLACES,
        re.compile("以本(?:文件|办法|通知|意见|措施|规定|方案|细则|决定|公告)为准|代替|取代|替代"),
    ),
    (Relation.Kind.AMENDS, re.compile("修改为|修订为|修改如下|作如下修改|予以修改")),
)
_SEARCHED = ("废止", "停止", "不再", "失效", "撤销", "为准", "代替", "取代", "替代", "修改", "修订")


@dataclass(frozen=True, slots=True)
class Superseding:
    """A mention by which a text may end, replace or change another of ours, and what nobody has stated of it yet."""

    citation: Citation
    kind: Relation.Kind
    sentence: str


def superseding() -> Iterator[Superseding]:
    """Return mentions of other documents in sentences that end or change them, where no relation says so."""
    stated = Relation.objects.filter(later=OuterRef("by"), earlier=OuterRef("document"))
    words = [Q(article__text__contains=word) | Q(passage__text__contains=word) for word in _SEARCHED]
    rows = Citation.objects.present().exclude(document=None).filter(reduce(or_, words)).for_description()
    of_articles = rows.filter(article__isnull=False).annotate(by=F("article__document"))
    of_passages = rows.filter(article=None).annotate(by=F("passage__document"))
    for found in (of_articles, of_passages):
        for row in found.exclude(document=F("by")).exclude(Exists(stated)).in_work_order():
            sentence = sentence_of(row.place.text, row.start, row.end)
            kind = next((kind for kind, words in _ENDS if words.search(sentence)), None)
            if kind:
                yield Superseding(row, kind, sentence)

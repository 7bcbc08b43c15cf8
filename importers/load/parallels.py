"""Pairs of measures that say the same → rows; only what changed since it was paired is paired again."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from django.db.models import Q

from importers.linking.parallels import ComparedSentence, find
from importers.load.reconcile import Reconciler
from importers.parsing import corrections
from policies.models import Correction, Document, Measure, Parallel
from policies.models.publication import is_published

# How rare a pair of signs is hangs on all sentences: when they are a quarter more than they were, all are paired again.
_GROWN = 1.25


def parallels(reconciler: Reconciler, among: frozenset[int] | None = None) -> None:
    """Pair the measures that say the same, in all that is published: any change may begin or end a pair.

    ``among``: pairs with a side in these documents; else in those that are not as they were when they were paired.
    """
    rows = list(
        Measure.objects.filter(is_published("article__document__"), article__removed_from_source=False)
        .order_by("article__document__position", "article__ordinal", "start", "id")
        .values_list("pk", "quote", "article", "article__document", "article__document__position")
    )
    pks, read = [pk for pk, *_ in rows], _corrections()
    sentences = tuple(
        ComparedSentence(read(quote, article), article, document) for _, quote, article, document, _ in rows
    )
    digests = _digests(rows, sentences)
    among = _changed(digests) if among is None else among
    if not among:
        return
    found = find(sentences, among)
    wanted = [Parallel(a_id=pks[p.a], b_id=pks[p.b], score=p.score, conflict=p.conflict) for p in found]
    existing = Parallel.objects.filter(Q(a__article__document__in=among) | Q(b__article__document__in=among))
    reconciler.rows(Parallel, existing, wanted, ["a_id", "b_id"], ["score", "conflict"])
    paired = [Document(pk=pk, paired_as=digests.get(pk, "")) for pk in among]
    Document.objects.bulk_update(paired, ["paired_as"], batch_size=200)


def _corrections() -> Callable[[str, int], str]:
    """Return how words of an article should read: 67号 §36 says ‰, and so differs from 7号 §8, which prints %."""
    by_article = defaultdict(list)
    for each in Correction.objects.certain():
        record = corrections.CorrectionRecord("", "", each.quote, 1, each.reading)
        by_article[each.article_id].append(record)
    return lambda quote, article: corrections.apply(quote, by_article[article]).text if article in by_article else quote


def _digests(rows: Sequence[tuple], sentences: Sequence[ComparedSentence]) -> Mapping[int, str]:
    """Return of each document what its pairs follow from: its sentences, its position, how many the base has."""
    size = int(math.log(max(1, len(rows)), _GROWN))
    digested: dict[int, list[str]] = defaultdict(list)
    for (pk, _, article, document, position), sentence in zip(rows, sentences, strict=True):
        digested[document].append(f"{size} {position} {pk} {article} {sentence.text}")
    return {document: sha256("\n".join(lines).encode()).hexdigest()[:16] for document, lines in digested.items()}


def _changed(digests: Mapping[int, str]) -> frozenset[int]:
    """Return the documents that are not as they were when they were paired; also those that are public no more."""
    known = dict(Document.objects.exclude(paired_as="").values_list("pk", "paired_as"))
    return frozenset(pk for pk in digests.keys() | known.keys() if digests.get(pk) != known.get(pk))

"""Parallels in the base: paired again is what is not as it was when it was paired, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importers.load import parallels as load_parallels
from importers.load.reconcile import Reconciler
from policies.models import Document, Measure, Parallel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


@pytest.fixture
def paired(monkeypatch):
    """Pairs what is to be paired; gives the documents of which that was asked, None where nothing was."""
    asked, find = [], load_parallels.find
    monkeypatch.setattr(load_parallels, "find", lambda *given: asked.append(given[1]) or find(*given))

    def pair() -> set[str] | None:
        asked.clear()
        load_parallels.parallels(Reconciler())
        return set(Document.objects.filter(pk__in=asked[0]).values_list("number", flat=True)) if asked else None

    return pair


def in_base() -> set[tuple]:
    return set(Parallel.objects.values_list("a", "b", "score", "conflict"))


def of(number: str):
    return Measure.objects.filter(article__document__number=number)


# So short a document that the others are not paired anew without it.
NUMBER = "晋市监发〔2022〕33号"


def test_only_what_changed_is_paired_again(paired):
    before = in_base()
    with CaptureQueriesContext(connection) as queries:
        assert paired() is None, "nothing did"
    assert len(queries) == 3
    sentence = Parallel.objects.order_by("-score", "id").filter(b__in=of(NUMBER)).first().b
    of(NUMBER).filter(pk=sentence.pk).update(quote="与别处都不相同的一句话，说的是养猫养狗。")
    assert paired() == {NUMBER}
    assert {row[:2] for row in before} - {row[:2] for row in in_base()} == {
        row[:2] for row in before if sentence.pk in row[:2]
    }
    of(NUMBER).filter(pk=sentence.pk).update(quote=sentence.quote)
    assert paired() == {NUMBER}
    assert in_base() == before


def test_what_is_public_no_more_has_no_pairs_until_it_is_again(paired):
    before, mine = in_base(), set(of(NUMBER).values_list("pk", flat=True))
    Document.objects.filter(number=NUMBER).update(state=Document.State.WITHDRAWN)
    assert paired() == {NUMBER}
    assert in_base() == {row for row in before if not mine & set(row[:2])} < before
    assert paired() is None
    Document.objects.filter(number=NUMBER).update(state=Document.State.PUBLISHED)
    assert paired() == {NUMBER}
    assert in_base() == before


def test_all_are_paired_again_where_the_base_has_grown(monkeypatch):
    """How rare a word is hangs on all sentences."""
    asked = []
    monkeypatch.setattr(load_parallels, "_GROWN", 1.2)
    monkeypatch.setattr(load_parallels, "find", lambda sentences, among: asked.append(among) or ())
    monkeypatch.setattr(Reconciler, "rows", lambda *given: [])
    load_parallels.parallels(Reconciler())
    assert asked == [frozenset(Document.objects.current().values_list("pk", flat=True))]

"""What a change moves, as the log has it, and what moved between two revisions: told whole, or not at all."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from importers.load.reconcile import Reconciler
from policies.models import (
    Amount,
    Article,
    Correction,
    Document,
    Passage,
    Relation,
    Responsibility,
    Revision,
    RevisionStep,
    Term,
    Unit,
)
from policies.models.revision import EVERYTHING, MOST_NAMED, MOST_STEPS, NOTHING, Moved, Reach
from policies.moved import MOST_BEHIND, moved_between

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def _amounts() -> list[Amount]:
    return list(Amount.objects.public().of_articles().exclude(article=None).order_by("article", "id")[:2])


def _a_fact() -> set[int]:
    row = _amounts()[0]
    row.save()
    return {row.article_id}


def _a_fact_to_another_article() -> set[int]:
    row = _amounts()[0]
    other = Article.objects.exclude(pk=row.article_id).first()
    articles = {row.article_id, other.pk}
    row.article = other
    Amount.save_base(row)
    return articles


def _a_fact_away() -> set[int]:
    row = _amounts()[0]
    row.delete()
    return {row.article_id}


def _facts_in_bulk() -> set[int]:
    rows = list(Amount.objects.public().of_articles()[:30])
    Reconciler().update(Amount, rows, ["rule"])
    return {row.article_id for row in rows}


def _facts_in_bulk_to_another_article() -> set[int]:
    rows = list(Amount.objects.public().of_articles()[:3])
    articles = {row.article_id for row in rows}
    for row in rows:
        row.article = Article.objects.last()
    Reconciler().update(Amount, rows, ["article"])
    return articles | {Article.objects.last().pk}


def _a_correction() -> set[int]:
    row = Correction.objects.exclude(article=None).first()
    row.save()
    return {row.article_id}


def _a_reading() -> set[int]:
    row = Article.objects.first()
    Reconciler().update(Article, [row], ["reading", "search"])
    return {row.pk}


def _of_its_document(article: Article) -> set[int]:
    return set(article.document.articles.values_list("pk", flat=True))


def _an_article() -> set[int]:
    row = Article.objects.first()
    row.save()
    return _of_its_document(row)


def _an_article_away() -> set[int]:
    row = Article.objects.first()
    articles = _of_its_document(row)
    Reconciler().delete(Article, [row])
    return articles


def _a_document() -> set[int]:
    row = Document.objects.first()
    row.save()
    return set(row.articles.values_list("pk", flat=True))


def _a_new_office() -> set[int]:
    row = Responsibility.objects.public().of_articles().first()
    row.unit = Unit.objects.create(name="火星商务局", verified=False)
    Reconciler().update(Responsibility, [row], ["unit"])
    return {row.article_id}


def _of_a_new_office() -> set[int]:
    row = Responsibility.objects.public().of_articles().first()
    Unit.objects.filter(pk=row.unit_id).update(verified=False)
    row.unit = Unit.objects.exclude(pk=row.unit_id).filter(verified=True).first()
    Reconciler().update(Responsibility, [row], ["unit_id"])
    return {row.article_id}


def _a_passage() -> set[int]:
    Passage.objects.first().save()
    return set()


def _a_relation() -> set[int]:
    later, earlier = Document.objects.all()[:2]
    article = earlier.articles.first()
    Relation.objects.create(later=later, earlier=earlier, earlier_article=article)
    return {article.pk}


@pytest.mark.parametrize(
    "write, reach",
    [
        pytest.param(_a_fact, Reach.FACTS, id="a fact"),
        pytest.param(_a_fact_to_another_article, Reach.FACTS, id="a fact that moves is gone from where it was"),
        pytest.param(_a_fact_away, Reach.FACTS, id="a fact deleted"),
        pytest.param(_facts_in_bulk, Reach.FACTS, id="many at once"),
        pytest.param(_facts_in_bulk_to_another_article, Reach.FACTS, id="many that move"),
        pytest.param(_a_correction, Reach.FACTS, id="a misprint"),
        pytest.param(_a_relation, Reach.TEXTS, id="a relation to an article is said of both documents, too"),
        pytest.param(_a_reading, Reach.FACTS, id="an article read otherwise stays in its place"),
        pytest.param(_an_article, Reach.TEXTS, id="an article may come or go, with facts of others in it"),
        pytest.param(_an_article_away, Reach.TEXTS, id="an article deleted"),
        pytest.param(_a_document, Reach.TEXTS, id="a document, whose state all its articles have"),
        pytest.param(_a_passage, Reach.TEXTS, id="a passage says nothing of an article"),
        pytest.param(_a_new_office, Reach.TEXTS, id="a new office comes into sight"),
        pytest.param(_of_a_new_office, Reach.TEXTS, id="a new office that nobody names any more goes"),
    ],
)
def test_a_change_names_what_it_moves(write: Callable[[], set[int]], reach):
    articles = write()
    assert RevisionStep.objects.get(number=Revision.objects.get().number).moved == Moved(reach, frozenset(articles))


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda: Revision.bump(), id="who cannot say"),
        pytest.param(lambda: Unit.objects.first().save(), id="an office"),
        pytest.param(lambda: Term.objects.first().save(), id="a word"),
        pytest.param(lambda: Reconciler().update(Unit, list(Unit.objects.all()[:2]), ["position"]), id="many offices"),
    ],
)
def test_a_vocabulary_moves_everything(write):
    write()
    assert RevisionStep.objects.get(number=Revision.objects.get().number).moved == EVERYTHING


def test_what_was_missed_is_told_whole():
    start = Revision.current()
    first, second = _amounts()
    first.save()
    between = Revision.current()
    second.save()
    assert moved_between(start, Revision.current()) == Moved(
        Reach.FACTS, frozenset({first.article_id, second.article_id})
    )
    assert moved_between(between, Revision.current()) == Moved(Reach.FACTS, frozenset({second.article_id}))
    assert moved_between(start, start) == NOTHING


def _a_missing_step() -> None:
    RevisionStep.objects.filter(number=Revision.objects.get().number - 1).delete()


def _sql() -> None:
    Revision.objects.update(number=Revision.objects.get().number + 1, moved_at=timezone.now())


def _a_restored_base() -> None:
    """Put back from a copy as old as two steps, it went on by itself to a higher number."""
    Revision.objects.update(number=Revision.objects.get().number - 3)
    for _ in range(4):
        Revision.bump(Moved(Reach.FACTS, frozenset({1})))


def _an_older_base() -> None:
    Revision.objects.update(number=Revision.objects.get().number - 4)
    Revision.bump(NOTHING)


def _a_long_time() -> None:
    now, number = timezone.now(), Revision.objects.get().number
    steps = [RevisionStep(number=number + at, moved_at=now, reach=0, articles="") for at in range(1, MOST_BEHIND + 2)]
    RevisionStep.objects.bulk_create(steps)
    Revision.objects.update(number=steps[-1].number, moved_at=now)


@pytest.mark.parametrize(
    "befalls",
    [
        pytest.param(_a_missing_step, id="a step is missing"),
        pytest.param(_sql, id="somebody moved the revision by SQL"),
        pytest.param(_a_restored_base, id="a base put back has the same numbers, and another past"),
        pytest.param(_an_older_base, id="a base put back is behind"),
        pytest.param(_a_long_time, id="it is long ago"),
    ],
)
def test_nobody_says_what_moved_where_the_log_is_torn(befalls):
    Revision.bump(NOTHING)
    Revision.bump(NOTHING)
    start = Revision.current()
    assert moved_between("", start) is None  # the process knows the steps until then
    Revision.bump(NOTHING)
    Revision.bump(NOTHING)
    befalls()
    assert moved_between(start, Revision.current()) is None


def test_steps_are_read_once():
    Revision.bump(NOTHING)
    start = Revision.current()
    moved_between("", start)
    for articles in ({1}, {2}, {3}):
        Revision.bump(Moved(Reach.FACTS, frozenset(articles)))
    assert moved_between(start, Revision.current()) == Moved(Reach.FACTS, frozenset({1, 2, 3}))
    Revision.bump(NOTHING)
    now = Revision.current()
    with CaptureQueriesContext(connection) as asked:
        assert moved_between(start, now).articles == {1, 2, 3}
    assert len(asked) == 1
    assert str(int(now.partition("-")[0]) - 1) in asked[0]["sql"], "from the last one that is known"


def test_an_act_that_is_undone_leaves_no_step():
    start, steps = Revision.current(), RevisionStep.objects.count()
    with transaction.atomic():
        _a_fact()
        assert RevisionStep.objects.count() == steps + 1
        transaction.set_rollback(True)
    assert (Revision.current(), RevisionStep.objects.count()) == (start, steps)


def test_what_is_moved_together_is_one_step_with_all_that_moved():
    start, steps = Revision.current(), RevisionStep.objects.count()
    with transaction.atomic(), Revision.as_one_step():
        Revision.bump(Moved(Reach.TEXTS, frozenset([1])))
        Revision.bump(Moved(Reach.FACTS, frozenset([2])))
        with Revision.as_one_step():
            Revision.bump(Moved(Reach.FACTS, frozenset([3])))
    assert RevisionStep.objects.count() == steps + 1
    assert moved_between(start, Revision.current()) == Moved(Reach.TEXTS, frozenset([1, 2, 3]))


def test_who_asks_for_the_revision_meanwhile_is_told_of_what_moved_until_then():
    """What is read in the midst of an act is kept under a revision that nobody else has."""
    start = Revision.current()
    with transaction.atomic(), Revision.as_one_step():
        Revision.bump(Moved(Reach.FACTS, frozenset([1])))
        first = Revision.current()
        assert Revision.is_tried()
        Revision.bump(Moved(Reach.FACTS, frozenset([2])))
        second = Revision.current()
        assert second == Revision.current()
    assert len({start, first, second}) == 3
    assert moved_between(first, second) == Moved(Reach.FACTS, frozenset([2]))
    assert Revision.current() == second


def test_a_step_that_a_part_of_an_act_took_back_is_counted_again():
    """What stays was moved before that part, which asked for the revision and so began a step."""
    start = Revision.current()
    with transaction.atomic(), Revision.as_one_step():
        Revision.bump(Moved(Reach.FACTS, frozenset([1])))
        with transaction.atomic():
            Revision.bump(Moved(Reach.FACTS, frozenset([2])))
            assert Revision.current() != start
            transaction.set_rollback(True)
        assert Revision.current() != start, "nobody keeps under it what is read now"
    assert moved_between(start, Revision.current()).is_of(1)


def test_what_is_only_tried_moves_nothing_of_the_act_around_it():
    start = Revision.current()
    with transaction.atomic(), Revision.as_one_step(), transaction.atomic(), Revision.undone():
        Revision.bump()
        assert Revision.current() != start
        transaction.set_rollback(True)
    assert Revision.current() == start


def test_what_was_moved_together_and_undone_is_no_step():
    start = Revision.current()
    with transaction.atomic():
        with Revision.as_one_step():
            Revision.bump()
        transaction.set_rollback(True)
    Revision.bump(NOTHING)
    assert moved_between(start, Revision.current()) == NOTHING


def test_the_log_is_bounded():
    number, now = Revision.objects.get().number, timezone.now()
    steps = [RevisionStep(number=number + at, moved_at=now, reach=0, articles="") for at in range(1, MOST_STEPS + 200)]
    RevisionStep.objects.bulk_create(steps)
    Revision.objects.update(number=number + MOST_STEPS + 199)
    for _ in range(100):
        Revision.bump(NOTHING)
    assert MOST_STEPS <= RevisionStep.objects.count() < MOST_STEPS + 200
    Revision.bump(Moved(Reach.FACTS, frozenset(range(MOST_NAMED + 1))))
    assert RevisionStep.objects.latest("number").moved.articles is None, "so many are any"

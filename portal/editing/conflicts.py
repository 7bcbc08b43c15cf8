"""Conflicts: what a person decided, where a newer source now says otherwise; both versions, and how each is settled.

Takes a row that :meth:`~policies.models.derived.DerivedQuerySet.in_conflict` lists. Gives a :class:`Conflict`: the
sentence then and now, and what the machine reads there. :func:`keep` and :func:`take` settle it in its own article;
:func:`move` carries a decision into another one, which nothing does unasked. All write history.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from django.db import transaction

from importers.load.reconcile import nearest
from policies.models import (
    DERIVED,
    Amount,
    Article,
    Benefit,
    Correction,
    Deadline,
    Measure,
    Passage,
    Responsibility,
    Target,
    TermUse,
)
from policies.models.derived import Derived, sentence_of
from portal.editing.acts import digest
from portal.editing.baseline import write_baseline

# Below this, two sentences are about different things: nothing is proposed.
MIN_LIKENESS = 0.5
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
# What the machine must read alike in two facts for one to be the other anew: a reward of 10万元 becomes one of 12万元,
# never of 8%, and never the turnover that qualifies for it; 一年 becomes 两年, never 2023年底.
_COMPARABLE: dict[type[Derived], tuple[str, ...]] = {
    Responsibility: ("unit_id",),
    TermUse: ("term_id",),
    Amount: ("unit", "role"),
    Deadline: ("kind", "role"),
    Target: ("unit",),
    Benefit: ("instrument",),
}


class MoveError(ValueError):
    """A decision that cannot be carried to where it is asked; says why in Chinese."""


@dataclass(frozen=True, slots=True)
class CurrentSentence:
    """place.text[start:end]."""

    place: Article | Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.place.text[self.start : self.end]

    def span_of(self, words: str) -> tuple[int, int] | None:
        """Return where some words stand in it, as a span of the place's text."""
        at = self.place.text.find(words, self.start, self.end) if words else -1
        return (at, at + len(words)) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """``now`` is where the row's words, or the likest, stand in its own text now, None where nothing is like them.

    ``rival`` is the machine's own row there, where it has one beside the person's; else ``row.extracted_values`` tells.
    ``elsewhere`` is the likest sentence of another article, and looked for only where the row's own is no more.
    """

    row: Derived
    now: CurrentSentence | None
    rival: Derived | None
    elsewhere: CurrentSentence | None = None

    @property
    def then(self) -> str:
        """The sentence as it read when the person decided."""
        return self.row.sentence_at_decision or self.row.quote

    @property
    def extracted(self) -> dict | None:
        """Return what the machine reads now, None where it reads nothing."""
        return self.rival.current_values() if self.rival else (None if self.row.orphaned else self.row.extracted_values)


def rows() -> Iterator[Derived]:
    """All rows in conflict, kind by kind."""
    return chain.from_iterable(model.objects.in_conflict().for_description() for model in DERIVED)


def misplaced() -> Iterator[Correction]:
    """Corrections whose words the print has no more, or whose article is no more."""
    rows = Correction.objects.standing().select_related("article__document", "article__section")
    return (row for row in rows if row.is_misplaced)


def find(row: Derived) -> Conflict:
    """Return the conflict that a row is in."""
    if not row.is_lost:
        return Conflict(row, _around(row.place, row.start, row.end), None)
    now = _likest(row, _own(row))
    is_removed = row.article is not None and row.article.removed_from_source
    return Conflict(
        row, now, rival_of(row, now) if now else None, _likest(row, _others(row)) if is_removed and not now else None
    )


def _around(place: Article | Passage, start: int, end: int) -> CurrentSentence:
    words = sentence_of(place.text, start, end)
    at = place.text.rfind(words, 0, end + len(words))
    return CurrentSentence(place, at, at + len(words))


def _likest(row: Derived, places: Iterator[Article | Passage]) -> CurrentSentence | None:
    """Return the sentence of these texts that has the row's words, or else is likest to the old one."""
    then = row.sentence_at_decision or row.quote
    found = [(_likeness(row, each, then), each) for place in places for each in _sentences(place)]
    score, sentence = max(found, key=lambda each: each[0], default=(0, None))
    return sentence if score >= MIN_LIKENESS else None


def _likeness(row: Derived, sentence: CurrentSentence, then: str) -> float:
    """Return a likeness from 0 to 1; more where the sentence has the row's own words."""
    likeness = SequenceMatcher(None, then, sentence.text, autojunk=False).ratio()
    is_same = (
        row.quote and row.quote in sentence.text and likeness >= MIN_LIKENESS / 2
    )  # 10万元 stands in many a sentence
    return likeness + (1 if is_same else 0)


def _sentences(place: Article | Passage) -> Iterator[CurrentSentence]:
    for found in _SENTENCE.finditer(place.text):
        yield CurrentSentence(place, found.start(), found.end())


def _own(row: Derived) -> Iterator[Article | Passage]:
    """The texts that a row's words belong to: its article where that was met again, or the passages beside them.

    An article that was met again is searched alone: 不超过一年 stands in many, and is about something else in each.
    """
    if row.article and not row.article.removed_from_source:
        yield row.article
    if isinstance(row.place, Passage):
        document = (row.article or row.place).document
        yield from Passage.objects.filter(document=document).exclude(kind=Passage.Kind.WITNESS).order_by("offset", "id")


def _others(row: Derived) -> Iterator[Article]:
    """The articles in which the words of one that is no more may go on; of an annotation's, the likest one alone.

    Annotations are alike everywhere: an office's part in one article says nothing of its part in another.
    """
    others = Article.objects.present().filter(document=row.article.document).order_by("ordinal")
    if not isinstance(row, Responsibility) or row.basis == Responsibility.Basis.BODY:
        yield from others
        return
    found = [(SequenceMatcher(None, row.article.text, each.text, autojunk=False).ratio(), each) for each in others]
    likeness, likest = max(found, key=lambda each: each[0], default=(0, None))
    yield from [likest] if likeness >= MIN_LIKENESS else []


def rival_of(row: Derived, now: CurrentSentence) -> Derived | None:
    """Return the machine's own row in a sentence that tells the same kind of thing, the likest one.

    It tells something that the old sentence did not: what stood beside the row then is another fact. What an editor
    added, the machine never read: none of its rows is that one.
    """
    if row.origin == Derived.Origin.EDITOR and row.extracted_values is None:
        return None
    place = {"article": now.place} if isinstance(now.place, Article) else {"passage": now.place}
    beside = type(row).objects.doubtful().filter(**place, start__gte=now.start, end__lte=now.end)
    beside = beside.filter(origin=Derived.Origin.RULE)
    mine = row.extracted_values or row.current_values()
    beside = beside.filter(**{name: mine[name] for name in _COMPARABLE.get(type(row), ())})
    then = row.sentence_at_decision
    new = [
        each for each in beside.in_text_order() if _is_named(row) or each.quote == row.quote or each.quote not in then
    ]
    return max(new, key=lambda each: _in_common(row, each), default=None)


def _is_named(row: Derived) -> bool:
    """Whether a row is the same as another wherever both name the same: an office, a term."""
    return isinstance(row, Responsibility | TermUse)


def _in_its_place(row: Derived, place: Article | Passage) -> Derived | None:
    """Another part of the same unit in the article where the row would go: an article has one."""
    if not isinstance(row, Responsibility) or not isinstance(place, Article):
        return None
    return Responsibility.objects.filter(article=place, unit=row.unit_id).exclude(pk=row.pk).first()


def _in_common(row: Derived, other: Derived) -> int:
    mine, theirs = row.current_values(), other.current_values()
    return sum(mine[name] == theirs[name] for name in mine)


def state_of(conflict: Conflict) -> str:
    """Return what tells whether a conflict is still the one that somebody saw."""
    row, now = conflict.row, conflict.now
    return digest(row.current_values(), row.status, now and now.text, conflict.extracted, conflict.elsewhere)


@transaction.atomic
def keep(conflict: Conflict) -> bool:
    """The person's value stands, at the words as they are now; says whether there was a place for it."""
    row, now = conflict.row, conflict.now
    rival = conflict.rival or (now and _in_its_place(row, now.place))
    if now is None or (rival and rival.is_human):
        return False
    span = words_in(row, now, rival)
    if rival:
        row.extracted_values = rival.current_values()
        write_baseline(rival)
        rival._change_reason = f"并入编辑处理过的“{row.quote}”"[:100]
        rival.delete()
    _place(row, now.place, span)
    if row.status == Derived.Status.CONFIRMED and row.extracted_values:
        row.status = Derived.Status.EDITED
    row.save()
    return True


def words_in(row: Derived, now: CurrentSentence, rival: Derived | None = None) -> tuple[int, int]:
    """Return where a row would stand in a sentence: its own words, or those in their place; a span of the text."""
    return now.span_of(row.quote) or (now.span_of(rival.quote) if rival else None) or _in_step(row, now)


@transaction.atomic
def move(row: Derived, article: Article, start: int, end: int, reason: str) -> Derived:
    """Carry what a person decided of a row into another article, to article.text[start:end]; gives the row there.

    Nothing of that article is deleted: the machine's own row, where it reads the same kind of thing in those words,
    takes the decision and keeps what it read beside it. In the old article a tombstone stays. Raises MoveError.
    """
    if row.status == Derived.Status.REJECTED:
        raise MoveError("它已被否定，没有可移的处理：请先恢复它。")
    now = _around(article, start, end)
    there = (
        _in_its_place(row, article)
        or rival_of(row, CurrentSentence(article, start, end))
        or _equal(row, article, start)
    )
    if there and there.is_human:
        raise MoveError(f"{article}已有同样的{row._meta.verbose_name}（{there.get_status_display()}），请改那一条。")
    if there is None and isinstance(row, Measure):
        raise MoveError(f"{now.text}不是{article}的一条举措，请选整句。")
    for each in (row, there):
        if each:
            write_baseline(each)
    taken = _decided_there(row, there, (start, end)) if there else _copied(row, article, (start, end))
    taken._change_reason = row._change_reason = reason
    taken.save()
    row.status = Derived.Status.REJECTED
    row.source_changed = False
    row.save()
    return taken


def _equal(row: Derived, article: Article, start: int) -> Derived | None:
    """A row of that article at that character which says what this one says."""
    beside = type(row).objects.active().filter(article=article, start=start)
    extracted = {name: getattr(row, name) for name in row.EXTRACTED_FIELDS}
    return beside.filter(**extracted).first()


def _decided_there(row: Derived, there: Derived, span: tuple[int, int]) -> Derived:
    """The machine's row with a person's values and words, its own kept beside them."""
    read = there.current_values()
    for name in row.EXTRACTED_FIELDS:
        setattr(there, name, getattr(row, name))
    _place(there, there.article, span)
    there.extracted_values = None if there.current_values() == read else read
    there.status = Derived.Status.EDITED if there.extracted_values else Derived.Status.CONFIRMED
    return there


def _copied(row: Derived, article: Article, span: tuple[int, int]) -> Derived:
    """A row of a person's own that says the same there."""
    extracted = {name: getattr(row, name) for name in row.EXTRACTED_FIELDS}
    copied = type(row)(**extracted, origin=Derived.Origin.EDITOR, status=Derived.Status.CONFIRMED)
    _place(copied, article, span)
    return copied


def _in_step(row: Derived, now: CurrentSentence) -> tuple[int, int]:
    """The words of now in the place of the row's own: 不超过8% for 不超过3%; the whole sentence where none are."""
    start = row.sentence_at_decision.find(row.quote)
    if not row.quote or start < 0:
        return now.start, now.end
    steps = SequenceMatcher(None, row.sentence_at_decision, now.text, autojunk=False).get_opcodes()
    first = next((b1 + (start - a1 if tag == "equal" else 0) for tag, a1, a2, b1, _ in steps if start < a2), 0)
    end = start + len(row.quote)
    last = next((b1 + end - a1 if tag == "equal" else b2 for tag, a1, a2, b1, b2 in steps if end <= a2), len(now.text))
    return (now.start + first, now.start + last) if first < last else (now.start, now.end)


@transaction.atomic
def take(conflict: Conflict) -> None:
    """Let stand what the machine reads now; where it reads nothing, the person's row becomes a tombstone."""
    row, rival = conflict.row, conflict.rival
    if rival is None and conflict.extracted:
        _take_extracted(row)
    else:
        row.status = Derived.Status.REJECTED
        row.source_changed = False
    row.save()
    if rival:
        rival.status = Derived.Status.CONFIRMED
        rival.save()


def as_read(row: Derived) -> Derived:
    """An unsaved row that says what the machine reads where a person's says something else."""
    read = type(row)(article_id=row.article_id, quote=row.extracted_values["quote"])
    for column, value in _columns(row):
        setattr(read, column, value)
    return read


def _columns(row: Derived) -> Iterator[tuple[str, object]]:
    """The machine's own values, as columns hold them."""
    for name in row.EXTRACTED_FIELDS:
        column = row._meta.get_field(name.removesuffix("_id"))
        yield column.attname, column.to_python(row.extracted_values[name])


def _take_extracted(row: Derived) -> None:
    """Give a row what the machine reads, confirmed by the person who takes it."""
    for column, value in _columns(row):
        setattr(row, column, value)
    at = nearest(row.place.text, row.extracted_quote, row.start)
    if at is not None:
        _place(row, row.place, (at, at + len(row.extracted_quote)))
    row.extracted_values, row.status = None, Derived.Status.CONFIRMED


def _place(row: Derived, place: Article | Passage, span: tuple[int, int]) -> None:
    row.start, row.end = span
    row.quote = place.text[row.start : row.end]
    if isinstance(place, Passage):
        row.passage = place
        return
    row.article = place
    if not isinstance(row, Measure):
        row.passage = row.inherited_from = None
        row.measure = place.measure_at(row.start)

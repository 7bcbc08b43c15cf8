"""Conflicts: what a person decided, where a newer source now says otherwise; both versions, and how each is settled.

Takes a row that :meth:`~policies.models.derived.DerivedQuerySet.in_conflict` lists. Gives a :class:`Conflict`: the
sentence then and now, and what the machine reads there. :func:`keep` and :func:`take` settle it, and write history.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from django.db import transaction

from importers.load.reconcile import nearest
from policies.models import DERIVED, Article, Correction, Measure, Passage, Responsibility, TermUse
from policies.models.derived import Derived, sentence_of
from policies.models.history import unrecorded

# Below this, two sentences are about different things: nothing is proposed.
MIN_LIKENESS = 0.5
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
# What makes a fact this one and no other: the rest is what it says of it.
_IDENTITY: dict[type[Derived], str] = {Responsibility: "unit_id", TermUse: "term_id"}


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
    """``now`` is where the row's words, or the likest, stand in the new text, None where nothing is like them.

    ``rival`` is the machine's own row there, where it has one beside the person's; else ``row.extracted_values`` tells.
    """

    row: Derived
    now: CurrentSentence | None
    rival: Derived | None

    @property
    def then(self) -> str:
        """The sentence as it read when the person decided."""
        return self.row.sentence_at_decision or self.row.quote

    @property
    def extracted(self) -> dict | None:
        """What the machine reads now, None where it reads nothing."""
        return self.rival.current_values() if self.rival else (None if self.row.orphaned else self.row.extracted_values)


def rows() -> Iterator[Derived]:
    """All rows in conflict, kind by kind."""
    return chain.from_iterable(model.objects.in_conflict().for_description() for model in DERIVED)


def misplaced() -> Iterator[Correction]:
    """Corrections whose words the print has no more, or whose article is no more."""
    rows = Correction.objects.standing().select_related("article__document", "article__section")
    return (row for row in rows if row.is_misplaced)


def find(row: Derived) -> Conflict:
    """The conflict that a row is in."""
    now = _likest(row) if row.is_lost else _around(row.place, row.start, row.end)
    return Conflict(row, now, _rival(row, now) if row.is_lost and now else None)


def _around(place: Article | Passage, start: int, end: int) -> CurrentSentence:
    words = sentence_of(place.text, start, end)
    at = place.text.rfind(words, 0, end + len(words))
    return CurrentSentence(place, at, at + len(words))


def _likest(row: Derived) -> CurrentSentence | None:
    """The sentence of the document as it is now that has the row's words, or else is likest to the old one."""
    then = row.sentence_at_decision or row.quote
    found = [(_likeness(row, each, then), each) for each in _sentences(row)]
    score, sentence = max(found, key=lambda each: each[0], default=(0, None))
    return sentence if score >= MIN_LIKENESS else None


def _likeness(row: Derived, sentence: CurrentSentence, then: str) -> float:
    """Return a likeness from 0 to 1; more where the sentence has the row's own words or stands in its own place."""
    likeness = SequenceMatcher(None, then, sentence.text, autojunk=False).ratio()
    own = 0.01 if sentence.place == row.place else 0
    is_same = (
        row.quote and row.quote in sentence.text and likeness >= MIN_LIKENESS / 2
    )  # 10万元 stands in many a sentence
    return likeness + own + (1 if is_same else 0)


def _sentences(row: Derived) -> Iterator[CurrentSentence]:
    """Return the sentences of the articles, or passages, in which the words may stand now."""
    document = (row.article or row.place).document
    places: list[Article | Passage] = list(_homes(row.article, row)) if row.article else []
    if isinstance(row.place, Passage):
        places += Passage.objects.filter(document=document).exclude(kind=Passage.Kind.WITNESS).order_by("offset", "id")
    for place in places:
        for found in _SENTENCE.finditer(place.text):
            yield CurrentSentence(place, found.start(), found.end())


def _homes(article: Article, row: Derived) -> Iterator[Article]:
    """Its article, and for a sentence of the body the others, where one was split; of one that is no more the likest.

    Annotations are alike everywhere: an office's part in one article says nothing of its part in another.
    """
    others = Article.objects.present().filter(document=article.document).exclude(pk=article.pk).order_by("ordinal")
    if not article.removed_from_source:
        yield article
    if not isinstance(row, Responsibility) or row.basis == Responsibility.Basis.BODY:
        yield from others
    elif article.removed_from_source:
        found = [(SequenceMatcher(None, article.text, each.text, autojunk=False).ratio(), each) for each in others]
        likeness, likest = max(found, key=lambda each: each[0], default=(0, None))
        yield from [likest] if likeness >= MIN_LIKENESS else []


def _rival(row: Derived, now: CurrentSentence) -> Derived | None:
    """The machine's own row in the sentence that is about the same thing, the likest one.

    What an editor added, the machine never read: none of its rows is that one.
    """
    if row.origin == Derived.Origin.EDITOR and row.extracted_values is None:
        return None
    place = {"article": now.place} if isinstance(now.place, Article) else {"passage": now.place}
    beside = type(row).objects.doubtful().filter(**place, start__gte=now.start, end__lte=now.end)
    beside = beside.filter(origin=Derived.Origin.RULE)
    if identity := _IDENTITY.get(type(row)):
        beside = beside.filter(**{identity: getattr(row, identity)})
    return max(beside.in_text_order(), key=lambda each: _in_common(row, each), default=None)


def _in_its_place(row: Derived, now: CurrentSentence) -> Derived | None:
    """Another part of the same unit in the article where the row would go: an article has one."""
    if not isinstance(row, Responsibility) or not isinstance(now.place, Article):
        return None
    return Responsibility.objects.filter(article=now.place, unit=row.unit_id).exclude(pk=row.pk).first()


def _in_common(row: Derived, other: Derived) -> int:
    mine, theirs = row.current_values(), other.current_values()
    return sum(mine[name] == theirs[name] for name in mine)


@transaction.atomic
def keep(conflict: Conflict) -> bool:
    """The person's value stands, at the words as they are now; says whether there was a place for it."""
    row, now = conflict.row, conflict.now
    rival = conflict.rival or (now and _in_its_place(row, now))
    if now is None or (rival and rival.is_human):
        return False
    span = now.span_of(row.quote) or (now.span_of(rival.quote) if rival else None) or _in_step(row, now)
    if rival:
        row.extracted_values = rival.current_values()
        with unrecorded():
            rival.delete()
    _place(row, now.place, span)
    if row.status == Derived.Status.CONFIRMED and row.extracted_values:
        row.status = Derived.Status.EDITED
    row.save()
    return True


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
        _become(row)
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


def _become(row: Derived) -> None:
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

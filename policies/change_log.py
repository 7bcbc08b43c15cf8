"""The log of what readers see otherwise than before: written where rows move, in the transaction that moves them.

:func:`noting` stands around what is one act: an import, a derivation, something that an editor saves. Whoever writes
rows inside says first which (:func:`touch`), so that what readers saw of them is read while the base still has it; at
the end it is held against what they see then. What was undone meanwhile is no change, and what moved nothing costs
nothing. A row that is saved by itself is an act by itself (:func:`before_saving`).

The log grows by no more than ``MOST_OF_A_DOCUMENT`` rows a document and act, and keeps the acts of its last
``MOST`` rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model, QuerySet

from policies.change_images import READERS, Image, Images, Key, Place
from policies.models import FACTS, Article, Change, Document, Measure, Passage, Responsibility, Revision
from policies.models.changes import Kind, Reason, What
from policies.models.derived import Derived
from policies.models.history import is_unrecorded

# More of one document than anybody reads: then the log says how many of each kind, and not which.
MOST_OF_A_DOCUMENT = 300
# What the log keeps; the oldest acts go first.
MOST = 10_000


class ChangeLog:
    """One act: which rows it moved, and what readers saw of them before."""

    def __init__(self, reason: Reason):
        self.reason = reason
        self.before: Images = {}
        self.rows: defaultdict[type[Model], set[int]] = defaultdict(set)
        self.new: defaultdict[type[Model], set[int]] = defaultdict(set)
        self.units: defaultdict[Place, set[int]] = defaultdict(set)

    def touch(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Read what readers see of rows that are about to be written or deleted."""
        pks = {row.pk for row in rows if row.pk} - self.rows[model] if model in READERS else set()
        if pks:
            self.rows[model] |= pks
            self.before |= READERS[model](pks)
            self._tie(Responsibility.objects.filter(**{f"{_ABOUT[model]}__in": pks}) if model in _ABOUT else None)
        for fact in FACTS if pks and model in _CARRIES else ():  # these go with it, past everybody
            self.touch(fact, fact.objects.filter(**{f"{_CARRIES[model]}__in": pks}).only("pk"))

    def created(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Take up rows that are new. What is in a new document or article comes with it."""
        if model in READERS:
            pks = {row.pk for row in rows if not self._comes_with_another(row)}
            self.rows[model] |= pks
            if model in (Document, Article):
                self.new[model] |= {row.pk for row in rows}

    def _comes_with_another(self, row: Model) -> bool:
        if isinstance(row, Article):
            return row.document_id in self.new[Document]
        if article := getattr(row, "article_id", None):
            return article in self.new[Article]
        return bool(getattr(row, "passage_id", None)) and row.passage.document_id in self.new[Document]

    def _tie(self, parts) -> None:
        """Note the offices of articles: a change is theirs also where they have no part there afterwards."""
        if parts is not None:
            for document, path, unit in parts.public().of_articles().values_list(*_TIED):
                self.units[document, path].add(unit)

    def write(self) -> None:
        """Hold what readers saw against what they see, and write down what became otherwise."""
        after: Images = {}
        for model, pks in self.rows.items():
            if pks:
                after |= READERS[model](pks)
        moved = {key for key in self.before | after if _words(self.before, key) != _words(after, key)}
        if moved:
            _Entries(self, after, moved).write()


_TIED = ("article__document_id", "article__path", "unit_id")
# By what facts hang on a text in which they stand without being about it.
_CARRIES: Mapping[type[Model], str] = {Article: "inherited_from", Passage: "passage"}
# How an office's part is known by the rows of a kind.
_ABOUT: Mapping[type[Model], str] = {Article: "article", Document: "article__document", Responsibility: "pk"}


def _words(images: Images, key: Key) -> tuple[Place, str] | None:
    image = images.get(key)
    return (image.place, image.text) if image else None


class _Entries:
    """The entries of the log for what an act changed."""

    def __init__(self, log: ChangeLog, after: Images, moved: set[Key]):
        self.log, self.after, self.moved = log, after, moved
        # What comes with a document that is new or was just published, or goes with one, is not told by itself.
        self.whole_documents = {
            key.row for key in moved if key.kind == Kind.DOCUMENT and self._what(key) != What.CHANGED
        }
        self.received = {key.row for key in moved if key.kind == Kind.DOCUMENT and self._is_received(key)}
        self.whole_articles = {
            self._place(key) for key in moved if key.model is Article and self._what(key) != What.CHANGED
        }
        self.rewritten = {self._place(key) for key in moved if key.kind == Kind.ARTICLE}
        self.corrected = log.reason == Reason.EDIT and any(key.kind == Kind.CORRECTION for key in moved)

    def write(self) -> None:
        """Write them in bulk, and take back the words of what may not be read any more."""
        keys = sorted(filter(self._is_entry, self.moved), key=self._order)
        self._forget(keys)
        if not keys:
            return
        documents = Document.objects.select_related("source").in_bulk({self._place(key)[0] for key in keys})
        self.number = Revision.objects.values_list("number", flat=True).get(pk=1)
        deleted = self._deleted(keys)
        changes = [self._change(key, documents[self._place(key)[0]], key in deleted) for key in keys]
        rows = Change.objects.bulk_create(_folded(changes), batch_size=500)
        self._tie(rows)
        _prune()

    def _is_received(self, key: Key) -> bool:
        """Whether a text came for a document; that a person published one that was there is no import."""
        return self.log.reason == Reason.RULES or self._what(key) == What.CHANGED

    def _image(self, key: Key) -> Image:
        return self.after.get(key) or self.log.before[key]

    def _place(self, key: Key) -> Place:
        return self._image(key).place

    def _what(self, key: Key) -> What:
        if key not in self.log.before:
            return What.ADDED
        return What.CHANGED if key in self.after else What.GONE

    def _is_entry(self, key: Key) -> bool:
        """Whether it is a change by itself: what comes or goes with its article or document is not."""
        what, place = self._what(key), self._place(key)
        if key.kind == Kind.DOCUMENT:
            return what == What.ADDED  # another source is why, not what
        if place[0] in self.whole_documents:
            return False
        if key.kind == Kind.VALIDITY:
            return what == What.CHANGED
        if place in self.whole_articles:
            return key.kind == Kind.ARTICLE
        return key.model is not Measure or what == What.CHANGED or place not in self.rewritten

    def _order(self, key: Key) -> tuple:
        place = self._place(key)
        number = place[1].removeprefix("art_").partition("_")[0]
        kinds = list(Kind)
        return place[0], int(number) if number.isdigit() else 0, place[1], kinds.index(key.kind), key.row

    def _change(self, key: Key, document: Document, deleted: bool) -> Change:
        image, what = self._image(key), self._what(key)
        has_words = key.kind not in (Kind.DOCUMENT, Kind.ARTICLE) or what == What.CHANGED
        old, new = self.log.before.get(key), self.after.get(key)
        is_read = has_words and (what != What.GONE or deleted)
        reason = self._reason(key)
        return Change(
            revision=self.number,
            document=document,
            path=image.path,
            name=image.name,
            kind=key.kind,
            what=what,
            row=key.row,
            old=old.text if old and is_read else "",
            new=new.text if new and is_read else "",
            reason=reason,
            source=document.source.name if reason == Reason.IMPORT else "",
        )

    def _reason(self, key: Key) -> Reason:
        if key.kind == Kind.VALIDITY:
            return Reason.VALIDITY
        if key.kind == Kind.CORRECTION or self.corrected:
            return Reason.CORRECTION
        if self._place(key)[0] in self.received and self.log.reason in (Reason.RULES, Reason.EDIT):
            return Reason.IMPORT
        return self.log.reason

    def _deleted(self, keys: Sequence[Key]) -> set[Key]:
        """Return what the machine reads no more, and nobody rejected: the words that readers saw may be told."""
        removed: defaultdict[type[Model], dict[int, Key]] = defaultdict(dict)
        for key in keys:
            if self._what(key) == What.GONE and issubclass(key.model, Derived) and self.log.before[key].is_own:
                removed[key.model][key.row] = key
        found: set[Key] = set()
        for model, by_row in removed.items():
            remaining = set(model._base_manager.filter(pk__in=by_row).values_list("pk", flat=True))
            found |= {key for row, key in by_row.items() if row not in remaining}
        return found

    def _forget(self, keys: Sequence[Key]) -> None:
        """Take the words of what is gone out of what the log said before: they may stand nowhere in public."""
        rows: defaultdict[Kind, list[int]] = defaultdict(list)
        paths: defaultdict[int, list[str]] = defaultdict(list)
        deleted = self._deleted(keys)
        for key in keys:
            if self._what(key) == What.GONE and key not in deleted:
                rows[key.kind].append(key.row)
            if self._what(key) == What.GONE and key.kind == Kind.ARTICLE:
                document, path = self._place(key)
                paths[document].append(path)
        for kind, pks in rows.items():
            Change.objects.filter(kind=kind, row__in=pks).update(old="", new="")
        for document, removed_paths in paths.items():
            Change.objects.filter(document=document, path__in=removed_paths).update(old="", new="")

    def _tie(self, changes: Sequence[Change]) -> None:
        """Tie changes to the offices of their articles, before and after; those of a whole document to all of its."""
        units, documents = self.log.units, {change.document_id for change in changes}
        parts = Responsibility.objects.public().of_articles().filter(article__document__in=documents)
        for document, path, unit in parts.order_by().values_list(*_TIED).distinct():
            units[document, path].add(unit)
        for (document, path), found in list(units.items()):
            if path:
                units[document, ""] |= found
        ties = [
            Change.units.through(change_id=change.pk, unit_id=unit)
            for change in changes
            for unit in sorted(units[change.document_id, change.path])
        ]
        Change.units.through.objects.bulk_create(ties, batch_size=1000)


def _folded(changes: Sequence[Change]) -> list[Change]:
    """Return the changes, of a document with very many one a kind that says how many they are."""
    by_document = defaultdict(list)
    for change in changes:
        by_document[change.document_id].append(change)
    return [each for found in by_document.values() for each in _fold(found)]


def _fold(changes: Sequence[Change]) -> list[Change]:
    if len(changes) <= MOST_OF_A_DOCUMENT:
        return list(changes)
    by_kind = defaultdict(list)
    for change in changes:
        by_kind[change.kind, change.reason].append(change)
    for first, *rest in by_kind.values():
        first.path = first.name = first.old = ""
        first.row, first.what, first.new = None, What.CHANGED, f"共 {len(rest) + 1} 处"
    return [found[0] for found in by_kind.values()]


def _prune() -> None:
    """Let the oldest acts go where there is more than the log keeps, and say since when it is whole."""
    last = Change.objects.order_by("-id").values_list("revision", flat=True)[MOST : MOST + 1].first()
    old = Change.objects.filter(revision__lt=last or 0)
    if ended := old.order_by("-id").values_list("at", flat=True).first():
        Revision.objects.filter(pk=1).update(changes_since=ended)
        old.delete()


_open: ContextVar[ChangeLog | None] = ContextVar("change_log", default=None)


@contextmanager
def noting(reason: Reason) -> Iterator[None]:
    """Write down what readers see otherwise after this than before; inside of another act it is part of that one."""
    if _open.get() is not None:
        yield
        return
    log = ChangeLog(reason)
    token = _open.set(log)
    try:
        with Revision.as_one_step():
            yield
    finally:
        _open.reset(token)
    log.write()


class Untold(ChangeLog):
    """The log of what is only tried: which rows it writes, and nothing of what readers saw of them."""

    def touch(self, model: type[Model], rows: Iterable[Model]) -> None:
        self.rows[model] |= {row.pk for row in rows if row.pk}

    def created(self, model: type[Model], rows: Iterable[Model]) -> None:
        self.touch(model, rows)


@contextmanager
def untold() -> Iterator[Untold]:
    """Write down nothing of what is done inside, which is taken back; gives the log that knows which rows it writes."""
    log = Untold(Reason.EDIT)
    token = _open.set(log)
    try:
        with Revision.undone():
            yield log
    finally:
        _open.reset(token)


def touch(model: type[Model], rows: Iterable[Model]) -> None:
    """Say which rows are about to be written or deleted past :meth:`save`."""
    if log := _open.get():
        log.touch(model, rows)


def created(model: type[Model], rows: Iterable[Model]) -> None:
    """Say which rows were written anew past :meth:`save`."""
    if log := _open.get():
        log.created(model, rows)


def before_saving(sender: type[Model], instance: Model, *, origin: object = None, **_) -> None:
    """A row is about to be saved or deleted by itself; for signals. Outside of any act it is one by itself.

    ``origin`` is what a deletion began with: of many rows that go at once whoever deletes them tells (:func:`touch`).
    """
    if not is_unrecorded() and not isinstance(origin, QuerySet):
        log = _open.get() or ChangeLog(Reason.EDIT)
        log.touch(sender, [instance])
        instance._change_log = log


def after_saving(sender: type[Model], instance: Model, *, created: bool = False, **_) -> None:
    """It was."""
    if log := instance.__dict__.pop("_change_log", None):
        if created:
            log.created(sender, [instance])
        if _open.get() is None:
            log.write()

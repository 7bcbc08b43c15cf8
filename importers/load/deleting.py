"""Rows deleted with all that hangs on them, table by table: Django would read every row of each table first.

Nobody is told of them by signals: whoever deletes here has said which rows go (``change_log``), and writes no history.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db.models import CASCADE, DO_NOTHING, SET_NULL, ManyToOneRel, Model, Q

from importers.load.known_rows import having_rows

# An engine takes no more values in one statement than some ten thousands.
_AT_ONCE = 500


def delete(model: type[Model], pks: Sequence[int]) -> None:
    """Delete the rows with these keys, and what is to go with them; what only points to them is let go."""
    for first in range(0, len(pks), _AT_ONCE):
        _delete(model, pks[first : first + _AT_ONCE])


def _delete(model: type[Model], pks: Sequence[int]) -> None:
    ways = _ways_to(model)
    rows = model._base_manager.filter(pk__in=pks)
    if any(way.on_delete not in (CASCADE, SET_NULL) for way in ways):
        rows.delete()  # protected: what is to be said then Django knows
        return
    found = _taken(ways, pks)
    for owner, with_it in _by_model(way for way in found if way.on_delete is CASCADE).items():
        hanging = owner._base_manager.filter(_any_of(with_it, pks))
        if _ways_to(owner):
            delete(owner, list(hanging.values_list("pk", flat=True)))
        else:
            hanging._raw_delete(hanging.db)
    for way in found:
        if way.on_delete is SET_NULL:
            way.related_model._base_manager.filter(_any_of([way], pks)).update(**{way.field.name: None})
    rows._raw_delete(rows.db)


@lru_cache
def _ways_to(model: type[Model]) -> tuple[ManyToOneRel, ...]:
    """The ways by which rows of other tables point to those of a model; rows to which nothing points come first.

    A row of history points to what may be gone.
    """
    relations = [each for each in model._meta.get_fields(include_hidden=True) if isinstance(each, ManyToOneRel)]
    ways = [way for way in relations if way.on_delete is not DO_NOTHING]
    return tuple(sorted(ways, key=lambda way: way.related_model is model or bool(_ways_to(way.related_model))))


def _taken(ways: Sequence[ManyToOneRel], pks: Sequence[int]) -> list[ManyToOneRel]:
    """Those of the ways by which rows do point to some of the rows."""
    pointing = [way.related_model._base_manager.filter(_any_of([way], pks)) for way in ways]
    return [ways[place] for place in having_rows(pointing)]


def _by_model(ways: Iterable[ManyToOneRel]) -> dict[type[Model], list[ManyToOneRel]]:
    found: defaultdict[type[Model], list[ManyToOneRel]] = defaultdict(list)
    for way in ways:
        found[way.related_model].append(way)
    return found


def _any_of(ways: Iterable[ManyToOneRel], pks: Sequence[int]) -> Q:
    found = Q()
    for way in ways:
        found |= Q(**{f"{way.field.name}__in": pks})
    return found

"""Values of an address as pages read them: short, legible, one where one is asked for; else a message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse

from policies.text import dates
from policies.text.normalize import has_control_characters, needles, without_control_characters

T = TypeVar("T")

# Longer words are in no vocabulary, and as search words they would only cost.
MAX_LENGTH = 200
# More values than anybody reads; each costs links to all the others.
MAX_VALUES = 30
# Of all values together; each link of a page repeats them all.
MAX_CHARACTERS = 300
# Each word is looked for in every text, and so is every other word for it.
MAX_WORDS = 12
NOT_SEARCHABLE = f"不能检索{{}}：最多 {MAX_LENGTH} 个字、{MAX_WORDS} 个词，不能有控制字符。"
_MAX_SHOWN = 40
_MAX_NAMED = 5
_UNREAD = "本页不认识{}这样的参数，没有理会：下面的内容与不写它时一样。"


def is_legible(word: str) -> bool:
    """Whether a word can be asked for: short, and without control characters. PostgreSQL cannot even compare NUL."""
    return len(word) <= MAX_LENGTH and not has_control_characters(word)


def is_searchable(query: str) -> bool:
    """Whether words can be searched for: legible, and not more than may be."""
    return is_legible(query) and len(needles(query)) <= MAX_WORDS


def shown(word: str) -> str:
    """Return a word that came from outside as a page repeats it."""
    visible = without_control_characters(word)
    return visible if len(visible) <= _MAX_SHOWN else f"{visible[: _MAX_SHOWN - 1]}…"


View = Callable[..., HttpResponse]


def reads(*names: str) -> Callable[[View], View]:
    """Say at the top of a view's page which parameters it was sent that it does not read: ?format=json changes nothing.

    The message is ``request.unread``, which templates/base.html shows.
    """

    def saying(view: View) -> View:
        @wraps(view)
        def with_unread_words(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            unread = [shown(name) for name in request.GET if name not in names]
            request.unread = _UNREAD.format("、".join(f"“{name}”" for name in unread[:_MAX_NAMED])) if unread else ""
            return view(request, *args, **kwargs)

        return with_unread_words

    return saying


def clean_words(words: Iterable[str]) -> list[str]:
    """Return the values of a parameter without the space around them, each once; empty ones say nothing."""
    return list(dict.fromkeys(filter(None, (word.strip() for word in words))))


@dataclass(frozen=True, slots=True)
class SingleValue(Generic[T]):
    """The one value that a parameter may have: what the address says, what that means, or why it cannot be."""

    word: str = ""
    value: T | None = None
    message: str = ""

    def __bool__(self) -> bool:
        return bool(self.word)


def read_one(words: Iterable[str], read: Callable[[str], T | None], complaint: str) -> SingleValue[T]:
    """Read the one value given; unreadable, or more than one, is a message. ``complaint`` has a {} for the word."""
    found = clean_words(words)
    if len(found) > 1:
        return SingleValue(shown(found[0]), None, f"只能填一个，这里有 {len(found)} 个。")
    if not found:
        return SingleValue()
    value = read(found[0])
    return SingleValue(shown(found[0]), value, "" if value is not None else complaint.format(shown(found[0])))


def read_words(words: Iterable[str]) -> SingleValue[str]:
    """Read what names are looked for by: each of its words must be a part of them."""
    return read_one(words, lambda word: word if is_searchable(word) else None, NOT_SEARCHABLE)


def read_day(words: Iterable[str]) -> SingleValue[date]:
    """Read a day: 2022-06-30, 2022年6月30日."""
    return read_one(words, dates.read_day, "没有“{}”这一天。日期写成 2022-06-30 的样子。")

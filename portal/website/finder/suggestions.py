"""Suggestions where somebody's words stand in no text: those pieces of them that do.

“失业保险能缓缴吗？” stands nowhere; 失业保险 and 缓缴 do, together. No segmenter is asked: the texts themselves say
what is a word in them, and the vocabularies what people call it.

What anybody may ask must cost little whatever it is. So a piece grows by one sign at a time, and is looked for only in
the texts that hold it so far, of which the pairs of signs in each text tell where to begin; and of very long words only
the beginning is looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from policies.models import Article
from policies.models.revision import Moved
from policies.revision_cache import Articles, brought_forward
from policies.text.normalize import needles, pairs
from policies.vocabulary.everyday import talk
from policies.vocabulary.synonyms import same
from policies.vocabulary.terms import known_words

# Single characters stand everywhere.
LEAST = 2
# A question is shorter: “我们去年刚开业的小饭店能不能申请减免房租呢” has 22 signs.
MAX_SIGNS = 40


def instead(query: str) -> str:
    """The pieces of a query that stand together in some text, as one would type them; '' where there is nothing better.

    Talk (没有, 可以) is no piece: what texts say with it is something else.

    instead("失业保险能缓缴吗？") == "失业保险 缓缴"
    """
    found = [piece for word in needles(query[:MAX_SIGNS]) for piece in _pieces(word) if piece not in talk()]
    common = _common_pieces(dict.fromkeys(found))
    return " ".join(common) if common != needles(query) else ""


def _pieces(word: str) -> Iterator[str]:
    """Yield, from left to right, the longest pieces of a word that stand in a text, or that are said for what does."""
    at = 0
    while at < len(word) - 1:
        end = max(_end_in_texts(word, at), _end_in_vocabulary(word, at))
        if end and not _is_cut(word, at) and not _is_cut(word, end):
            yield word[at:end]
        at = end or at + 1


def _is_cut(word: str, at: int) -> bool:
    """Whether a place lies within a word of letters: re is no piece of restaurant."""
    around = word[at - 1 : at + 1] if at else ""
    return len(around) == 2 and around.isascii() and around.isalpha()


def _end_in_texts(word: str, at: int) -> int:
    """Return where the longest piece ends that begins here and stands in some text; 0 where none does."""
    end, holding = at + LEAST, _folded().by_pair.get(word[at : at + LEAST], ())
    if not holding or not word[at:end].isalnum():
        return 0
    while end < len(word) and word[end].isalnum() and (further := _holding(word[at : end + 1], holding)):
        end, holding = end + 1, further
    return end


def _end_in_vocabulary(word: str, at: int) -> int:
    """Return where the longest piece ends that begins here and is another word for something; 0 where none is."""
    return next((end for end in range(len(word), at + LEAST - 1, -1) if word[at:end] in same()), 0)


def _holding(piece: str, texts: Sequence[str]) -> list[str]:
    return [text for text in texts if piece in text]


def _common_pieces(pieces: dict[str, None]) -> list[str]:
    """Return as many of the pieces as stand in one text: what a vocabulary knows first, then the long ones."""
    forms = {piece: (piece, *same().get(piece, ())) for piece in pieces}
    common, texts = set(), list(_folded().texts.values())
    for piece in sorted(pieces, key=lambda piece: (not _is_a_word(piece), -len(piece))):
        left = [text for text in texts if any(form in text for form in forms[piece])]
        if left:
            common.add(piece)
            texts = left
    return [piece for piece in pieces if piece in common]


def _is_a_word(piece: str) -> bool:
    return piece in same() or piece in known_words()


class _Folded(NamedTuple):
    """The texts by their articles, and those that hold each two signs that stand together anywhere."""

    texts: Mapping[int, str]
    by_pair: Mapping[str, Sequence[str]]


def _forward(old: _Folded, moved: Moved) -> _Folded | None:
    if moved.articles is None:
        return None
    now = _read(moved.articles)
    gone = [pk for pk in moved.articles if pk in old.texts and old.texts[pk] != now.get(pk)]
    new = {pk: text for pk, text in now.items() if old.texts.get(pk) != text}
    by_pair = {**old.by_pair}
    for pk in gone:
        for pair in set(pairs(old.texts[pk])):
            left = list(by_pair[pair])
            left.remove(old.texts[pk])
            by_pair[pair] = left
    for text in new.values():
        for pair in set(pairs(text)):
            by_pair[pair] = [*by_pair.get(pair, ()), text]
    texts = {pk: text for pk, text in old.texts.items() if pk not in gone} | new
    return _Folded(texts, {pair: holding for pair, holding in by_pair.items() if holding})


@brought_forward(_forward)
def _folded() -> _Folded:
    texts, by_pair = _read(None), defaultdict(list)
    for text in texts.values():
        for pair in set(pairs(text)):
            by_pair[pair].append(text)
    return _Folded(texts, dict(by_pair))


def _read(articles: Articles) -> dict[int, str]:
    return dict(Article.objects.public().among(articles).order_by("pk").values_list("pk", "search"))

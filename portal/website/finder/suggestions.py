"""Suggestions where somebody's words stand in no text: those pieces of them that do.

“失业保险能缓缴吗？” stands nowhere; 失业保险 and 缓缴 do, together. No segmenter is asked: the texts themselves say
what is a word in them, and the vocabularies what people call it.

What anybody may ask must cost little whatever it is. So a piece grows by one sign at a time, and is looked for only in
the texts that hold it so far, of which the pairs of signs in each text tell where to begin; and of very long words only
the beginning is looked at.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from policies.models import Article
from policies.models.revision import Moved, Reach
from policies.revision_cache import Articles, brought_forward
from policies.text import pair_arrays
from policies.text.normalize import needles
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
    folded, end = _folded(), at + LEAST
    places: Sequence[int] = folded.by_pair.get(word[at:end], pair_arrays.NOWHERE)
    if not places or not word[at:end].isalnum():
        return 0
    while end < len(word) and word[end].isalnum() and (further := _holding(word[at : end + 1], folded, places)):
        end, places = end + 1, further
    return end


def _end_in_vocabulary(word: str, at: int) -> int:
    """Return where the longest piece ends that begins here and is another word for something; 0 where none is."""
    return next((end for end in range(len(word), at + LEAST - 1, -1) if word[at:end] in same()), 0)


def _holding(piece: str, folded: "_Folded", places: Iterable[int]) -> list[int]:
    return [place for place in places if piece in folded.texts[place]]


def _common_pieces(pieces: dict[str, None]) -> list[str]:
    """Return as many of the pieces as stand in one text: what a vocabulary knows first, then the long ones."""
    forms = {piece: (piece, *same().get(piece, ())) for piece in pieces}
    common: set[str] = set()
    places: set[int] | None = None
    for piece in sorted(pieces, key=lambda piece: (not _is_a_word(piece), -len(piece))):
        left = {place for form in forms[piece] for place in _folded().holding(form)}
        left = left if places is None else left & places
        if left:
            common.add(piece)
            places = left
    return [piece for piece in pieces if piece in common]


def _is_a_word(piece: str) -> bool:
    return piece in same() or piece in known_words()


class _Folded(NamedTuple):
    """The texts as a search looks into them, by places, and the places that each two signs stand together at."""

    pks: tuple[int, ...]
    texts: Sequence[str]
    by_pair: "Mapping[str, array[int]]"

    def holding(self, piece: str) -> Sequence[int]:
        """Return the places of the texts that hold a piece; of a single sign, which stands everywhere, all of them."""
        found = pair_arrays.holding(piece, self.by_pair, self.texts)
        return found if len(piece) >= LEAST else range(len(self.texts))


def _forward(old: _Folded, moved: Moved) -> _Folded | None:
    if moved.articles is None or moved.reach >= Reach.TEXTS:
        return None
    now, texts = _read(moved.articles), list(old.texts)
    for place, pk in enumerate(old.pks):
        texts[place] = now.get(pk, texts[place])
    rewritten = [place for place, text in enumerate(texts) if text != old.texts[place]]
    return _Folded(old.pks, texts, pair_arrays.rewritten(old.by_pair, old.texts, texts, rewritten))


@brought_forward(_forward)
def _folded() -> _Folded:
    read = _read(None)
    texts = list(read.values())
    return _Folded(tuple(read), texts, pair_arrays.of_texts(texts))


def _read(articles: Articles) -> dict[int, str]:
    return dict(Article.objects.public().among(articles).order_by("pk").values_list("pk", "search"))

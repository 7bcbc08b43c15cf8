"""Characters by their sound: words typed as pinyin, and a character taken for a like-sounding one."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

# What an ear, or a hand at a keyboard, takes for the same: zh and z, ing and in, the ü typed as v or u.
_LIKE = (
    (("zh", "z"), ("ch", "c"), ("sh", "s")),
    (("ang", "an"), ("eng", "en"), ("ing", "in")),
)
# A letter with its tone above it, as phones and dictionaries write pinyin, and the two dots of ü.
_TONED = re.compile("[\u00e0-\u00fc\u0101-\u01dc]")
_DIAERESIS = "\u0308"
# “zhongxiaoqiye” has few ways to be cut; of a long row of vowels no more are looked at.
MAX_WAYS = 8


@lru_cache(maxsize=2**14)
def sounds(sign: str) -> tuple[str, ...]:
    """Return the sounds of a character without tones, all its readings: sounds("行") holds "xing" and "hang".

    A letter or a figure sounds like itself, so that xiangcun e zhen is 乡村e镇.
    """
    if sign.isascii():
        return (sign,)
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(like(each) for each in pinyin(sign, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=2**16)
def pair_sounds(pair: str) -> frozenset[tuple[str, str]]:
    """Return how two characters sound beside each other, and by the first reading of each: 银行 is yin hang, yin xing.

    Their rare readings make words of what only meets: 予 was zu once, so that zujin would be 予进 (给予进一步…).
    """
    alone = [sounds(sign) for sign in pair]
    first = (alone[0][0], alone[1][0])
    if all(len(readings) == 1 for readings in alone) or pair[0].isascii() or pair[1].isascii():
        return frozenset({first})
    from pypinyin import lazy_pinyin

    one, other = (like(each) for each in lazy_pinyin(pair))
    return frozenset({first, (one, other)})


def like(sound: str) -> str:
    """Return a sound as it is compared: like("zhang") == like("zan") == "zan"."""
    starts, ends = _LIKE
    sound = sound.replace("ü", "v").replace("lv", "lu").replace("nv", "nu")
    for long, short in starts:
        sound = short + sound.removeprefix(long) if sound.startswith(long) else sound
    for long, short in ends:
        sound = sound.removesuffix(long) + short if sound.endswith(long) else sound
    return sound


def without_tones(words: str) -> str:
    """Return words with pinyin as it is typed without tones: without_tones("lǚxíngshè") == "lvxingshe"."""
    return _TONED.sub(lambda match: _plain(match[0]), words)


def _plain(letter: str) -> str:
    parts = normalize("NFD", letter)
    return "v" if parts[0] == "u" and _DIAERESIS in parts else parts[0]


def syllables(letters: str) -> list[tuple[str, ...]]:
    """Return the ways to read letters as pinyin, the longest syllables first; none where they are no pinyin.

    syllables("xian") == [("xian",), ("xi", "an")], in the sounds that :func:`like` compares.
    """
    found = []
    for way in _ways(letters):
        found.append(tuple(like(each) for each in way))
        if len(found) == MAX_WAYS:
            break
    return found


# Longer letters are no words that anybody types without a blank.
MAX_LETTERS = 40


def _ways(letters: str) -> Iterator[tuple[str, ...]]:
    if not letters or len(letters) > MAX_LETTERS:
        return
    known = _syllables()
    ends = _reachable(letters)

    def cut(at: int) -> Iterator[tuple[str, ...]]:
        if at == len(letters):
            yield ()
            return
        for end in range(min(len(letters), at + 6), at, -1):
            if end in ends and letters[at:end] in known:
                yield from ((letters[at:end], *rest) for rest in cut(end))

    yield from cut(0)


def _reachable(letters: str) -> set[int]:
    """Return the places from which the rest can be read, so that no way is walked that ends nowhere."""
    known, found = _syllables(), {len(letters)}
    for at in range(len(letters) - 1, -1, -1):
        if any(end in found and letters[at:end] in known for end in range(at + 1, min(len(letters), at + 6) + 1)):
            found.add(at)
    return found


@cache
def _syllables() -> frozenset[str]:
    """Return every syllable that a character of the common ones sounds."""
    from pypinyin import Style, pinyin

    common = (chr(code) for code in range(0x4E00, 0x9FA6))
    read = pinyin("".join(common), style=Style.NORMAL, heteronym=False, errors="ignore")
    plain = {each[0].replace("ü", "v") for each in read}
    return frozenset(each for each in plain if each.isascii() and any(sign in "aeiouv" for sign in each))

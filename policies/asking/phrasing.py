"""A question's grammar, without which its words are not seen: 给不给钱 asks for 给钱, 招不到人 is said of 招人.

Chinese parts a verb from its object by what is said of the doing (了, 不到, 一个, 我), and asks by saying a verb twice.
Words of the vocabularies are put together again; what makes no known word stays as it was typed.
"""

import re
from collections.abc import Iterator, Mapping

from policies.vocabulary.everyday import WordMeaning, meanings, talk

# 给不给, 退没退, 可不可以; 有没有 is talk, and stays.
_ASKED_TWICE = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,2})[不没](?P=verb)")
# 说封就封, 想停就停: done as one likes.
_AT_WILL = re.compile(r"[说想要]?(?P<verb>[\u4e00-\u9fff]{1,2})就(?P=verb)")
# What stands between a verb and its object: of its end, of how many, of whom.
_ENDS = "不到 不上 不了 不起 不来 不出来 不出 不着 不下来 不下 不成 得起 得到 得了 下来 出来 了 过 着 到 上 完 好 成"
_COUNTS = "一个 一家 一点 一些 一下 一张 几个 几家 几张 点 个 家 些 张 笔 个小 家小 间 套 台"
_WHOSE = "我们 咱们 他们 我 咱 他 你 人家 别人"
_BETWEEN = re.compile("|".join(sorted(f"{_ENDS} {_COUNTS} {_WHOSE}".split(), key=len, reverse=True)))
# So long are the verb and its object at most.
_VERB, _OBJECT = 2, 4
# No word that has its verb and what is said of it begins earlier: 从来没|贷过款.
_LONGEST = 5


def plain(words: str) -> str:
    """Return a question's words as its statement has them: plain("招不到人 给不给钱") == "招人 给钱"."""
    return _joined(_AT_WILL.sub(_once, _ASKED_TWICE.sub(_once, words)))


def _once(match: re.Match[str]) -> str:
    return match[0] if match[0] in talk() else match["verb"]


def _joined(words: str) -> str:
    """Return words in which a verb stands beside its object, where both together are a known word."""
    known, at = meanings(), 1
    while between := _BETWEEN.search(words, at):
        start, end = between.span()
        at = start + 1
        is_parted = any(word in known for word in _around(words, start, end))
        if is_parted and not _is_inside(words, start, end, known):
            words = f"{words[:start]}{words[end:]}"
    return words


def _around(words: str, start: int, end: int) -> Iterator[str]:
    """Yield a verb before a place and an object behind it, as one word, for each length that they may have."""
    for first in range(max(0, start - _VERB), start):
        for last in range(end + 1, min(len(words), end + _OBJECT) + 1):
            yield f"{words[first:start]}{words[end:last]}"


def _is_inside(words: str, start: int, end: int, known: Mapping[str, WordMeaning]) -> bool:
    """Whether what stands between belongs to a word of its own: 交不起, 没贷过款."""
    before, behind = range(max(0, start - _LONGEST), start), range(end, min(len(words), end + _OBJECT) + 1)
    return any(words[first:last] in known for first in before for last in behind)

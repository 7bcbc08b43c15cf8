"""A text in sentences, and these in clauses, with what stands aside blanked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.text.names import without_titles

# text[start:end].
Span = tuple[int, int]

# What is quoted from elsewhere or stands in brackets gives nothing: 《…奖励办法》, （比如，…50 万元）.
_ASIDE = re.compile(r"《+|[（(〔][^）)〕]*[）)〕]")
_SENTENCE = re.compile(r"[^。；;！？!?\n\t]+")
_CLAUSE = re.compile(r"[^，,]+")
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class BenefitClause:
    """text[start:end], with what stands aside blanked out in ``said``; one blank a sign, so that offsets stay."""

    start: int
    end: int
    plain: str


_BLANKS = "　 \t\r"
# Before what is said: a number, and in questions and answers who speaks.
_NUMBER = re.compile(
    r"^\s*(?:[问答][:：]|第[一二三四五六七八九十百]+条|[0-9]{1,3}[.．、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)])\s*"
)


def _blank(found: re.Match[str]) -> str:
    return "　" * len(found.group())


def sentences(text: str, upto: int) -> Iterator[list[BenefitClause]]:
    plain = _NUMBER.sub(_blank, _ASIDE.sub(_blank, without_titles(text[:upto])))
    for sentence in _SENTENCE.finditer(plain):
        whole = _QUOTED.sub(lambda quoted: quoted.group().replace("，", "　"), sentence.group())
        yield [_clause(sentence.start(), found) for found in _CLAUSE.finditer(whole) if found.group().strip(_BLANKS)]


def _clause(begin: int, found: re.Match[str]) -> BenefitClause:
    plain = found.group().rstrip(_BLANKS)
    stripped = plain.lstrip(_BLANKS)
    start = begin + found.start() + len(plain) - len(stripped)
    return BenefitClause(start, start + len(stripped), stripped)

"""Varied copies of a source: the same documents as other places would have written them, to see how the base grows.

Takes a source's text and a seed. Gives texts in the same layout with as many articles, in which places, offices, sums,
dates and sentences are others. A copy hangs on the seed and its own number alone, so that of a hundred the first
twenty are those of twenty, and the same call gives the same characters on every machine.
"""

import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from policies.text import document_numbers
from policies.text.lists import listed

FIRST_YEAR, LAST_YEAR = 2012, 2024
# A copy of our own place comes between two of others: most of what a base holds is its own place's.
_OWN_EVERY = 2
_MOST_SERIAL = 900
# Shares of what can be varied that is.
_OFFICES, _WORDINGS, _ORDERS = 0.25, 0.6, 0.5
# By what the sums of a line are multiplied, all alike, so that steps stay in order; of a rate no more than itself.
_FACTORS = (0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 3, 5)
# Ways to say the same; each may stand for another.
_SAME = (
    ("鼓励", "引导", "支持"),
    ("加快", "加紧", "抓紧"),
    ("进一步", "切实", "着力"),
    ("完善", "健全", "优化"),
    ("推动", "推进", "促进"),
    ("加大", "强化", "加强"),
    ("给予", "予以"),
    ("开展", "组织"),
    ("培育", "扶持"),
    ("建立", "构建"),
    ("实施", "实行"),
    ("提高", "提升"),
    ("积极", "大力"),
    ("按照", "依照"),
)
# Words that only look like a place's name.
_NO_PLACE = {"晋": "晋(?!升)", "长治": "长治(?!久安)", "大同": "大同(?!小异|社会)", "吕梁": "吕梁(?!山|精神)"}
_YEAR = re.compile(r"(?<![\d.])(20[0-3]\d)(?=\s?年|[-—至]20\d\d年|\s?[〕\]])")
_DAY = re.compile(r"(?<=月)([1-9]|[12]\d|30|31)(?=日)")
_SUM = re.compile(r"(?<![\d.])(\d{1,6}(?:\.\d{1,2})?)(?=\s?(?:(?:百|千)?万|亿)?元|\s?(?P<rate>[%‰]))")
_OFFICE = re.compile(r"(?<=[：、，（])省[\u4e00-\u9fff]{2,10}?(?:厅|局|委|办)(?=[、，）负])")
_SENTENCE = re.compile(r"[^。]*。")
_BY_WORD = {word: words for words in _SAME for word in words}
# A title stays the same wherever it is mentioned.
_WORDING = re.compile("|".join(["《[^》\\n]*》?", *_BY_WORD]))


@dataclass(frozen=True, slots=True)
class Province:
    """A province as documents write it: its name, the letter in its numbers, its cities."""

    name: str
    code: str
    cities: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The words by which a text names it: 江苏, 苏, then its cities, 南京."""
        return (self.name.removesuffix("省"), self.code, *(city.removesuffix("市") for city in self.cities))


def places(path: Path) -> dict[str, Province]:
    """Return the provinces of the nation's file (``fixtures/nation/provinces.csv``) that are called one, by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["province"].endswith("省")]
    return {
        row["province"]: Province(
            row["province"],
            listed(row["code"])[0],
            tuple(city for city in listed(row["cities"]) if city.endswith("市")),
        )
        for row in rows
    }


class Corpus:
    """Copies of one source's text, by seed; ``own`` is the place that the text speaks of."""

    def __init__(self, text: str, own: Province, known: Sequence[Province], seed: int):
        self.text = text
        self.own = own
        self.others = [place for place in known if place != own]
        self.seed = seed
        self._taken: set[document_numbers.Number] = {number for *_, number in document_numbers.find(text)}
        self._offices = sorted(set(_OFFICE.findall(text)))

    def copies(self, times: int) -> Iterator[str]:
        """Return so many copies, one after the other; no document's number occurs twice, or in the text itself."""
        for number in range(1, times + 1):
            yield self._copy(number, random.Random(f"{self.seed}/{number}"))  # noqa: S311 - the same every time

    def _copy(self, number: int, chance: random.Random) -> str:
        there = self.own if number % _OWN_EVERY == 0 else chance.choice(self.others)
        years = chance.randint(FIRST_YEAR - 2021, LAST_YEAR - 2022)
        text = self._renumbered(chance, there, years)
        text = _elsewhere(text, self.own, there, chance)
        text = _YEAR.sub(lambda found: str(int(found[0]) + years), text)
        return "\n".join(_line(line, self._offices, chance) for line in text.split("\n"))

    def _renumbered(self, chance: random.Random, there: Province, years: int) -> str:
        """Our own documents under numbers that no other copy has, wherever they are mentioned."""
        found = document_numbers.find(self.text)
        serials = {
            each: self._serial(each, chance, there, years)
            for each in dict.fromkeys(number for *_, number in found)
            if each.code.startswith(self.own.code)
        }
        pieces, at = [], 0
        for start, end, number in found:
            if number in serials:
                pieces += [self.text[at:start], f"{number.code}〔{number.year}〕{serials[number]}号"]
                at = end
        return "".join(pieces) + self.text[at:]

    def _serial(self, number: document_numbers.Number, chance: random.Random, there: Province, years: int) -> int:
        code = there.code + number.code.removeprefix(self.own.code)
        year = number.year and number.year + years
        free = (
            document_numbers.Number(code, year, serial)
            for serial in iter(lambda: chance.randint(1, _MOST_SERIAL), None)
        )
        taken = next(each for each in free if each not in self._taken)
        self._taken.add(taken)
        return taken.serial


def _elsewhere(text: str, here: Province, there: Province, chance: random.Random) -> str:
    """Every name of one place as that of another, cities by chance; where it has fewer, two of ours are one of its."""
    cities = list(there.cities)
    chance.shuffle(cities)
    renamed = Province(there.name, there.code, tuple(city for city, _ in zip(cycle(cities), here.cities, strict=False)))
    names: Mapping[str, str] = dict(zip(here.forms, renamed.forms, strict=True))
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(_NO_PLACE.get(name, name) for name in longest))
    return pattern.sub(lambda found: names[found[0]], text)


def _line(line: str, offices: Sequence[str], chance: random.Random) -> str:
    """A line with other sums, days, offices and wordings, and the sentences in its middle in another order.

    The first sentence holds the number, the last the annotation or what a page broke.
    """
    factor = chance.choice(_FACTORS)
    line = _SUM.sub(lambda found: _multiplied(found[1], min(factor, 1) if found["rate"] else factor), line)
    line = _DAY.sub(lambda found: str(chance.randint(1, 28)) if int(found[0]) < 29 else found[0], line)
    if "。" in line:  # else it is a title or a heading
        line = _WORDING.sub(
            lambda found: _perhaps(found[0], _BY_WORD.get(found[0], (found[0],)), _WORDINGS, chance), line
        )
    line = _OFFICE.sub(lambda found: _perhaps(found[0], offices, _OFFICES, chance), line)
    return _reordered(line, chance)


def _multiplied(figure: str, factor: float) -> str:
    """_multiplied("50", 1.5) == "75"; at most two decimals, and never nothing."""
    return f"{round(float(figure) * factor, 2) or float(figure):g}" if float(figure) * factor < 10**6 else figure


def _perhaps(word: str, others: Sequence[str], share: float, chance: random.Random) -> str:
    """Return a word, or with some likelihood another one in its place."""
    return chance.choice([other for other in others if other != word] or [word]) if chance.random() < share else word


def _reordered(line: str, chance: random.Random) -> str:
    sentences = _SENTENCE.findall(line)
    if len(sentences) < 4 or chance.random() > _ORDERS:
        return line
    middle = sentences[1:-1]
    chance.shuffle(middle)
    rest = line[sum(map(len, sentences)) :]
    return "".join([sentences[0], *middle, sentences[-1], rest])

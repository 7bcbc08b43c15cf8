"""The accuracy of the facts: the base held against what a careful reader found by hand.

Takes the gold rows (tests/gold/README.md states their conventions) and the records of ``export_articles``. Facts are
met as multisets an article, as the gold's own conventions ask: a span may differ by a bound's word, a value not.
Gold is as printed, so a fact that a correction changed is compared by what the print says.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

Row = dict
Key = tuple


@dataclass(frozen=True, slots=True)
class ScoredKind:
    """One line of the table: which facts, and what of them must agree."""

    name: str
    of_gold: Callable[[Row], Iterable[Key]]
    of_record: Callable[[Row], Iterable[Key]]


@dataclass(slots=True)
class Score:
    """Agreements, and every miss and false one as (article, fact)."""

    right: int = 0
    missed: list[tuple[str, Key]] = field(default_factory=list)
    false: list[tuple[str, Key]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.false)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.missed)) or 1)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _printed(amount: Row) -> tuple[tuple, str]:
    printed = {**amount, **(amount.get("printed") or {})}
    return tuple(printed["values"]), printed["unit"]


def _bound(amount: Row) -> str:
    """Plain 达到 is read as exact by one reader and as min by another (gold README, soft spots)."""
    return "exact/min" if amount["bound"] in ("exact", "min") else amount["bound"]


def _amounts(*extra: Callable[[Row], str]) -> Callable[[Row], Iterable[Key]]:
    return lambda row: ((*_printed(each), *(part(each) for part in extra)) for each in row["amounts"])


def _times(row: Row) -> Iterable[Key]:
    for each in row["times"]:
        if each["kind"] != "recurring":
            yield (each["kind"], *(each.get(name) or None for name in ("start", "end", "duration", "duration_max")))


def _recurring(row: Row) -> Iterable[Key]:
    return ((each["text"],) for each in row["times"] if each["kind"] == "recurring")


def _targets(row: Row) -> Iterable[Key]:
    return ((each["value"], each.get("value_max"), each["unit"]) for each in row["targets"])


def _sectors(row: Row) -> Iterable[Key]:
    """The gold annotates neither the umbrella 服务业 nor 医疗卫生, so neither counts (docs/fidelity.md)."""
    return ((name,) for name in row["sectors"] if name not in ("服务业", "医疗卫生"))


def _gold_units(row: Row) -> Iterable[Key]:
    return ((each["unit"], each["role"]) for each in row["units"])


def _printed_units(row: Row) -> Iterable[Key]:
    return ((each["unit"], each["role"]) for each in row["units"] if each["basis"] == "printed")


KINDS = (
    ScoredKind("责任单位与角色", _gold_units, _printed_units),
    ScoredKind("金额（数值、单位）", _amounts(), _amounts()),
    ScoredKind("金额（并用途）", _amounts(lambda each: each["role"]), _amounts(lambda each: each["role"])),
    ScoredKind("金额（并界限）", _amounts(_bound), _amounts(_bound)),
    ScoredKind("时限", _times, _times),
    ScoredKind("周期", _recurring, _recurring),
    ScoredKind("量化目标", _targets, _targets),
    ScoredKind("行业（不计服务业、医疗卫生）", _sectors, _sectors),
)


def scores(gold: Sequence[Row], records: Iterable[Row], kinds: Sequence[ScoredKind] = KINDS) -> dict[str, Score]:
    """The score of each kind, over the articles that the gold has."""
    by_place = {(each["document"], each["ordinal"]): each for each in records}
    found = {kind.name: Score() for kind in kinds}
    for row in gold:
        record = by_place[row["document"], row["ordinal"]]
        for kind in kinds:
            _add(found[kind.name], row["key"], Counter(kind.of_gold(row)), Counter(kind.of_record(record)))
    return found


def _add(score: Score, article: str, wanted: Counter, got: Counter) -> None:
    score.right += (wanted & got).total()
    score.missed += [(article, key) for key in (wanted - got).elements()]
    score.false += [(article, key) for key in (got - wanted).elements()]


# --- benefits --------------------------------------------------------------------------------------------------------

BENEFITS = "惠企举措"
Spans = list[tuple[int, int]]


def benefit_scores(gold: Sequence[Row], records: Iterable[Row]) -> dict[str, Score]:
    """Return how many benefits were found, and of those that were what is told rightly (tests/gold/benefits.README.md).

    The core is scored: rows that are neither duty nor unsure. A benefit meets a row where they share at least half of
    the shorter one. A false one lies on no row but a sure duty.
    """
    by_place = {(each["document"], each["ordinal"]): each for each in records}
    found = {name: Score() for name in (BENEFITS, *(f"{BENEFITS}：{name}" for name in _ASPECTS))}
    rows: dict[tuple, list[Row]] = {}
    for row in gold:
        rows.setdefault((row["document"], row["ordinal"]), []).append(row)
    for place in (each for each in by_place if each[1] % 2):  # the half that the gold has
        _add_benefits(found, by_place[place], rows.get(place, []))
    return found


def _add_benefits(found: dict[str, Score], record: Row, rows: list[Row]) -> None:
    left = list(record["benefits"])
    key = f"{record['document']} {record['ordinal']}"
    core = [row for row in rows if row["mode"] != "duty" and not row["unsure"]]
    likely = [row for row in rows if row["mode"] != "duty" or row["unsure"]]
    extracted = [each for each in left if each["mode"] != "duty"]
    found[BENEFITS].false += [
        (key, (each["text"],)) for each in extracted if not any(_matches(each, row) for row in likely)
    ]
    for row in core:
        same = partial(_likeness, row=row)
        best = max(left, key=same, default=None)
        if best is None or not _matches(best, row):
            found[BENEFITS].missed.append((key, (row["mode"], row["quote"])))
            continue
        left.remove(best)
        found[BENEFITS].right += 1
        for name, agrees in _ASPECTS.items():
            score, is_right = found[f"{BENEFITS}：{name}"], agrees(record["text"], best, row)
            score.right += is_right
            if not is_right:
                score.missed.append((key, (row["quote"],)))
                score.false.append((key, (row["quote"],)))


def _likeness(benefit: Row, row: Row) -> tuple[int, bool]:
    return _shared(_span(benefit), _span(row)), benefit["instrument"] == row["instrument"]


def _matches(benefit: Row, row: Row) -> bool:
    shorter = min(end - start for start, end in (_span(benefit), _span(row)))
    return 2 * _shared(_span(benefit), _span(row)) >= shorter


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _places(text: str, words: Iterable[str]) -> Spans:
    return [(at.start(), at.end()) for each in words for at in re.finditer(re.escape(each), text)]


def _receivers_agree(text: str, benefit: Row, row: Row) -> bool:
    """Whether some receiver is one of gold's, and none is whom gold says that it is not."""
    receivers = [_span(each) for each in benefit["receivers"]]
    yes, no = _places(text, row["receiver"]), _places(text, row["receiver_not"])
    is_one = any(_shared(a, b) for a in receivers for b in yes) if yes else True
    is_none = any(_shared(a, b) and not any(_shared(a, c) for c in yes) for a in receivers for b in no)
    return is_one and not is_none


def _values_agree(text: str, benefit: Row, row: Row) -> bool:
    stated, wanted = benefit["value"], row["value"]
    if not stated or not wanted:
        return not stated and not wanted
    spans = (_places(text, [stated]), _places(text, [wanted]))
    return stated in wanted or wanted in stated or any(_shared(a, b) for a in spans[0] for b in spans[1])


_ASPECTS: dict[str, Callable[[str, Row, Row], bool]] = {
    "给谁": _receivers_agree,
    "怎样得到": lambda text, benefit, row: benefit["mode"] == row["mode"],
    "方式": lambda text, benefit, row: benefit["instrument"] == row["instrument"],
    "给多少": _values_agree,
}


def summary(gold: Sequence[Row], found: dict[str, Score]) -> dict:
    """The table as data, for the page that shows it."""
    return {
        "articles": len(gold),
        "kinds": [
            {
                "name": name,
                "right": score.right,
                "missed": len(score.missed),
                "false": len(score.false),
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }
            for name, score in found.items()
        ],
    }


def table(found: dict[str, Score]) -> list[str]:
    """The scores, and every miss and false one with its article, as lines."""
    lines = [f"{'查准':>8}{'查全':>8}{'F1':>8}  种类"]
    for name, score in found.items():
        lines.append(f"{score.precision:10.4f}{score.recall:10.4f}{score.f1:9.4f}  {name}（{score.right} 对）")
    for name, score in found.items():
        lines += [f"漏 {name} {article} {key}" for article, key in score.missed]
        lines += [f"误 {name} {article} {key}" for article, key in score.false]
    return lines

"""How good the facts are: what the base holds against what a careful reader found by hand.

Takes the gold rows (tests/gold/README.md states their conventions) and the records of ``export_articles``. Facts are
met as multisets an article, as the gold's own conventions ask: a span may differ by a bound's word, a value not.
Gold is as printed, so a fact that a correction changed is compared by what the print says.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

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
    said = {**amount, **(amount.get("printed") or {})}
    return tuple(said["values"]), said["unit"]


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


def scores(gold: Sequence[Row], records: Iterable[Row]) -> dict[str, Score]:
    """The score of each kind, over the articles that the gold has."""
    by_place = {(each["document"], each["ordinal"]): each for each in records}
    found = {kind.name: Score() for kind in KINDS}
    for row in gold:
        record = by_place[row["document"], row["ordinal"]]
        for kind in KINDS:
            _add(found[kind.name], row["key"], Counter(kind.of_gold(row)), Counter(kind.of_record(record)))
    return found


def _add(score: Score, article: str, wanted: Counter, got: Counter) -> None:
    score.right += (wanted & got).total()
    score.missed += [(article, key) for key in (wanted - got).elements()]
    score.false += [(article, key) for key in (got - wanted).elements()]


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

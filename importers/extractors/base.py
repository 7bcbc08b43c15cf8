"""What readers share: what every fact has, and, for those that read offices, the roles and names of offices.

Every fact has where it stands, the very words, and the rule that read it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedFact:
    """A fact found in a text.

    ``start`` and ``end`` are offsets into the text given to the reader, ``quote`` is ``text[start:end]``, and
    ``rule`` names the regularity that found it (``"amounts.range"``), so that a page can say why it is there.
    """

    start: int
    end: int
    quote: str
    rule: str


# ----------------------------------------------------------------------------------------------------- offices

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"

WITH = "会同"  # what stands behind it works in support of what stands before
# What the name of an office ends with; anything else in an annotation is no office (“不再列出”).
_OFFICE = re.compile(
    r"(?:厅|局|委|办|办公室|院|会|社|行|公司|集团|政府|海关|中心|部门|单位|机关|部|专班|小组|支队|学校|大学|区|处室|企业)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDuty(ExtractedFact):
    """An office named with a role: ``unit`` is its canonical name, ``known`` whether the vocabulary has it."""

    unit: str
    role: str
    position: int
    known: bool = True


class UnitNames:
    """Every name under which a unit is printed → its canonical name; made once for all texts.

    One name may mean two units: “各市、县人民政府” is 各市人民政府 and 各县人民政府.
    """

    def __init__(self, printed: Mapping[str, Iterable[str]]) -> None:
        self.units = {name: tuple(units) for name, units in printed.items()}
        longest = sorted(self.units, key=len, reverse=True)
        known = "|".join(map(re.escape, longest)) or "(?!)"
        self.token = re.compile(rf"(?:{known})(?=$|[、/／\s等]|{WITH})|[^、]+")
        self.known = re.compile(known)

    def __call__(self, printed: str) -> tuple[tuple[str, bool], ...]:
        """The units that a printed name means, each with whether it is known; () for what is no office."""
        if printed in self.units:
            return tuple((unit, True) for unit in self.units[printed])
        return ((printed, False),) if _OFFICE.search(printed) else ()

    def __hash__(self) -> int:
        return id(self)

"""Names of offices: every name that the vocabulary has, and a grammar for those that it has not.

A name of an office ends like one (局, 委, 集团 …) or is a level of government (各市, 各县（市、区）). Brackets inside a
name are its own (“开发区（新区）管委会”), brackets behind it another name of the same (“省发展改革委（省能源局）”).
"""

import re
from collections.abc import Callable, Iterable, Mapping

from policies.text.office_words import OFFICE, WHOLE

WITH = "会同"  # what stands behind it works in support of what stands before

_LEVEL = "省|自治区|直辖市|设区的?市|县级市|市|自治县|自治州|州|盟|县|区|旗|乡|镇|街道|地区|地|功能区|开发区|园区"
OPENING, CLOSING = "（(〔［[【〖﹝{｛<＜", "）)〕］]】〗﹞}｝>＞"
_OPEN, _CLOSE = re.escape(OPENING), re.escape(CLOSING)
_LEVELS_IN_BRACKETS = rf"[{_OPEN}](?:{_LEVEL}|、|，|和)+[{_CLOSE}]"
_LEVELS = rf"(?>(?:{_LEVEL})(?:{_LEVELS_IN_BRACKETS})?)++"
# “各市”, “各县（市、区）”, “全省各市”, “市”; and what takes such a level in: “区人民政府”, “县（市、区）政府”.
LEVELS_ALONE = re.compile(rf"(?P<each>(?:全[省市县区])?各)?{_LEVELS}$")
LEVEL_GOVERNMENT = re.compile(rf"(?>{_LEVELS}[、和及]?)++(?:人民)?政府(?:{_LEVELS_IN_BRACKETS})?$")
LEVEL_OFFICE = re.compile(rf"{_LEVELS}[\u4e00-\u9fff]{{2,16}}$")
# How a name opens that is a name of its own, and no second half of one: “和市税务局”, not “和城乡建设局”.
_OPENS = re.compile(
    r"各|省|市|区|县|州|旗|自治区|国家|中国|中央|全国|中共|有关|相关|其他|本[省市区县]|驻|属地|所在|辖区|人民银行|"
    r"[\u4e00-\u9fff]{2,6}?(?:省|市|区|县|州|旗)"
)
_ALIAS = rf"(?:[{_OPEN}][^{_OPEN}{_CLOSE}]{{0,40}}[{_CLOSE}])"
_TRAILING = re.compile(rf"\s*{_ALIAS}$")
_VARIANTS = re.compile(_LEVELS_IN_BRACKETS)
_COUNTED_IN = re.compile(rf"[{_OPEN}](?:不?含|包括)[^{_OPEN}{_CLOSE}]{{1,40}}[{_CLOSE}]")
_BLANKS = re.compile(r"\s+")


def is_office(printed: str) -> bool:
    """Whether a name never seen is one of an office by how it ends; “不再列出” is none."""
    bare = without_alias(printed)
    each = LEVELS_ALONE.match(bare)
    return bool(OFFICE.search(bare) or (each and each["each"]))


def is_whole(printed: str) -> bool:
    """Whether a name may end here: of “市商务局和市财政局” the half does, of “市住房和城乡建设局” not."""
    return len(printed) >= 3 and bool(WHOLE.search(without_alias(printed)))


def opens_name(printed: str) -> bool:
    """Whether the words open a name of their own: 市税务局, 各区政府; not 城乡建设局, which goes on with one."""
    return bool(_OPENS.match(printed))


def without_alias(printed: str) -> str:
    """A name without the other name in brackets behind it; the levels in “各县（市、区）” are its own."""
    trailing = _TRAILING.search(printed)
    if trailing and not _VARIANTS.fullmatch(trailing.group().strip()):
        return printed[: trailing.start()]
    return printed


def canonical(printed: str) -> str:
    """A name without blanks and without what is counted in: 各市（含定州、辛集市，下同）人民政府 is 各市人民政府."""
    return _COUNTED_IN.sub("", _BLANKS.sub("", printed))


class UnitNames:
    """Every name under which a unit is printed → its canonical name; made once for all texts.

    One name may mean two units: “各市、县人民政府” is 各市人民政府 and 各县人民政府.
    """

    def __init__(
        self,
        printed: Mapping[str, Iterable[str]],
        full: Mapping[str, Iterable[str]] = {},
        qualified: Callable[[str], str] = str,
    ) -> None:
        """Take the names that are looked for in texts, ``full`` ones that an annotation may print beside them.

        ``qualified`` gives the name of an office never seen: that of its place, where this is not ours.
        """
        self.units = {name: tuple(units) for name, units in printed.items()}
        self.full = {name: tuple(units) for name, units in full.items()}
        self.qualified = qualified
        longest = sorted(self.units, key=len, reverse=True)
        known = "|".join(map(re.escape, longest)) or "(?!)"
        self.token = re.compile(rf"(?:{known})(?={_ALIAS}?(?:$|[、，,；;/／\s等和及与]|以及|{WITH}))")
        self.known = re.compile(known)

    def __call__(self, printed: str) -> tuple[tuple[str, bool], ...]:
        """The units that a printed name means, each with whether it is known; () for what is no office."""
        for form in _forms(printed):
            if units := self.units.get(form) or self.full.get(form):
                return tuple((unit, True) for unit in units)
        return (self.unknown(printed),) if is_office(printed) else ()

    def unknown(self, printed: str) -> tuple[str, bool]:
        """The name of an office that the vocabulary has not."""
        return self.qualified(canonical(printed)), False

    def __hash__(self) -> int:
        return id(self)


def _forms(printed: str) -> Iterable[str]:
    """A name as it is printed, and as the vocabulary may have it: without blanks, without the levels in brackets."""
    yield printed
    squeezed = _BLANKS.sub("", printed)
    yield squeezed
    yield _VARIANTS.sub("", canonical(printed))

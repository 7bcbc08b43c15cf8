"""Places of offices: a document's issuer says of which province, city or county it speaks, and what 省财政厅 is there.

Takes the names and the number of a document, and names of offices in it. Gives a :class:`Jurisdiction`, and the name by
which an office of another place is told from ours: 省市场监管局 in a text of 江苏省 is 江苏省市场监管局. Names that say
themselves where they are, and those of the nation, stay as they are.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from policies.text.lists import listed

NATION, PROVINCE, CITY, COUNTY = "nation", "province", "city", "county"
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_LEADING = re.compile(r"^(?:中国共产党|中共|中华人民共和国|国家税务总局|国家金融监督管理总局|中国人民银行)?")
_NATION = re.compile(r"国务院|国家|中共中央|中央|全国|最高人民|中国(?![（(])|中华人民共和国|人民银行$")
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{2,8}部$|(?:海关|税务|金融监管|市场监管|体育|统计)总局$")
_AND_OTHERS = re.compile(r"等[^等]{0,4}(?:部门|单位|委局|厅局).*$")
_LOCAL_PARTS = re.compile(r"(?:组织|宣传|统战|人武|武装|社会工作|党群|俱乐|服务|营业|项目|事业|本)部$")
_PROVINCE_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}省")
# Of cities and counties that the nation's file has not: 云海市, 临湖区; not 高新区市场监管局, 各设区市, 区城市管理局.
_OPENS_NO_NAME = r"(?!本|全|各|省|市|区|县|辖|自治|设区|地级|有关|相关)"
_CITY_NAME = re.compile(rf"{_OPENS_NO_NAME}(?:(?![省市区县])[\u4e00-\u9fff]){{2,4}}(?:市(?![场政容])|自治州|盟)")
_CITY_OF_OFFICE = re.compile(
    rf"{_CITY_NAME.pattern}(?=人民|政府|[\u4e00-\u9fff]{{1,16}}(?:委|局|厅|办|署|部|院|中心|政府)$|$)"
)
_COUNTY_NAME = re.compile(rf"{_OPENS_NO_NAME}[\u4e00-\u9fff]{{1,6}}?(?:自治县|县|区|旗)(?!域)")
_OF_NATION = "（全国）"
# 省商务厅 opens with the level that it belongs to; of 各区政府 and 财政局 the issuer decides.
_LEVEL_OF = {"省": PROVINCE, "自治区": PROVINCE, "市": CITY, "区": COUNTY, "县": COUNTY, "旗": COUNTY, "州": CITY}
_OPENS_WITH_LEVEL = re.compile(r"自治区|[省市区县旗州](?![、场])")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place that a text is about, from the province in; all empty is the nation."""

    province: str = ""
    city: str = ""
    county: str = ""

    @property
    def place(self) -> str:
        """The innermost place: 临湖区 of 云海市."""
        return self.county or self.city or self.province

    @property
    def level(self) -> str:
        """Return which level of government speaks."""
        return COUNTY if self.county else CITY if self.city else PROVINCE if self.province else NATION

    def at(self, level: str) -> str:
        """The place of a level; of a municipality, the city is the province."""
        if level == CITY and not self.city:
            return self.province
        if level == COUNTY:
            return self.place
        return {PROVINCE: self.province, CITY: self.city}.get(level, "")


@dataclass(frozen=True)
class Gazetteer:
    """Provinces with their cities and the letters they have in document numbers; ``own`` is the base's own place."""

    own: Jurisdiction
    cities: Mapping[str, str]  # each city → its province
    codes: Mapping[str, str]  # 苏 → 江苏省

    @classmethod
    def load(cls, path: Path, own: str) -> "Gazetteer":
        """Read the nation's file; ``own`` may be a province that it has not."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        cities = {city: row["province"] for row in rows for city in listed(row["cities"])}
        codes = {code: row["province"] for row in rows for code in listed(row["code"])}
        bare = cls(Jurisdiction(province=own), cities, codes)
        return replace(bare, own=bare.named(own) or Jurisdiction(province=own))

    @cached_property
    def _provinces(self) -> dict[str, str]:
        """Each form of a province's name: 江苏省, 江苏; 广西壮族自治区, 广西."""
        names = dict.fromkeys([*self.codes.values(), *filter(None, [self.own.province])])
        short = {_short(name): name for name in names}
        return {name: name for name in names} | short

    @cached_property
    def _known(self) -> re.Pattern[str]:
        short = {city.removesuffix("市") for city in self.cities if len(city) > 2}
        names = sorted({*self._provinces, *self.cities, *short}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, filter(None, names))) or "(?!)")

    def of_document(self, issuers: Sequence[str], code: str, title: str) -> Jurisdiction | None:
        """Return the place of a document by its issuers, else its title's opening, else its number, else None."""
        opening, speaks, _ = title.partition("关于")
        for name in (*issuers, _AND_OTHERS.sub("", opening)):
            found = self.named(name)
            if found is None and (speaks or name in issuers) and _is_national(name):
                found = Jurisdiction()
            if found is not None:
                return self._with_province(found, code)
        if code.startswith(("国", "中")):
            return Jurisdiction()
        province = self.codes.get(code[:1])
        return Jurisdiction(province=province) if province else None

    def _with_province(self, found: Jurisdiction, code: str) -> Jurisdiction:
        return found if found.province or not found.place else replace(found, province=self.codes.get(code[:1], ""))

    def named(self, name: str, *, of_office: bool = False) -> Jurisdiction | None:
        """The place that a name opens with: 南京市玄武区 of 南京市玄武区人民政府; None where it opens with none.

        ``of_office`` takes a city that the nation's file has not only where an office of government follows.
        """
        name = _LEADING.sub("", name, count=1)
        province, rest = self._province(name)
        city, rest = self._city(rest, _CITY_OF_OFFICE if of_office else _CITY_NAME)
        county = _COUNTY_NAME.match(rest)
        in_county = county[0] if county and (city or province in _MUNICIPALITIES or county[0].endswith("县")) else ""
        found = Jurisdiction(province or self.cities.get(city, ""), city, in_county)
        return found if found.place else None

    def _province(self, name: str) -> tuple[str, str]:
        known = self._known.match(name)
        if known and known[0] in self._provinces and not self._is_city(name):
            return self._provinces[known[0]], name[known.end() :]
        unknown = _PROVINCE_NAME.match(name)
        return (unknown[0], name[unknown.end() :]) if unknown else ("", name)

    def _is_city(self, name: str) -> bool:
        """Whether it is a city that shares its province's name: 吉林市."""
        return name.startswith(self._namesakes)

    @cached_property
    def _namesakes(self) -> tuple[str, ...]:
        return tuple(city for city in self.cities if _short(city) in self._provinces)

    def _city(self, name: str, pattern: re.Pattern[str]) -> tuple[str, str]:
        known = self._known.match(name)
        if known and known[0] not in self._provinces:
            full = known[0] if known[0] in self.cities else f"{known[0]}市"
            return full, name[known.end() :]
        unknown = pattern.match(name)
        return (unknown[0], name[unknown.end() :]) if unknown and unknown[0] not in _MUNICIPALITIES else ("", name)

    # --- names of offices ---------------------------------------------------------------------------------------

    def place_of(self, name: str, speaking: Jurisdiction) -> Jurisdiction:
        """Return where an office named in a text of ``speaking`` is."""
        if speaking.level == NATION or _is_national(name):
            return Jurisdiction()
        if own := self.named(name, of_office=True):
            return own
        opens = _OPENS_WITH_LEVEL.match(name)
        level = _LEVEL_OF[opens[0]] if opens else speaking.level
        if level == PROVINCE:
            return Jurisdiction(province=speaking.province)
        if level == CITY and speaking.level == COUNTY:
            return replace(speaking, county="")
        return speaking

    def qualified(self, name: str, speaking: Jurisdiction) -> str:
        """The name that tells an office from those of other places: 江苏省市场监管局; ours stay as they are."""
        place = self.place_of(name, speaking)
        if speaking.level == NATION and _is_relative(name):
            return f"{name}{_OF_NATION}"
        if place.level == NATION or place == self.own or self._says_place(name) or _is_of(place.place, name):
            return name
        if not place.place:
            return f"{name}（{speaking.place}）"
        opens = _OPENS_WITH_LEVEL.match(name)
        if opens and place.place.endswith(opens[0]):
            return f"{place.place.removesuffix(opens[0])}{name}"
        return f"{place.place}{name}"

    def in_full(self, name: str) -> str:
        """One of our offices as others print it, and we on ceremony: 山西省财政厅 for 省财政厅."""
        if self._says_place(name) or _is_national(name):
            return name
        opens = _OPENS_WITH_LEVEL.match(name)
        shared = opens[0] if opens and self.own.place.endswith(opens[0]) else ""
        return f"{self.own.place.removesuffix(shared)}{name}"

    def _says_place(self, name: str) -> bool:
        """Whether a name says where it is: 南京海关, 国网江苏电力."""
        return bool(self.named(name, of_office=True)) or (not _is_relative(name) and bool(self._known.search(name)))

    def local(self, name: str, speaking: Jurisdiction) -> tuple[str, ...]:
        """Return what a text of ``speaking`` may print for an office known by its full name: 省财政厅 for
        江苏省财政厅.
        """
        forms = [name, name.removesuffix(_OF_NATION)]
        for place in filter(None, (speaking.province, speaking.city, speaking.county)):
            if name.startswith(place):
                forms += [name[len(place) :], name[len(place) - 1 :]]
            if place.endswith("自治区") and name.startswith(_short(place)):
                forms.append(name[len(place) - 3 :])
        return tuple(form for form in dict.fromkeys(forms) if form and self.qualified(form, speaking) == name)


def _is_of(place: str, name: str) -> bool:
    """Whether a name says inside whose it is, be the place a small one: 人民银行石桥市分行, 国网石桥供电公司."""
    short = _short(place)
    return len(short) > 1 and short in name[1:] and not _is_relative(name)


def _is_national(name: str) -> bool:
    return bool(_NATION.match(name) or (_MINISTRY.match(name) and not _is_local(name)))


def _is_local(name: str) -> bool:
    return bool(_LOCAL_PARTS.search(name)) or _is_relative(name)


def _is_relative(name: str) -> bool:
    """Whether a name means another office in each place: 省商务厅, 各区政府, 有关部门."""
    return bool(_OPENS_WITH_LEVEL.match(name)) or name.startswith(("各", "有关", "相关", "地方", "其他"))


def _short(place: str) -> str:
    """江苏 of 江苏省, 广西 of 广西壮族自治区, 延边 of 延边朝鲜族自治州."""
    if place.endswith(("自治区", "自治州")):
        return place[:3] if place.startswith("内蒙古") else place[:2]
    return place[:-1] if place[-1:] in "省市盟" else place

"""How the words of an address are read: each finder turns words into the values that they name."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import F

from policies.models import Document, Term, Unit
from policies.revision_cache import held
from policies.text.normalize import Phrase, fold
from policies.vocabulary.synonyms import same
from portal.website.finder.params.base import Found, Value

# The umbrella (总括) over the service trades, and their divisions in GB/T 4754-2017.
SERVICES = "服务业"
SERVICE_DIVISIONS = frozenset("FGHIJKLMNOPQR")

LEAST_YUAN, MOST_YUAN = 1, 10**12
_YUAN = re.compile(r"([0-9]{1,13}(?:\.[0-9]{1,8})?)(千|万|百万|千万|亿|万亿)?元?(?:以上)?")
_SCALES = {None: 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
FIRST_YEAR, LAST_YEAR = 1949, 2199


def units(words: Sequence[str]) -> Found:
    """Units by any name they are printed under; 各市、县人民政府 is two, and one merged into another is that one."""
    found: dict[str, dict[Value, None]] = {}
    named = Unit.objects.named(*words).annotate(printed=F("names__name")).select_related("merged_into")
    for unit in named.order_by("position", "pk"):
        value = Value(unit.current.name, unit.current.name, unit.current.pk)
        for name in (unit.name, unit.full_name, unit.printed):
            found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def terms(scheme: str) -> Callable[[Sequence[str]], Found]:
    """Terms of a scheme by their name, else by a word that stands for them: 饭店 is 餐饮."""

    def find(words: Sequence[str]) -> Found:
        by_name, by_word = known()
        return {word: by_name.get(fold(word)) or by_word.get(fold(word), []) for word in words}

    @held
    def known() -> tuple[dict[str, list[Value]], dict[str, list[Value]]]:
        rows = Term.objects.of(scheme).order_by("position", "id").values_list("pk", "name", "code", "words")
        by_name, by_word = {}, {}
        listed = list(rows)
        services = tuple(pk for pk, name, *_ in listed if scheme == Term.Scheme.SECTOR and name == SERVICES)
        for pk, name, code, printed in listed:
            value = Value(name, name, pk, services if is_service(code) else ())
            by_name[fold(name)] = [value]
            for word in filter(None, printed.split("|")):
                by_word.setdefault(fold(word), []).append(value)
        return by_name, by_word

    return find


def is_service(code: str) -> bool:
    """Whether the codes of a trade are those of services: H62, not C."""
    return any(part[0] in SERVICE_DIVISIONS for part in code.split("|") if part)


def documents(words: Sequence[str]) -> Found:
    """Documents by 发文字号, spaces and shapes of brackets aside, or by slug."""
    known = {}
    for pk, slug, number, title in Document.objects.values_list("pk", "slug", "number", "title"):
        value = Value(number or slug, number or title, pk)
        known |= {fold(number): [value], slug: [value]}
    return {word: known[fold(word)] for word in words if known.get(fold(word))}


# How an address writes the value that a column holds as ''.
UNKNOWN = "unknown"


def choices(known) -> Callable[[Sequence[str]], Found]:
    """A closed vocabulary, by the word of the address or by the label."""
    values = [Value(each.value or UNKNOWN, each.label, each.value) for each in known]

    def find(words: Sequence[str]) -> Found:
        return {word: [value for value in values if word in (value.key, value.label)] for word in words}

    return find


def switch(label: str, *values: tuple[str, str]) -> Callable[[Sequence[str]], Found]:
    """A setting that is on, or one of a few."""
    known = {key: [Value(key, said, key)] for key, said in values or [("1", label)]}
    return lambda words: {word: known[word] for word in words if word in known}


def phrases(words: Sequence[str]) -> Found:
    """What to search for, widened by other words for the same."""
    others = same()
    return {word: [Value(word, word, Phrase.read(word, others))] for word in words}


def yuan(words: Sequence[str]) -> Found:
    """Sums: 50000, 5万, 5 万元; no less than a yuan, no more than there is."""
    found = {}
    for word in words:
        match = _YUAN.fullmatch(fold(word).replace(",", ""))
        sum_ = round(float(match[1]) * _SCALES[match[2]]) if match else 0
        if LEAST_YUAN <= sum_ <= MOST_YUAN:
            found[word] = [Value(str(sum_), said_sum(sum_), sum_)]
    return found


def said_sum(number: int) -> str:
    """said_sum(20000000) == "2000万元", said_sum(100) == "100元"."""
    scales = ((10**8, "亿"), (10**4, "万"))
    scale, sign = next((each for each in scales if number >= each[0] and number * 100 % each[0] == 0), (1, ""))
    return f"{number / scale:.15g}{sign}元"


_MONTHS = re.compile(r"([0-9]{4})(?:[-/.年]?(?:q([1-4])|([0-9]{1,2})月?)|年)?")
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def months(words: Sequence[str]) -> Found:
    """Months, quarters and years, as their months: 2022-06, 2022-Q2, 2022."""
    return {word: [value] for word in words if (value := _months(word))}


def _months(word: str) -> Value | None:
    match = _MONTHS.fullmatch(fold(word))
    if not match or not FIRST_YEAR <= (year := int(match[1])) <= LAST_YEAR:
        return None
    if match[2]:
        quarter = int(match[2])
        held = frozenset(date(year, month, 1) for month in range(3 * quarter - 2, 3 * quarter + 1))
        return Value(f"{year}-Q{quarter}", f"{year}年{QUARTERS[quarter - 1]}", held)
    if match[3]:
        month = int(match[3])
        said = (f"{year}-{month:02}", f"{year}年{month}月", date(year, month, 1)) if 1 <= month <= 12 else None
        return said and Value(*said)
    return Value(f"{year}", f"{year}年", frozenset(date(year, month, 1) for month in range(1, 13)))


def days(words: Sequence[str]) -> Found:
    """Days of the calendar: 2022-06-30, 2022年6月30日."""
    found = {}
    for word in words:
        match = _DAY.fullmatch(fold(word))
        try:
            day = date(*map(int, match.groups())) if match else None
        except ValueError:
            continue
        if day and FIRST_YEAR <= day.year <= LAST_YEAR:
            found[word] = [Value(day.isoformat(), f"{day.year}年{day.month}月{day.day}日", day)]
    return found

"""Gifts of measures, for the comparison: read for everybody's answer by article, and again of those that moved."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import log2

from policies.models import Benefit, Document, Parallel, Term, TermUse
from policies.models.revision import Reach
from policies.revision_cache import Articles, brought_forward, cached_by_article, cached_per_revision, unless
from policies.vocabulary import terms as vocabulary
from portal.website.matching.cases import AskedCondition, cases_of, of_each
from portal.website.matching.naming import Receiver, named_in
from portal.website.matching.ranking import MEANS, Scheme
from portal.website.matching.receivers import SIZES

# How much a gift is worth, the most first; what is named nowhere is worth the least.
_WORTH = (
    frozenset({"减免税", "退税", "税前扣除", "缓缴缓税", "社保降费/稳岗返还", "租金减免"})
    | {"奖补", "补贴", "贴息", "清欠"},
    frozenset({"费用减免", "贷款", "担保", "电价水气", "能耗环评", "平台费", "人才", "保险", "政府采购"}),
)
_TAXES = frozenset({"减免税", "退税", "缓缴缓税", "税前扣除"})
_CHARGES = _TAXES | {"费用减免"}
_GRANTS = frozenset({"奖补", "补贴", "贴息"})
# What most enterprises pay; 新能源汽车车船税 and 采购文件费 only who has the car, or bids.
_PAID_BY_MOST = re.compile(
    "增值税|所得税|房产税|土地使用税|印花税|维护建设税|教育费|六税两费|(?:社会|失业|工伤|养老|医疗)保险|社保|税费|进项|房租|租金"
)
# For more than before, who are not said to be anybody.
_WIDENED = re.compile("扩大[^，。；]*(?:适用|享受|覆盖|受益)[^，。；]{0,4}(?:范围|面)")
# What a charge is called is nobody's trade: 教育费附加.
_NAME_OF_CHARGE = re.compile("(?:地方)?教育费?附加")
# 其他地区减免3个月租金: what was said of the gift before holds for this one, too.
_OTHERWISE = ("其他", "其余")
# 缓缴期间免收滞纳金: had with the gift before it, and not by itself.
_MEANWHILE = re.compile(r"[^，。；]{0,6}(?:期间|期限内)")
# 落实…收费减免政策，对…实行零收费: the first names what the second gives; so does 加大…税前扣除力度.
_NAMED_ONLY = re.compile(
    r"(?:[^，。；]{0,10}(?:落实|延续|继续|实施|执行|贯彻|抓好))[^，。；]*(?:政策|措施|办法|制度)(?:落地|落实|见效)*"
    r"|[^，。；]{0,10}加大[^，。；]*力度"
)
# What stands behind the last gift of a sentence is said of it.
_TO_THE_END = 10**9
# “年应纳税所得额不超过 100 万元的部分” shuts nobody out.
_OF_A_PART = re.compile(r"[^，。；]{0,40}的?部分")
# From here on the words are but others, and one sentence can stand for both.
_ALIKE = 0.8
# What a title says of the times more than of anybody: 服务业领域困难行业.
_VAGUE = frozenset({"困难行业企业"})
_COLUMNS = (
    "article",
    "measure",
    "mode",
    "instrument",
    "receivers",
    "value",
    "start",
    "end",
    "quote",
    "measure__start",
    "measure__quote",
)


@dataclass(frozen=True, slots=True)
class Gift:
    """A benefit, for the comparison.

    ``begin`` is where in the article's text begins what is said of it: behind the gift before it; ``end`` where that
    ends. ``asks`` are its conditions, ``cases`` the sets of them of which one is enough. ``wording`` are the words of
    its measure that are said of it, with those for whom it is. ``is_counted``: whether the print says how much it is;
    ``names_only``: whether it says no more than by what name a policy goes (落实好…政策); ``is_of_few``: whether it
    is for few, and says nobody who they are. ``shared`` is where in the article's text stands what was said before of
    it and of another gift.
    """

    pk: int
    measure: int
    mode: str
    worth: int
    is_counted: bool
    receivers: tuple[Receiver, ...]
    begin: int
    end: int
    quote: str
    asks: frozenset[Term]
    wording: str
    instrument: str = ""
    names_only: bool = False
    cases: tuple[frozenset[Term], ...] = ()
    is_of_few: bool = False
    shared: tuple[int, int] = (0, 0)


@cached_per_revision
def gifts_by_measure() -> dict[int, list[Gift]]:
    """Return what every measure gives, but for the state's own duties."""
    return dict(sorted(pair for measures in _gifts_of_articles().values() for pair in measures))


@cached_by_article
def _gifts_of_articles(articles: Articles) -> Mapping[int, list[tuple[int, list[Gift]]]]:
    rows = Benefit.objects.public().of_articles().among(articles).exclude(measure=None).without_repetitions()
    rows = rows.order_by("measure", "start", "id").select_related("measure").only(*_COLUMNS)
    asked = _conditions(articles)
    found: dict[int, list[tuple[int, list[Gift]]]] = {}
    for (article, measure), each in groupby(rows, lambda row: (row.article_id, row.measure_id)):
        if article and measure and (gifts := list(_gifts(measure, list(each), asked.get(measure, ())))):
            found.setdefault(article, []).append((measure, gifts))
    return found


@cached_per_revision
def rarity() -> dict[str, float]:
    """Return how much it says of somebody to be named by a term, in bits: the fewer gifts name it, the more.

    By which of its words a text calls small firms says nothing: sizes count as the commonest of them.
    """
    gifts = [gift for each in gifts_by_measure().values() for gift in each]
    count: Counter[str] = Counter()
    for gift in gifts:
        count.update({named.term.name for each in gift.receivers for named in (*each.kinds, *each.trades)})
    of_size = max((count[name] for name in SIZES), default=0)
    return {name: log2(len(gifts) / (of_size if name in SIZES else times)) for name, times in count.items()}


def _gifts(measure: int, rows: list[Benefit], asked: Iterable[AskedCondition]) -> Iterator[Gift]:
    """The gifts of one measure, in order."""
    begin = end = 0
    mode = ""
    first: Benefit | None = None
    said_of_first = rows[0].measure.start
    steps = {row.quote[2:4] for row in rows if row.quote.startswith(_OTHERWISE)}
    for row in _spelled_out(rows):
        if first is None or not _is_of_one_kind(first, row):
            first, said_of_first = row, end or said_of_first
        shared = (said_of_first, first.start if row is not first else said_of_first)
        goes_on = _MEANWHILE.match(row.quote) and mode
        begin = begin if goes_on or row.quote.startswith(_OTHERWISE) else end
        end = row.end if row is not rows[-1] else _TO_THE_END
        mode = mode if goes_on else row.mode
        if mode != Benefit.Mode.DUTY:
            own = [
                each
                for each in asked
                if (begin <= each.start < end or shared[0] <= each.start < shared[1])
                and not any(of in each.term.name for of in steps)
            ]
            receivers = named_in(row.receivers) or _of_what_is_taxed(row)
            of_all = frozenset() if own else _asked_of_all(receivers)
            yield Gift(
                row.pk, measure, mode, _worth(row), bool(row.value), receivers, begin, end, row.quote,
                frozenset(each.term for each in own) | of_all, _wording(row, begin, end), row.instrument,
                bool(_NAMED_ONLY.fullmatch(row.quote)), tuple(case | of_all for case in _cases(row, own, receivers)),
                _is_of_few(row), shared,
            )  # fmt: skip


def _asked_of_all(receivers: Iterable[Receiver]) -> frozenset[Term]:
    """Return the conditions that stand in the words of all receivers: 对纳税信用A级的….

    What a second gift of the sentence says of them is asked of it too, though it stands before the first.
    """
    names = [each.asks for each in receivers]
    of_all = frozenset.intersection(*names) if names else frozenset()
    terms = vocabulary.of_scheme(Scheme.CONDITION).terms
    return frozenset(term for term in terms if term.name in of_all and not term.is_umbrella)


def _is_of_one_kind(first: Benefit, row: Benefit) -> bool:
    """Whether a gift is of the same kind, and for the same, as one before: of both holds what is said before them.

    “购置的单位价值500万元以上的设备，折旧年限为3年的可一次性扣除，为4年的可减半扣除” asks for 500万元 in either case.
    """
    return bool(row.receivers) and first.instrument == row.instrument and first.receivers == row.receivers


def _wording(row: Benefit, begin: int, end: int) -> str:
    """The words of a measure that stand between the gift before and the next, behind those whom it is for."""
    start = row.measure.start
    return "：".join((*row.receivers, row.measure.quote[max(begin - start, 0) : max(end - start, 0)]))


def _cases(row: Benefit, own: Iterable[AskedCondition], receivers: Iterable[Receiver]) -> tuple[frozenset[Term], ...]:
    begin = row.measure.start
    asked = [each._replace(start=each.start - begin, end=each.end - begin) for each in own]
    return of_each(cases_of(row.measure.quote, asked), [each.asks for each in receivers])


def _spelled_out(rows: list[Benefit]) -> Iterator[Benefit]:
    """The gifts of a measure without those that only name what the next one gives."""
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if after is None or row.instrument != after.instrument or not _NAMED_ONLY.fullmatch(row.quote):
            yield row


def _of_what_is_taxed(row: Benefit) -> tuple[Receiver, ...]:
    """Return whose trade it is that a tax is spared on, where nobody is named: 免征…公共交通运输服务增值税."""
    named = named_in([_NAME_OF_CHARGE.sub("", row.quote)]) if row.instrument in _TAXES else ()
    return tuple(each for each in named if any(trade.term.name not in MEANS for trade in each.trades))


def _worth(row: Benefit) -> int:
    """Return how much a gift is worth, less where nobody is named and it is a tax or a fee of few."""
    worth = next((len(_WORTH) - rank for rank, names in enumerate(_WORTH) if row.instrument in names), 0)
    return max(0, worth - _is_of_few(row))


def _is_of_few(row: Benefit) -> bool:
    """Whether it is money or a charge that is spared for what most do not have, and says nobody who does.

    新能源汽车车船税 and 新能源汽车推广应用财政补贴 are for who has the car; 扩大“六税两费”减免政策适用主体范围 is for
    some more, and this does not say whom.
    """
    is_money = row.instrument in _CHARGES | _GRANTS and not row.receivers
    return is_money and bool(_WIDENED.search(row.quote) or not _PAID_BY_MOST.search(row.quote))


def _conditions(articles: Articles) -> dict[int, list[AskedCondition]]:
    """Return what measures ask for, each with where; what asks only 符合条件 asks for nothing that could be told."""
    terms = vocabulary.by_id()
    uses = TermUse.objects.public().among(articles).filter(term__scheme=Scheme.CONDITION, measure__isnull=False)
    found: dict[int, list[AskedCondition]] = {}
    for measure, start, end, term, quote, begin in uses.order_by("start", "id").values_list(
        "measure", "start", "end", "term", "measure__quote", "measure__start"
    ):
        if term in terms and not terms[term].is_umbrella and not _OF_A_PART.match(quote, start - begin):
            found.setdefault(measure, []).append(AskedCondition(start, end, terms[term]))
    return found


@cached_per_revision
def same_elsewhere() -> dict[int, int]:
    """Measures that say the same in other words, each with the first of them; those whose figures differ are not."""
    first: dict[int, int] = {}
    alike = Parallel.objects.public().filter(conflict=False, score__gte=_ALIKE)
    for a, b in alike.order_by("a", "b").values_list("a", "b"):
        first[b] = first.setdefault(a, a)
    return first


def kinds_of_title(title: str) -> set[Term]:
    """The kinds of enterprise that a document's title names: it is for them, also where a sentence says nobody."""
    return _kinds_by_title().get(title, set())


@brought_forward(unless(Reach.TEXTS))
def _kinds_by_title() -> dict[str, set[Term]]:
    titles = Document.objects.public().values_list("title", flat=True)
    return {
        title: {named.term for each in named_in([title]) for named in each.kinds if named.term.name not in _VAGUE}
        for title in titles
    }

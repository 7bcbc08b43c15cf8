"""The finder against plain sets: every kind alone, pairs of kinds, rows of one evidence, umbrellas, days, sums."""

from datetime import date
from itertools import combinations
from sys import getsizeof

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from policies.models import Amount, Article, Deadline, Measure, Responsibility, Term, TermUse
from portal.website.finder.article_sets import set_of
from portal.website.finder.facets import facets, hints, sentence, ways_out
from portal.website.finder.filterset import ArticleFilter
from portal.website.finder.params import PARAMS
from portal.website.finder.value_rows import ValueRows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

DAY = date(2023, 6, 30)
SERVICES = "FGHIJKLMNOPQR"


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.in_document_order())


def pks(query: str) -> set[int]:
    return set(asked(query).qs.values_list("pk", flat=True))


class Plain:
    """The base as plain rows, and the filter as plain set operations on them."""

    def __init__(self):
        live = {"status__in": ["extracted", "confirmed", "edited"]}
        facts = live | {"article__isnull": False}
        self.all = set(Article.objects.values_list("pk", flat=True))
        self.rows = {
            ("unit", "role", "basis"): list(
                Responsibility.objects.filter(**facts).values("article", "role", "basis", unit_=models_name("unit"))
            ),
            ("amount", "amount_role", "min_yuan"): list(
                Amount.objects.filter(**facts).values("article", "role", "unit", "high")
            ),
            ("date", "date_role"): list(
                Deadline.objects.filter(**facts).values("article", "kind", "role", "start_on", "end_on")
            ),
            ("force",): list(Measure.objects.filter(**live).values("article", "force")),
            ("document",): [
                {"article": pk, "document": number or slug}
                for pk, number, slug in Article.objects.values_list("pk", "document__number", "document__slug")
            ],
        }
        self.codes = dict(Term.objects.filter(scheme="sector").values_list("name", "codes"))
        self.terms: dict[str, dict[str, set[int]]] = {}
        for scheme, name, article in TermUse.objects.filter(**facts).values_list(
            "term__scheme", "term__name", "article"
        ):
            self.terms.setdefault(scheme, {}).setdefault(name, set()).add(article)

    TESTS = {
        "unit": lambda row, key: row["unit_"] == key,
        "role": lambda row, key: row["role"] == key,
        "basis": lambda row, key: row["basis"] == key,
        "amount": lambda row, key: row["unit"] == key,
        "amount_role": lambda row, key: row["role"] == key,
        "min_yuan": lambda row, key: row["role"] == "benefit" and row["unit"] == "CNY" and row["high"] >= int(key),
        "date": lambda row, key: row["kind"] == key,
        "date_role": lambda row, key: row["role"] == key,
        "force": lambda row, key: row["force"] == key,
        "document": lambda row, key: row["document"] == key,
    }

    def find(self, only: bool = False, **values: str) -> set[int]:
        found = set(self.all)
        for names, rows in self.rows.items():
            asked_here = [name for name in names if name in values]
            if asked_here:
                found &= {
                    row["article"] for row in rows if all(self.TESTS[name](row, values[name]) for name in asked_here)
                }
        for scheme, terms in self.terms.items():
            if scheme in values:
                found &= self.of_term(scheme, values[scheme], terms, only)
        if "status" in values:
            found &= {pk for pk in self.all if self.standing(pk, DAY) == values["status"]}
        return found

    def of_term(self, scheme: str, name: str, terms: dict[str, set[int]], only: bool) -> set[int]:
        found = set(terms.get(name, ()))
        if only or scheme not in ("sector", "place"):
            return found
        if scheme == "sector" and any(code[0] in SERVICES for code in self.codes[name]):
            found |= terms["服务业"]
        return found | (self.all - set().union(*terms.values()))

    def standing(self, pk: int, on: date) -> str:
        rows = [row for row in self.rows["date", "date_role"] if row["article"] == pk and row["role"] == "term"]
        spans = [(row["start_on"] or date.min, row["end_on"] or date.max) for row in rows]
        spans = [span for span in spans if span != (date.min, date.max)]
        if any(start <= on <= end for start, end in spans):
            return "within"
        if any(start > on for start, _ in spans):
            return "later"
        return "past" if spans else "none"


def models_name(path: str):
    from django.db.models import F

    return F(f"{path}__name")


@pytest.fixture(scope="module")
def plain(django_db_setup, django_db_blocker) -> Plain:
    with django_db_blocker.unblock():
        return Plain()


def samples(plain: Plain) -> dict[str, list[str]]:
    """Of every kind that lists values the most frequent ones and a rare one."""
    listed = {facet.param.name: [choice.key for choice in facet.values] for facet in facets(asked(f"on={DAY}&status="))}
    return {name: [*keys[:2], *keys[2:][-1:]] for name, keys in listed.items() if keys}


def test_every_kind_of_the_design_lists_its_values():
    listed = {facet.param.name: len(facet.values) for facet in facets(asked(""))}
    assert set(listed) == {kind.name for kind in PARAMS} - {"q", "exact", "only", "sort"}
    assert all(listed[name] > 1 for name in listed if name not in ("on", "validity", "ends"))


@pytest.mark.long
def test_pairs_of_kinds_are_what_plain_sets_say(plain):
    values = samples(plain)
    checked = 0
    for one, other in combinations(values, 2):
        for a in values[one]:
            for b in values[other]:
                extra = {"on": DAY.isoformat()} if "status" in (one, other) else {}
                query = urlencode({one: a, other: b} | extra)
                assert pks(query) == plain.find(**{one: a, other: b}), query
                checked += 1
    assert checked > 1000


@pytest.mark.long
@pytest.mark.parametrize(
    "selections",
    [
        {},
        {"unit": "省商务厅"},
        {"unit": "省商务厅", "role": "responsible"},
        {"sector": "餐饮"},
        {"sector": "制造"},
        {"sector": "服务业", "place": "太原市"},
        {"sector": "餐饮", "only": "1"},
        {"sector": "餐饮", "place": "太原市", "only": "1"},
        {"amount": "CNY"},
        {"amount_role": "benefit", "min_yuan": "100000"},
        {"amount": "percent", "date_role": "term"},
        {"force": "grants", "instrument": "奖补"},
        {"on": "2023-06-30"},
        {"on": "2023-06-30", "status": "past"},
        {"document": "晋政办发〔2022〕33号", "beneficiary": "小微企业"},
    ],
    ids=str,
)
def test_every_count_is_the_length_of_the_list_it_links_to_and_what_plain_sets_say(plain, selections):
    """Lists take long to ask for: where plain sets have counted too, those of a kind's first and last values do."""
    only = "only" in selections
    known = {name: value for name, value in selections.items() if name not in ("on", "only")}
    for facet in facets(asked(urlencode(selections))):
        name = facet.param.name
        for place, choice in enumerate(facet.values):
            linked = asked(choice.alone)
            assert linked.selections[name].keys == [choice.key]
            counted = name != "status" and "on" not in selections
            if counted:
                assert len(plain.find(only, **known | {name: choice.key})) == choice.count, (name, choice.label)
            if not counted or not selections or place < 5 or place == len(facet.values) - 1:
                assert linked.qs.count() == choice.count, (name, choice.label)


def test_counts_keep_their_order_the_most_frequent_first():
    for facet in facets(asked("")):
        if facet.param.name not in ("document", "basis", "min_yuan"):
            counts = [choice.count for choice in facet.values]
            assert counts == sorted(counts, reverse=True), facet.param.name


def test_a_sector_comes_with_what_is_for_all_trades_and_says_so(plain):
    wide, narrow = asked("sector=餐饮"), asked("sector=餐饮&only=1")
    terms = plain.terms["sector"]
    unnamed = plain.all - set().union(*terms.values())
    assert pks("sector=餐饮&only=1") == terms["餐饮"]
    assert pks("sector=餐饮") == terms["餐饮"] | terms["服务业"] | unnamed
    assert pks("sector=制造") == terms["制造"] | unnamed
    (hint,) = hints(wide)
    assert "普惠" in hint.text
    assert (hint.way.address, hint.way.count) == (narrow.address(), narrow.qs.count())
    (back,) = hints(narrow)
    assert (back.way.address, back.way.count) == (wide.address(), wide.qs.count())


def test_a_setting_without_what_it_serves_is_in_no_address():
    assert asked("only=1&exact=1&sort=order").address() == ""
    assert asked("only=1&exact=1").qs.count() == Article.objects.count()
    assert asked("only=1&exact=1&sector=餐饮").address() == asked("sector=餐饮&only=1").address()


def test_kinds_of_one_evidence_are_asked_of_the_same_row(plain):
    both = pks("amount_role=benefit&amount=percent")
    assert both == plain.find(amount_role="benefit", amount="percent")
    assert both < pks("amount_role=benefit") & pks("amount=percent")
    assert pks("min_yuan=10000") <= pks("amount_role=benefit&amount=CNY")


@pytest.mark.parametrize("words", ["50000", "5万", "5 万元", "５００００", "50,000", "0.0005亿", "5万元以上"])
def test_a_sum_may_be_written_as_people_write_it(words):
    assert asked(f"min_yuan={words}").address() == "min_yuan=50000"
    assert pks(f"min_yuan={words}") == set(
        Amount.objects.benefits_of(50_000).exclude(article=None).values_list("article", flat=True)
    )


def test_a_day_keeps_what_holds_on_it_and_what_states_no_term(plain):
    found = pks(f"on={DAY}")
    assert found == plain.find(status="within") | plain.find(status="none")
    assert pks(f"on={DAY}&status=past") == plain.find(status="past") != set()
    assert pks("on=2021-01-15&status=later") != set()
    assert found | pks(f"on={DAY}&status=past&status=later") == plain.all
    assert [tag.label for clause in sentence(asked(f"on={DAY}")) for tag in clause.tags] == [
        "2023年6月30日", "在期限内", "未写明期限"
    ]  # fmt: skip
    assert asked(f"on={DAY}").address() == f"on={DAY}"


def test_only_the_terms_of_policies_are_held_against_a_day():
    due = Deadline.objects.active().filter(role="due", end_on__lt=DAY, article__isnull=False)
    terms = Deadline.objects.terms().values("article")
    assert set(due.exclude(article__in=terms).values_list("article", flat=True)) <= pks(f"on={DAY}")


@pytest.mark.long
def test_orders_are_what_they_say():
    largest = {
        pk: max((row.high for row in Amount.objects.benefits_of(0).filter(article=pk)), default=None)
        for pk in Article.objects.values_list("pk", flat=True)
    }
    listed = [largest[pk] for pk in asked("sort=benefit").qs.values_list("pk", flat=True)]
    given = [value for value in listed if value is not None]
    assert listed == sorted(given, reverse=True) + [None] * (len(listed) - len(given))
    ends: dict[int, list[date]] = {}
    for article, end in Deadline.objects.active().filter(role__in=["term", "due"]).values_list("article", "end_on"):
        if end:
            ends.setdefault(article, []).append(end)
    day = date(2022, 8, 1)
    keys = []
    for pk in asked(f"on={day}&status=within&status=past&status=none&sort=date").qs.values_list("pk", flat=True):
        coming = min((end for end in ends.get(pk, ()) if end >= day), default=date.max)
        gone = max((end for end in ends.get(pk, ()) if end < day), default=date.min)
        keys.append((coming, -gone.toordinal()))
    assert keys == sorted(keys)


def test_orders_are_whole_and_the_same_every_time():
    order = list(Article.objects.in_document_order().values_list("pk", flat=True))
    for sort in ("order", "benefit", "date", "relevance"):
        found = list(asked(f"sort={sort}").qs.values_list("pk", flat=True))
        assert sorted(found) == sorted(order)
    assert list(asked("sort=order").qs.values_list("pk", flat=True)) == order


def test_relevance_puts_first_what_names_it(plain):
    found = list(asked("sector=餐饮&sort=relevance").qs.values_list("pk", flat=True))
    own = plain.terms["sector"]["餐饮"]
    assert set(found[: len(own)]) == own


def test_an_empty_list_says_what_each_filter_hides():
    filters = asked("unit=省体育局&sector=煤炭&only=1&q=外资")
    assert filters.qs.count() == 0
    for way in ways_out(filters):
        assert asked(way.address).qs.count() == way.count > 0
    filters = asked("unit=省体育局&q=外商投资")
    assert {way.label for way in ways_out(filters)} == {"去掉“部门：省体育局”", "去掉“词语：外商投资”"}
    for way in ways_out(filters):
        assert asked(way.address).qs.count() == way.count > 0


def test_where_no_single_filter_is_to_blame_each_is_offered_alone():
    filters = asked("unit=省体育局&sector=煤炭&only=1&q=外资")
    found = ways_out(filters)
    assert {way.label for way in found} == {"只留“部门：省体育局”", "只留“行业：煤炭”", "只留“词语：外资”"}
    for way in found:
        assert asked(way.address).qs.count() == way.count > 0


def test_the_rows_of_a_large_base_weigh_what_their_sets_do():
    """The order of all articles is weighed once: eleven sources with it pushed each other out at every page."""
    few, many = (ValueRows([], {(1,): set_of(range(100))}, list(range(count))) for count in (100, 100_000))
    assert getsizeof(few) == getsizeof(many)

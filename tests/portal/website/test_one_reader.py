"""A word means the same on every page that takes it: none says that it is unknown where another one answers it."""

import re

import pytest

from policies.models import Membership, Unit, UnitName
from portal.website.finder.params import BY_NAME
from portal.website.matching.question import Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

TRADES = [
    ("the term itself", "餐饮", ["餐饮"]),
    ("a word for it", "饭店", ["餐饮"]),
    ("what only people call so", "奶茶店", ["餐饮"]),
    ("traditional characters", "餐飲", ["餐饮"]),
    ("traditional, and what only people call so", "麵館", ["餐饮"]),
    ("letters of another case", "乡村E镇", ["电子商务"]),
    ("no trade", "火星", []),
]
OFFICES = [
    ("its name", "省商务厅", ["省商务厅"]),
    ("its full name", "山西省商务厅", ["省商务厅"]),
    ("a printed name", "省工信厅", ["省工业和信息化厅"]),
    ("a name of two", "各市、县人民政府", ["各市人民政府", "各县人民政府"]),
    ("without the province", "商务厅", ["省商务厅"]),
    ("traditional characters", "省商務廳", ["省商务厅"]),
    ("a city's bureau", "太原市商务局", ["各市商务局", "省商务厅", "各市人民政府"]),
    ("no office", "火星管理局", []),
]
DAYS = ["2022-06-30", "2022年6月30日", "2022.6.30", "２０２２/6/30"]
NO_DAYS = ["2022-02-30", "2022-06", "明天"]
SUMS = [("8万元", 80_000), ("１０万", 100_000), ("十万", 100_000), ("80,000元", 80_000), ("壹佰万", 1_000_000)]
NO_SUMS = ["-8", "很多", "8%"]


def ids(rows: list[tuple]) -> list[str]:
    return [each[0] for each in rows]


def filtered(name: str, word: str) -> list:
    return [choice.match for choice in BY_NAME[name].read([word]).choices]


def asked(**values: str) -> Question:
    from django.http import QueryDict
    from django.utils.http import urlencode

    return Question(QueryDict(urlencode(values)))


@pytest.mark.parametrize("word, names", [each[1:] for each in TRADES], ids=ids(TRADES))
def test_a_trade(word, names):
    assert [choice.label for choice in BY_NAME["sector"].read([word]).choices] == names
    assert [term.name for term in asked(sector=word).answers["sector"].terms] == names


@pytest.mark.parametrize("word, names", [each[1:] for each in OFFICES], ids=ids(OFFICES))
def test_an_office(client, word, names):
    units = list(Unit.objects.filter(name__in=names))
    assert [choice.label for choice in BY_NAME["unit"].read([word]).choices] == names
    assert set(asked(unit=word).office.units) == {unit.pk for unit in units}
    page = client.get(f"/units/{word}/", follow=True)
    assert page.status_code == (200 if names else 404)
    assert all(name in page.content.decode() for name in names)


def test_words_around_an_office_are_read_where_somebody_says_who_he_is():
    assert not BY_NAME["unit"].read(["我是省商务厅的"]).choices
    assert asked(unit="我是省商务厅的").office.units == (Unit.objects.get(name="省商务厅").pk,)


def test_an_office_is_told_the_duties_of_the_one_before_it():
    """Texts print the name of then."""
    named = [Unit.objects.get(name=name).pk for name in ("人行太原中心支行", "中国人民银行山西省分行")]
    assert asked(unit="中国人民银行山西省分行").office.units == tuple(named)


@pytest.mark.parametrize("word", [*DAYS, *NO_DAYS])
def test_a_day(word):
    days = filtered("on", word)
    assert bool(days) == (word in DAYS)
    assert [asked(sector="餐饮", on=word).on.value] == (days or [None])


@pytest.mark.parametrize("word, yuan", [*SUMS, *((word, None) for word in NO_SUMS)])
def test_a_sum(word, yuan):
    assert filtered("min_yuan", word) == ([yuan] if yuan else [])
    told = asked(sector="餐饮", monthly=word).amounts.get("monthly")
    assert (told and told.value) == yuan


@pytest.mark.parametrize(
    "word", ["晋政办发〔2022〕33号", "晋政办发[2022]33号", "晋政办发2022年33号", "jinzhengbanfa-2022-33"]
)
def test_a_document(word):
    assert [choice.key for choice in BY_NAME["document"].read([word]).choices] == ["晋政办发〔2022〕33号"]


@pytest.mark.parametrize("word", ["晋政办发〔2023〕99号", "晋政办发〔2022〕33号第7条", "33号的租金"])
def test_no_document(word):
    assert not BY_NAME["document"].read([word]).choices


def test_a_retired_name_names_nobody(client):
    """编辑 took a name out of use: no page says it, and no address reads it."""
    printed = UnitName.objects.create(unit=Unit.objects.get(name="省商务厅"), name="省火星厅")
    assert [choice.label for choice in BY_NAME["unit"].read(["省火星厅"]).choices] == ["省商务厅"]
    assert "省火星厅" in client.get("/units/省商务厅/").content.decode()
    printed.inactive = True
    printed.save()
    assert not BY_NAME["unit"].read(["省火星厅"]).choices
    assert client.get("/units/省火星厅/").status_code == 404
    assert "省火星厅" not in client.get("/units/省商务厅/").content.decode()
    assert "省商务厅" not in client.get("/units/?q=火星厅").content.decode()


def test_an_office_that_no_public_text_prints_is_nobody(client):
    """A candidate that a draft brought is neither an answer, nor a member, nor what another came after."""
    unseen = Unit.objects.create(name="火星管理局", kind=Unit.Kind.UNKNOWN, successor=Unit.objects.get(name="省商务厅"))
    collective = Unit.objects.filter(kind=Unit.Kind.COLLECTIVE, verified=True).first()
    Membership.objects.create(collective=collective, member=unseen, evidence="火星")
    assert not BY_NAME["unit"].read(["火星管理局"]).choices
    pages = ["/units/省商务厅/", f"/units/{collective}/", "/articles/?unit=省商务厅&q=火星"]
    assert [path for path in pages if "火星管理局" in client.get(path).content.decode()] == []


@pytest.mark.parametrize("how", ["its document is withdrawn", "it is out of use"])
def test_a_membership_that_is_proved_by_nothing_public_is_nowhere(client, how):
    member = Membership.objects.exclude(document="").select_related("collective", "member").first()
    pages = {f"/units/{member.collective}/": member.evidence, f"/units/{member.member}/": str(member.collective)}
    told = re.compile(r'<section class="members".*?</section>|也是<a.*?的成员。', re.DOTALL)

    def says(path: str, words: str) -> bool:
        return any(words in section for section in told.findall(client.get(path).content.decode()))

    assert all(says(*each) for each in pages.items())
    if how == "it is out of use":
        member.inactive = True
        member.save()
    else:
        from policies.models import Document

        document = Document.objects.get(number=member.document)
        document.state = Document.State.WITHDRAWN
        document.save()
    assert not any(says(*each) for each in pages.items())


def test_an_editors_note_is_in_no_public_page(client):
    unit = Unit.objects.get(name="省商务厅")
    unit.note = "火星来的说明"
    unit.save()
    assert "火星来的说明" not in client.get("/units/省商务厅/").content.decode()

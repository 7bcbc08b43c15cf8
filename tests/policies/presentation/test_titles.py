"""Titles in plain words: by rule, from what is given, and only where the print has none."""

import pytest

from policies import exports
from policies.models import Article, Benefit
from policies.presentation.titles import plain_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

# Of each benefit: its instrument, its value, its receivers, its mode.
CASES = {
    "figures of one way are alternatives": (
        [("租金减免", "减免 6 个月", "店", "automatic"), ("租金减免", "减免 3 个月", "店", "automatic")],
        "租金减免：减免 6 个月或减免 3 个月（店）",
    ),
    "the same figure is said once": (
        [("减免税", "免征", "店", "automatic"), ("减免税", "免征", "店", "automatic")],
        "减免税：免征（店）",
    ),
    "who gets several things is said once": (
        [("缓缴缓税", "一年", "店", "apply"), ("费用减免", "免收", "店", "automatic")],
        "缓缴缓税：一年；费用减免：免收（店）",
    ),
    "a wish is not told beside a right": (
        [("贷款", "", "店", "encourage"), ("补贴", "全额", "店", "apply")],
        "补贴：全额（店）",
    ),
    "a wish alone is said to be one": ([("贷款", "", "店", "encourage")], "鼓励他人给：贷款（店）"),
    "what the state is to do gives no title": ([("补贴", "全额", "店", "duty")], ""),
    "neither how much nor to whom: no title": ([("审批便利", "", "", "automatic")], ""),
    "more than two ways are counted off": (
        [(way, "全额", "店", "apply") for way in ("补贴", "贴息", "奖补")],
        "补贴：全额；贴息：全额（店）等",
    ),
}


def article(gifts, **values) -> Article:
    made = Article(pk=0, number=1, text="一", **values)
    rows = [
        Benefit(article=made, instrument=way, value=value, receivers=[who] if who else [], mode=mode)
        for way, value, who, mode in gifts
    ]
    made._prefetched_objects_cache = {"benefit_set": rows}
    return made


@pytest.mark.parametrize("gifts, expected", CASES.values(), ids=CASES)
def test_titles(gifts, expected):
    assert plain_title(article(gifts)) == expected


def test_a_print_with_a_title_keeps_it():
    assert plain_title(article(CASES["a wish alone is said to be one"][0], heading_start=0, heading_end=1)) == ""


@pytest.mark.long
def test_a_title_of_ours_is_marked_wherever_it_stands_and_never_exported(client):
    told = "减免税：免征（小规模纳税人）"
    for path in (
        "/documents/jinzhengbanfa-2022-33/art_5/",
        "/documents/jinzhengbanfa-2022-33/",
        "/articles/?document=jinzhengbanfa-2022-33&q=小规模纳税人",
    ):
        assert f'{told}<small title="' in client.get(path).content.decode()
    records = [
        each for each in exports.articles() if (each["document"], each["ordinal"]) == ("晋政办发〔2022〕33号", 5)
    ]
    assert [each["heading"] for each in records] == [None]

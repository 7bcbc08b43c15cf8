"""The term of a document: from when to when, by its own words and the day of its issue."""

from datetime import date

import pytest

from importers.parsing import term

ISSUED = date(2024, 5, 31)


@pytest.mark.parametrize(
    "text, start, end",
    [
        pytest.param(
            "本措施自2024年6月1日起施行，有效期至2027年5月31日。", date(2024, 6, 1), date(2027, 5, 31), id="both days"
        ),
        pytest.param("本办法自2024年6月1日起实施，有效期3年。", date(2024, 6, 1), date(2027, 5, 31), id="years"),
        pytest.param("本办法自印发之日起施行，有效期五年。", ISSUED, date(2029, 5, 30), id="from the day of issue"),
        pytest.param("本通知自发布之日起执行，有效期1个月。", ISSUED, date(2024, 6, 29), id="a shorter month"),
        pytest.param(
            "本办法自公布之日起30日后施行，有效期2年。", date(2024, 6, 30), date(2026, 6, 29), id="days behind"
        ),
        pytest.param("本公告执行至2025年12月31日。", None, date(2025, 12, 31), id="an end alone"),
        pytest.param("本条例自二〇二四年三月一日起施行。", date(2024, 3, 1), None, id="Chinese figures, no end"),
    ],
)
def test_term(text, start, end):
    found = term.find(["第一条 给予补贴。", text, "附：申报表"], ISSUED)
    assert (found.start, found.end) == (start, end)
    assert all(quote in text for quote in found.quotes)


def test_without_a_day_of_issue_the_term_stays_open():
    found = term.find(["本办法自印发之日起施行，有效期5年。"], None)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("申报自2024年6月1日起受理。", id="another beginning"),
        pytest.param("许可证有效期3年。", id="another thing's term"),
    ],
)
def test_what_is_no_term_of_the_document(text):
    assert term.find([text], ISSUED) is None

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
        pytest.param("本政策自发布之日起施行，试行期2年。", ISSUED, date(2026, 5, 30), id="on trial for years"),
        pytest.param(
            "本规定自2024年6月1日起施行，试行1年。", date(2024, 6, 1), date(2025, 5, 31), id="tried for a year"
        ),
        pytest.param("本公告执行至2025年12月31日。", None, date(2025, 12, 31), id="an end alone"),
        pytest.param(
            "本细则由市科技局、市财政局负责解释，自2024年7月1日起实施，有效期两年。",
            date(2024, 7, 1),
            date(2026, 6, 30),
            id="who explains it between",
        ),
        pytest.param(
            "各项政策由市科技局会同相关部门解释，自发布之日起施行，有效期3年。",
            ISSUED,
            date(2027, 5, 30),
            id="of all that it says",
        ),
        pytest.param(
            "本公告自发布之日起执行，至2025年6月30日止。", ISSUED, date(2025, 6, 30), id="an end behind a comma"
        ),
        pytest.param(
            "本办法有效期自2024年1月1日起至2026年12月31日止。", date(2024, 1, 1), date(2026, 12, 31), id="a span"
        ),
        pytest.param(
            "《小店管理办法》已经审议通过，现予公布，自2024年8月1日起施行。", date(2024, 8, 1), None, id="announced"
        ),
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
        pytest.param("稳岗政策实施期限截至2024年12月31日。", id="one measure's end"),
        pytest.param("对本市企业自2024年1月1日至2024年12月31日缴纳的租金给予补贴。", id="a measure's span"),
    ],
)
def test_what_is_no_term_of_the_document(text):
    assert term.find([text], ISSUED) is None

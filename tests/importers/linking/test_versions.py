"""A text that shares a number or a title with one of the base: another copy, another version, or a question."""

from datetime import date

import pytest

from importers.linking.versions import Kin, Text, kin

RENT = "1. 减免租金。对承租国有房屋的餐饮企业减免6个月租金，2022年12月31日前申报。（责任单位：省国资委、省财政厅）"
LOAN = "2. 支持贷款。对零售企业给予最高50万元的贷款贴息，每季度调度一次。（责任单位：省商务厅）"
MORE = "3. 组织小店参加夜市。（责任单位：省商务厅）"
WORDS = f"{RENT}\n{LOAN}"
NUMBER = "晋商发〔2022〕9号"
MAY, NEXT = date(2022, 5, 1), date(2023, 5, 1)

# What each text is: number, day, its articles as lines.
CASES = {
    "the same text": ((NUMBER, MAY, WORDS), (NUMBER, MAY, WORDS), Kin.COPY),
    "the same, in other width and spaces": (
        ("", None, WORDS),
        ("", None, WORDS.replace("，", ", ").replace("（", "(")),
        Kin.COPY,
    ),
    "the same, of another day: misread": ((NUMBER, MAY, WORDS), (NUMBER, NEXT, WORDS), Kin.COPY),
    "a typist's fault": ((NUMBER, None, WORDS), (NUMBER, None, WORDS.replace("调度一次", "调渡一次")), Kin.COPY),
    "a typist's fault, one day, no number": (("", MAY, WORDS), ("", MAY, WORDS.replace("申报", "申报申报")), Kin.COPY),
    "amended a year later": ((NUMBER, MAY, WORDS), (NUMBER, NEXT, WORDS.replace("50万元", "80万元")), Kin.LATER),
    "amended, no number": (("", MAY, WORDS), ("", NEXT, f"{RENT}\n{LOAN}\n3. 支持外贸。"), Kin.LATER),
    "one article less": ((NUMBER, MAY, f"{WORDS}\n{MORE}"), (NUMBER, None, WORDS), Kin.COPY),
    "one article more between": ((NUMBER, None, WORDS), (NUMBER, None, f"{RENT}\n{MORE}\n{LOAN}"), Kin.COPY),
    "an article of three": ((NUMBER, None, f"{WORDS}\n{MORE}"), (NUMBER, None, RENT), Kin.UNSURE),
    "one article more, no number": (("", None, WORDS), ("", None, f"{WORDS}\n{MORE}"), Kin.UNSURE),
    "an earlier text": ((NUMBER, NEXT, WORDS), (NUMBER, MAY, WORDS.replace("6个月", "3个月")), Kin.EARLIER),
    "a figure differs, and no day": (
        (NUMBER, None, WORDS),
        (NUMBER, None, WORDS.replace("50万元", "80万元")),
        Kin.UNSURE,
    ),
    "a figure differs on one day": ((NUMBER, MAY, WORDS), (NUMBER, MAY, WORDS.replace("50", "80")), Kin.UNSURE),
    "one title, nothing else": (("", None, WORDS), ("", None, WORDS.replace("零售企业", "批发企业")), Kin.UNSURE),
    "half of it is new": ((NUMBER, None, WORDS), (NUMBER, None, f"{RENT}\n2. 建设夜市。{LOAN[::-1]}"), Kin.UNSURE),
    "one number, another text": ((NUMBER, MAY, WORDS), (NUMBER, NEXT, "1. 建设火星美食街区。"), Kin.UNSURE),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_text_is_to_another(case):
    ours, theirs, expected = CASES[case]
    assert kin(_text(*ours), _text(*theirs)) is expected


def _text(number, issued_on, words):
    return Text(number, issued_on, tuple(words.split("\n")))

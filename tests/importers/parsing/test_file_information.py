"""What a file says of its document beside the text: it fills what the text leaves open, and nothing else."""

from datetime import date

import pytest

from importers.parsing import compilation, file_information

BODY = "一、办好集市，给予摊主补贴。\n二、做好服务。"
WHOLE = f"石桥县商务局\n关于办好集市的通知\n石商〔2023〕4号\n{BODY}\n石桥县商务局\n2023年5月6日"


def head(text: str, **metadata: str):
    (document,) = file_information.completed(compilation.parse(text), metadata).documents
    return document.header


@pytest.mark.parametrize(
    "metadata, field, value, told",
    [
        pytest.param({"成文日期": "2023-05-06"}, "issued_on", date(2023, 5, 6), "成文日期：2023-05-06", id="a day"),
        pytest.param(
            {"成文日期": "2023年5月6日"}, "issued_on", date(2023, 5, 6), "成文日期：2023年5月6日", id="in words"
        ),
        pytest.param({"发布日期": "2023-05-08"}, "issued_on", None, None, id="the site's own day"),
        pytest.param({"成文日期": "2023-13-06"}, "issued_on", None, None, id="no day"),
        pytest.param({"来源": "石桥县商务局"}, "issuers", ("石桥县商务局",), "来源：石桥县商务局", id="an office"),
        pytest.param({"来源": "本网讯"}, "issuers", (), None, id="no office"),
        pytest.param(
            {"来源": "本网", "发文机关": "石桥县商务局"},
            "issuers",
            ("石桥县商务局",),
            "发文机关：石桥县商务局",
            id="the surer label",
        ),
    ],
)
def test_what_is_open_is_filled(metadata, field, value, told):
    header = head(f"关于办好集市的通知\n{BODY}", **metadata)
    assert getattr(header, field) == value
    assert dict(header.from_file).get(field) == told


def test_a_number_and_a_title_too():
    header = head(BODY, 文号="石商〔2023〕4号", ArticleTitle="石桥县商务局关于办好集市的通知")
    assert (str(header.number), header.title, header.titled) == (
        "石商〔2023〕4号",
        "石桥县商务局关于办好集市的通知",
        True,
    )


def test_what_the_text_prints_stands():
    header = head(WHOLE, 文号="石商〔2023〕9号", 成文日期="2022-01-01", 发文机关="石桥县财政局", 标题="别的通知")
    assert header == head(WHOLE)
    assert header.from_file == ()

"""Two texts of one document: what one has and the other lacks is told, wherever it stands."""

import pytest

from importers import pipeline, report
from policies.models import Document
from policies.witnesses import Unmatched, compared

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

HEAD = "临商函〔2022〕51号\n临川市商务局\n关于印发小店措施的通知\n"
PROVISIONS = ["给予小店开业补贴3000元。", "减免小店租金三个月。", "加强宣传，各区设立窗口。", "组织小店参加夜市。"]


def text(*provisions: str) -> str:
    return HEAD + "".join(f"{number}、{each}\n" for number, each in zip("一二三四", provisions, strict=False))


@pytest.mark.parametrize(
    "ours, theirs, told",
    [
        pytest.param(PROVISIONS[:3], PROVISIONS, ["对照本多出四、组织小店参加夜市。"], id="one more at the end"),
        pytest.param(PROVISIONS[:3], PROVISIONS[:2], ["对照本没有第3条"], id="one less at the end"),
        pytest.param(
            PROVISIONS[:3],
            [PROVISIONS[0], PROVISIONS[3], *PROVISIONS[1:3]],
            ["对照本多出二、组织小店参加夜市。"],
            id="one more in the middle",
        ),
        pytest.param(PROVISIONS, [*PROVISIONS[:1], *PROVISIONS[2:]], ["对照本没有第2条"], id="one less in the middle"),
        pytest.param(PROVISIONS, PROVISIONS, [], id="the same"),
    ],
)
def test_what_one_text_lacks_is_told(tmp_path, ours, theirs, told):
    for name, provisions in (("a.txt", ours), ("b.txt", theirs)):
        (tmp_path / name).write_text(text(*provisions), encoding="utf-8")
        outcome = pipeline.import_files([tmp_path / name])
    document = Document.objects.get(number="临商函〔2022〕51号")
    found = list(compared(document))
    assert [str(each) for each in found if isinstance(each, Unmatched)] == told
    rest = [each for each in found if not isinstance(each, Unmatched)]
    assert all(len(each.ours + each.theirs) <= 2 for each in rest), "at most the numbers"
    assert [line for line in report.lines(outcome) if "对照本" in line] == [
        f"两种文本不同：{document} {each}" for each in told
    ]

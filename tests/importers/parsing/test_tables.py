"""Task tables: which columns make one, which rows are tasks, and which cells name offices."""

import pytest

from importers.parsing.lines import split
from importers.parsing.tables import task_tables


def told(text: str) -> list[list[tuple[str, str]]]:
    """The offices' cells of each row of the first task table, with their labels; [] where there is no such table."""
    lines, _ = split(text)
    table = next(iter(task_tables(lines)), None)
    if table is None:
        return []
    starts = [index for index, _ in table.rows]
    rows = [lines[a:b] for a, b in zip(starts, [*starts[1:], table.end], strict=True)]
    printed = ["\n".join(line.text for line in row) for row in rows]
    return [
        [(cell.label, text[cell.start : cell.end]) for cell in table.cells(row)]
        for row, text in zip(rows, printed, strict=True)
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "|序号|任务|牵头单位|配合单位|\n|---|---|---|---|\n|1|减租|市国资委|各区政府|\n|2|减税|市税务局|/|",
            [[("牵头单位", "市国资委"), ("配合单位", "各区政府")], [("牵头单位", "市税务局")]],
            id="bars, a rule, and a slash for nobody",
        ),
        pytest.param(
            "序号\t工作举措\t责任部门\n1\t减租\t市国资委\n\t减半\t市财政局\n2\t减税\t市税务局",
            [[("责任单位", "市国资委"), ("责任单位", "市财政局")], [("责任单位", "市税务局")]],
            id="tabs, and a task over two rows",
        ),
        pytest.param(
            "序号 | 任务 | 牵头单位 | 配合单位\n"
            "-- | -- | -- | --\n1 | 减租 | 市国资委 | 区政府\n2 | 减税 | 市税务局 | /",
            [[("牵头单位", "市国资委"), ("配合单位", "区政府")], [("牵头单位", "市税务局")]],
            id="bars between the cells alone",
        ),
        pytest.param(
            "任务 | 责任部门 | 完成时限\n办夜市 | 市商务局、市公安局 | 6月底",
            [[("责任单位", "市商务局、市公安局"), ("完成时限", "6月底")]],
            id="bars between the cells, no numbers",
        ),
        pytest.param(
            "序号\t任务\t牵头领导\t责任单位\n1\t减租\t李某\t市国资委\n2\t减税\t赵某\t市税务局",
            [[("责任单位", "市国资委")], [("责任单位", "市税务局")]],
            id="people are no offices",
        ),
        pytest.param("首页 | 政务公开 | 互动交流\n办事 | 新闻 | 数据", [], id="a site's menu is no table of tasks"),
        pytest.param("事项\t主办\n减租\t市国资委", [[("牵头单位", "市国资委")]], id="no numbers"),
        pytest.param(
            "序号\n任务\n内容\n牵头单位\n1\n减租\n减三个月\n市国资委\n免三个月\n市财政局\n2\n减税\n减半\n市税务局",
            [[("牵头单位", "市国资委"), ("牵头单位", "市财政局")], [("牵头单位", "市税务局")]],
            id="a cell a line, a task over two rows",
        ),
        pytest.param(
            "类别\t目标\t责任单位\n\t\t牵头单位\t配合单位\n就业\t稳岗\t市人社局\t市财政局\n\t扩岗\t市人社局\t各区政府",
            [
                [("牵头单位", "市人社局"), ("配合单位", "市财政局")],
                [("牵头单位", "市人社局"), ("配合单位", "各区政府")],
            ],
            id="a head of two rows, and a kind over several tasks",
        ),
        pytest.param(
            "序号\t任务\t责任单位\t完成时限\n1\t减租\t市国资委\t2023年6月",
            [[("责任单位", "市国资委"), ("完成时限", "2023年6月")]],
            id="until when",
        ),
        pytest.param("类别\t金额\n早餐店\t3000元", [], id="sums by kind"),
        pytest.param("序号\t指标\t分值\n1\t年龄\t30分", [], id="no office's column"),
        pytest.param("责任单位：市商务局\n任务很重", [], id="words of a text"),
    ],
)
def test_task_table(text, expected):
    assert told(text) == expected


def covered(text: str) -> list[tuple[str, ...]]:
    """Of each row of a table the columns of offices that a cell above reaches down into."""
    lines, _ = split(text)
    table = task_tables(lines)[0]
    starts = [index for index, _ in table.rows]
    rows = zip(starts, [*starts[1:], table.end], strict=True)
    return [table.covered(start, lines[start:end]) for start, end in rows]


HEAD = "序号\t任务\t牵头单位\t配合单位\t完成时限"


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            f"{HEAD}\n1\t减租\t市国资委\t市财政局\t6月底\n2\t减税\t\t\t7月底",
            [(), ("牵头单位", "配合单位")],
            id="both columns",
        ),
        pytest.param(
            f"{HEAD}\n1\t减租\t市国资委\t市财政局\t6月底\n2\t减税\t\t市税务局\t7月底",
            [(), ("牵头单位",)],
            id="who leads alone",
        ),
        pytest.param(
            f"{HEAD}\n1\t减租\t市国资委\t市财政局\t6月底\n2\t减税\t市税务局\t\t7月底",
            [(), ()],
            id="nobody assists",
        ),
        pytest.param(
            f"{HEAD}\n1\t减租\t市国资委\t市财政局\t6月底\n2\t减税\t-\t-\t7月底", [(), ()], id="a dash is nobody"
        ),
        pytest.param(
            f"{HEAD}\n1\t减租\t\t市财政局\t6月底\n2\t减税\t市税务局\t\t7月底", [(), ()], id="nothing stands above"
        ),
        pytest.param(
            "序号\t任务\t责任单位\n1\t减租\t市国资委\n2\t减税\n3\t减费",
            [(), ("责任单位",), ("责任单位",)],
            id="the last column, of which no tab is left",
        ),
        pytest.param(
            "| 序号 | 任务 | 责任部门 |\n|---|---|---|\n| 1 | 减租 | 市国资委 |\n| 2 | 减税 | |",
            [(), ("责任单位",)],
            id="between bars",
        ),
    ],
)
def test_a_cell_that_reaches_down(text, expected):
    assert covered(text) == expected

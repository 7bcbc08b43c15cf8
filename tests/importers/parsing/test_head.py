"""The head of a document: what is its title, and where its body begins."""

import pytest

from importers.parsing import head, titles
from importers.parsing.compilation import parse
from importers.parsing.lines import split


def read(*lines: str) -> head.Header:
    return head.read(split("\n".join(lines))[0])


@pytest.mark.parametrize(
    "line, title",
    [
        pytest.param("【关注】人才公寓申报指南", "人才公寓申报指南", id="a site's column"),
        pytest.param("★ 关于人才公寓的通知", "关于人才公寓的通知", id="a sign"),
        pytest.param("关于印发《人才公寓【试行】办法》的通知", "关于印发《人才公寓【试行】办法》的通知", id="inside"),
    ],
)
def test_a_title_is_without_the_column_of_a_site(line, title):
    assert read(line, "一、办理流程。").title == title


@pytest.mark.parametrize(
    "title, names",
    [
        pytest.param("临川市民政局临川市财政局关于调整标准的通知", ("临川市民政局", "临川市财政局"), id="two"),
        pytest.param(
            "临川市民政局 国家税务总局临川市税务局关于减税的通知",
            ("临川市民政局", "国家税务总局临川市税务局"),
            id="tax",
        ),
        pytest.param("临川市民政局等三部门关于调整标准的通知", ("临川市民政局",), id="the first of several"),
        pytest.param("临川市国有资产监督管理委员会关于减租的通知", ("临川市国有资产监督管理委员会",), id="a long name"),
        pytest.param("关于临川市民政局职责的通知", (), id="what a title is about"),
    ],
)
def test_the_offices_that_a_title_begins_with(title, names):
    assert titles.issuers(title) == names


@pytest.mark.parametrize(
    "below, end",
    [
        pytest.param("住房保障类", 1, id="a heading of the body"),
        pytest.param("〔14届〕第12号", 2, id="a line with figures"),
        pytest.param("青禾市住房局", 2, id="an office"),
    ],
)
def test_words_below_a_title_that_play_no_part_head_the_body(below, end):
    assert read("青禾市便民服务事项清单", below, "一、办理流程。").end == end


@pytest.mark.parametrize(
    "lines, number, day",
    [
        pytest.param(
            ["石商发〔2024〕3号（签发人：甲某）", "石桥市促消费措施"],
            "石商发〔2024〕3号",
            "None",
            id="who signed, in a bracket",
        ),
        pytest.param(
            ["石桥市人民代表大会公告", "第1号", "石桥市立法条例"],
            "石桥市人民代表大会公告第1号",
            "None",
            id="the congress itself",
        ),
        pytest.param(
            ["石商发〔2024〕3号 石桥市商务局 2024年1月9日", "石桥市促消费措施"],
            "石商发〔2024〕3号",
            "2024-01-09",
            id="side by side with an office and a day",
        ),
        pytest.param(["【石政规〔2024〕3号】", "石桥市促消费措施"], "石政规〔2024〕3号", "None", id="black brackets"),
        pytest.param(
            ["石桥市促消费措施", "（石政发〔2024〕2号　2024年1月10日）"],
            "石政发〔2024〕2号",
            "2024-01-10",
            id="a number and a day in one bracket",
        ),
        pytest.param(
            ["石商发2024年3号", "石桥市促消费措施"], "石商发〔2024〕3号", "None", id="a year without brackets"
        ),
        pytest.param(
            ["石桥市商务局", "〔2024〕3号", "石桥市促消费措施"],
            "石桥市商务局〔2024〕3号",
            "None",
            id="an office for a code",
        ),
        pytest.param(
            ["石桥市商务局关于促消费的通知", "〔2024〕3号"],
            "石桥市商务局〔2024〕3号",
            "None",
            id="the code in the title",
        ),
        pytest.param(
            ["石桥市人民政府令", "（第12号）", "石桥市促消费办法"],
            "石桥市人民政府令第12号",
            "None",
            id="an order in brackets",
        ),
        pytest.param(
            ["财政部 税务总局", "公告2023年第31号", "关于小店税收的公告"],
            "财政部税务总局公告2023年第31号",
            "None",
            id="an announcement below its authorities",
        ),
        pytest.param(
            ["第\u200b7号", "石桥市促消费措施（石商〔2024〕\u200b8号）"], "石商〔2024〕8号", "None", id="unseen signs"
        ),
        pytest.param(
            ["石桥市人民代表大会常务委员会公告", "第12号"],
            "石桥市人民代表大会常务委员会公告第12号",
            "None",
            id="a congress's announcement",
        ),
        pytest.param(
            ["文号：石商〔2024〕8号　　发布日期：2024-01-12", "成文日期：2024-01-10", "石桥市促消费措施"],
            "石商〔2024〕8号",
            "2024-01-10",
            id="a card with two fields on a line",
        ),
        pytest.param(
            ["文　　号：石商〔2024〕8号", "石桥市促消费措施"], "石商〔2024〕8号", "None", id="a card with blanks"
        ),
    ],
)
def test_a_number_is_found_however_it_is_set(lines, number, day):
    header = read(*lines, "一、办理流程。")
    assert (str(header.number), str(header.issued_on)) == (number, day)


def test_who_made_a_text_stands_in_the_bracket_below_its_title():
    header = read(
        "石桥市村寨补助资金管理办法",
        "（2024年2月26日石桥市财政局、石桥市民宗局 石财农〔2024〕9号印发）",
        "第一条 制定本办法。",
    )
    assert (header.issuers, str(header.issued_on)) == (("石桥市财政局", "石桥市民宗局"), "2024-02-26")


@pytest.mark.parametrize("title", ["《石桥市促消费措施》政策问答", "关于《石桥市促消费措施》的解读清单"])
def test_a_title_in_a_title_keeps_its_signs(title):
    assert read(title, "一、办理。").title == title


@pytest.mark.parametrize(
    "title, year",
    [
        pytest.param("石桥市2025年民生实事项目责任分解表", 2025, id="in the middle"),
        pytest.param("2024年稳增长若干措施", 2024, id="at the start"),
        pytest.param("石桥市 2023 年补贴标准", 2023, id="blanks"),
        pytest.param("石桥市促进消费行动方案（2024—2026年）", None, id="a plan's years"),
        pytest.param("石桥市2024年至2026年行动方案", None, id="from year to year"),
        pytest.param("关于做好2023年、2024年补贴发放的通知", None, id="two years"),
        pytest.param("石桥市促进消费若干措施", None, id="no year"),
    ],
)
def test_the_year_of_a_text_that_says_no_day_is_that_of_its_title(title, year):
    assert read(title, "一、办夜市。").year == year


@pytest.mark.parametrize(
    "lines, title",
    [
        pytest.param(
            ["关于印发《夜市若干措施》", "《早市管理办法》的通知"],
            "关于印发《夜市若干措施》《早市管理办法》的通知",
            id="next to it",
        ),
        pytest.param(
            ["关于印发《夜市办法》", "和《早市办法》的通知"], "关于印发《夜市办法》和《早市办法》的通知", id="和"
        ),
        pytest.param(
            ["关于印发《夜市办法》", "、《早市办法》的通知"], "关于印发《夜市办法》、《早市办法》的通知", id="、"
        ),
        pytest.param(
            ["市商务局关于废止《夜市办法》", "等文件的决定"], "市商务局关于废止《夜市办法》等文件的决定", id="等"
        ),
        pytest.param(
            ["市商务局关于废止《夜市办法》", "等3件规范性文件的决定"],
            "市商务局关于废止《夜市办法》等3件规范性文件的决定",
            id="counted",
        ),
        pytest.param(
            ["市政府办公室关于印发促进餐饮业", "恢复发展若干政策", "措施的通知"],
            "市政府办公室关于印发促进餐饮业恢复发展若干政策措施的通知",
            id="a line of it ends as titles do",
        ),
        pytest.param(
            ["关于印发夜市若干措施", "关于加快夜市建设的通知"], "关于印发夜市若干措施", id="two that each begin"
        ),
        pytest.param(["《夜市若干措施》", "《早市管理办法》"], "夜市若干措施", id="two titles are no one"),
    ],
)
def test_a_title_that_names_several_texts_goes_on_with_the_next(lines, title):
    assert read(*lines, "一、办夜市。").title == title


GUIDE = "2024年石桥市首店奖励申报指南"


@pytest.mark.parametrize(
    "title, text, issuers",
    [
        pytest.param(
            GUIDE, "三、受理单位：石桥市商务局，地址：中山路1号。", ("石桥市商务局",), id="takes applications"
        ),
        pytest.param(GUIDE, "三、受理单位\n石桥市商务局（中山路1号）", ("石桥市商务局",), id="below a heading"),
        pytest.param(GUIDE, "三、本指南由市商务局负责解释。", ("石桥市商务局",), id="explains, its place in the title"),
        pytest.param(GUIDE, "三、受理部门：石桥市科学技术局高新科。", ("石桥市科学技术局",), id="a section of it"),
        pytest.param(GUIDE, "三、解释权归石桥市商务局所有。", ("石桥市商务局",), id="has the say"),
        pytest.param(GUIDE, "三、本指南由各区商务局负责解释。", (), id="nobody by name"),
        pytest.param(GUIDE, "三、受理单位：石桥市商务局\n四、受理单位：石桥市民政局", (), id="two of them"),
        pytest.param(
            "石桥市首店奖励办法", "三、本办法由石桥市商务局负责解释。", (), id="another may explain a regulation"
        ),
    ],
)
def test_who_answers_for_a_guide_that_nobody_signed(title, text, issuers):
    parsed = parse(f"{title}\n一、给予补贴20万元。\n二、网上申报。\n{text}")
    assert parsed.documents[0].header.issuers == issuers


@pytest.mark.parametrize(
    "title, signed, issuers",
    [
        pytest.param(
            "石桥市商务局　石桥市财政局关于小店的通知",
            "石桥市商务局",
            ("石桥市商务局", "石桥市财政局"),
            id="one for all",
        ),
        pytest.param(
            "石桥市商务局关于小店的通知", "石桥市商务局　石桥市财政局", ("石桥市商务局", "石桥市财政局"), id="all below"
        ),
        pytest.param("关于小店的通知", "石桥市商务局", ("石桥市商务局",), id="nobody in the title"),
        pytest.param("关于小店的通知", "（石桥市商务局　2024年5月）", ("石桥市商务局",), id="in a bracket"),
        pytest.param("石桥市商务局　石桥市财政局关于小店的通知", "石桥市税务局", ("石桥市税务局",), id="another"),
        pytest.param(
            "石桥市商务局　石桥市财政局关于小店的通知",
            "石桥市财政局　石桥市商务局",
            ("石桥市财政局", "石桥市商务局"),
            id="the same",
        ),
    ],
)
def test_who_signed_is_less_than_whom_the_title_names(title, signed, issuers):
    text = f"{title}\n各区：\n一、给予补贴。\n二、做好服务。\n{signed}\n2024年5月6日"
    assert parse(text).documents[0].header.issuers == issuers


CARD = "发布时间：2023-11-20　来源：越秀区人力资源和社会保障局"
BELOW = "各街道办事处：\n第一条 给予补贴。\n第二条 做好服务。"
SIGNED = "广州市越秀区人力资源和社会保障局\n广州市越秀区财政局\n2023年11月15日"
BOTH = ("广州市越秀区人力资源和社会保障局", "广州市越秀区财政局")


@pytest.mark.parametrize(
    "text, issuers",
    [
        pytest.param(f"关于补贴的通知\n{CARD}\n{BELOW}\n{SIGNED}", BOTH, id="signed below"),
        pytest.param(f"{CARD}\n关于补贴的通知\n{BELOW}\n{SIGNED}", BOTH, id="the card first"),
        pytest.param(f"{'　'.join(BOTH)}关于补贴的通知\n{CARD}\n{BELOW}", BOTH, id="in the title"),
        pytest.param(f"{'　'.join(BOTH)}\n关于补贴的通知\n{CARD}\n{BELOW}", BOTH, id="above the title"),
        pytest.param(f"关于补贴的通知\n{CARD}\n{BELOW}", ("越秀区人力资源和社会保障局",), id="the card alone"),
        pytest.param(
            f"发布机构\t越秀区民政局\t文号\t越民〔2024〕3号\n关于补贴的通知\n{BELOW}",
            ("越秀区民政局",),
            id="a card of cells",
        ),
        pytest.param(f"序号\t任务\n关于补贴的通知\n{BELOW}", (), id="cells that are no card"),
        pytest.param(f"关于补贴的通知\n来源：本网\n{BELOW}", (), id="no office"),
    ],
)
def test_who_issued_it_says_a_site_s_card_where_the_text_does_not(text, issuers):
    assert parse(text).documents[0].header.issuers == issuers


@pytest.mark.parametrize("rest", ["（2022—2024年）的通知", "的通知", "》的通知"])
def test_a_title_goes_on_behind_what_looks_like_a_whole_one(rest):
    assert (
        read("石桥市商务局关于印发", "石桥市促消费方案", rest, "一、办理。").title
        == f"石桥市商务局关于印发石桥市促消费方案{rest}"
    )


def test_a_title_that_passes_on_another_s_begins_with_who_does():
    assert read("石桥市政府办公室转发市商务局", "关于促消费措施的通知", "一、办理流程。").title == (
        "石桥市政府办公室转发市商务局关于促消费措施的通知"
    )

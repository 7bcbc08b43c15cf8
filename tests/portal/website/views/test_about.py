"""关于数据: what is declared and found, and every doubt, a failed check among them."""

import re

import pytest

pytestmark = pytest.mark.usefixtures("nine")


@pytest.fixture
def page(client):
    answer = client.get("/about/data/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def row(page: str, start: str) -> str:
    """The table's row that begins with these words, without its tags."""
    rows = [re.sub(r"<[^>]+>", " ", each) for each in re.findall(r"<tr.*?</tr>", page)]
    return next(" ".join(each.split()) for each in rows if " ".join(each.split()).startswith(start))


@pytest.mark.parametrize(
    "start, rest",
    [
        pytest.param("晋发〔2021〕67号", "48 48 相符", id="a count that holds"),
        pytest.param("晋政办发〔2022〕35号", "65 66 不符", id="a count that fails, explained by the doubled number"),
        pytest.param("省商务厅 ：稳外贸稳外资", "6 5 不符", id="a part that cannot be reached"),
        pytest.param("省商务厅 ：餐饮业纾困扶持措施", "5 5 相符", id="a part by section"),
        pytest.param("晋政发〔2021〕26号", "未写明 10 —", id="nothing declared"),
    ],
)
def test_counts(page, start, rest):
    assert rest in row(page, start)


def test_the_doubled_number_explains_35(page):
    assert "不重复的编号正好 65 个：第14条处印作“15”" in row(page, "晋政办发〔2022〕35号")


def test_how_much_of_each_document_was_read(page):
    rows = [re.sub(r"<[^>]+>", " ", each).split() for each in re.findall(r"<tr.*?</tr>", page)]
    assert ["晋发〔2021〕67号", "97%", "0%", "3%", "0%", "没有"] in rows


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("000479", id="left-over text"),
        pytest.param("发改财金〔2022〕271号", id="an unresolved citation"),
        pytest.param("企业家", id="a difference between witnesses"),
        pytest.param("服务 and 便利", id="a correction"),
        pytest.param("担保费率15%过高", id="a doubt with its reason"),
        pytest.param("分期设立10亿元省级天使投资基金", id="a conflict in figures"),
        pytest.param("以人工逐条标注的 210 条为准", id="the size of the gold"),
        pytest.param("依申请公开", id="公开属性"),
        pytest.param("页末断行照原样", id="provenance"),
    ],
)
def test_doubts_are_shown(page, words):
    assert words in page


@pytest.mark.long
def test_queries_do_not_grow_with_the_base(queries):
    assert queries("/about/data/") <= 34

"""款 and 项 of an article, and what a pinpoint of a citation means in it."""

import pytest

from policies.text.clauses import span_of

ARTICLE = """第十二条 小店应当符合下列条件：
（一）在本市注册；
（二）满足以下之一：
1. 面积不超过五十平方米；
2. 雇工不超过五人。
（三）无失信记录。
前款所列条件由区商务局审核：
（一）审核期限十日；
（二）逾期视为同意。
对审核有异议的，可以申请复核。"""


@pytest.mark.parametrize(
    "pinpoint, begins, ends",
    [
        pytest.param("第十二条", "第十二条", "申请复核。", id="the whole article"),
        pytest.param("第十二条第一款", "第十二条", "无失信记录。", id="款 with its items"),
        pytest.param("第十二条第二款第（二）项", "（二）逾期", "视为同意。", id="款 and 项"),
        pytest.param("第二款第一项", "（一）审核", "十日；", id="without brackets, without the article"),
        pytest.param("第12条第3款", "对审核", "复核。", id="Arabic figures"),
        pytest.param("第十二条第（三）项", "（三）无", "记录。", id="项 alone, where there is one"),
        pytest.param("第十二条第一款第（二）项", "（二）满足", "五人。", id="项 with its 目"),
    ],
)
def test_a_pinpoint_points_at_its_words(pinpoint, begins, ends):
    start, end = span_of(ARTICLE, pinpoint)
    assert ARTICLE[start:end].startswith(begins)
    assert ARTICLE[start:end].endswith(ends)


@pytest.mark.parametrize(
    "pinpoint",
    [
        pytest.param("第十二条第四款", id="no such 款"),
        pytest.param("第十二条第三款第一项", id="no such 项"),
        pytest.param("第十二条第一项", id="two items of the number"),
        pytest.param("本办法规定", id="no pinpoint"),
    ],
)
def test_what_points_nowhere(pinpoint):
    assert span_of(ARTICLE, pinpoint) is None

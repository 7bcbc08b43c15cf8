"""平行条款: the pairs that people named are found, what only shares a formula is not, and a conflict is marked."""

import random
from collections import Counter

import pytest

from importers.linking.parallels import ComparedSentence, figures, find
from policies.models import Article, Document, Parallel
from policies.text.diff import compare, same
from policies.witnesses import compared

FILLER = [
    "推进省级中小企业发展专项资金规模扩大并建立在线服务平台。",
    "鼓励餐饮企业为老年人提供助餐服务并给予适当支持。",
    "加快邮政快递末端基础设施建设并纳入老旧小区改造工作体系。",
    "推动公共服务领域数字化发展并创新应用数据资源算力资源。",
]


def sentences(*texts: str) -> tuple[ComparedSentence, ...]:
    """Each text in an article and a document of its own, with others around, so that rare is rare."""
    return tuple(ComparedSentence(text, index, index) for index, text in enumerate([*texts, *FILLER]))


def told(*texts: str):
    return [(p.a, p.b, p.conflict) for p in find(sentences(*texts))]


def test_the_same_sentence_in_another_print_is_a_parallel():
    assert told("对农村地区下行快件给予补贴，由省财政负担。", "对 农村地区下行快件给予补贴, 由省财政负担") == [
        (0, 1, False)
    ]


def test_sentences_that_share_a_formula_only_are_none():
    assert told("对首次创业人员给予一次性奖励。", "对新建煤矿智能化改造给予一次性奖励。") == []


def test_clauses_about_one_thing_with_other_figures_are_a_conflict():
    texts = ("分期设立10亿元省级天使投资基金，引导社会资本。", "设立首期3亿元的省级天使投资基金，引导社会资本。")
    assert told(*texts) == [(0, 1, True)]


def test_the_steps_of_one_tax_are_not_set_against_each_other():
    article = "对个体工商户年应纳税所得额不超过100万元的部分减半征收所得税；"
    step = "对个体工商户年应纳税所得额100万元至300万元部分减半征收所得税。"
    rows = [ComparedSentence(text, key, key) for text, key in [(article, 1), (step, 1), (article, 2), (step, 2)]]
    rows += [ComparedSentence(text, index, index) for index, text in enumerate(FILLER, 10)]
    assert not any(p.conflict for p in find(tuple(rows)))


@pytest.mark.long
def test_what_many_say_has_some_parallels_each_and_not_all_of_them():
    """In a base of many places' documents a sentence stands thirty times, and its pairs are still rare there."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    signs = [chr(at) for at in range(0x4E00, 0x5E00)]
    others = ["".join(chance.sample(signs, 14)) for _ in range(1800)]
    copies = [f"对首次创业的返乡人员给予一次性补贴，由{''.join(chance.sample(signs, 4))}负担。" for _ in range(30)]
    found = find(tuple(ComparedSentence(text, at, at) for at, text in enumerate([*copies, *others])))
    of = Counter(side for pair in found for side in (pair.a, pair.b))
    assert of.keys() == set(range(30))
    assert min(of.values()) >= 8
    assert len(found) <= 8 * 30


@pytest.mark.parametrize(
    "text, expected",
    [
        ("奖励 100 万元、５％", {"100万元", "5%"}),
        ("500强企业前100名", set()),
        ("下调50个基点，配套率提高5 个百分点", {"50个基点", "5个百分点"}),
    ],
)
def test_figures(text, expected):
    assert figures(text) == expected


KNOWN = [
    ("晋发〔2021〕67号", 14, "晋政办发〔2022〕7号", 20),
    ("晋发〔2021〕67号", 14, "晋政办发〔2022〕34号", 10),
    ("晋政办发〔2022〕7号", 20, "晋政办发〔2022〕34号", 10),
    ("晋政办发〔2022〕33号", 25, "晋政办发〔2022〕33号", 32),
    ("晋政办发〔2022〕33号", 25, "晋政办发〔2022〕33号", 37),
    ("晋政办发〔2022〕7号", 22, "晋政办发〔2022〕33号", 20),
    ("晋发〔2021〕67号", 36, "晋政办发〔2022〕7号", 8),
    ("晋政办发〔2022〕33号", 4, "晋政办发〔2022〕34号", 1),
    ("晋政办发〔2022〕33号", 21, "晋政办发〔2022〕35号", 64),
    ("晋政办发〔2022〕33号", 39, "晋政办发〔2022〕35号", 39),
    ("晋发〔2021〕67号", 43, "晋商综〔2022〕56号", 10),
    ("晋发〔2021〕67号", 9, "晋市监发〔2022〕33号", 5),
]


@pytest.mark.long
@pytest.mark.usefixtures("nine")
@pytest.mark.parametrize("a, m, b, n", KNOWN)
def test_the_pairs_that_people_named_are_found(a, m, b, n):
    pairs = Parallel.objects.filter(
        a__article__document__number=a,
        a__article__ordinal=m,
        b__article__document__number=b,
        b__article__ordinal=n,
    )
    assert pairs.exists()


@pytest.mark.usefixtures("nine")
def test_conflicts_in_figures_are_marked():
    """Two: the rate that one document was corrected in and the other was not, and the size of a fund."""
    rate, pair = Parallel.objects.conflicting().order_by("a__article__ordinal")
    assert [str(rate.a.article), str(rate.b.article)] == ["晋发〔2021〕67号 第36条", "晋政办发〔2022〕7号 第8条"]
    assert str(pair.a.article) == "晋发〔2021〕67号 第38条"
    assert str(pair.b.article) == "晋政办发〔2022〕7号 第10条"
    assert "10亿元" in pair.a.quote
    assert "3亿元—5亿元" in pair.b.quote


@pytest.mark.usefixtures("nine")
def test_an_article_s_parallels_are_its_own_the_likest_first():
    article = Article.objects.get(document__number="晋政办发〔2022〕7号", ordinal=20)
    rows = list(Parallel.objects.of(article).with_articles())
    assert all(article in (row.a.article, row.b.article) for row in rows)
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    assert not Parallel.objects.of(Article.objects.get(document__number="晋政办发〔2022〕33号", ordinal=58)).exists()


@pytest.mark.parametrize(
    "a, b, differing",
    [
        pytest.param("从1%提高", "从 1‰ 提高", [("%", "‰")], id="one sign"),
        pytest.param("餐饮、住宿（含民宿）", "餐饮,住宿(含民宿)", [], id="width and punctuation"),
        pytest.param("优秀民营企业企业家", "优秀民营企业", [("企业家", "")], id="left out"),
        pytest.param("10—15分钟", "10-15分钟", [], id="dashes"),
        pytest.param("“专精特新”", '"专精特新"', [], id="quotes"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_comparison(a, b, differing):
    stretches = compare(a, b)
    assert [
        (a[s.a_start : s.a_end].strip(), b[s.b_start : s.b_end].strip()) for s in stretches if not s.same
    ] == differing
    assert "".join(a[s.a_start : s.a_end] for s in stretches) == a
    assert "".join(b[s.b_start : s.b_end] for s in stretches) == b
    assert same(a, b) == (not differing)


@pytest.mark.usefixtures("nine")
def test_the_witnesses_of_67_differ_in_five_places_and_nowhere_else():
    found = list(compared(Document.objects.get(number="晋发〔2021〕67号")))
    assert [(d.article.ordinal, d.ours, d.theirs) for d in found] == [
        (36, "%", "‰"),
        (36, "%", "‰"),
        (36, "%", "‰"),
        (39, "企业家", ""),
        (44, "", "小组"),
    ]
    assert all(d.article.text[d.start : d.start + len(d.ours)] == d.ours for d in found)


@pytest.mark.usefixtures("nine")
def test_a_document_with_one_witness_has_no_differences():
    assert list(compared(Document.objects.get(number="晋政办发〔2022〕7号"))) == []

"""An article is its words: numbers run on, articles come and go, and what was said of one stays with it."""

import pytest

from importers import pipeline
from importers.load.article_matching import BaseArticle, NewArticle, match_articles
from policies.models import Article, Document, Relation, Report

TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
RENT = "减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委）"
SKILL = "培训人才。组织厨师技能大赛，培育晋菜名厨和面点师。（责任单位：省人社厅）"
BRAND = "打造品牌。推出山西面食地图，建设美食街区和夜间经济。（责任单位：省商务厅）"
LOAN = "增加贷款。引导银行给予餐饮企业信用贷款和贴息支持。（责任单位：省金融办）"


def known(*texts: str, worked_on: str = "") -> list[BaseArticle]:
    return [BaseArticle(f"art_{at}", f"{at}. {text}", f"{at}.", text != worked_on) for at, text in enumerate(texts, 1)]


def read(*texts: str, first: int = 1) -> list[NewArticle]:
    return [
        NewArticle(f"art_{at}", f"{at + first - 1}. {text}", f"{at + first - 1}.") for at, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    "before, after, paths",
    [
        pytest.param((RENT, SKILL), (RENT, SKILL), ["art_1", "art_2"], id="nothing changed"),
        pytest.param(
            (RENT, SKILL, BRAND), (SKILL, BRAND), ["art_2", "art_3"], id="the first is gone, the rest renumbered"
        ),
        pytest.param((RENT, SKILL), (LOAN, RENT, SKILL), ["art_1_2", "art_1", "art_2"], id="one before the first"),
        pytest.param((RENT, SKILL), (SKILL, RENT), ["art_2", "art_1"], id="changed places"),
        pytest.param(
            (RENT, SKILL, BRAND),
            (SKILL.replace("大赛", "比赛"), BRAND),
            ["art_2", "art_3"],
            id="renumbered and a word changed",
        ),
        pytest.param((RENT,), (LOAN,), ["art_1"], id="all other words, nobody worked on it: the place goes on"),
        pytest.param((RENT, RENT), (RENT, RENT), ["art_1", "art_2"], id="twice the same words"),
        pytest.param(
            (RENT[:20] + LOAN * 2, BRAND),
            (RENT[:20], LOAN * 2, BRAND),
            ["art_1", "art_2_2", "art_2"],
            id="split: what begins as it did is the same, though the other part is longer",
        ),
        pytest.param(
            (RENT[:20], LOAN * 2, BRAND),
            (RENT[:20] + "2. " + LOAN * 2, BRAND),
            ["art_1", "art_3"],
            id="joined: it is what it begins with",
        ),
        pytest.param((), (RENT, SKILL), ["art_1", "art_2"], id="a first import"),
    ],
)
def test_which_is_which(before, after, paths):
    assert match_articles(known(*before), read(*after)) == paths


def test_a_place_that_people_worked_on_goes_to_no_other_words():
    assert match_articles(known(RENT, SKILL, worked_on=RENT), read(LOAN, SKILL)) == ["art_1_2", "art_2"]


def test_paths_are_given_once():
    found = match_articles(known(RENT, SKILL, worked_on=RENT), read(LOAN, BRAND, RENT, SKILL, LOAN))
    assert len(set(found)) == len(found)


@pytest.fixture
def small(nine, tmp_path):
    """Imports a small document anew with other articles."""
    file = tmp_path / "small.txt"

    def says(*articles: str) -> Document:
        text = "".join(f"{number}. {article}\n" for number, article in enumerate(articles, 1))
        file.write_text(TITLE + text, encoding="utf-8")
        pipeline.import_files([file])
        return Document.objects.get(number="晋商发〔2022〕9号")

    return says


def of(document: Document, words: str) -> Article:
    return Article.objects.get(document=document, text__contains=words)


@pytest.mark.long
@pytest.mark.django_db
def test_validity_relations_and_rejections_stay_with_their_provision(small):
    document = small(RENT, SKILL, BRAND)
    skill = of(document, "厨师")
    Article.objects.filter(pk=skill.pk).update(validity="repealed", validity_evidence="公报")
    Relation.objects.create(kind="repeals", later_name="某文", earlier=document, earlier_article=skill, evidence="公报")
    duty = of(document, "面食地图").responsibility_set.get()
    duty.status = "rejected"
    duty.save()
    small(SKILL, BRAND.replace("夜间经济", "夜市"))
    assert of(document, "厨师").validity == "repealed"
    assert of(document, "面食地图").validity == "unverified"
    assert Relation.objects.get().earlier_article == of(document, "厨师")
    assert of(document, "面食地图").responsibility_set.get().status == "rejected"
    assert {row.path for row in document.articles.public()} == {"art_2", "art_3"}


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    "say",
    [
        pytest.param(lambda row: Article.objects.filter(pk=row.pk).update(validity="repealed"), id="its validity"),
        pytest.param(
            lambda row: Relation.objects.create(
                kind="repeals", later_name="某文", earlier=row.document, earlier_article=row, evidence="公报"
            ),
            id="what repeals it",
        ),
        pytest.param(
            lambda row: Report.objects.create(article=row, place="第1条", problem="value"), id="a reader's report"
        ),
    ],
)
def test_an_article_of_which_something_was_said_is_kept_when_the_source_drops_it(small, say):
    document = small(RENT, SKILL)
    row = of(document, "租金")
    say(row)
    small(SKILL)
    row = Article.objects.get(pk=row.pk)
    assert row.removed_from_source
    assert row not in document.articles.public()
    assert not Relation.objects.filter(earlier_article=None).exists()
    small(RENT, SKILL)
    row.refresh_from_db()
    assert (row.removed_from_source, row.path) == (False, "art_1")


@pytest.mark.long
@pytest.mark.django_db
def test_what_repeals_an_article_that_is_no_more_is_said_nowhere_in_public(small, client):
    document = small(RENT, SKILL)
    relation = Relation(kind="repeals", later_name="某文", earlier=document, evidence="公报")
    relation.earlier_article = of(document, "租金")
    relation.save()
    small(SKILL)
    html = client.get(document.get_absolute_url()).content.decode()
    assert "公报" not in html
    assert "整个文件" not in html
    address = Article.objects.get(pk=relation.earlier_article_id).get_absolute_url()
    assert client.get(address).status_code == 200

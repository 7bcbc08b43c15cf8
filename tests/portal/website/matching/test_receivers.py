"""Whether somebody is whom a benefit is for: kinds that nest, trades, words that say less, words of nobody at all."""

import pytest
from django.http import QueryDict

from policies.models import Term
from portal.website.matching.conditions import Verdict
from portal.website.matching.naming import named_in
from portal.website.matching.question import Question
from portal.website.matching.receivers import EVERYBODY, NAMED, OWN, PERHAPS, UNKNOWN, Asker, nesting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

MET, OPEN, UNMET = Verdict.MET, Verdict.OPEN, Verdict.UNMET
JUDGED = {
    "the very kind": ("beneficiary=小微企业", "小微企业", MET, NAMED),
    "one of two": ("beneficiary=个体工商户", "小微企业和个体工商户", MET, NAMED),
    "a kind that holds theirs": ("beneficiary=小微企业", "中小企业", MET, NAMED),
    "a kind within theirs": ("beneficiary=中小企业", "小微企业", OPEN, PERHAPS),
    "another kind": ("beneficiary=个体工商户", "外商投资企业", UNMET, UNKNOWN),
    "the very trade": ("sector=餐饮", "餐饮企业", MET, OWN),
    "a trade and a kind, both theirs": ("sector=餐饮&beneficiary=小微企业", "餐饮业小微企业", MET, OWN),
    "their kind of another trade": ("sector=餐饮&beneficiary=小微企业", "零售业小微企业", UNMET, UNKNOWN),
    "all services": ("sector=餐饮", "服务业小微企业", OPEN, PERHAPS),
    "all services, and their kind": ("sector=餐饮&beneficiary=小微企业", "服务业小微企业", MET, NAMED),
    "services, and a factory": ("sector=制造&beneficiary=小微企业", "服务业小微企业", UNMET, UNKNOWN),
    "railways, and a lorry's owner": ("sector=交通运输&beneficiary=交通运输企业", "铁路运输企业", OPEN, PERHAPS),
    "a leader of farming, and a farm": ("sector=农业&beneficiary=合作社与家庭农场", "农业龙头企业", OPEN, PERHAPS),
    "both of two words must hold": ("beneficiary=中小企业", "科技型中小企业", UNMET, UNKNOWN),
    "a restaurant that is no firm": ("sector=餐饮&beneficiary=个体工商户", "餐饮企业", OPEN, NAMED),
    "everybody": ("beneficiary=个体工商户", "各类市场主体", MET, EVERYBODY),
    "any firm": ("sector=餐饮", "企业", MET, EVERYBODY),
    "nobody that we know": ("sector=餐饮", "国家重大项目", OPEN, UNKNOWN),
    "what a condition asks is no rest": ("beneficiary=小微企业", "承租国有房屋的小微企业", MET, NAMED),
    "what nobody asks is": ("beneficiary=小微企业", "获得奥运奖牌的小微企业", OPEN, PERHAPS),
    "said of all that is listed": ("beneficiary=个体工商户", "获得奥运奖牌的企业和个体工商户", OPEN, PERHAPS),
    "a kind by another name": ("beneficiary=创业者", "首次创业人员", MET, OWN),
    "a kind's own word that is a trade's too": ("beneficiary=旅行社&sector=住宿", "旅行社", MET, OWN),
    "two sizes in one word are both": ("beneficiary=中小企业", "中小微企业", MET, NAMED),
    "and a trade beside them holds too": ("sector=餐饮&beneficiary=中小企业", "制造业中小微企业", UNMET, UNKNOWN),
    "two kinds that are no sizes must both hold": ("beneficiary=中小企业", "科技型中小企业", UNMET, UNKNOWN),
    "an incubator is no 众创空间": ("beneficiary=孵化器", "新认定的省级众创空间", UNMET, UNKNOWN),
    "and none either where its trade has both": ("sector=科技&beneficiary=孵化器", "省级众创空间", UNMET, UNKNOWN),
    "who only says the trade may be one": ("sector=科技", "省级众创空间", OPEN, PERHAPS),
    "a farmers' cooperative is no market": ("sector=农业&beneficiary=合作社与家庭农场", "农产品市场", UNMET, UNKNOWN),
    "and the other way round": ("beneficiary=众创空间", "科技企业孵化器", UNMET, UNKNOWN),
    "who said both in one word is both": ("beneficiary=孵化器与众创空间", "众创空间", MET, OWN),
    "a subject that says of which kind": ("beneficiary=孵化器与众创空间", "科技企业孵化器", MET, OWN),
    "airlines, and a lorry's owner": ("sector=交通运输&beneficiary=交通运输企业", "航空运输企业", UNMET, UNKNOWN),
    "who invests, not in whom": ("beneficiary=科技型企业", "创投企业投资于初创期科技型企业", UNMET, UNKNOWN),
    "of one kind, whoever owns them": ("beneficiary=国有企业", "国企、民营融资担保机构", UNMET, UNKNOWN),
    "state-owned ones": ("beneficiary=国有企业", "国企、央企", MET, OWN),
    "what all that are listed are called is nobody of its own": (
        "beneficiary=房屋业主",
        "小微企业、仓储等领域和行业",
        UNMET,
        UNKNOWN,
    ),
    "a guarantor is no bank": ("sector=金融&beneficiary=担保机构", "地方法人银行", UNMET, UNKNOWN),
    "a bank is no guarantor": ("sector=金融&beneficiary=金融机构", "政府性融资担保机构", UNMET, UNKNOWN),
    "who works in finance may be a bank": ("sector=金融", "地方法人银行", OPEN, PERHAPS),
    "a landlord has no trade": ("beneficiary=房屋业主", "零售企业", UNMET, UNKNOWN),
    "a restaurant is no university": ("sector=餐饮", "高等学校", UNMET, UNKNOWN),
    "a restaurant is no airline": ("sector=餐饮", "航空公司", UNMET, UNKNOWN),
    "a factory may be foreign": ("sector=制造", "外资企业", OPEN, PERHAPS),
    "research makes nobody a certified firm": ("sector=科技", "科技型中小企业", OPEN, PERHAPS),
    "a market is no farm's": ("sector=农业", "农产品批发市场", UNMET, UNKNOWN),
    "a park, for whatever it does for others": (
        "beneficiary=开发区与园区",
        "对本土小微企业贡献突出的中小企业园区",
        OPEN,
        PERHAPS,
    ),
    "and no small firm": ("beneficiary=小微企业", "对本土小微企业贡献突出的中小企业园区", UNMET, UNKNOWN),
    "a title that a condition asks": (
        "beneficiary=孵化器与众创空间&yes=省级认定",
        "新认定的省级科技企业孵化器",
        MET,
        OWN,
    ),
    "a trade by the kind that is told": ("beneficiary=制造与工业企业", "制造业企业", MET, OWN),
    "and none beside it": ("beneficiary=制造与工业企业", "公交客运", UNMET, UNKNOWN),
    "a kind of two trades may be either": ("beneficiary=餐饮住宿企业", "住宿业小微企业", UNMET, UNKNOWN),
    "a size is of no trade": ("beneficiary=小微企业", "制造业小微企业", OPEN, PERHAPS),
    "a market sells as a part of its name": ("sector=批发&beneficiary=农产品市场", "农贸市场", MET, OWN),
    "who sells is no market": ("sector=批发&beneficiary=小微企业", "农产品批发市场", UNMET, UNKNOWN),
    "a hotel is in the name, and no restaurant": ("sector=住宿", "餐饮业小微企业", UNMET, UNKNOWN),
    "two kinds in one word, both told": (
        "beneficiary=高校毕业生&beneficiary=创业者",
        "自主创业高校毕业生",
        MET,
        OWN,
    ),
    "two kinds in one word, one told": ("beneficiary=创业者", "自主创业高校毕业生", UNMET, UNKNOWN),
    "a company is a person by law": ("sector=会展&beneficiary=会展企业", "独立法人会展企业", MET, OWN),
    "a thing that all of a trade handle": ("sector=邮政快递&beneficiary=小微企业", "山区快件", OPEN, PERHAPS),
    "for large firms, and a landlord": ("beneficiary=房屋业主", "大型企业", OPEN, PERHAPS),
    "a piece without a word of ours is what all are called": (
        "sector=餐饮",
        "摆渡船、索道车等道路运输服务",
        UNMET,
        UNKNOWN,
    ),
    "sums that are listed are nobody": (
        "beneficiary=建筑业企业",
        "“链主”企业年度营业收入首次达到 10 亿元、50 亿元、100 亿元的",
        UNMET,
        UNKNOWN,
    ),
    "and are all asked of one": (
        "beneficiary=建筑业企业",
        "产值首次达到10亿元、50亿元、100亿元的建筑业企业",
        MET,
        OWN,
    ),
    "airlines, and an airline": ("sector=民航&beneficiary=交通运输企业", "航空公司", OPEN, PERHAPS),
    "who moved here as a whole": (
        "sector=制造&beneficiary=高新技术企业&yes=新设立与新注册",
        "省外整体新迁入高新技术企业",
        MET,
        OWN,
    ),
    "nothing said of who asks": ("instrument=奖补", "外资企业", OPEN, PERHAPS),
}


@pytest.mark.parametrize("asked, words, verdict, sureness", JUDGED.values(), ids=JUDGED)
def test_who_is_meant(asked, words, verdict, sureness):
    asker = Asker(Question(QueryDict(asked)).profile)
    assert asker.judge(named_in([words]))[:2] == (verdict, sureness)


def test_none_named_is_everybody():
    assert Asker(Question(QueryDict("sector=餐饮")).profile).judge(())[:2] == (MET, EVERYBODY)


def test_what_nests_is_known_and_never_in_itself():
    names, trades = (set(Term.objects.of(each).values_list("name", flat=True)) for each in ("beneficiary", "sector"))
    for term, within in nesting().items():
        assert {name for name, _ in within} <= names
        assert term in names | trades
        assert term not in [name for name, _ in within]


@pytest.mark.parametrize(
    "asked, verdict",
    [
        pytest.param("beneficiary=小规模纳税人", UNMET, id="who says so"),
        pytest.param("beneficiary=小微企业&monthly=8", OPEN, id="whose sales are small likely is one"),
        pytest.param("beneficiary=小微企业&annual=900", MET, id="whose sales are not"),
        pytest.param("beneficiary=小微企业", MET, id="nobody knows"),
        pytest.param("beneficiary=房屋业主", UNMET, id="and what is not theirs becomes no more theirs"),
    ],
)
def test_who_has_no_input_tax_gets_none_back(asked, verdict):
    asker = Asker(Question(QueryDict(asked)).profile)
    assert asker.judge(named_in(["小微企业"]), "对小微企业的增量留抵税额足额退还").verdict == verdict


@pytest.mark.parametrize(
    "asked, verdict",
    [
        pytest.param("beneficiary=外资企业", UNMET, id="who is brought in"),
        pytest.param("beneficiary=协会商会", MET, id="who brings them in"),
    ],
)
def test_a_reward_for_who_brings_investors_in_is_not_the_investors(asked, verdict):
    asker = Asker(Question(QueryDict(asked)).profile)
    assert asker.judge((), "各类机构：引进直接外资达1000万美元以上的项目，按1%给予奖励").verdict == verdict


@pytest.mark.parametrize(
    "asked, words, is_of_few",
    [
        pytest.param("sector=农业&beneficiary=小微企业", "农业龙头企业", False, id="a part of their trade they may be"),
        pytest.param("sector=农业&beneficiary=合作社与家庭农场", "农业龙头企业", True, id="who said another part"),
        pytest.param("sector=旅游&beneficiary=旅游企业", "旅行社", True, id="who said only the whole"),
        pytest.param("sector=旅游&beneficiary=旅行社", "旅行社", False, id="who said that very part"),
        pytest.param(
            "sector=邮政快递&beneficiary=小微企业", "山区快件", False, id="a thing that all of a trade handle"
        ),
        pytest.param("sector=交通运输&beneficiary=小微企业", "新能源公交车", True, id="a thing that some of it have"),
        pytest.param("sector=金融&beneficiary=担保机构", "省级政府性融资担保机构", True, id="those of one level alone"),
        pytest.param(
            "sector=金融&beneficiary=担保机构", "民营融资担保机构", False, id="those of one owner may be they"
        ),
    ],
)
def test_who_said_what_they_are_in_a_trade_is_likely_no_other_part_of_it(asked, words, is_of_few):
    asker, receivers = Asker(Question(QueryDict(asked)).profile), named_in([words])
    assert asker.is_one_of_few(asker.judge(receivers), receivers) == is_of_few

"""Pinyin and slips of the ear are read as words of the texts; what is right, or no word at all, stays as it is."""

import pytest

from policies.asking.spelling import spelled
from policies.asking.understanding import MAX_SIGNS
from policies.text.sounds import MAX_WAYS, like, syllables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def read(words: str) -> str:
    return "".join(spelled(words)[0].split())


@pytest.mark.parametrize(
    "typed, word",
    [
        pytest.param("hesuan", "核酸", id="one word"),
        pytest.param("shiye baoxian huanjiao", "失业保险缓缴", id="several"),
        pytest.param("shiyebaoxian", "失业保险", id="without blanks"),
        pytest.param("xiangcun e zhen", "乡村e镇", id="with a letter that is one"),
        pytest.param("laozihao", "老字号", id="a flat tongue"),
        pytest.param("zujin", "租金", id="no rare reading: not 予进, of 给予进一步"),
        pytest.param("yinhang", "银行", id="as it sounds in its word"),
        pytest.param("chongfu", "重复", id="another reading of 重"),
        pytest.param("kuaiji", "会计", id="another reading of 会"),
        pytest.param("shīyè bǎoxiǎn", "失业保险", id="with its tones"),
        pytest.param("lüxingshe", "旅行社", id="with ü"),
        pytest.param("lǚxíngshè", "旅行社", id="with ü and its tone"),
    ],
)
def test_pinyin(typed, word):
    assert read(typed) == word


@pytest.mark.parametrize(
    "typed, word",
    [
        pytest.param("增殖税", "增值税", id="in the middle"),
        pytest.param("水电气抱装", "水电气报装", id="behind a word"),
        pytest.param("合酸检测", "核酸检测", id="at the beginning"),
        pytest.param("个转起", "个转企", id="at the end"),
        pytest.param("租金简免", "租金减免", id="of four"),
        pytest.param("面官", "面馆", id="of two, in a vocabulary"),
        pytest.param("稳刚返还", "稳岗返还", id="one that is talk elsewhere"),
    ],
)
def test_a_character_that_sounds_alike(typed, word):
    assert read(typed) == word


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("失业保险缓缴", id="as printed"),
        pytest.param("公司上市给不给奖励", id="two words that meet nowhere else"),
        pytest.param("奶茶店", id="a word of the trades alone"),
        pytest.param("rcep", id="letters of a name"),
        pytest.param("hello world", id="another language"),
        pytest.param("5g", id="too short"),
        pytest.param("lease tax", id="a known word of another language beside it"),
        pytest.param("龘龘龘", id="no word of any text"),
        pytest.param("打工", id="sounds as what stands where two words meet: 重大|工程"),
        pytest.param("司机", id="the same: 落实|机关"),
        pytest.param("报税时能多扣", id="talk beside it makes no word of two: 失能"),
        pytest.param("来店里要赞助费", id="the same: 要账"),
    ],
)
def test_what_is_no_slip_stays(words):
    assert spelled(words) == (words, ())


def test_letters_have_few_ways_to_be_read():
    assert syllables("xian") == [("xian",), ("xi", "an")]
    assert len(syllables("ao" * 20)) <= MAX_WAYS
    assert syllables("a" * MAX_SIGNS) == []
    assert like("zhang") == like("zan")

"""A verb is found beside its object, however they are parted, and a question as its statement."""

import pytest

from policies.asking.phrasing import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


@pytest.mark.parametrize(
    "asked, said",
    [
        pytest.param("给不给钱", "给钱", id="asked twice"),
        pytest.param("退没退税", "退税", id="asked twice, of what was done"),
        pytest.param("注册一个公司", "注册公司", id="how many"),
        pytest.param("办个营业执照", "办营业执照", id="one"),
        pytest.param("招不上工", "招工", id="to no end"),
        pytest.param("退我税", "退税", id="whose"),
        pytest.param("交了社保", "交社保", id="what was done"),
        pytest.param("说封就封", "封", id="at will"),
        pytest.param("检查就检查", "检查", id="at will, of two signs"),
    ],
)
def test_a_parted_word_is_whole(asked, said):
    assert plain(asked) == said


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("有没有补贴", id="talk"),
        pytest.param("开业就开票", id="two verbs"),
        pytest.param("社保交不起", id="a saying of its own"),
        pytest.param("交不起税", id="a saying of its own, before an object"),
        pytest.param("贷不到款", id="a parted word that has a meaning of its own"),
        pytest.param("从来没贷过款", id="inside a longer saying"),
        pytest.param("网上开店", id="no parts of a word"),
        pytest.param("个体工商户", id="a word that begins so"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_whole_stays(words):
    assert plain(words) == words

"""The order of an answer is worked out once for its pages, its workbook and its data, for its own question alone."""

import pytest

from policies.models import Amount, Revision
from portal.website.matching.answer import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

ASKED = "/match/?sector=零售&beneficiary=个体工商户"


@pytest.fixture
def ranked(monkeypatch):
    """The questions whose answers were put in order."""
    Revision.bump()  # another test may have asked
    found, rank = [], Answer._ranked_anew
    monkeypatch.setattr(Answer, "_ranked_anew", lambda self: found.append(self.question.key) or rank(self))
    return found


@pytest.mark.parametrize(
    "other, times",
    [
        pytest.param(f"{ASKED}&page=2", 1, id="another page of it"),
        pytest.param(ASKED.replace("/match/", "/match.json"), 1, id="as data"),
        pytest.param(f"{ASKED}&anew=1", 1, id="with what no answer hangs on"),
        pytest.param(f"{ASKED}&on=2022-06-30", 2, id="on another day"),
        pytest.param(ASKED.replace("零售", "超市"), 2, id="a trade in other words, which may say more of who asks"),
        pytest.param(f"{ASKED}&sector=餐饮", 2, id="one word more"),
    ],
)
def test_one_question_is_answered_once(client, ranked, other, times):
    for address in (ASKED, other):
        assert client.get(address).status_code == 200
    assert len(ranked) == times


def test_what_moves_puts_the_answer_in_order_anew(client, ranked):
    client.get(ASKED)
    Amount.objects.public().of_articles().first().save()
    client.get(ASKED)
    assert len(ranked) == 2

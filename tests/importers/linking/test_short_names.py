"""Short names: what a mention means by the name that its document gave."""

import pytest

from importers.extractors.citations import ExtractedCitation
from importers.linking.short_names import spelt_out


def mention(**values):
    return ExtractedCitation(start=0, end=1, quote="", rule="", **{"title": "", "number": "", **values})


NAMES = {
    "意见": mention(title="关于小店的意见", number="晋商发〔2021〕5号", short="意见"),
    "条例": mention(title="小店条例", short="条例"),
}


@pytest.mark.parametrize(
    "citation, title, number",
    [
        pytest.param(mention(title="意见"), "意见", "晋商发〔2021〕5号", id="by number"),
        pytest.param(mention(title="条例"), "小店条例", "", id="by the whole title"),
        pytest.param(mention(title="办法"), "办法", "", id="a name that nobody gave"),
        pytest.param(
            mention(title="意见", number="晋商发〔2022〕1号"), "意见", "晋商发〔2022〕1号", id="a number of its own"
        ),
    ],
)
def test_spelt_out(citation, title, number):
    meant = spelt_out(citation, NAMES)
    assert (meant.title, meant.number) == (title, number)

"""An article as long as a file: its facts and sentences are never held against each other."""

import pytest
from django.core.management import call_command

from policies.models import Amount, Article, Citation
from tests.proportion import assert_in_proportion

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SENTENCE = "按《甲市支持小店办法》（甲政发〔2023〕5号）第三条，对餐饮企业给予补贴，2024年6月30日前最高20万元。"


def test_taking_it_in_takes_time_in_proportion(tmp_path):
    file = tmp_path / "长.txt"

    def taken_in(text: str) -> None:
        file.write_text(f"甲市支持小店若干措施\n第一条 {text}\n第二条 {len(text)}字为限。", encoding="utf-8")
        call_command("import_policies", file, verbosity=0)

    taken_in("给予补贴。")  # what a first import takes alone
    assert_in_proportion(taken_in, SENTENCE)
    first = Article.objects.get(document__source__name=file.name, ordinal=1)
    sentences = first.measures.count()
    assert sentences > 50
    for model in (Amount, Citation):
        rows = model.objects.filter(article=first).select_related("measure")
        assert [row.measure.start <= row.start < row.measure.end for row in rows] == [True] * sentences

"""A table of the vocabularies is the place's own, and where it has none, the general one."""

import pytest

from policies.vocabulary import tables
from portal.environment import Vocabulary


@pytest.fixture
def own(settings, tmp_path):
    general = settings.VOCABULARY.general
    settings.VOCABULARY = Vocabulary(tmp_path, general)
    return tmp_path


def test_the_place_s_own_table_is_read(own):
    (own / "questions.csv").write_text("name,asks\nboats,有几条船\n", encoding="utf-8")
    assert tables.rows("questions.csv") == [{"name": "boats", "asks": "有几条船"}]


def test_what_it_has_not_is_the_general_one(own):
    assert {"form", "premises"} <= {row["name"] for row in tables.rows("questions.csv")}

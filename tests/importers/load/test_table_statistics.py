"""What the planner of the base knows after an import."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importers import pipeline
from importers.load import table_statistics

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def test_sqlite_is_asked_to_look_at_its_tables_and_postgresql_does_so_by_itself():
    with CaptureQueriesContext(connection) as asked:
        table_statistics.renew()
    assert [each["sql"] for each in asked] == (["ANALYZE"] if connection.vendor == "sqlite" else [])


def test_every_import_lets_it_look(monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(table_statistics, "renew", lambda: called.append("renewed"))
    text = tmp_path / "notice.txt"
    text.write_text(
        "某县人民政府关于支持夜市的通知\n某政发〔2024〕9号\n一、办夜市。\n二、延时营业。\n", encoding="utf-8"
    )
    pipeline.import_files([text])
    assert called == ["renewed"]

"""manage.py accuracy"""

import json
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand

from importers import accuracy
from policies import exports

GOLD = settings.BASE_DIR / "tests" / "gold" / "articles.dev.jsonl"
BENEFITS = GOLD.with_name("benefits.dev.jsonl")
TABLE = settings.FIXTURES_DIR / "accuracy.json"


class Command(BaseCommand):
    help = "用手工标注核对库内事实：按种类给出查准率、查全率、F1，并列出每一处漏、误。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--write", action="store_true", help="把结果写入 fixtures/accuracy.json，供“关于数据”页显示"
        )

    def handle(self, *args, **options):
        gold, given = (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in (GOLD, BENEFITS)
        )
        records = list(exports.articles())
        found = accuracy.scores(gold, records) | accuracy.benefit_scores(given, records)
        self.stdout.write(f"手工标注 {len(gold)} 条（{GOLD.name}）")
        self.stdout.write("\n".join(accuracy.table(found)))
        if options["write"]:
            summary = {"measured_on": date.today().isoformat(), **accuracy.summary(gold, found)}
            TABLE.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

"""manage.py accuracy"""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from importers import accuracy, language_accuracy, search_accuracy
from policies import exports

GOLD = settings.BASE_DIR / "tests" / "gold" / "articles.dev.jsonl"
BENEFITS = GOLD.with_name("benefits.dev.jsonl")
QUESTIONS = GOLD.with_name("queries.dev.jsonl")
LANGUAGE = GOLD.with_name("language.jsonl")
TABLE = settings.FIXTURES_DIR / "accuracy.json"


class Command(BaseCommand):
    help = "用手工标注核对库内事实和检索：按种类给出查准率、查全率、F1，问话的答案排第几，并列出每一处漏、误。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--write", action="store_true", help="把结果写入 fixtures/accuracy.json，供“关于数据”页显示"
        )

    def handle(self, *args, **options):
        gold, given, questions = (_rows(path) for path in (GOLD, BENEFITS, QUESTIONS))
        records = list(exports.articles())
        found = accuracy.scores(gold, records) | accuracy.benefit_scores(given, records)
        self.stdout.write(f"手工标注 {len(gold)} 条（{GOLD.name}）")
        self.stdout.write("\n".join(accuracy.table(found)))
        texts = language_accuracy.rows(LANGUAGE)
        scored = language_accuracy.scores(texts, LANGUAGE.with_suffix(""))
        self.stdout.write("\n".join(language_accuracy.table(scored, texts)))
        answered = search_accuracy.answered(questions)
        self.stdout.write(f"手写问话 {len(answered)} 句（{QUESTIONS.name}）")
        self.stdout.write("\n".join(search_accuracy.table(answered)))
        if options["write"]:
            summary = {
                "measured_on": date.today().isoformat(),
                **accuracy.summary(gold, found),
                "search": search_accuracy.summary(answered),
            }
            TABLE.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

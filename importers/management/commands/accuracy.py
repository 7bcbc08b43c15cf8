"""manage.py accuracy"""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from importers import accuracy
from policies import exports


class Command(BaseCommand):
    help = "用手工标注核对库内事实：按种类给出查准率、查全率、F1，并列出每一处漏、误。"

    def handle(self, *args, **options):
        path = settings.BASE_DIR / "tests" / "gold" / "articles.dev.jsonl"
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.stdout.write(f"手工标注 {len(gold)} 条（{path.name}）")
        self.stdout.write("\n".join(accuracy.table(accuracy.scores(gold, exports.articles()))))

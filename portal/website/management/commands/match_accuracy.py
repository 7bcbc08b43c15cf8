"""manage.py match_accuracy"""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.website.matching import accuracy

CASES = settings.BASE_DIR / "tests" / "gold" / "scenarios.dev.jsonl"


class Command(BaseCommand):
    help = "用手写的案例核对政策匹配：列出的有多少有用，稳拿的列全没有、列在哪里，有没有列了不该给的。"

    def handle(self, *args, **options):
        cases = accuracy.answered(json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())
        self.stdout.write(f"手写案例 {len(cases)} 个（{CASES.name}）")
        self.stdout.write("\n".join(accuracy.table(cases)))

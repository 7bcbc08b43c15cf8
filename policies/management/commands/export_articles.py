"""manage.py export_articles"""

import json

from django.core.management.base import BaseCommand

from policies import exports


class Command(BaseCommand):
    help = "把全部条文写到标准输出，每行一个 JSON 对象（docs/architecture.md 说明各字段）。"

    def handle(self, *args, **options):
        for record in exports.articles():
            self.stdout.write(json.dumps(record, ensure_ascii=False))

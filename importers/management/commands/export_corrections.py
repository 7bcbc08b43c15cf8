"""manage.py export_corrections [FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand

from importers.parsing import corrections
from importers.pipeline import CORRECTIONS
from policies.models import Correction


class Command(BaseCommand):
    help = "把库内的勘误写成勘误表（默认 fixtures/corrections.csv）；撤回的不写。"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=CORRECTIONS)

    def handle(self, *args, **options):
        rows = Correction.objects.standing().select_related("article__document")
        rows = rows.order_by("article__document__position", "article__ordinal", "id")
        records = [
            corrections.CorrectionRecord(
                row.article.document.number,
                row.article.path,
                row.quote,
                row.occurrence,
                row.reading,
                row.reason,
                row.evidence,
                row.confidence,
            )
            for row in rows
        ]
        corrections.save(options["file"], records)
        self.stdout.write(f"写出 {len(records)} 条勘误：{options['file']}")

"""manage.py export_corrections [FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand

from importers.load import vocabulary_files
from importers.parsing import corrections
from importers.pipeline import CORRECTIONS


class Command(BaseCommand):
    help = "把库内的勘误写成勘误表（默认 fixtures/corrections.csv）；撤回的不写。"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=CORRECTIONS)

    def handle(self, *args, **options):
        records = vocabulary_files.corrections()
        corrections.save(options["file"], records)
        self.stdout.write(f"写出 {len(records)} 条勘误：{options['file']}")

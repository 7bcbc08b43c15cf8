"""manage.py import_vocabulary FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from importers import pipeline
from importers.load import vocabulary_files
from policies.models import Document


class Command(BaseCommand):
    help = "导入另一个库用 export_vocabulary 写出的词表和勘误，并重新识读全部文件；出错时什么也不改。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        try:
            files = vocabulary_files.unpacked(options["file"].read_bytes())
            with transaction.atomic():
                taken = vocabulary_files.take(files)
                if taken.total:
                    pipeline.derive_documents(Document.objects.select_related("source").listed())
        except OSError as error:
            raise CommandError(f"不能读 {options['file']}：{error.strerror}。") from None
        except vocabulary_files.FilesError as error:
            raise CommandError(f"没有导入：{error}") from None
        self.stdout.write(vocabulary_files.describe(taken))

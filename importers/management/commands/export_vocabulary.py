"""manage.py export_vocabulary FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from importers.load import vocabulary_files


class Command(BaseCommand):
    help = (
        "把词表（单位、成员、各类词条）和勘误写成一个 ZIP 压缩包，供另一个库用 import_vocabulary 导入，或解开作种子。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        try:
            options["file"].write_bytes(vocabulary_files.packed())
        except OSError as error:
            raise CommandError(f"不能写 {options['file']}：{error.strerror}。") from None
        counts = "、".join(f"{name} {len(rows)} 行" for name, (_, rows) in vocabulary_files.tables().items())
        self.stdout.write(f"写出 {options['file']}：{counts}")

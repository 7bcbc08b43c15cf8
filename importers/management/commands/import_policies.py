"""manage.py import_policies [FILE …]"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from importers import pipeline, report
from importers.parsing.sources import SourceError


class Command(BaseCommand):
    help = "导入政策文本（默认导入 fixtures/sources/ 下的全部文件），并打印核对报告。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="UTF-8 或 GB18030 文本、Markdown")
        parser.add_argument("--quiet", action="store_true", help="只打印结果一行，不打印报告")

    def handle(self, *args, **options):
        paths = options["files"] or sorted((settings.FIXTURES_DIR / "sources").iterdir())
        try:
            outcome = pipeline.import_files(paths, progress=self._progress)
        except SourceError as error:
            raise CommandError(str(error)) from None
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"数据库用不了（{error}）。新建的库请先运行 manage.py migrate。") from None
        self.stdout.write(report.done(outcome) if options["quiet"] else "\n".join(report.lines(outcome)))

    def _progress(self, stage: str) -> None:
        """Which stage runs, where somebody watches."""
        if self.stderr.isatty():
            self.stderr.write(f"… {stage}")

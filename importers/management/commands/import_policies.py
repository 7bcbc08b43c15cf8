"""manage.py import_policies [FILE …]

Seeding an empty base and bringing one up to date are two acts: without a FILE the texts of the fixtures go into an
empty base only; into another none goes unasked, so that no start puts an older text in the place of a newer one.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from importers import pipeline, report
from importers.parsing import sources
from importers.parsing.sources import SourceError
from policies.models import Document, Source


class Command(BaseCommand):
    help = (
        "导入政策文本，并打印核对报告。不写 FILE 时：空库导入 fixtures/sources/ 下的全部文件；"
        "已有文件的库只按现在的程序和词表重新读取，不换文本。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", type=Path, metavar="FILE", help="文本、Markdown、网页、DOCX、XLSX、带文字的 PDF"
        )
        parser.add_argument("--quiet", action="store_true", help="只打印结果一行，不打印报告")

    def handle(self, *args, **options):
        try:
            outcome = self._outcome(options["files"])
        except SourceError as error:
            raise CommandError(str(error)) from None
        is_silent = options["quiet"] and outcome.run is None
        lines = [report.done(outcome)] if is_silent else report.keep(outcome)
        self.stdout.write(lines[-1] if options["quiet"] else "\n".join(lines))

    def _outcome(self, files: list[Path]) -> pipeline.Outcome:
        seeds = sorted(settings.SEEDS_DIR.glob("*"))
        if files or not Document.objects.exists():
            return pipeline.import_files(files or seeds, progress=self._progress)
        for path in seeds:
            if not Source.objects.filter(sha256=sources.receive(path).sha256).exists():
                self.stderr.write(f"没有导入 {path.name}：本库没有这一份文本。要用它，请运行 import_policies {path}")
        return pipeline.derive_again(progress=self._progress)

    def _progress(self, stage: str) -> None:
        """Show which stage runs, where somebody watches."""
        if self.stderr.isatty():
            self.stderr.write(f"… {stage}")

"""manage.py backup FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policies import backups


class Command(BaseCommand):
    help = "把整个库备份到一个新文件，网站照常运行（docs/operate.md）。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="新文件，如 jince-2026-01-31.zip")

    def handle(self, *args, **options):
        try:
            made = backups.backup(options["file"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"已备份到 {options['file']}：修订号 {made.revision}，SHA-256 {made.sha256}。")

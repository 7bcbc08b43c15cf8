"""manage.py restore FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policies import backups


class Command(BaseCommand):
    help = "用 manage.py backup 做的备份换下现在的库；不完整、别的版本或别的数据库的不换（docs/operate.md）。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="备份文件")
        parser.add_argument("--discard", action="store_true", help="不备份现在的库")
        parser.add_argument("--wait", type=int, default=backups.PATIENCE, help="最多等正在写的人几秒（%(default)s）")

    def handle(self, *args, **options):
        try:
            manifest, before = backups.restore(options["file"], wait=options["wait"], discard=options["discard"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"已恢复到 {manifest.made_at} 的备份：修订号 {manifest.revision}。")
        if before:
            self.stdout.write(f"恢复之前的库备份在 {before}。")

"""manage.py forget_removed: for cron, once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.editing import imports


class Command(BaseCommand):
    help = "清除移除已满 30 天的文件留存的内容；此后不能再恢复。"

    def handle(self, *args, **options):
        count = imports.forget(timezone.localdate())
        self.stdout.write(f"清除了 {count} 次移除留存的内容。")

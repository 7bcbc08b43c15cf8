"""manage.py upkeep: for cron, once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from importers import page_pictures
from portal.editing import rereading, upkeep


class Command(BaseCommand):
    help = (
        "每天一次：公布定于今天的文件；清除移除已满 30 天的文件留存的内容（此后不能再恢复），"
        "以及收下或不收已满 30 天的上传和它们的页面图像；没有读成的文件再读一次；用命令导入的文件画出页面。"
    )

    def handle(self, *args, **options):
        today = timezone.localdate()
        published, refused = upkeep.publish_due(today)
        removed, uploads = upkeep.let_go(today)
        rereading.resume()
        page_pictures.keep_missing()
        self.stdout.write(
            f"公布了 {published} 个文件，{refused} 个到了日子没有公布；清除了 {removed} 次移除、{uploads} 份上传。"
        )

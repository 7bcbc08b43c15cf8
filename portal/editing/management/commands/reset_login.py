"""manage.py reset_login USERNAME"""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from portal.editing.login import lockout, log


class Command(BaseCommand):
    help = "让一个因多次登录失败而暂停的用户马上可以再登录（docs/operate.md）。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="USERNAME", help="用户名")

    def handle(self, *args, **options):
        name = options["username"]
        if not User.objects.filter(username=name).exists():
            raise CommandError(f"没有 {name} 这个用户，什么也没有改：请核对用户名。")
        places = lockout.unlock(name)
        log.note("unlocked", name, None)
        self.stdout.write(f"{name} 可以再登录了：清除了 {places} 处的登录失败记录。")

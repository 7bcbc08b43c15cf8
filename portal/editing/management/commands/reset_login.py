"""manage.py reset_login USERNAME [--second-factor]"""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from portal.editing.login import lockout, log, second_factor


class Command(BaseCommand):
    help = "让一个因多次登录失败而暂停的用户马上可以再登录（docs/operate.md）。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="USERNAME", help="用户名")
        parser.add_argument("--second-factor", action="store_true", help="同时关闭两步验证：手机和备用码都没有了时用")

    def handle(self, *args, **options):
        name = options["username"]
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"没有 {name} 这个用户，什么也没有改：请核对用户名。")
        places = lockout.unlock(name)
        log.note("unlocked", name, None)
        self.stdout.write(f"{name} 可以再登录了：清除了 {places} 处的登录失败记录。")
        if options["second_factor"]:
            second_factor.switch_off(None, user)
            self.stdout.write("两步验证已关闭：下次登录只要密码。")

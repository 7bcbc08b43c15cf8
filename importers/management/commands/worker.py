"""manage.py worker"""

from django.core.management.base import BaseCommand

from importers import worker


class Command(BaseCommand):
    help = "做网页里等不及做的事：读取上传的文件、收入文件。一个库一个，多开的等着接替；随时可以停，没做完的下次重做。"

    def add_arguments(self, parser):
        parser.add_argument("--with", type=int, metavar="PID", help="启动它的进程（PID）一结束，就跟着结束")
        parser.add_argument("--once", action="store_true", help="把等着的事做完就结束")

    def handle(self, *args, **options):
        is_wanted = worker.while_parent(options["with"]) if options["with"] else lambda: True
        process = worker.Worker(batch=options["once"], is_wanted=is_wanted)
        try:
            process.configure_signals()
            with worker.alone(is_wanted):
                worker.resume()
                process.run()
        except worker.StoppedError:
            return

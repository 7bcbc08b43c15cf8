"""manage.py make_corpus --times N --into FOLDER"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from importers.corpus import Corpus, places
from importers.load.vocabularies import PROVINCES
from importers.parsing import compilation, sources


class Command(BaseCommand):
    help = "造出种子文本的若干份变体（另一些地方、部门、金额、日期、语句），供 import_policies 导入，以试大库。"

    def add_arguments(self, parser):
        parser.add_argument("--times", type=int, required=True, metavar="N", help="几份，每份有种子文本的全部文件")
        parser.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="放到哪个文件夹，须是空的")
        parser.add_argument("--seed", type=int, default=1, help="同一个数造出同样的文本（默认 1）")

    def handle(self, *args, times, into, seed, **options):
        if times < 1:
            raise CommandError(f"--times 要写 1 以上的数，不能是 {times}。")
        corpus = Corpus(_text(), *_places(), seed)
        try:
            into.mkdir(parents=True, exist_ok=True)
            if any(into.iterdir()):
                raise CommandError(f"{into}：文件夹里已有文件，没有写。请换一个空的文件夹。")
            for number, copy in enumerate(corpus.copies(times), 1):
                (into / f"corpus-{number:04}.txt").write_text(copy, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{into}：写不了（{error.strerror}）。请检查路径、权限和空间。") from None
        self.stdout.write(f"完成：{times} 份，在 {into}。导入：manage.py import_policies {into}/*.txt")


def _text() -> str:
    """The seed that holds the most documents."""
    texts = [sources.read(path).text for path in sorted(settings.SEEDS_DIR.glob("*"))]
    if not texts:
        raise CommandError(f"{settings.SEEDS_DIR}：没有种子文本，没有可变的。")
    return max(texts, key=lambda text: len(compilation.parse(text).documents))


def _places():
    known = places(PROVINCES)
    if settings.SITE.place not in known:
        raise CommandError(f"{settings.SITE.place or '本库'}：不是{PROVINCES.name}里的省，不知道把什么换成别处的。")
    return known[settings.SITE.place], list(known.values())

"""python -m bench: import, growth with the text, pages; one table on standard output.

Everything runs in a scratch base of its own. A figure is the median of its runs; the ratios are what to compare, since
machines differ and the same machine differs from hour to hour.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="jince-bench-"))
os.environ |= {"JINCE_VAR": str(SCRATCH), "DJANGO_SETTINGS_MODULE": "portal.settings"}
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 - the settings read the environment set above

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from importers import compilation, derive, pipeline, seeds, sources  # noqa: E402

FILES = sorted((settings.FIXTURES_DIR / "sources").iterdir())
PAGES = {
    "首页": "/",
    "条文（无筛选）": "/articles/",
    "条文（两项筛选，全部分面）": "/articles/?unit=省商务厅&sector=餐饮",
    "条文（检索）": "/articles/?q=失业保险",
    "文件阅读": "/documents/jinzhengbanfa-2022-33/",
    "条文页": "/documents/jinzhengbanfa-2022-33/art_25/",
    "部门页": "/units/省商务厅/",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    say("导入（启动之后的用时，秒）")
    empty = once(lambda: pipeline.import_files(FILES))
    again = median(lambda: pipeline.import_files(FILES), 5)
    read = median(read_sources, 5)
    row("只读取、切分两个来源", read, read)
    row("导入空库", empty, read)
    row("再导入一次（没有变化）", again, read)
    say("切分并读取事实的用时随文本长度（秒）")
    grow()
    say("页面（进程内，毫秒）")
    pages()


def read_sources() -> None:
    for path in FILES:
        compilation.parse(sources.read(path).text)


def grow() -> None:
    """1×, 10× and 100× of the longest source: time per character should stay what it is."""
    text = max((sources.read(path).text for path in FILES), key=len)
    lore = seeds.Rows().lore
    base = median(lambda: read_facts(text, lore), 5)
    for times in (1, 10, 100):
        seconds = base if times == 1 else once(lambda: read_facts(text * times, lore))  # noqa: B023 - called at once
        row(f"{times}×（{len(text) * times:,} 字）", seconds, base * times)


def read_facts(text: str, lore: derive.Lore) -> None:
    """Everything between a source's text and the base."""
    for document in compilation.parse(text).documents:
        paths = [article.path for article in document.outline.articles]
        derive.read(document, paths, (), lore)


def pages() -> None:
    settings.ROOT_URLCONF = "bench.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    bare = median(lambda: client.get("/bare/"), 200) * 1000
    row("空页（固定 HTML）", bare, bare)
    for name, address in PAGES.items():
        assert client.get(address).status_code == 200, address  # noqa: S101 - a broken page would look fast
        row(name, median(lambda: client.get(address), 30) * 1000, bare)  # noqa: B023 - called at once


def once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], runs: int) -> float:
    return statistics.median(once(work) for _ in range(runs))


def say(title: str) -> None:
    sys.stdout.write(f"\n{title}\n")


def row(name: str, figure: float, unit: float) -> None:
    """A figure, and how many times its measure it is."""
    sys.stdout.write(f"  {figure:10.3f}  ×{figure / unit:8.2f}  {name}\n")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)

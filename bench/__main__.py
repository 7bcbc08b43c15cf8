"""python -m bench: import, growth with the text, pages, Datasette beside them; one table on standard output.

Everything runs in a scratch base of its own. A figure is the median of its runs, or what two clients got from one
server process; the ratios are what to compare, since machines differ and the same machine differs from hour to hour.
``--write`` puts the table into docs/benchmarks.md. ``--times 100`` adds as many varied copies of the nine documents,
``--rows 100`` copies their rows as often before pages are asked for, and ``--base postgres://…`` runs on an empty base
there rather than on SQLite.
"""

import argparse
import io
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="jince-bench-"))
_options = argparse.ArgumentParser(prog="python -m bench")
_options.add_argument("--write", action="store_true")
_options.add_argument("--times", type=int, default=1)
_options.add_argument("--rows", type=int, default=1)
_options.add_argument("--base", default="")
OPTIONS = _options.parse_args()
os.environ |= {"JINCE_VAR": str(SCRATCH), "DJANGO_SETTINGS_MODULE": "portal.settings"}
os.environ |= {"DATABASE_URL": OPTIONS.base or f"sqlite:///{SCRATCH / 'jince.sqlite3'}"}

import django  # noqa: E402 - the settings read the environment set above

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import multiplied, pages, record  # noqa: E402
from importers import extract, pipeline  # noqa: E402
from importers.load import vocabularies  # noqa: E402
from importers.parsing import compilation, sources  # noqa: E402
from importers.read_document import Vocabularies  # noqa: E402
from policies.models import Article  # noqa: E402

FILES = sorted((settings.FIXTURES_DIR / "sources").iterdir())


def main(say: Callable[[str], None]) -> None:
    call_command("migrate", verbosity=0)
    say("导入（启动之后的用时，秒）")
    empty = once(lambda: pipeline.import_files(FILES))
    again = median(lambda: pipeline.import_files(FILES), 5)
    read = median(read_sources, 5)
    say(row("只读取、切分两个来源", read, read))
    say(row("导入空库", empty, read))
    say(row("再导入一次（没有变化）", again, read))
    say("\n切分并读取事实的用时随文本长度（秒）")
    for line in grow():
        say(line)
    if OPTIONS.times > 1:
        copies = made_copies(OPTIONS.times)
        say(f"\n导入 {OPTIONS.times} 倍的文本（启动之后的用时，秒；与空库之比，按倍数折算）")
        say(row(f"{OPTIONS.times}×", once(lambda: pipeline.import_files(copies)), empty * OPTIONS.times))
        say(f"  {peak_memory():10.0f} MiB  导入进程占用的最高内存")
    if OPTIONS.rows > 1:
        multiplied.multiply(OPTIONS.rows)
        say(f"\n{OPTIONS.rows} 倍的行：{Article.objects.count():,} 条")
    pages.measure(SCRATCH, say)


def made_copies(times: int) -> list[Path]:
    """Write varied copies of the nine documents, so that with the nine they are so many times as much."""
    folder = SCRATCH / "corpus"
    call_command("make_corpus", times=times - 1, into=folder, verbosity=0, stdout=io.StringIO())
    return sorted(folder.iterdir())


def peak_memory() -> float:
    """Return the most memory that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_sources() -> None:
    for path in FILES:
        compilation.parse(sources.read(path).text)


def grow() -> list[str]:
    """1×, 10× and 100× of the longest source: time per character should stay what it is."""
    text = max((sources.read(path).text for path in FILES), key=len)
    known = vocabularies.VocabularyRows().vocabularies
    base = median(lambda: read_facts(text, known), 5)
    found = {1: base} | {times: once(lambda: read_facts(text * times, known)) for times in (10, 100)}  # noqa: B023 - called at once
    return [row(f"{times}×（{len(text) * times:,} 字）", took, base * times) for times, took in found.items()]


def read_facts(text: str, known: Vocabularies) -> None:
    """Everything between a source's text and the base."""
    for document in compilation.parse(text).documents:
        paths = [article.path for article in document.outline.articles]
        extract.read(document, paths, (), known)


def once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], runs: int) -> float:
    return statistics.median(once(work) for _ in range(runs))


def row(name: str, figure: float, unit: float) -> str:
    """A figure, and how many times its measure it is."""
    return f"  {figure:10.3f}  ×{figure / unit:8.2f}  {name}"


if __name__ == "__main__":
    try:
        with record.table(write=OPTIONS.write) as put:
            main(put)
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)

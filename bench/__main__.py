"""python -m bench: import, growth with the text, pages, Datasette beside them; one table on standard output.

Everything runs in a scratch base of its own. A figure is the median of its runs, or what two clients got from one
server process; the ratios are what to compare, since machines differ and the same machine differs from hour to hour.
``--write`` puts the table into docs/benchmarks.md.
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

from bench import pages, record  # noqa: E402
from importers import extract, pipeline  # noqa: E402
from importers.load import vocabularies  # noqa: E402
from importers.parsing import compilation, sources  # noqa: E402
from importers.read_document import Vocabularies  # noqa: E402

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
    pages.measure(SCRATCH, say)


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
        with record.table(write="--write" in sys.argv) as put:
            main(put)
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)

"""A run as it is shown, and as docs/benchmarks.md keeps it."""

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

RECORD = settings.BASE_DIR / "docs" / "benchmarks.md"

PAGE = """# Benchmarks

One run of `make bench`, {day}: {cores} cores, {machine}, Python {python}, SQLite {sqlite}. Machines differ, and one
from hour to hour, so the ratios are what to compare.

```
{table}
```

- **Import, growth**: seconds, the median of several runs; the second column is the ratio to the block's first line, in
  the growth block to so many times its first line. Goal: into an empty base in at most 1.5 s of work after start-up.
- **Pages**: gunicorn with one process, two clients that ask without a pause on the same machine, two seconds a figure.
  *再问同一页* is a page that was made before: it is kept by its stamp
  (`portal/website/page_cache.py`), and a request costs one query, for the base's revision.
  *每次现做* asks for the page under ever new addresses, so that every one is made. The
  ratio is to the bare view, a fixed page of 40 kB through the same middleware. All are asked for compressed, as
  browsers do. *第一次* is the first time that this process was asked for it; bytes are as sent; queries are those of
  a page made anew. `tests/portal/website/test_pace.py` is the short form of this: a slip to ten times as much fails.
- **Larger bases**: `python -m bench --times 100` adds varied copies of the nine documents (`manage.py make_corpus`),
  `--rows 100` copies their rows before pages are asked for, `--base postgres://…` runs on an empty base there.
- **Datasette**, in an environment of the bench's own, one process too, on an unchanging copy of the same base
  (`--immutable`, suggested facets off: as quick as it goes). It is given a table made for it: an article a row, its
  units and trades as JSON arrays, trades widened as our filter widens them; both list equally many articles for a pair
  of filters, checked before the timing. It counts three facets, we all of ours; both are asked by turns, as they come
  and compressed, as browsers ask. Last, one client asks ours after each of forty edits, not timed; Datasette's
  copy cannot change. Goal: the page with two filters at least five times as many requests a second.
"""


@contextmanager
def table(write: bool) -> Iterator[Callable[[str], None]]:
    """Gives what takes a line: to standard output at once, to the record at the end."""
    lines: list[str] = []

    def put(line: str) -> None:
        lines.append(line)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    yield put
    if write:
        RECORD.write_text(_page("\n".join(lines)), encoding="utf-8")


def _page(lines: str) -> str:
    return PAGE.format(
        table=lines.strip(),
        day=timezone.localdate().isoformat(),
        cores=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
    )

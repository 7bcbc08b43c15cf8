"""python -m importers.parsing.formats FORMAT: a file on standard input → its text on standard output, as JSON.

With “pdf pages” or “picture pages” it gives pictures of its pages instead.
"""

import importlib
import sys

from importers.parsing.formats import isolation

READERS = {
    "html": "web_page",
    "mhtml": "web_archive",
    "markdown": "markdown",
    "docx": "word",
    "pdf": "pdf",
    "xlsx": "workbook",
    "scanned pdf": "scanned_pdf",
    "picture": "ocr",
}


def main() -> None:
    """Read, and say what was read."""
    name = sys.argv[1]
    module = importlib.import_module(f"importers.parsing.formats.{READERS.get(name, 'page_images')}")
    content = sys.stdin.buffer.read()
    isolation.limit(name)
    sys.setrecursionlimit(5000)  # a page may nest its elements deeply
    if name in READERS:
        sys.stdout.write(isolation.answer(module.read, content))
    else:
        sys.stdout.write(isolation.answer_pictures(module.READERS[name], content))


if __name__ == "__main__":
    main()

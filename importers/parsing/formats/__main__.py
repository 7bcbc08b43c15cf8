"""python -m importers.parsing.formats FORMAT: a file on standard input → its text on standard output, as JSON."""

import importlib
import sys

from importers.parsing.formats import isolation

_READERS = {
    "html": "web_page",
    "docx": "word",
    "pdf": "pdf",
    "xlsx": "workbook",
    "scanned pdf": "scanned_pdf",
    "picture": "ocr",
}


def main() -> None:
    """Read, and say what was read."""
    reader = importlib.import_module(f"importers.parsing.formats.{_READERS[sys.argv[1]]}")
    content = sys.stdin.buffer.read()
    isolation.limit(sys.argv[1])
    sys.setrecursionlimit(5000)  # a page may nest its elements deeply
    sys.stdout.write(isolation.answer(reader.read, content))


if __name__ == "__main__":
    main()

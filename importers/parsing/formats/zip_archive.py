"""A zip file's parts, each no larger than a document's can be."""

import io
import zipfile
import zlib

from importers.parsing.formats.records import UnreadableFileError

# A document's largest part is its text as XML; beyond this and at this ratio it is made to swell.
MAX_TOTAL = 100_000_000
MAX_RATIO = 200
MAX_PARTS = 10_000
_SMALL = 1_000_000  # XML of a few repeated words packs well, too


class Archive:
    """The parts of a zip file; UnreadableError where it is damaged, encrypted or a bomb."""

    def __init__(self, content: bytes):
        self._total = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise UnreadableFileError("文件已损坏（压缩包打不开），请重新传输或重新保存后再导入。") from None
        if len(self._parts) > MAX_PARTS:
            raise UnreadableFileError(f"压缩包里有 {len(self._parts)} 个文件，不像一份公文，没有导入。")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._parts)

    def read(self, name: str) -> bytes:
        """The content of a part, b"" where there is none of this name."""
        part = self._parts.get(name)
        if part is None:
            return b""
        if part.flag_bits & 1:
            raise UnreadableFileError("文件设有密码，请先去掉密码、另存后再导入。")
        self._total += part.file_size
        swells = part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size)
        if swells or self._total > MAX_TOTAL:
            raise UnreadableFileError("文件解压后异常地大，像是压缩炸弹，没有导入；请核对来源，或另存为文本后再导入。")
        try:
            with self._zip.open(part) as file:
                return file.read(part.file_size + 1)  # never more than it says of itself
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError):
            raise UnreadableFileError("文件已损坏（压缩包里的内容读不出来），请重新传输或重新保存后再导入。") from None

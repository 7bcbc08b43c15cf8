"""A PDF file of a few lines of text, as small as one can be. Its font is not in it: text needs only the codes."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Line:
    """A line at (x, y) from the lower left corner; ``turn`` is a text matrix without its place."""

    text: str
    y: float = 700
    x: float = 90
    size: float = 16
    turn: str = "1 0 0 1"

    @property
    def drawn(self) -> str:
        """What draws it."""
        return f"BT /F1 {self.size} Tf {self.turn} {self.x} {self.y} Tm <{self.text.encode('utf-16-be').hex()}> Tj ET"


FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 880/StemV 90>>>>]>>"
)
IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    b"stream\n0\nendstream"
)
PICTURE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q"


def pdf(*pages: Sequence[Line | str], more: str = "", trailer: str = "") -> bytes:
    """A file with these pages of lines, or of whatever else draws; ``more`` is said of every page."""
    return written(pages, more, trailer)


def written(pages: Iterable[Sequence[Line | str]], more: str = "", trailer: str = "") -> bytes:
    """A file with these pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT.encode(), IMAGE]
    kids = []
    for page in pages:
        drawn = zlib.compress("\n".join(each if isinstance(each, str) else each.drawn for each in page).encode())
        objects.append(f"<</Length {len(drawn)}/Filter/FlateDecode>>stream\n".encode() + drawn + b"\nendstream")
        resources = "/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>"
        box = f"/MediaBox[0 0 {WIDTH} {HEIGHT}]"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}{resources}/Contents {len(objects)} 0 R{more}>>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    file, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    file += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(file)

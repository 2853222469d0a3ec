"""What stands on the sheets of a PDF that Typst made, as whoever prints it reads it."""

import re
from dataclasses import dataclass
from io import BytesIO

import pikepdf

CODES = re.compile(rb"<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>\s*)?<([0-9A-Fa-f]+)>\s*\n")
BLANKS = re.compile("[\\s\u200b\u00ad]+")


@dataclass(frozen=True)
class Sheet:
    """`text` without any blank: where lines break is not told. `sizes`: those of its letters, in points."""

    text: str
    sizes: frozenset[float]
    width: float
    height: float
    links: frozenset[str]

    def says(self, words: str) -> bool:
        return BLANKS.sub("", words) in self.text


def sheets(pdf: bytes) -> list[Sheet]:
    with pikepdf.open(BytesIO(pdf)) as file:
        return [_sheet(page) for page in file.pages]


def _sheet(page: pikepdf.Page) -> Sheet:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    text, sizes, letters = "", set(), {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
                sizes.add(round(float(operands[1]), 2))
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else operands
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        code = bytes(piece)
                        text += "".join(letters.get(code[at : at + 2], "") for at in range(0, len(code), 2))
    _left, _bottom, width, height = (round(float(side)) for side in page.MediaBox)
    links = frozenset(str(one.A.URI) for one in page.get("/Annots", []))
    return Sheet(BLANKS.sub("", text), frozenset(sizes), width, height, links)


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each code of the font stands for."""
    letters: dict[bytes, str] = {}
    for first, last, letter in CODES.findall(font.ToUnicode.read_bytes()):
        start, end = int(first, 16), int(last or first, 16)
        written = bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code in range(start, end + 1):
            letters[code.to_bytes(2, "big")] = written[:-1] + chr(ord(written[-1]) + code - start)
    return letters

"""What stands on the sheets of a PDF that Typst made, as whoever prints it reads it."""

import re
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Matrix

CODES = re.compile(rb"<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>\s*)?<([0-9A-Fa-f]+)>\s*\n")
BLANKS = re.compile("[\\s\u200b\u00ad]+")


@dataclass(frozen=True)
class Written:
    """Some words of one line, without any blank, and where they stand: in points, from the left and from the top."""

    text: str
    left: float
    right: float
    base: float


@dataclass(frozen=True)
class Sheet:
    """`text` without any blank: where lines break is not told. `sizes`: those of its letters, in points."""

    text: str
    written: tuple[Written, ...]
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
    fonts = {name: (_letters(font), _widths(font)) for name, font in page.Resources.Font.items()}
    left, bottom, width, height = (round(float(side)) for side in page.MediaBox)
    written, sizes, around = [], set(), []
    letters, widths, size, at, line = {}, {}, 0.0, Matrix(), Matrix()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                around.append(at)
            case "Q":
                at = around.pop()
            case "cm":
                at = Matrix(*map(float, operands)) @ at
            case "BT":
                line = at
            case "Tm":
                line = Matrix(*map(float, operands)) @ at
            case "Tf":
                (letters, widths), size = fonts[str(operands[0])], float(operands[1])
                sizes.add(round(size, 2))
            case "Tj" | "TJ":
                text, length = "", 0.0
                for piece in operands[0] if str(operator) == "TJ" else operands:
                    if not isinstance(piece, pikepdf.String):
                        length -= float(piece)
                        continue
                    code = bytes(piece)
                    codes = [code[at : at + 2] for at in range(0, len(code), 2)]
                    text += "".join(letters.get(one, "") for one in codes)
                    length += sum(widths.get(int.from_bytes(one), 1000.0) for one in codes)
                line_end = line.e + length / 1000 * size
                written.append(Written(BLANKS.sub("", text), line.e - left, line_end - left, height + bottom - line.f))
    links = frozenset(str(one.A.URI) for one in page.get("/Annots", []))
    whole = "".join(one.text for one in written)
    return Sheet(whole, tuple(written), frozenset(sizes), width, height, links)


def _widths(font: pikepdf.Object) -> dict[int, float]:
    """How wide each code of the font is, in thousandths of its size: runs of widths, each after its first code."""
    widths: dict[int, float] = {}
    given = list(font.DescendantFonts[0].get("/W", []))
    while given:
        first, following = int(given.pop(0)), given.pop(0)
        if isinstance(following, pikepdf.Array):
            widths |= {first + at: float(width) for at, width in enumerate(following)}
        else:
            width = float(given.pop(0))
            widths |= dict.fromkeys(range(first, int(following) + 1), width)
    return widths


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each code of the font stands for."""
    letters: dict[bytes, str] = {}
    for first, last, letter in CODES.findall(font.ToUnicode.read_bytes()):
        start, end = int(first, 16), int(last or first, 16)
        written = bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code in range(start, end + 1):
            letters[code.to_bytes(2, "big")] = written[:-1] + chr(ord(written[-1]) + code - start)
    return letters

"""An address as a QR code, drawn here: no other site learns that it was shown."""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


def qr_code(address: str, label: str | Promise) -> SafeString:
    """The address as an SVG picture, black on white in any theme, for cameras. `label` says what it opens."""
    width, squares = qr_squares(address)
    return format_html(
        '<svg class="qr-code" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="100%" height="100%" fill="#fff"/><path d="{}"/></svg>',
        label,
        width,
        width,
        squares,
    )


def qr_squares(address: str) -> tuple[int, str]:
    """The width of the code with its white edge, in modules; its dark modules as a path of SVG."""
    import segno  # loaded when a code is first shown: 1 MB

    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=QUIET)]
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), squares

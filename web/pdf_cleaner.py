"""The process in which one PDF is written anew: what a page shows is kept, what runs, opens or hides something is not.

Once it has begun it can open no file and no connection, so that a PDF that misuses the library finds nothing here.
What to keep is listed, where a list can be short: what stands in the catalog, which actions a link has. Elsewhere keys
are dropped by their names (ISO 32000-2; names as qpdf reads them, without escapes).

    python -m web.pdf_cleaner      input: a PDF; output: the same, cleaned; its status: 0, or why not (`PdfRefusal`)
"""

import io
import resource
import sys
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from web.pdf_refusals import PdfRefusal

CPU_SECONDS = 10
MEMORY = 768 * 1024 * 1024  # bytes of addresses
UNPACKED = 100_000_000  # bytes of one stream of objects
NESTED = 100  # arrays and dictionaries in each other


CATALOG = {
    *("/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/PageLayout", "/PageMode", "/ViewerPreferences"),
    *("/Names", "/Dests", "/Outlines", "/OpenAction", "/Metadata", "/StructTreeRoot", "/MarkInfo", "/Lang"),
    *("/OutputIntents", "/OCProperties", "/AcroForm", "/Threads"),
}
NAMES = {"/Dests"}
TRAILER = {"/Root", "/Info", "/ID", "/Size"}
DROPPED = {
    *("/AA", "/JS", "/JavaScript", "/XFA", "/CO"),  # what runs: on an event, anywhere, in a form
    *("/EF", "/RF", "/AF", "/EmbeddedFiles", "/Collection", "/PieceInfo"),  # files and data inside
    *("/PresSteps", "/RichMediaContent", "/RichMediaSettings"),  # media, and what turns pages
}
OF_A_STREAM = {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI"}  # its content, or its page, in another file
OF_A_SIGNATURE = {"/V", "/SV", "/Lock"}  # which no longer holds once the file is written anew
ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
SAID = {"/A", "/PA", "/Next", "/OpenAction"}  # keys under which an action stands, among other things
LED_TO = ("http://", "https://", "mailto:", "tel:")
PAGES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}


def cleaned(content: bytes) -> bytes:
    """Raises pikepdf's PasswordError, PdfError; SystemExit with a `PdfRefusal`."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        _check_shows_something(pdf)
        _keep(pdf.trailer, TRAILER)
        pdf.trailer[Name.Size] = 0  # the writer counts the objects only where there is a number to put right
        _keep(pdf.Root, CATALOG)
        if isinstance(names := pdf.Root.get(Name.Names), Dictionary):
            _keep(names, NAMES)
        for thing in (pdf.trailer, *pdf.objects):
            for inner in _within(thing):
                _clean(inner)
        written = io.BytesIO()
        pdf.save(
            written,
            preserve_pdfa=False,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            encryption=False,
            deterministic_id=True,
        )
        return written.getvalue()


def _check_shows_something(pdf: Pdf) -> None:
    if Name.Collection in pdf.Root:
        sys.exit(PdfRefusal.HOLDS_FILES)
    if bool(pdf.Root.get(Name.NeedsRendering, False)):
        sys.exit(PdfRefusal.NEEDS_A_PROGRAM)
    if not len(pdf.pages):
        sys.exit(PdfRefusal.UNREADABLE)


def _keep(dictionary: Object, keys: set[str]) -> None:
    for key in set(dictionary.keys()) - keys:
        del dictionary[key]


def _within(thing: Object) -> Iterator[Object]:
    """It, and what stands directly in it; what it refers to has its own turn."""
    waiting = [thing]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            yield thing
            waiting += [inner for inner in thing if isinstance(inner, Object) and not inner.is_indirect]
        elif isinstance(thing, Dictionary | Stream):
            yield thing
            waiting += [inner for _, inner in thing.items() if isinstance(inner, Object) and not inner.is_indirect]


def _clean(thing: Object) -> None:
    if isinstance(thing, Array):
        for place in reversed(range(len(thing))):
            if _is_unwanted(thing[place]):
                del thing[place]
        return
    drops = set(DROPPED)
    if isinstance(thing, Stream):
        drops |= OF_A_STREAM
    if thing.get(Name.FT) == Name.Sig:
        drops |= OF_A_SIGNATURE
    for key in set(thing.keys()):
        if key in drops or _is_unwanted(thing[key]) or (key in SAID and not _may_be_followed(thing[key])):
            del thing[key]


def _is_unwanted(value: object) -> bool:
    """An annotation of a kind that opens something, or a program that a printer would run."""
    return isinstance(value, Dictionary | Stream) and str(value.get(Name.Subtype, "")) in {*ANNOTATIONS, "/PS"}


def _may_be_followed(value: object) -> bool:
    """An action that leads to a page or to an address, or something else that bears its key: a place in the file, the
    next entry of a table of contents, the look of a heading."""
    if isinstance(value, Array):
        return all(_may_be_followed(inner) for inner in value)
    if not isinstance(value, Dictionary | Stream):
        return True
    if Name.S not in value:
        return value.get(Name.Type) != Name.Action
    kind = str(value[Name.S])
    if kind == "/URI":
        return str(value.get(Name.URI, "")).strip().lower().startswith(LED_TO)
    return kind == "/GoTo" or (kind == "/Named" and str(value.get(Name.N, "")) in PAGES)


def limit() -> None:
    """From here on: so much time and memory, and no file or connection that is not open yet."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=NESTED,
        flate_max_memory=UNPACKED,
        png_max_memory=UNPACKED,
        tiff_max_memory=UNPACKED,
        run_length_max_memory=UNPACKED,
        max_stream_filters=4,
    )


def main() -> int:
    content = sys.stdin.buffer.read()
    limit()
    try:
        written = cleaned(content)
    except pikepdf.PasswordError:
        return PdfRefusal.PASSWORD
    except MemoryError:
        raise
    except Exception:
        return PdfRefusal.UNREADABLE
    if pikepdf.settings.qpdf_limit_errors():
        return PdfRefusal.TOO_MUCH
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""PDFs that run, open or hide something, and PDFs that ask too much of whoever reads them: made here and now."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf, String

RUNS = Dictionary(S=Name.JavaScript, JS=String("app.alert('ici')"))


def pdf(change: Callable[[Pdf], Any] = lambda file: None, **saved: Any) -> bytes:
    """One blank page, and what `change` makes of it."""
    written = BytesIO()
    with Pdf.new() as file:
        file.add_blank_page(page_size=(100, 100))
        change(file)
        file.save(written, **saved)
    return written.getvalue()


def put(thing: Object, **values: Any) -> None:
    for name, value in values.items():
        thing[f"/{name}"] = value


def root(**values: Any) -> bytes:
    return pdf(lambda file: put(file.Root, **values))


def page(**values: Any) -> bytes:
    return pdf(lambda file: put(file.pages[0].obj, **values))


def annotation(**values: Any) -> bytes:
    """A page with one link, button or other annotation."""
    box = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **{"Subtype": Name.Link, **values})
    return pdf(lambda file: put(file.pages[0].obj, Annots=Array([file.make_indirect(box)])))


def holding(where: Callable[[Pdf, Any], Any]) -> bytes:
    """With a file inside, which `where` hangs up somewhere."""

    def change(file: Pdf) -> None:
        inside = file.make_stream(b"MZ un programme", Type=Name.EmbeddedFile)
        where(file, file.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=inside))))

    return pdf(change)


def attached_to_all(file: Pdf, inside: Any) -> None:
    file.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.exe"), inside])))


def pinned_to_a_page(file: Pdf, inside: Any) -> None:
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=inside)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=[0, 0, 9, 9], Parent=file.make_indirect(pin))
    file.pages[0].obj.Annots = Array([note, note.Parent])


def associated(file: Pdf, inside: Any) -> None:
    file.pages[0].obj.AF = Array([inside])


def form_with_a_program(file: Pdf) -> None:
    xfa = file.make_stream(b"<xdp><script>xfa.host.messageBox('ici')</script></xdp>")
    field = Dictionary(FT=Name.Tx, T=String("nom"), AA=Dictionary(K=RUNS))
    file.Root.AcroForm = Dictionary(XFA=xfa, CO=Array([]), Fields=Array([file.make_indirect(field)]))


def signed(file: Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=String("secret"))
    field = Dictionary(FT=Name.Sig, T=String("signature"), V=file.make_indirect(value))
    file.Root.AcroForm = Dictionary(Fields=Array([file.make_indirect(field)]), SigFlags=3)


def named_in_signs() -> bytes:
    """The same program under names written with escapes, in an action that calls itself something else."""
    content = pdf(lambda file: put(file.Root, OpenAction=Dictionary(Type=Name.StructElem, S=Name.JavaScript, JS="a")))
    with Pdf.open(BytesIO(content)) as file:
        written = BytesIO()
        file.save(written, object_stream_mode=0, compress_streams=False)
    return written.getvalue().replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/OpenAction", b"/Open#41ction")


def updated() -> bytes:
    """Clean at first; what was added at its end takes the place of its catalog."""
    program = b"/OpenAction << /S /JavaScript /JS (app.alert) >>"
    return by_hand(ONE_PAGE) + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + program + b" >>\nendobj\n" + END


def locked(owner: str = "o", user: str = "") -> bytes:
    return pdf(encryption=Encryption(owner=owner, user=user))


ONE_PAGE = (
    b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources 4 0 R >>\nendobj\n"
)
END = b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def by_hand(objects: bytes) -> bytes:
    """Without a table that says where its objects are: whoever reads it looks for them."""
    return b"%PDF-1.5\n" + objects + END


def packed(head: bytes, repeated: bytes, times: int, tail: bytes = b"") -> bytes:
    """The page's resources (object 4) in a stream of objects (object 5), of which nothing says what it unpacks to."""
    packing = zlib.compressobj(9)
    stream = packing.compress(b"4 0 " + head)
    for _ in range(times // 1000):
        stream += packing.compress(repeated * 1000)
    stream += packing.compress(tail) + packing.flush()
    words = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d" % len(stream)
    objects = b"%%PDF-1.5\n%s5 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (ONE_PAGE, words, stream)
    plain = {number: (1, objects.index(b"%d 0 obj" % number), 0) for number in (1, 2, 3, 5)}
    rows = {0: (0, 0, 0), 4: (2, 5, 0), 6: (1, len(objects), 0), **plain}
    table = b"".join(
        kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(1) for _, (kind, place, last) in sorted(rows.items())
    )
    words = b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d" % len(table)
    ending = b"6 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
    return objects + ending % (words, table, len(objects))

"""A PDF is written anew without what runs, opens or hides something; what asks for too much stops but itself."""

import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.journeys.house import ROOT
from tests.refusals import refused
from tests.web import pdfs
from web.file_kinds import LARGEST
from web.pdf_cleaner import cleaned
from web.pdf_files import cleaned_pdf

ACTIONS = {
    "launch": Dictionary(S=Name.Launch, F=String("cmd.exe")),
    "send a form": Dictionary(S=Name.SubmitForm, F=String("https://example.org")),
    "fill a form": Dictionary(S=Name.ImportData, F=String("a.fdf")),
    "another file": Dictionary(S=Name.GoToR, F=String("\\\\serveur\\partage\\a.pdf"), D=Array([0, Name.Fit])),
    "a file inside": Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C, N=String("a.pdf"))),
    "a program’s address": Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
    "a file’s address": Dictionary(S=Name.URI, URI=String(" file:///etc/passwd")),
    "print": Dictionary(S=Name.Named, N=Name.Print),
    "no kind": Dictionary(Type=Name.Action, F=String("cmd.exe")),
}
HOSTILE = {
    "at the opening": pdfs.root(OpenAction=pdfs.RUNS),
    "on an event": pdfs.root(AA=Dictionary(WC=pdfs.RUNS)),
    "on an event of a page": pdfs.page(AA=Dictionary(O=pdfs.RUNS)),
    "for all": pdfs.root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdfs.RUNS])))),
    "on a click": pdfs.annotation(A=pdfs.RUNS),
    "in a form": pdfs.pdf(pdfs.form_with_a_program),
    "under other signs": pdfs.named_in_signs(),
    "in an update": pdfs.updated(),
    "a film": pdfs.annotation(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, JS=String("a"))),
    "a page of media": pdfs.annotation(Subtype=Name.RichMedia, RichMediaContent=Dictionary(), Contents="app.alert"),
    "a turning page": pdfs.page(PresSteps=Dictionary(NA=pdfs.RUNS)),
    "locked without a password": pdfs.locked(),
    "a file attached": pdfs.holding(pdfs.attached_to_all),
    "a file pinned": pdfs.holding(pdfs.pinned_to_a_page),
    "a file associated": pdfs.holding(pdfs.associated),
    "a signature": pdfs.pdf(pdfs.signed),
    **{name: pdfs.annotation(A=action) for name, action in ACTIONS.items()},
}
WORDS = (
    *("JavaScript", "/JS", "/AA", "app.alert", "xfa", "/Launch", "cmd.exe", "/SubmitForm", "/ImportData", "/GoToR"),
    *("/GoToE", "javascript:", "file:", "/Named", "/RichMedia", "/Rendition", "/Screen", "/PresSteps", "/Encrypt"),
    *("EmbeddedFile", "/EF", "a.exe", "un programme", "FileAttachment", "ByteRange", "secret"),
)


def read(content: bytes) -> str:
    """All that it holds, unpacked."""
    written = BytesIO()
    with Pdf.open(BytesIO(content)) as file:
        file.save(written, qdf=True)
    return written.getvalue().decode("latin-1")


def found(content: bytes) -> list[str]:
    text = read(content)
    return [word for word in WORDS if word.lower() in text.lower()]


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_runs_opens_or_hides_something_is_gone_and_the_page_is_there(content):
    assert found(content) or b"/Encrypt" in content

    kept = cleaned(content)

    assert found(kept) == []
    with Pdf.open(BytesIO(kept)) as file:
        assert len(file.pages) == 1


def test_of_actions_in_a_row_those_that_run_are_gone():
    content = pdfs.annotation(A=Dictionary(S=Name.GoTo, D=String("a"), Next=Array([pdfs.RUNS])))
    with Pdf.open(BytesIO(cleaned(content))) as file:
        assert set(file.pages[0].obj.Annots[0].A.keys()) == {"/S", "/D"}


def test_a_link_that_may_not_be_followed_stays_without_what_it_leads_to():
    with Pdf.open(BytesIO(cleaned(pdfs.annotation(A=pdfs.RUNS)))) as file:
        assert set(file.pages[0].obj.Annots[0].keys()) == {"/Type", "/Subtype", "/Rect"}


def test_the_process_does_the_same_and_twice_changes_nothing():
    content = pdfs.annotation(A=pdfs.RUNS)
    kept = cleaned_pdf(content)
    assert kept == cleaned(content)
    assert cleaned_pdf(kept) == kept
    assert b"JavaScript" not in kept


def test_links_contents_text_and_the_words_for_those_who_hear_it_stay():
    def written(file: Pdf) -> None:
        page = file.pages[0].obj
        page.Contents = file.make_stream(b"BT (Bonjour) Tj ET")
        links = (
            Dictionary(S=Name.URI, URI=String("https://example.org/a")),
            Dictionary(S=Name.GoTo, D=Array([page, Name.Fit])),
            Dictionary(S=Name.Named, N=Name.NextPage),
        )
        page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link) for link in links])
        first, second = (file.make_indirect(Dictionary(Title=String(title))) for title in ("Un", "Deux"))
        first.Next, second.Prev, second.Dest = second, first, Array([page, Name.Fit])
        file.Root.Outlines = Dictionary(First=first, Last=second)
        heading = Dictionary(Type=Name.StructElem, S=Name.H1, A=Dictionary(O=Name.Layout), Alt=String("Un titre"))
        pdfs.put(file.Root, StructTreeRoot=Dictionary(K=heading), Lang=String("fr"), MarkInfo=Dictionary(Marked=True))
        file.Root.OpenAction = Array([page, Name.Fit])
        file.docinfo.Title = String("Le devis")

    with Pdf.open(BytesIO(cleaned(pdfs.pdf(written)))) as file:
        page, root = file.pages[0].obj, file.Root
        assert page.Contents.read_bytes() == b"BT (Bonjour) Tj ET"
        assert [str(link.A.S) for link in page.Annots] == ["/URI", "/GoTo", "/Named"]
        assert str(root.Outlines.First.Next.Title) == "Deux"
        assert str(root.Outlines.Last.Dest[1]) == "/Fit"
        assert (str(root.StructTreeRoot.K.Alt), str(root.StructTreeRoot.K.A.O)) == ("Un titre", "/Layout")
        assert (str(root.Lang), bool(root.MarkInfo.Marked), str(root.OpenAction[1])) == ("fr", True, "/Fit")
        assert str(file.docinfo.Title) == "Le devis"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdfs.locked(user="u"), "password"),
        (b"%PDF-1.7\n" + b"x" * 500, "unreadable"),
        (pdfs.pdf()[:60], "unreadable"),
        (pdfs.pdf(lambda file: file.pages.__delitem__(0)), "unreadable"),
        (pdfs.root(Collection=Dictionary(View=Name.D)), "holds_files"),
        (pdfs.root(NeedsRendering=True), "needs_a_program"),
        (pdfs.by_hand(pdfs.ONE_PAGE.replace(b"[3 0 R]", b"[2 0 R]")), "unreadable"),
    ],
    ids=["a password", "no PDF", "cut", "no page", "an envelope", "a form that draws itself", "pages in a ring"],
)
def test_what_cannot_be_cleaned_is_refused_with_the_reason(content, code):
    with refused(code):
        cleaned_pdf(content)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: pdfs.packed(b"", b" ", 200_000_000), id="two hundred megabytes of spaces"),
        pytest.param(lambda: pdfs.packed(b"[", b"1 ", 45_000_000), id="forty-five million numbers"),
        pytest.param(lambda: pdfs.packed(b"<</A[", b"<<>>", 20_000_000, b"]>>"), id="twenty million dictionaries"),
        pytest.param(lambda: pdfs.by_hand(pdfs.ONE_PAGE + b"9 0 obj\n<<" * 900_000), id="a million beginnings"),
    ],
)
def test_of_what_never_ends_the_page_alone_is_kept(make):
    content = make()
    assert 10_000 < len(content) < LARGEST
    kept = cleaned_pdf(content)
    assert len(kept) < 1_000
    with Pdf.open(BytesIO(kept)) as file:
        assert len(file.pages) == 1


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: pdfs.packed(b"", b"[", 1_000_000), id="a million brackets"),
        pytest.param(
            lambda: pdfs.by_hand(pdfs.ONE_PAGE + b"4 0 obj\n" + b"<</A" * 1_000_000),
            id="a million dictionaries in each other",
        ),
    ],
)
def test_what_asks_for_too_much_is_refused(make):
    content = make()
    assert len(content) < LARGEST
    with refused("too_much"):
        cleaned_pdf(content)


def test_what_is_packed_to_a_measure_stays():
    with Pdf.open(BytesIO(cleaned_pdf(pdfs.packed(b"<</ProcSet[", b"/PDF ", 2_000, b"]>>")))) as file:
        assert len(file.pages[0].obj.Resources.ProcSet) == 2_000


def test_a_picture_that_unpacks_to_two_hundred_megabytes_is_not_unpacked():
    picture = zlib.compress(bytes(200_000_000), 9)
    content = pdfs.pdf(
        lambda file: pdfs.put(file.pages[0].obj, Contents=file.make_stream(picture, Filter=Name.FlateDecode))
    )
    with Pdf.open(BytesIO(cleaned_pdf(content))) as file:
        assert file.pages[0].obj.Contents.read_raw_bytes() == picture


def test_the_server_itself_does_not_load_the_library():
    program = "import sys, web.file_kinds; print(sorted({'pikepdf', 'django'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "['django']\n"


def test_the_process_opens_no_file_once_it_has_begun():
    program = "from web.pdf_cleaner import limit; limit(); open('/etc/hostname')"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Too many open files" in done.stderr

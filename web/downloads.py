"""A kept file as it is handed out: to be saved, never shown by the browser as a page of ours."""

from django.http import FileResponse, Http404

from web.file_kinds import CONTENT_TYPES
from web.file_store import FileStore


def download(store: FileStore, key: str, *, name: str, kind: str) -> FileResponse:
    """The file under its name in words, of a `web.file_kinds.FileKind`. Raises Http404 where it is not on the disk."""
    try:
        content = store.path(key).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{safe_name(name) or key}.{kind}",
        content_type=CONTENT_TYPES[kind],
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def safe_name(name: str) -> str:
    """As every system takes it: no sign that leads to a folder, begins hidden, or means a device. It may be empty."""
    return " ".join("".join(" " if sign in '\\/:*?"<>|' else sign for sign in name).split()).strip(". ")

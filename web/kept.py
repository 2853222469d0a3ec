"""What a form held whose act could not be done: given back to be sent again, by whoever is signed in then.

It stands in the answer and nowhere else: nothing of it is written on the server. Only what one of our own pages
sent is given back, so that no other site can lay words in somebody's mouth; and it is sent again by a press of its
button alone. Passwords and sign-in codes are never given back.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

OF_THE_FORM = {"csrfmiddlewaretoken", "request_key", "read_from", "pressed", "written_by", "next", "back"}
CODE_WORD = re.compile(r"[a-z0-9_.:/+-]*")  # a number, a date, an answer's own word: not what somebody wrote


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: its fields, and what of them to show."""

    action: str
    fields: list[tuple[str, str]]
    has_files: bool

    @property
    def texts(self) -> list[str]:
        return [value for name, value in self.fields if name not in OF_THE_FORM and not CODE_WORD.fullmatch(value)]


def kept(request: HttpRequest) -> Kept | None:
    """What this form held, if it may be given back and there is anything to lose."""
    if not comes_from_us(request) or is_sign_in(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    if not request.FILES and all(name in OF_THE_FORM or not value for name, value in fields):
        return None
    return Kept(request.get_full_path(), fields, bool(request.FILES))


def comes_from_us(request: HttpRequest) -> bool:
    """Whether a page of ours sent this, as the browser says itself: no page of another site can make it say so."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    page = urlsplit(request.headers.get("Referer", ""))
    return (page.scheme, page.netloc) == (request.scheme, request.get_host())


def is_sign_in(request: HttpRequest) -> bool:
    """The ways in: what is typed there is secret."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name.startswith("account_") or name in {"members:invitation", "members:enter"}

"""The paper form of a proxy, as an accessible (tagged) PDF in the reader's language.

The page is drawn by Typst from `proxy_form.typ`. What people wrote reaches it as values, which Typst
never reads as markup or code, through `line` alone.
"""

from pathlib import Path

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from journal.texts import line
from votes.models import Gathering
from votes.queries.proxies import occasion
from web.documents import compiled

SOURCE = Path(__file__).with_name("proxy_form.typ").read_bytes()


def draw(gathering: Gathering, *, giver: str = "") -> bytes:
    """The PDF of one gathering's form; `giver` is already written in, or left to be filled by hand."""
    return to_pdf({**words(gathering), "occasion": occasion(gathering).name, "giver": giver})


def words(gathering: Gathering) -> dict[str, str]:
    """What the form says, in the active language."""
    return {
        "lang": (get_language() or "fr").split("-")[0],
        "title": _("Proxy"),
        "giver_label": _("I, the undersigned"),
        "holder_label": _("give my proxy to"),
        "holder_hint": _("Left empty, it goes to somebody present: whoever holds the fewest, by lot among equals."),
        "act": _("who accepts it, to vote in my name at this meeting, and only at this one."),
        "instructions_label": _("What I ask for, if I have decided:"),
        "place_label": _("Place and date:"),
        "giver_signature": _("Signature of the person who gives it"),
        "holder_signature": _("Signature of the person who accepts it"),
        "note": " ".join([_cap(gathering.proxy_cap), _("Hand this form to whoever conducts, before the vote opens.")]),
    }


def _cap(cap: int | None) -> str:
    if cap is None:
        return _("One person may hold any number of proxies.")
    return ngettext(
        "One person may hold %(cap)d proxy at most.", "One person may hold %(cap)d proxies at most.", cap
    ) % {"cap": cap}


def to_pdf(values: dict[str, str]) -> bytes:
    """Compiled to PDF/UA-1; a name in letters that no font here has is still printed, in a tagged PDF without it."""
    return compiled(SOURCE, {name: line(value) for name, value in values.items()})

"""Who may do what with proxies and papers. Rose has asked Malo to hold her proxy in the CA's next meeting."""

from typing import Any

from tests.rights.table import MEMBERS, OF_THE_CIRCLE, Row
from tests.world import World

MALO = frozenset({"member"})
INES = frozenset({"facilitator"})


def tonight(w: World) -> dict[str, Any]:
    return {"pk": w.meeting.gathering_id}


def next_time(w: World) -> dict[str, Any]:
    return {"pk": w.convened.pk}


def asked(w: World) -> dict[str, Any]:
    return {"pk": w.asked_proxy.pk}


def form(w: World) -> dict[str, Any]:
    """Rose's paper form for tonight, entered by Malo when he facilitated: Inès holds a role, and did not enter it."""
    return {"pk": w.paper_form.pk}


def ballot(w: World) -> dict[str, Any]:
    return {"pk": w.ballot.pk}


def batch(w: World) -> dict[str, Any]:
    """Entered by Inès, for Malo to count again."""
    return {"pk": w.batch.pk}


def to_nobody(w: World) -> dict[str, Any]:
    return {"holder": None}


def papers(w: World) -> dict[str, Any]:
    return {"electors": [w.rose.pk], "lines": [{"n": 1, "choice": "for"}], "second": w.malo.pk, "ballot": w.ballot.pk}


def typed_papers(w: World) -> dict[str, Any]:
    return {"electors": [w.rose.pk], "n_for": "1", "second": w.malo.pk}


def roses(holder: str) -> Any:
    return lambda w: {"giver": w.rose.pk, holder: w.malo.pk}


def reason(w: World) -> dict[str, Any]:
    return {"reason": "numbers"}


ROWS = [
    Row("votes:proxies", "GET", MEMBERS, kwargs=tonight),
    Row("votes:proxies", "GET", MEMBERS, kwargs=next_time, note="asked"),
    Row("votes:proxies", "POST", OF_THE_CIRCLE, kwargs=next_time, data=lambda w: {"holder": "blank"}),
    Row("votes:proxies-paper", "POST", INES, kwargs=next_time, data=roses("paper_holder")),
    Row("votes:proxies-assignment", "POST", INES, kwargs=tonight),
    Row("votes:proxy-form", "GET", MEMBERS, kwargs=tonight, is_page=False),
    Row("votes:proxy-acceptance", "POST", MALO, kwargs=asked),
    Row("votes:proxy-confirmation", "POST", INES, kwargs=form),
    Row("votes:proxy-refusal", "POST", MALO, kwargs=asked, data=lambda w: {"word": "Je ne serai pas là."}),
    Row("votes:proxy-end", "POST", MALO, kwargs=lambda w: {"pk": w.proxy.pk}),
    Row("votes:paper", "GET", OF_THE_CIRCLE, kwargs=ballot),
    Row("votes:paper", "POST", INES, kwargs=ballot, data=typed_papers),
    Row("votes:paper-confirmation", "POST", MALO, kwargs=batch),
    Row("votes:paper-refusal", "POST", MALO, kwargs=batch, data=reason),
    Row("votes:paper-dropping", "POST", INES, kwargs=batch),
    Row("votes:ballot-reminder", "POST", INES, kwargs=ballot),
    # the API
    Row("api-gathering-detail", "GET", MEMBERS, kwargs=tonight),
    Row("api-gathering-proxies", "GET", MEMBERS, kwargs=next_time),
    Row("api-gathering-proxies", "POST", OF_THE_CIRCLE, kwargs=next_time, data=to_nobody),
    Row("api-gathering-paper-proxies", "POST", INES, kwargs=next_time, data=roses("holder")),
    Row("api-gathering-assignment", "POST", INES, kwargs=tonight),
    Row("api-proxy-acceptance", "POST", MALO, kwargs=asked),
    Row("api-proxy-confirmation", "POST", INES, kwargs=form),
    Row("api-proxy-refusal", "POST", MALO, kwargs=asked),
    Row("api-proxy-end", "POST", MALO, kwargs=lambda w: {"pk": w.proxy.pk}),
    Row("api-paper-list", "GET", MEMBERS),
    Row("api-paper-list", "POST", INES, data=papers),
    Row("api-paper-detail", "DELETE", INES, kwargs=batch),
    Row("api-paper-confirmation", "POST", MALO, kwargs=batch),
    Row("api-paper-refusal", "POST", MALO, kwargs=batch, data=reason),
    Row("api-ballot-reminder", "POST", INES, kwargs=ballot),
]

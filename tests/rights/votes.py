"""Who may do what with ballots: `ballot` is open in the CA's evening, `closed_ballot` was closed last week."""

from typing import Any

from tests.rights.table import ADMINISTRATOR, EVERYONE, MEMBERS, NOBODY, OF_THE_CIRCLE, Row
from tests.world import World

MALO = frozenset({"member"})
INES = frozenset({"facilitator"})
IN_A_CIRCLE = frozenset({"member", "facilitator", "other"})


def ballot(w: World) -> dict[str, Any]:
    return {"pk": w.ballot.pk}


def closed(w: World) -> dict[str, Any]:
    return {"pk": w.closed_ballot.pk}


def published(w: World) -> dict[str, Any]:
    """Closed, and what it decided is public."""
    return {"pk": w.published_ballot.pk}


def receipt(w: World) -> dict[str, Any]:
    return {"code": "4F7K-2MNP-Q9RT-8VWX"}


def malos(w: World) -> dict[str, Any]:
    return {"elector": w.malo.pk, "choice": "for"}


def roses(w: World) -> dict[str, Any]:
    """Rose is away; Malo holds her proxy."""
    return {"elector": w.rose.pk, "choice": "against"}


def iness(w: World) -> dict[str, Any]:
    return {"elector": w.ines.pk, "choice": "abstain"}


def online(w: World) -> dict[str, Any]:
    """Open until next week; Inès asked it."""
    return {"pk": w.online_ballot.pk}


def secret(w: World) -> dict[str, Any]:
    return {"pk": w.secret_ballot.pk}


def planned(w: World) -> dict[str, Any]:
    """Being prepared by Inès, for the CA."""
    return {"pk": w.consultation.pk}


def announced(w: World) -> dict[str, Any]:
    """It opens by itself, in two days."""
    return {"pk": w.planned_by_clock.pk}


def of_a_date(w: World) -> dict[str, Any]:
    return {"purpose": "date"}


def date_of_ca(w: World) -> dict[str, Any]:
    """The form of a date to find, filled in."""
    days = {f"options-{number}-day": str(w.evening(20 + number).date()) for number in range(2)}
    ends = {"opening": "hand", "closes_day": str(w.evening(9).date()), "closes_time": "20:00"}
    return {"host": w.ca.topic, "question": "Quand le chantier ?", "secrecy": "named", **days, **ends}


def projects(w: World) -> dict[str, Any]:
    """The form of the question that is prepared, said otherwise."""
    said = {"options": "Le toit\nLe jardin", "method": "schulze"}
    return {**date_of_ca(w), **said, "question": "Par quoi commencer ?"}


def later(w: World) -> dict[str, Any]:
    return {"closes_at": w.evening(9).isoformat()}


def question(w: World) -> dict[str, Any]:
    return {"question": "Peignons-nous la porte ?", "rules": {"base": "cast"}, "closes_at": w.evening(9).isoformat()}


def question_for_ca(w: World) -> dict[str, Any]:
    return {**question(w), "host": w.ca.topic}


def sealed(w: World) -> dict[str, Any]:
    choice = {"ranking": ["Rose", "Malo"]}
    return {"choice": choice, "code": "4F7K2MNPQ9RT8VWX"}


def malos_secret(w: World) -> dict[str, Any]:
    return {"elector": w.malo.pk, "rank-0": "1", "choice": "cast", "code": "0123456789ABCDEF"}


ROWS = [
    Row("votes:ballot", "GET", MEMBERS, kwargs=ballot),
    Row("votes:ballot", "GET", MEMBERS, kwargs=closed, note="closed"),
    Row("live:ballot", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.ballot.pk)}),
    Row("votes:ballot-mine", "GET", MEMBERS, kwargs=ballot, is_page=False),
    Row("votes:ballot-votes", "POST", MALO, kwargs=ballot, data=malos, note="one's own"),
    Row("votes:ballot-votes", "POST", INES, kwargs=ballot, data=iness, note="whoever conducts, for herself alone"),
    Row("votes:ballot-votes", "POST", MALO, kwargs=ballot, data=roses, note="by proxy"),
    Row("votes:noting", "GET", INES, kwargs=ballot),
    Row("votes:noting", "POST", INES, kwargs=ballot, data=lambda w: {"elector": str(w.rose.pk), "choice": "for"}),
    Row("votes:noted-confirmation", "POST", MALO, kwargs=lambda w: {"pk": w.noted_vote.pk}, note="the person"),
    Row("votes:noted-removal", "POST", MALO | INES, kwargs=lambda w: {"pk": w.noted_vote.pk}),
    Row("votes:ballot", "GET", MEMBERS, kwargs=secret, note="secret"),
    Row("votes:ballot-votes", "POST", MALO, kwargs=secret, data=malos_secret, note="in secret"),
    Row("votes:ballot-count", "GET", MEMBERS, kwargs=closed, is_page=False),
    Row("votes:ballot-count", "GET", NOBODY, kwargs=ballot, is_page=False, note="before the close"),
    Row("votes:ballot-count", "GET", EVERYONE, kwargs=published, is_page=False, note="published"),
    Row("votes:ballot-list", "GET", EVERYONE, kwargs=published, is_page=False, note="published"),
    Row("votes:ballot-verification", "GET", MEMBERS, kwargs=closed),
    Row("votes:ballot-verification", "GET", EVERYONE, kwargs=published, note="published"),
    Row("votes:ballot-verification", "GET", NOBODY, kwargs=ballot, note="before the close", is_page=False),
    Row("votes:ballot-verification", "POST", MEMBERS, kwargs=closed, data=receipt),
    # the API
    Row("api-ballot-list", "GET", MEMBERS),
    Row("api-ballot-detail", "GET", MEMBERS, kwargs=ballot),
    Row("api-ballot-votes", "POST", MALO, kwargs=ballot, data=malos),
    Row("api-ballot-votes", "POST", MALO, kwargs=ballot, data=roses, note="by proxy"),
    Row("api-ballot-noted-vote", "POST", INES, kwargs=ballot, data=lambda w: {"elector": w.rose.pk, "choice": "for"}),
    Row("api-ballot-noted-vote-confirmation", "POST", MALO, kwargs=ballot, data=lambda w: {"elector": w.malo.pk}),
    Row("api-ballot-noted-vote-removal", "POST", MALO | INES, kwargs=ballot, data=lambda w: {"elector": w.malo.pk}),
    Row("api-ballot-result", "GET", MEMBERS, kwargs=closed),
    Row("api-ballot-result", "GET", NOBODY, kwargs=ballot, note="before the close"),
    Row("api-ballot-sealed-votes", "POST", OF_THE_CIRCLE, kwargs=secret, data=sealed),
    Row("api-ballot-closing", "POST", INES, kwargs=online),
    Row("api-ballot-voiding", "POST", INES | ADMINISTRATOR, kwargs=online),
    Row("api-ballot-extension", "POST", INES, kwargs=online, data=later),
    Row("api-ballot-count", "GET", MEMBERS, kwargs=closed),
    Row("api-ballot-count", "GET", NOBODY, kwargs=ballot, note="before the close"),
    Row("api-ballot-published", "GET", MEMBERS, kwargs=closed),
    Row("api-ballot-published", "GET", NOBODY, kwargs=secret, note="before the close"),
    Row("api-consultation-list", "GET", MEMBERS),
    Row("api-consultation-list", "POST", OF_THE_CIRCLE, data=question_for_ca),
    Row("api-consultation-detail", "GET", MEMBERS, kwargs=announced),
    Row("api-consultation-detail", "GET", INES, kwargs=planned, note="a draft"),
    Row("api-consultation-detail", "PUT", INES, kwargs=planned, data=question),
    Row("api-consultation-detail", "DELETE", INES, kwargs=planned),
    Row("api-consultation-opening", "POST", INES, kwargs=planned),
    # held online
    Row("votes:ballot-closing", "POST", INES, kwargs=online),
    Row("votes:ballot-voiding", "POST", INES | ADMINISTRATOR, kwargs=online),
    Row("votes:ballot-extension", "POST", INES, kwargs=online, data=later),
    Row("votes:ballot-extension", "POST", INES, kwargs=ballot, data=later, note="in a meeting: it has no end"),
    Row("votes:consultations", "GET", MEMBERS),
    Row("votes:consultation-new", "GET", IN_A_CIRCLE),
    Row("votes:consultation-new", "GET", IN_A_CIRCLE, query=of_a_date, note="the form"),
    Row("votes:consultation-new", "POST", OF_THE_CIRCLE, query=of_a_date, data=date_of_ca),
    Row("votes:consultation", "GET", MEMBERS, kwargs=announced),
    Row("votes:consultation", "GET", INES, kwargs=planned, note="a draft"),
    Row("votes:consultation-edit", "GET", INES, kwargs=planned),
    Row("votes:consultation-edit", "POST", INES, kwargs=planned, data=projects),
    Row("votes:consultation-opening", "POST", INES, kwargs=planned),
    Row("votes:consultation-dropping", "POST", INES, kwargs=planned),
]

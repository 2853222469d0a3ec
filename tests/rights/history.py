"""Who may do what with the story, the documents, the visits and the search."""

from typing import Any

from tests.rights.table import EVERYONE, MEMBERS, Row
from tests.world import World

# Whoever sits in a circle keeps the memory, and so may the administrator (Ada sits in none).
KEEPERS = {"other", "member", "facilitator", "administrator"}
HOST = {"facilitator", "administrator"}  # Inès shows around


def charter(w: World) -> dict[str, Any]:
    return {"slug": w.charter.slug}


def minutes_of_rules(w: World) -> dict[str, Any]:
    return {"slug": w.house_rules.slug}


def visit(w: World) -> dict[str, Any]:
    return {"pk": w.visit.pk}


def event(w: World) -> dict[str, Any]:
    return {"pk": w.event.pk}


def an_event(w: World) -> dict[str, Any]:
    return {"title": "La fête", "happened_on": "2018-06-21", "precision": "day", "is_public": "on"}


ROWS = [
    Row("home", "GET", EVERYONE),
    Row("live:home", "WS", MEMBERS, kwargs=lambda w: {"key": "home"}),
    Row("history:welcome", "GET", MEMBERS),
    Row("history:welcome-step", "POST", MEMBERS, kwargs=lambda w: {"step": "story"}, data=lambda w: {"done": "1"}),
    Row("history:memory", "GET", EVERYONE),
    Row("history:search", "GET", EVERYONE),
    Row("history:search", "GET", EVERYONE, query=lambda w: {"q": "réunions"}, note="with results"),
    Row("history:timeline", "GET", EVERYONE),
    Row("history:event-new", "GET", KEEPERS),
    Row("history:event-new", "POST", KEEPERS, data=an_event),
    Row("history:event-edit", "GET", KEEPERS, kwargs=event),
    Row("history:event-edit", "POST", KEEPERS, kwargs=event, data=an_event),
    Row("history:documents", "GET", EVERYONE),
    Row("history:document-new", "GET", KEEPERS),
    Row(
        "history:document-new",
        "POST",
        KEEPERS,
        data=lambda w: {"title": "Mode d’emploi", "kind": "other", "text": "Ouvrir la porte."},
    ),
    Row("history:document", "GET", EVERYONE, kwargs=charter),
    Row("history:document", "GET", MEMBERS, kwargs=minutes_of_rules, note="for members"),
    Row("history:document-edit", "GET", KEEPERS, kwargs=charter),
    Row("history:document-edit", "POST", KEEPERS, kwargs=charter, data=lambda w: {"text": "Autrement."}),
    Row("history:document-publication", "POST", KEEPERS, kwargs=charter, data=lambda w: {"public": "0"}),
    Row("history:document-versions", "GET", EVERYONE, kwargs=charter),
    Row("history:document-versions", "GET", MEMBERS, kwargs=minutes_of_rules, note="for members"),
    Row("history:document-version", "GET", EVERYONE, kwargs=lambda w: {"slug": w.charter.slug, "number": 2}),
    Row(
        "history:document-version",
        "GET",
        MEMBERS,
        kwargs=lambda w: {"slug": w.house_rules.slug, "number": 1},
        note="for members",
    ),
    Row("history:visits", "GET", EVERYONE),
    Row("history:visit-new", "GET", KEEPERS),
    Row(
        "history:visit-new",
        "POST",
        KEEPERS,
        data=lambda w: {
            "starts_at": w.evening(9).strftime("%Y-%m-%dT%H:%M"),
            "place": "Le hall",
            "host": w.ines.pk,
            "capacity": 8,
        },
    ),
    Row("history:visit-cancelling", "POST", HOST, kwargs=visit),
    Row("history:visit-signups", "POST", MEMBERS, kwargs=visit, data=lambda w: {"guests": 1}),
    Row("history:visit-signup-cancelling", "POST", MEMBERS, kwargs=visit),
]

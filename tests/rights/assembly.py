"""Who may do what in a meeting. `meeting` is the CA's, under way: Inès facilitates it, Malo sits in it.

Others read it, since the CA is open; its closed item is the circle's alone.
"""

from collections.abc import Callable
from typing import Any

from tests.rights.table import EVERYONE, FACILITATOR, MEMBERS, NOBODY, OF_THE_CIRCLE, Row
from tests.world import World

Of = Callable[[World], dict[str, Any]]
MALO = frozenset({"member"})
OF_A_CIRCLE = OF_THE_CIRCLE | {"other"}  # not of the assembly alone
IN_A_CIRCLE = EVERYONE - {"visitor", "former"}  # whoever is à jour sits in the assembly


def pk(name: str, **more: str) -> Of:
    """The address's `pk` is that thing's; others are named by what they are called in the address."""
    return lambda w: {"pk": getattr(w, name).pk} | {key: getattr(w, thing).pk for key, thing in more.items()}


def said(**data: str) -> Of:
    return lambda w: data


WHEN = said(title="CA", day="2031-01-14", start="18:30", end="21:00", place="La cuisine", link="")
ITEM = said(title="Bistro", kind="discussion", minutes="10", note="", owner="", proposal="")

ROWS = [
    # meetings
    Row("assembly:meetings", "GET", MEMBERS),
    Row("assembly:meeting-new", "GET", IN_A_CIRCLE),
    Row("assembly:meeting-new", "POST", IN_A_CIRCLE, data=lambda w: WHEN(w) | {"circle": str(w.ca.pk)}),
    Row("assembly:meeting-now", "GET", OF_A_CIRCLE),
    Row("assembly:meeting-now", "POST", OF_A_CIRCLE, data=lambda w: {"circle": str(w.ca.pk), "subject": "Un four"}),
    Row("assembly:meeting", "GET", MEMBERS, kwargs=pk("meeting")),
    Row("assembly:meeting", "GET", MEMBERS, kwargs=pk("planned_meeting"), note="planned"),
    Row("assembly:meeting", "GET", MEMBERS, kwargs=pk("convened_meeting"), note="convened"),
    Row("assembly:meeting", "GET", MEMBERS, kwargs=pk("closed_meeting"), note="closed"),
    Row("live:meeting", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.meeting.pk)}),
    Row("live:notes", "WS", OF_THE_CIRCLE, kwargs=lambda w: {"key": str(w.meeting.pk)}),
    Row("live:screen", "WS", OF_THE_CIRCLE, kwargs=lambda w: {"key": str(w.meeting.pk)}),
    Row("assembly:mine", "GET", MEMBERS, kwargs=pk("meeting"), is_page=False),
    Row("assembly:screen", "GET", OF_THE_CIRCLE, kwargs=pk("meeting")),
    Row("assembly:calendar", "GET", MEMBERS, kwargs=pk("meeting"), is_page=False),
    # an assembly that is asked for
    Row("assembly:meeting", "GET", MEMBERS, kwargs=pk("asked_meeting"), note="asked for"),
    Row("assembly:supports", "POST", IN_A_CIRCLE, kwargs=pk("asked_meeting")),
    Row("assembly:support-withdrawal", "POST", IN_A_CIRCLE, kwargs=pk("asked_meeting")),
    Row("assembly:call", "POST", OF_THE_CIRCLE, kwargs=pk("asked_meeting")),
    Row("assembly:agenda-edit", "GET", {"newcomer"}, kwargs=pk("asked_meeting"), note="asked for"),
    Row("assembly:agenda-edit", "POST", {"newcomer"}, kwargs=pk("asked_meeting"), data=ITEM, note="asked for"),
    Row("assembly:meeting-edit", "POST", {"newcomer"}, kwargs=pk("asked_meeting"), data=WHEN, note="asked for"),
    Row("assembly:roles", "POST", NOBODY, kwargs=pk("asked_meeting"),
        data=lambda w: {"facilitator": str(w.noe.pk)}, note="asked for"),
    Row("assembly:convocation", "POST", NOBODY, kwargs=pk("asked_meeting"), note="asked for"),
    Row("assembly:opening", "POST", NOBODY, kwargs=pk("asked_meeting"), note="asked for"),
    # before
    Row("assembly:meeting-edit", "GET", OF_THE_CIRCLE, kwargs=pk("planned_meeting")),
    Row("assembly:meeting-edit", "POST", OF_THE_CIRCLE, kwargs=pk("planned_meeting"), data=WHEN),
    Row("assembly:roles", "GET", OF_THE_CIRCLE, kwargs=pk("planned_meeting")),
    Row("assembly:roles", "GET", FACILITATOR, kwargs=pk("meeting"), note="under way"),
    Row("assembly:roles", "POST", OF_THE_CIRCLE, kwargs=pk("planned_meeting"),
        data=lambda w: {"facilitator": str(w.malo.pk)}),
    Row("assembly:agenda-edit", "GET", OF_THE_CIRCLE, kwargs=pk("planned_meeting")),
    Row("assembly:agenda-edit", "GET", FACILITATOR, kwargs=pk("meeting"), note="under way"),
    Row("assembly:agenda-edit", "POST", OF_THE_CIRCLE, kwargs=pk("planned_meeting"), data=ITEM),
    Row("assembly:agenda-edit", "POST", FACILITATOR, kwargs=pk("meeting"), data=ITEM, note="under way"),
    Row("assembly:convocation", "GET", FACILITATOR, kwargs=pk("planned_meeting")),
    Row("assembly:convocation", "POST", FACILITATOR, kwargs=pk("planned_meeting")),
    Row("assembly:opinions", "POST", OF_THE_CIRCLE, kwargs=pk("planned_meeting")),
    Row("assembly:replies", "POST", OF_THE_CIRCLE, kwargs=pk("convened_meeting"), data=said(coming="yes")),
    Row("assembly:item-edit", "GET", OF_THE_CIRCLE, kwargs=pk("planned_item")),
    Row("assembly:item-edit", "GET", FACILITATOR, kwargs=pk("closed_item"), note="closed item"),
    Row("assembly:item-edit", "POST", OF_THE_CIRCLE, kwargs=pk("planned_item"), data=ITEM),
    Row("assembly:item-removal", "POST", OF_THE_CIRCLE, kwargs=pk("planned_item")),
    Row("assembly:item-removal", "POST", FACILITATOR, kwargs=pk("item"), note="under way"),
    Row("assembly:item-moves", "POST", OF_THE_CIRCLE, kwargs=pk("planned_item"), data=said(direction="up")),
    # the agenda moves
    Row("assembly:opening", "POST", FACILITATOR, kwargs=pk("planned_meeting")),
    Row("assembly:closing", "POST", FACILITATOR, kwargs=pk("meeting")),
    Row("assembly:reopening", "POST", FACILITATOR, kwargs=pk("closed_meeting")),
    Row("assembly:steps", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"expected": str(w.vote_item.pk)}),
    Row("assembly:item-conclusion", "POST", FACILITATOR, kwargs=pk("vote_item")),
    Row("assembly:item-extension", "POST", FACILITATOR, kwargs=pk("vote_item"), data=said(granted="0")),
    Row("assembly:item-deferral", "POST", FACILITATOR, kwargs=pk("item")),
    Row("assembly:item-deferral", "POST", FACILITATOR, kwargs=pk("closed_item"), note="closed item"),
    Row("assembly:item-reopening", "POST", FACILITATOR, kwargs=pk("item")),
    Row("assembly:ballot-new", "GET", FACILITATOR, kwargs=pk("vote_item")),
    Row("assembly:ballot-new", "POST", FACILITATOR, kwargs=pk("vote_item"),
        data=said(question="Oui ?", base="expressed", threshold="relative", tie="rejected", casting_voter="",
                  secrecy="named")),
    Row("assembly:item-election", "GET", FACILITATOR, kwargs=pk("vote_item")),
    Row("assembly:item-election", "POST", FACILITATOR, kwargs=pk("vote_item"),
        data=lambda w: {"title": "Clés", "mission": "Les garder.", "until": f"{w.today.year + 2}-01-01",
                        "place": w.ca.slug, "role": "elected", "facilitator": w.ines.pk}),
    Row("assembly:polls", "POST", FACILITATOR, kwargs=pk("vote_item")),
    Row("assembly:ballots", "POST", FACILITATOR, kwargs=pk("vote_item")),
    Row("assembly:ballot-closing", "POST", FACILITATOR, kwargs=pk("vote_item", ballot="ballot")),
    Row("assembly:decision-noting", "GET", OF_THE_CIRCLE, kwargs=pk("vote_item")),
    Row("assembly:decision-noting", "POST", OF_THE_CIRCLE, kwargs=pk("vote_item"), data=said(text="La clé va à Omar")),
    Row("assembly:decision-noting", "GET", OF_THE_CIRCLE, kwargs=pk("closed_item"), note="closed item"),
    Row("assembly:noted-proposal", "POST", OF_THE_CIRCLE, kwargs=pk("noted_decision")),
    Row("assembly:noted-withdrawal", "POST", MALO, kwargs=pk("noted_decision")),
    # who is there, who speaks
    Row("assembly:arrivals", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), note="oneself"),
    Row("assembly:arrivals", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.rose.pk)}, note="somebody else"),
    Row("assembly:arrivals-confirmation", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.rose.pk)}),
    Row("assembly:conduct-question", "POST", OF_THE_CIRCLE, kwargs=pk("meeting")),
    Row("assembly:conduct-answer", "POST", FACILITATOR, kwargs=pk("meeting")),
    Row("assembly:conduct-takeover", "POST", FACILITATOR, kwargs=pk("meeting")),
    Row("assembly:conduct-proposals", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.malo.pk)}),
    Row("assembly:conduct-agreement", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), data=said(agrees="yes")),
    Row("assembly:empty-role", "POST", OF_THE_CIRCLE, kwargs=pk("closed_meeting"), data=said(role="chair")),
    Row("assembly:departures", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), note="oneself"),
    Row("assembly:departures", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.rose.pk)}, note="somebody else"),
    Row("assembly:departures-confirmation", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.rose.pk)}),
    Row("assembly:people", "GET", MEMBERS, kwargs=pk("meeting"), query=said(q="ma")),
    Row("assembly:people", "GET", MEMBERS, kwargs=pk("meeting"), query=said(q="ma", **{"for": "hand"}), note="queue"),
    Row("assembly:hands", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), data=said(kind="speak"), note="oneself"),
    Row("assembly:hands", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"kind": "speak", "member": str(w.rose.pk)}, note="somebody else"),
    Row("assembly:hand-lowering", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), note="oneself"),
    Row("assembly:hand-lowering", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"member": str(w.rose.pk)}, note="somebody else"),
    Row("assembly:hand-calling", "POST", FACILITATOR, kwargs=pk("hand")),
    Row("assembly:turn-end", "POST", FACILITATOR, kwargs=pk("turn")),
    # what is kept
    Row("assembly:notes", "GET", OF_THE_CIRCLE, kwargs=pk("meeting")),
    Row("assembly:notes", "GET", OF_THE_CIRCLE, kwargs=pk("closed_meeting"), note="signed once"),
    Row("assembly:item-notes", "POST", OF_THE_CIRCLE, kwargs=pk("vote_item"), data=said(text="Oui.", base="1")),
    Row("assembly:item-notes", "POST", OF_THE_CIRCLE, kwargs=pk("closed_item"), data=said(text="Oui.", base="0"),
        note="closed item"),
    Row("assembly:notes-choice", "POST", OF_THE_CIRCLE, kwargs=pk("vote_item"), data=said(text="Oui.", base="1")),
    Row("assembly:note-texts", "GET", OF_THE_CIRCLE, kwargs=pk("vote_item")),
    Row("assembly:note-texts", "GET", OF_THE_CIRCLE, kwargs=pk("closed_item"), note="closed item"),
    Row("assembly:text-taking-up", "POST", OF_THE_CIRCLE, kwargs=pk("note_text"), data=said(base="1")),
    Row("assembly:tasks", "GET", OF_THE_CIRCLE, kwargs=pk("meeting")),
    Row("assembly:tasks", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), data=said(title="Appeler la banque")),
    Row("assembly:minutes", "GET", MEMBERS, kwargs=pk("closed_meeting")),
    Row("assembly:minutes", "GET", MEMBERS, kwargs=pk("meeting"), note="under way"),
    Row("assembly:minutes-pdf", "GET", MEMBERS, kwargs=pk("closed_meeting"), is_page=False),
    Row("assembly:minutes-md", "GET", MEMBERS, kwargs=pk("closed_meeting"), is_page=False),
    Row("assembly:minutes-json", "GET", MEMBERS, kwargs=pk("closed_meeting"), is_page=False),
    Row("assembly:signatures", "POST", FACILITATOR, kwargs=pk("closed_meeting")),
    Row("assembly:signature-withdrawal", "POST", FACILITATOR, kwargs=pk("closed_meeting")),
    Row("assembly:corrections", "POST", FACILITATOR, kwargs=pk("closed_meeting"), data=said(text="Lire 470 000.")),
    # over the API
    Row("api-item-ballots", "POST", FACILITATOR, kwargs=pk("vote_item"), data=said(question="Oui ?", poll=True)),
    Row("api-item-ballot-closing", "POST", FACILITATOR, kwargs=pk("vote_item", ballot="ballot")),
    Row("api-item-noted-decisions", "POST", OF_THE_CIRCLE, kwargs=pk("vote_item"), data=said(text="La clé va à Omar")),
    Row("api-noted-decision-detail", "GET", MEMBERS, kwargs=pk("noted_decision")),
    Row("api-noted-decision-proposal", "POST", OF_THE_CIRCLE, kwargs=pk("noted_decision")),
    Row("api-noted-decision-withdrawal", "POST", MALO, kwargs=pk("noted_decision")),
    Row("api-meeting-list", "GET", MEMBERS),
    Row("api-meeting-now", "POST", OF_THE_CIRCLE, data=lambda w: {"circle": w.ca.slug, "subject": "Un four"}),
    Row("api-meeting-reopening", "POST", FACILITATOR, kwargs=pk("closed_meeting")),
    Row("api-meeting-detail", "GET", MEMBERS, kwargs=pk("meeting")),
    Row("api-meeting-agenda", "GET", MEMBERS, kwargs=pk("meeting")),
    Row("api-meeting-conduct", "GET", MEMBERS, kwargs=pk("meeting")),
    Row("api-meeting-conduct-question", "POST", OF_THE_CIRCLE, kwargs=pk("meeting")),
    Row("api-meeting-conduct-answer", "POST", FACILITATOR, kwargs=pk("meeting")),
    Row("api-meeting-conduct-takeover", "POST", FACILITATOR, kwargs=pk("meeting")),
    Row("api-meeting-conduct-proposals", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"),
        data=lambda w: {"member": w.malo.pk}),
    Row("api-meeting-conduct-agreement", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), data=lambda w: {"agrees": True}),
    Row("api-meeting-empty-role", "POST", OF_THE_CIRCLE, kwargs=pk("closed_meeting"), data=said(role="chair")),
    Row("api-meeting-arrivals", "GET", MEMBERS, kwargs=pk("meeting")),
    Row("api-meeting-arrivals", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), note="oneself"),
    Row("api-meeting-arrivals", "POST", FACILITATOR, kwargs=pk("meeting"), data=lambda w: {"member": w.rose.pk},
        note="somebody else"),
    Row("api-meeting-arrivals-confirmation", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"members": [w.rose.pk]}),
    Row("api-meeting-departures", "POST", OF_THE_CIRCLE, kwargs=pk("meeting"), note="oneself"),
    Row("api-meeting-departures", "POST", FACILITATOR, kwargs=pk("meeting"), data=lambda w: {"member": w.rose.pk},
        note="somebody else"),
    Row("api-meeting-departures-confirmation", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"members": [w.rose.pk]}),
    Row("api-meeting-advance", "POST", FACILITATOR, kwargs=pk("meeting"),
        data=lambda w: {"expected": w.vote_item.pk}),
]  # fmt: skip

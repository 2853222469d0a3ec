"""Somebody of a meeting, found by the first letters of their names, and what may be noted for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import Hand
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.roll import RollPlace
from commissions.queries import members_of
from members.models import Member
from web import alphabet
from web.components import Button

MOST_FOUND = 8  # people shown at once: one letter more narrows them


class PeoplePurpose(StrEnum):
    """What somebody is looked for."""

    PRESENCE = "presence"
    HAND = "hand"


@dataclass(frozen=True)
class FoundPerson:
    """Somebody who was found, with what may be noted for them."""

    place: RollPlace
    button: Button | None = None  # what is noted of them
    others: Sequence[Button] = ()  # the same for another reason, folded
    is_next: bool = False  # the first for whom it is not noted yet: the key Enter notes it

    @property
    def member(self) -> Member:
        return self.place.member


@dataclass(frozen=True)
class PeopleSearch:
    """What was typed, and who was found: the first `MOST_FOUND`, by name."""

    purpose: PeoplePurpose
    query: str
    people: Sequence[FoundPerson]
    count: int

    @property
    def title(self) -> str:
        return _("Put somebody in the queue") if self.purpose == PeoplePurpose.HAND else _("Look for somebody")

    @property
    def hint(self) -> str:
        """What the list of results is, or what to type."""
        if not self.query:
            return _("Type the first letters of their names, with or without accents.")
        if not self.count:
            nobody_present = _("Nobody by that name is noted as present.")
            return nobody_present if self.purpose == PeoplePurpose.HAND else _("Nobody by that name.")
        others = self.count - len(self.people)
        number = ngettext("%(number)s person.", "%(number)s people.", self.count) % {"number": self.count}
        narrower = _("Type one letter more to see fewer of them.") if others else ""
        return f"{number} {narrower}".strip()


def search_people(sheet: MeetingSheet, *, query: str, purpose: PeoplePurpose, actor: Member) -> PeopleSearch:
    """Those of the roll, or those present for the queue, whose names begin with what was typed; nobody for nothing.

    Whoever has joined the circle since the roll was made is found too: their arrival puts them on it.
    """
    places = sheet.places if purpose == PeoplePurpose.HAND else [*sheet.places, *_newcomers(sheet)]
    matching = [
        place
        for place in places
        if query.strip()
        and has_name(place.member.name, query)
        and (purpose != PeoplePurpose.HAND or place.is_noted_here)
    ]
    matching.sort(key=lambda place: alphabet.place(place.member.name))
    people = _people(sheet, matching[:MOST_FOUND], purpose, actor)
    return PeopleSearch(purpose, query.strip(), people, len(matching))


def has_name(name: str, query: str) -> bool:
    """Whether each word that was typed begins a word of the name; accents, capitals and hyphens do not matter."""
    words = _words(name)
    return all(any(word.startswith(typed) for word in words) for typed in _words(query))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", alphabet.fold(text))


def _newcomers(sheet: MeetingSheet) -> list[RollPlace]:
    """Who may be in the room, and is not on the roll yet: they paid at the door, for instance."""
    if not sheet.meeting.is_open:
        return []
    known = {place.member.pk for place in sheet.places}
    return [RollPlace(member) for member in members_of(sheet.meeting.circle) if member.pk not in known]


def _people(sheet: MeetingSheet, places: list[RollPlace], purpose: PeoplePurpose, actor: Member) -> list[FoundPerson]:
    perm = "assembly.note_for_others" if purpose == PeoplePurpose.HAND else "assembly.mark_presence"
    if not sheet.meeting.is_open or not rules.has_perm(perm, actor, sheet.meeting):
        return [FoundPerson(place) for place in places]
    raised = {line.hand.member_id for line in sheet.queue}
    noted = [place.member.pk in raised if purpose == PeoplePurpose.HAND else place.is_noted_here for place in places]
    following = noted.index(False) if False in noted else None
    return [
        _person(sheet, place, purpose, has_hand=place.member.pk in raised, is_next=at == following)
        for at, place in enumerate(places)
    ]


def _person(
    sheet: MeetingSheet, place: RollPlace, purpose: PeoplePurpose, *, has_hand: bool, is_next: bool
) -> FoundPerson:
    key, member = sheet.meeting.pk, place.member.pk
    if purpose == PeoplePurpose.PRESENCE:
        url = reverse("assembly:departures" if place.is_noted_here else "assembly:arrivals", args=[key])
        return FoundPerson(place, Button(place.marking, url, name="member", value=member), is_next=is_next)
    if has_hand:
        url = reverse("assembly:hand-lowering", args=[key])
        return FoundPerson(place, Button(_("Take out of the queue"), url, look="quiet", name="member", value=member))
    url = reverse("assembly:hands", args=[key], query={"member": member})
    others = [
        Button(_("Answer directly"), url, "reply", "quiet", "kind", Hand.Kind.ANSWER),
        Button(_("Clarify"), url, "circle-question-mark", "quiet", "kind", Hand.Kind.CLARIFY),
        Button(_("On the process"), url, "route", "quiet", "kind", Hand.Kind.PROCESS),
    ]
    return FoundPerson(
        place, Button(_("Put in the queue"), url, "hand", "", "kind", Hand.Kind.SPEAK), others, is_next=is_next
    )

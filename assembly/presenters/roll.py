"""Who is there, as a meeting's page shows it: each person of the roll, and the quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assembly.queries.record import MeetingRecord
from members.models import Member
from votes.models import Presence, Proxy
from votes.rolls import QuorumState
from web import alphabet
from web.components import Badge
from web.dates import clock


@dataclass(frozen=True)
class RollPlace:
    """Somebody of the roll: there since when, or represented by whom."""

    member: Member
    since: datetime | None = None
    proxy: Proxy | None = None
    is_coming: bool | None = None
    unconfirmed: Presence | None = None  # noted by somebody else: it counts for nothing yet
    departing: Presence | None = None  # noted by somebody else as having left: there until it is confirmed
    form: Proxy | None = None  # a paper proxy that nobody has confirmed

    @property
    def note(self) -> Badge | None:
        """What is to be known of this person's presence, beside the time since when they are there."""
        if self.departing:
            text = _("departure noted by %(name)s, to be confirmed")
            return Badge(text % {"name": _name(self.departing.departure_noted_by)}, icon="hourglass")
        if self.since:
            return None
        if self.unconfirmed:
            text = _("noted by %(name)s, to be confirmed")
            return Badge(text % {"name": _name(self.unconfirmed.marked_by)}, icon="hourglass")
        if self.proxy:
            return Badge(_proxy_in_words(self.proxy), icon="arrow-right")
        if self.is_coming is None:
            return None
        return Badge(pgettext("a person to a meeting", "comes") if self.is_coming else _("is not coming"))

    @property
    def is_noted_here(self) -> bool:
        """Whether the next that somebody else notes of this person is that they left."""
        return not self.departing and bool(self.since or self.unconfirmed)

    @property
    def marking(self) -> str:
        """The act by which somebody else notes where this person is, in words."""
        if self.departing:
            return _("Take their departure back")
        if self.since:
            return _("Note their departure")
        return _("Take their arrival back") if self.unconfirmed else _("Note their arrival")

    @property
    def concerns_somebody(self) -> bool:
        """Whether anything of it is to be told to this person, or to whoever holds their proxy."""
        parts = [self.since, self.proxy, self.unconfirmed, self.departing, self.form]
        return self.is_coming is not None or any(parts)

    @property
    def changes(self) -> str:
        """What this person's own part of the page depends on, as a text that changes when it does."""
        parts = [
            self.since,
            self.is_coming,
            self.unconfirmed and self.unconfirmed.pk,
            self.form and self.form.pk,
            self.departing and self.departing.departure_noted_at,
        ]
        return f"{self.changes_of_holder} {' '.join(map(str, parts))}"

    @property
    def changes_of_holder(self) -> str:
        """The same for whoever holds their proxy, or is asked to."""
        proxy = self.proxy
        return f"{proxy.pk} {proxy.holder_id} {proxy.accepted_at}" if proxy else ""


def _name(member: Member | None) -> str:
    return member.name if member else ""


def _proxy_in_words(proxy: Proxy) -> str:
    if proxy.holder is None:
        return _("blank proxy")
    text = _("proxy to %(name)s") if proxy.accepted_at else _("asks %(name)s to hold a proxy")
    return text % {"name": proxy.holder.name}


def places_of(record: MeetingRecord, departing: Sequence[Presence], forms: Sequence[Proxy]) -> list[RollPlace]:
    """Everyone of the roll, those who are there first, each group by name."""
    since = {presence.member_id: presence.arrived_at for presence in record.presences if presence.left_at is None}
    given = {proxy.giver_id: proxy for proxy in record.proxies}
    noted = {presence.member_id: presence for presence in record.unconfirmed}
    leaving = {presence.member_id: presence for presence in departing}
    entered = {proxy.giver_id: proxy for proxy in forms}
    replies = {reply.member_id: reply.is_coming for reply in record.meeting.replies.all()}
    places = [
        RollPlace(
            member,
            since.get(member.pk),
            given.get(member.pk),
            replies.get(member.pk),
            noted.get(member.pk),
            leaving.get(member.pk),
            entered.get(member.pk),
        )
        for member in record.electors
    ]
    return sorted(places, key=_in_the_list)


def _in_the_list(place: RollPlace) -> tuple[bool, bool, bool, tuple[str, str]]:
    """Those who are there first, then those who are to be confirmed, those represented, by name."""
    return place.since is None, place.unconfirmed is None, place.proxy is None, alphabet.place(place.member.name)


LONGEST_LIST = 20  # people with a line each; a longer roll is searched, and folded into groups


@dataclass(frozen=True)
class RollGroup:
    """Those of a long roll who are in the same case: « 60 présents », and their names."""

    key: str
    label: str
    names: str


def groups_of(places: Sequence[RollPlace], *, is_open: bool) -> list[RollGroup]:
    """A long roll, by who is there; before the meeting opens, by who comes. A group of nobody is left out."""
    members: dict[str, list[RollPlace]] = {}
    for place in places:
        members.setdefault(_case_of(place) if is_open else _answer_of(place), []).append(place)
    labels = {
        "present": ngettext("%(number)s present", "%(number)s present", len(members.get("present", []))),
        "noted": _("%(number)s noted, to be confirmed"),
        "represented": ngettext(
            "%(number)s represented", "%(number)s represented", len(members.get("represented", []))
        ),
        "absent": ngettext("%(number)s absent", "%(number)s absent", len(members.get("absent", []))),
        "coming": ngettext("%(number)s comes", "%(number)s come", len(members.get("coming", []))),
        "not_coming": ngettext(
            "%(number)s does not come", "%(number)s do not come", len(members.get("not_coming", []))
        ),
        "silent": ngettext(
            "%(number)s has not answered", "%(number)s have not answered", len(members.get("silent", []))
        ),
    }
    return [
        RollGroup(key, label % {"number": len(members[key])}, "; ".join(map(_in_a_group, members[key])))
        for key, label in labels.items()
        if key in members
    ]


def _case_of(place: RollPlace) -> str:
    if place.since:
        return "present"
    if place.unconfirmed:
        return "noted"
    is_represented = place.proxy is not None and place.proxy.accepted_at is not None
    return "represented" if is_represented else "absent"


def _answer_of(place: RollPlace) -> str:
    if place.is_coming is None:
        return "silent"
    return "coming" if place.is_coming else "not_coming"


def _in_a_group(place: RollPlace) -> str:
    """« Rose Faure, 18 h 32 »."""
    note = place.note
    details = [clock(place.since) if place.since else "", str(note.text) if note and note.icon else ""]
    return ", ".join([place.member.name, *filter(None, details)])


@dataclass(frozen=True)
class AttendanceCount:
    """How many are there, and what that makes of the quorum."""

    quorum: QuorumState

    @property
    def of_roll(self) -> str:
        """« présents sur 12, 2 représentés », after the number of those present."""
        text = ngettext("present of %(roll)s", "present of %(roll)s", self.quorum.present)
        return self._with_represented(text % {"roll": self.quorum.roll})

    @property
    def present(self) -> str:
        """« 7 présents, 2 représentés »."""
        text = ngettext("%(present)s present", "%(present)s present", self.quorum.present)
        return self._with_represented(text % {"present": self.quorum.present})

    def _with_represented(self, text: str) -> str:
        number = self.quorum.represented
        if not number:
            return text
        represented = ngettext("%(number)s represented", "%(number)s represented", number)
        return f"{text}, {represented % {'number': number}}"

    @property
    def badge(self) -> Badge | None:
        """Whether the quorum is reached; None where there is none."""
        if self.quorum.needed is None:
            return None
        needed = {"needed": self.quorum.needed}
        if self.quorum.reached:
            return Badge(_("quorum %(needed)s reached") % needed, "leaf", "circle-check")
        return Badge(_("quorum %(needed)s not reached yet") % needed, "plum", "users")

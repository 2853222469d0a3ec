"""What one person, and nobody else, sees of a meeting: their presence, their votes, what they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import rules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.handover import Handover, handover_for
from assembly.models import Hand, Meeting, Reply, Turn, VoicePresence
from assembly.presenters.buttons import act, link
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.noted_decisions import StandingDecision, standing_decision
from assembly.presenters.roles import Duty, duties_of
from assembly.presenters.viewers import MeetingViewers
from assembly.queries.voices import voice_spans
from members.models import Member
from proposals.presenters.election_part import ElectionPart, part_of_election
from proposals.presenters.own_panel import OwnPanel, part_of
from votes.forms.proxies import ProxyForm
from votes.models import Presence
from votes.presenters.voting_panel import Mine, my_vote
from votes.queries.proxies import MemberProxies
from web.components import Button
from web.dates import clock


@dataclass(frozen=True)
class PresenceDoubt:
    """Somebody else noted that this person came, or left: what is asked of them, and their two answers."""

    key: str
    title: str
    text: str
    here: str
    away: str


@dataclass(frozen=True)
class PresencesToConfirm:
    """Arrivals or departures that others noted, to be confirmed in one act by whoever holds a role."""

    key: str
    address: str  # the name of the view
    title: str
    text: str
    who: str  # the label of the list
    lines: Sequence["NotedPresence"]
    label: str
    icon: str
    look: str = ""


@dataclass(frozen=True)
class NotedPresence:
    """Whose arrival or departure it is, and who noted it when."""

    member: Member
    note: str


@dataclass(frozen=True)
class OwnSupport:
    """One's own part in an assembly that is only asked for."""

    supports: bool
    takes_up: bool  # may convene it alone

    @property
    def title(self) -> str:
        return _("You ask for this assembly") if self.supports else _("Do you ask for this assembly too?")


@dataclass(frozen=True)
class OwnPart:
    """All that the page shows to one person alone."""

    handover: Handover | None
    is_elector: bool
    has_voice: bool  # and no vote
    presence: Presence | VoicePresence | None
    doubt: PresenceDoubt | None
    support: OwnSupport | None
    links: Sequence[Button]
    to_confirm: Sequence[PresencesToConfirm]
    votes: Sequence[Mine]
    position: OwnPanel | None
    election: ElectionPart | None
    reply: Reply | None
    proxies: MemberProxies | None
    proxy_form: ProxyForm | None
    proxy_label: str
    hand: Hand | None
    turn: Turn | None
    duties: Sequence[Duty]
    standing: StandingDecision | None
    takes_back: bool  # what stands is this person's own
    writes: bool  # notes
    may_note: bool  # a decision in one line, on the current item

    @property
    def is_expected(self) -> bool:
        """Whether their presence is written down: they vote, or have a voice."""
        return self.is_elector or self.has_voice


def own_part(sheet: MeetingSheet, viewers: str, member: Member) -> OwnPart | None:
    """None for whoever only follows the meeting. `viewers` is the class of `MeetingViewers`."""
    if viewers == MeetingViewers.READER:
        return None
    meeting = sheet.meeting
    proposal = sheet.current.item.proposal if sheet.current else None
    election = sheet.current.item.election if sheet.current and meeting.is_open else None
    standing = standing_decision(sheet, sheet.lines)
    proxies = MemberProxies(meeting.gathering, member, sheet.proxies) if meeting.gathering else None
    return OwnPart(
        handover=handover_for(meeting, member),
        is_elector=any(elector.pk == member.pk for elector in sheet.electors),
        has_voice=viewers == MeetingViewers.VOICE,
        presence=_presence(sheet, viewers, member),
        doubt=_doubt(sheet, member),
        support=_support(meeting, member),
        links=_links(meeting, member) if viewers in {MeetingViewers.HOLDER, MeetingViewers.MEMBER} else [],
        to_confirm=_to_confirm(sheet, member),
        votes=[my_vote(one.ballot, member) for one in sheet.running(sheet.lines)],
        position=part_of(member, proposal, next=meeting.get_absolute_url()) if proposal else None,
        election=part_of_election(member, election, next=meeting.get_absolute_url()) if election else None,
        reply=Reply.objects.filter(meeting=meeting, member=member).first(),
        proxies=proxies,
        proxy_form=ProxyForm(proxies=proxies, auto_id="proxy_%s") if proxies and proxies.offers_form else None,
        proxy_label=_("I am not there: give my proxy") if meeting.is_open else _("Give my proxy to somebody"),
        hand=next((line.hand for line in sheet.queue if line.hand.member_id == member.pk), None),
        turn=sheet.turn if sheet.turn and sheet.turn.member_id == member.pk else None,
        duties=duties_of(sheet, member),
        standing=standing,
        takes_back=standing is not None and standing.noted.noted_by_id == member.pk,
        writes=rules.has_perm("assembly.write", member, meeting),
        may_note=_may_note(sheet, member),
    )


def _presence(sheet: MeetingSheet, viewers: str, member: Member) -> Presence | VoicePresence | None:
    """Their present span, of whoever votes or has a voice."""
    spans = voice_spans(sheet.meeting) if viewers == MeetingViewers.VOICE else sheet.presences
    return next((span for span in spans if span.member_id == member.pk and span.left_at is None), None)


def _may_note(sheet: MeetingSheet, member: Member) -> bool:
    return sheet.is_open_to_noting and rules.has_perm("assembly.note_decision", member, sheet.meeting)


def _doubt(sheet: MeetingSheet, member: Member) -> PresenceDoubt | None:
    for noted in sheet.unconfirmed:
        if noted.member_id == member.pk:
            return PresenceDoubt(
                "noted",
                _("%(name)s noted that you are here") % {"name": _name(noted.marked_by)},
                _("It counts once you confirm it."),
                _("Confirm: I am here"),
                _("I am not there"),
            )
    for noted in sheet.departing:
        if noted.member_id == member.pk:
            return PresenceDoubt(
                "departing",
                _("%(name)s noted that you left at %(time)s") % _departure(noted),
                _("You count as present until you, or a second person with a role, confirm that you left."),
                _("I am still here"),
                _("Confirm: I left"),
            )
    return None


def _support(meeting: Meeting, member: Member) -> OwnSupport | None:
    if not meeting.is_asked:
        return None
    supports = meeting.supports.filter(member=member).exists()
    return OwnSupport(supports, rules.has_perm("assembly.take_up", member, meeting))


def _links(meeting: Meeting, member: Member) -> list[Button]:
    """What somebody who does not conduct it may do before it: prepare an assembly; cancel what they may convene."""
    if meeting.opened_at or meeting.is_over:
        return []
    may_cancel = rules.has_perm("assembly.cancel", member, meeting)
    cancelling = [link(_("Cancel this meeting"), "cancellation", meeting.pk, icon="x")] if may_cancel else []
    if not meeting.circle.is_assembly:
        return cancelling
    offered = {
        "prepare": link(_("Prepare the agenda"), "agenda-edit", meeting.pk, icon="list-plus", look=""),
        "arrange": link(_("Time and place"), "meeting-edit", meeting.pk, icon="pencil"),
        "name_roles": link(_("Roles"), "roles", meeting.pk, icon="users"),
    }
    allowed = [button for perm, button in offered.items() if rules.has_perm(f"assembly.{perm}", member, meeting)]
    return [*allowed, *cancelling]


def planning_again(meeting: Meeting, viewers: str, member: Member) -> Button | None:
    """What somebody who may convene a meeting, and does not conduct it, may do once it is cancelled."""
    is_elsewhere = viewers == MeetingViewers.FACILITATOR  # among what whoever conducts may do
    if not meeting.is_cancelled or is_elsewhere or not rules.has_perm("assembly.cancel", member, meeting):
        return None
    return act(_("Plan it again"), "cancellation-withdrawal", meeting.pk, icon="undo-2")


def _to_confirm(sheet: MeetingSheet, member: Member) -> list[PresencesToConfirm]:
    """What this person, who holds a role, may confirm: what somebody else noted of others."""
    if not sheet.meeting.is_open or member.pk not in sheet.vouchers:
        return []
    arrivals = [noted for noted in sheet.unconfirmed if member.pk not in (noted.marked_by_id, noted.member_id)]
    departures = [noted for noted in sheet.departing if member.pk not in (noted.departure_noted_by_id, noted.member_id)]
    return [
        *([_arrivals_to_confirm(arrivals)] if arrivals else []),
        *([_departures_to_confirm(departures)] if departures else []),
    ]


def _arrivals_to_confirm(arrivals: Sequence[Presence]) -> PresencesToConfirm:
    number = len(arrivals)
    text = _("noted by %(name)s at %(time)s")
    return PresencesToConfirm(
        key="to-confirm",
        address="assembly:arrivals-confirmation",
        title=ngettext("An arrival to confirm", "%(number)s arrivals to confirm", number) % {"number": number},
        text=_(
            "Somebody noted these people as present. You hold a role: if you see them too, confirm it, and it counts."
        ),
        who=_("Who: untick those whom you do not see"),
        lines=[NotedPresence(noted.member, text % _arrival(noted)) for noted in arrivals],
        label=ngettext("Confirm this arrival", "Confirm these arrivals", number),
        icon="user-check",
        look="lamp",
    )


def _departures_to_confirm(departures: Sequence[Presence]) -> PresencesToConfirm:
    number = len(departures)
    text = _("noted by %(name)s at %(time)s")
    return PresencesToConfirm(
        key="departures-to-confirm",
        address="assembly:departures-confirmation",
        title=ngettext("A departure to confirm", "%(number)s departures to confirm", number) % {"number": number},
        text=_(
            "Somebody noted that these people left. You hold a role: if you saw them leave too, confirm it. "
            "Until then they count as present."
        ),
        who=_("Who: untick those who are still here"),
        lines=[NotedPresence(noted.member, text % _departure(noted)) for noted in departures],
        label=ngettext("Confirm this departure", "Confirm these departures", number),
        icon="log-out",
    )


def _arrival(noted: Presence) -> dict[str, str]:
    return {"name": _name(noted.marked_by), "time": clock(noted.arrived_at)}


def _departure(noted: Presence) -> dict[str, str]:
    time = clock(noted.departure_noted_at) if noted.departure_noted_at else ""
    return {"name": _name(noted.departure_noted_by), "time": time}


def _name(member: Member | None) -> str:
    return member.name if member else ""

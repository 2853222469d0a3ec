"""What is answered by a letter’s link about what one is asked to take on: to facilitate, a text that is handed on."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.queries import coordinators_of, is_in, members_of
from journal.clock import now
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, chosen_among, last_asking, still_asked
from members.models import Member
from proposals.actions import (
    accept_handed,
    agree_to_facilitate,
    decline_election_facilitation,
    decline_to_facilitate,
    facilitate_election,
    replace_facilitator,
    return_handed,
)
from proposals.actions.election_notifications import FACILITATION
from proposals.actions.notifications import FACILITATING, HANDED
from proposals.effects import effects_of, titled
from proposals.election_process import LIVE
from proposals.models import Election, Handing, Proposal
from proposals.process import Act, State
from proposals.processes import table_of
from proposals.queries import asked_to_facilitate, current_version, to_answer_by
from proposals.rules import roles_of

AGREE, DECLINE, NAME = "agree", "decline", "name"
TAKE_ON, SEND_BACK = "take_on", "send_back"
OTHERWISE = gettext_lazy("If that changes, tell your circle: another person can be asked at any time.")


def facilitating_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person facilitates it, until they have answered or somebody else is asked; whom else to ask,
    for whoever coordinates the circle, or its author."""
    proposal = _to_facilitate(member, about)
    if proposal is None:
        return None
    version = current_version(proposal)
    return OpenQuestion(
        key=last_asking(member, FACILITATING, about),
        title=_("Will you facilitate? %(title)s") % {"title": titled(proposal)},
        text=version.text,
        url=proposal.get_absolute_url(),
        options=[*_agreeing(), *_naming(member, proposal)],
        before=[
            _("You lead it from stage to stage, so that its author can listen."),
            *effects_of(proposal, version),
        ],
    )


def facilitate_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the page, with the same refusals. Raises ValidationError: `person` where nobody is chosen."""
    proposal = still_asked(_to_facilitate(member, about))
    if value == NAME:
        return replace_facilitator(proposal, person=chosen_among(_others(member, proposal), text), actor=member)
    act = agree_to_facilitate if value == AGREE else decline_to_facilitate
    return act(proposal, actor=member)


def election_facilitating_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person facilitates an election, until they have answered or somebody else does.

    Nobody is left to decline to where whoever started it is the one who is asked: they lead it meanwhile.
    """
    election = _to_facilitate_election(member, about)
    if election is None:
        return None
    leads = election.started_by == member
    meanwhile = _("You lead it from stage to stage; until you agree, %(name)s does.")
    return OpenQuestion(
        key=last_asking(member, FACILITATION, about),
        title=_("Will you facilitate this election? %(title)s") % {"title": election.title},
        text=election.mission,
        url=election.get_absolute_url(),
        options=_agreeing()[:1] if leads else _agreeing(),
        before=[] if leads else [meanwhile % {"name": election.started_by.name}],
    )


def facilitate_election_by_link(member: Member, about: str, value: str, text: str) -> object:
    election = still_asked(_to_facilitate_election(member, about))
    act = facilitate_election if value == AGREE else decline_election_facilitation
    return act(election, actor=member)


def handed_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person's circle takes on a text handed to it, while it may be answered."""
    handing = _handing(member, about)
    if handing is None:
        return None
    proposal = handing.proposal
    version = current_version(proposal)
    words = {"name": handing.handed_by.name, "circle": handing.to.name, "reason": handing.reason}
    return OpenQuestion(
        key=f"handing:{handing.pk}",
        title=_("Does %(circle)s take it on? %(title)s") % {"circle": handing.to.name, "title": titled(proposal)},
        text=version.text,
        url=proposal.get_absolute_url(),
        options=[
            AnswerOption(TAKE_ON, _("Take it on"), "lamp"),
            AnswerOption(SEND_BACK, _("Send it back"), text_label=_("Why you send it back")),
        ],
        due=handing.ends_at,
        before=[
            _("%(name)s asks %(circle)s to take it on: “%(reason)s”.") % words,
            _("Taken on, it starts there with its whole text, its questions and their answers."),
            _("Without an answer, it goes back to %(circle)s.") % {"circle": proposal.circle.name},
            *effects_of(proposal, version),
        ],
    )


def answer_handed_by_link(member: Member, about: str, value: str, text: str) -> object:
    handing = still_asked(_handing(member, about))
    if value == TAKE_ON:
        return accept_handed(handing.proposal, actor=member)
    return return_handed(handing.proposal, reason=text, actor=member)


def _agreeing() -> list[AnswerOption]:
    return [AnswerOption(AGREE, _("I facilitate it"), "lamp"), AnswerOption(DECLINE, _("I cannot"), "quiet")]


def _naming(member: Member, proposal: Proposal) -> list[AnswerOption]:
    """Somebody else is asked by whoever coordinates the circle; where nobody does, the author names them, and a second
    member with the author."""
    coordinators = coordinators_of(proposal.circle)
    is_alone = coordinators.filter(pk=member.pk).exists()
    names = is_alone or (proposal.author_id == member.pk and not coordinators.exists())
    people = [(str(person.pk), person.name) for person in _others(member, proposal)]
    acts = table_of(proposal.process).open_to(State(proposal.state), roles_of(member, proposal))
    if not (names and people and Act.REPLACE_FACILITATOR in acts):
        return []
    label = (
        _("Who facilitates from now on?") if is_alone else _("Who would facilitate, if a second member names them too")
    )
    return [AnswerOption(NAME, _("Ask this person"), text_label=label, choices=people)]


def _others(member: Member, proposal: Proposal) -> QuerySet[Member]:
    return members_of(proposal.circle).exclude(pk=member.pk)


def _to_facilitate(member: Member, about: str) -> Proposal | None:
    key = number(Proposal.key_in(about)) or 0
    return asked_to_facilitate(member).filter(pk=key).select_related("circle", "replaces").first()


def _to_facilitate_election(member: Member, about: str) -> Election | None:
    key = number(Election.key_in(about)) or 0
    elections = Election.objects.filter(pk=key, facilitator=member, facilitator_since=None, state__in=LIVE)
    election = elections.select_related("circle", "started_by").first()
    return election if election and is_in(member, election.circle) else None


def _handing(member: Member, about: str) -> Handing | None:
    key = number(Proposal.key_in(about)) or 0
    waiting = to_answer_by(member).filter(proposal=key, ends_at__gt=now())
    return waiting.select_related("proposal__circle", "proposal__replaces", "to", "handed_by").first()


KINDS = {
    FACILITATING: AnswerKind(facilitating_asked, facilitate_by_link, afterwards=OTHERWISE),
    FACILITATION: AnswerKind(election_facilitating_asked, facilitate_election_by_link, afterwards=OTHERWISE),
    HANDED: AnswerKind(
        handed_asked,
        answer_handed_by_link,
        afterwards=gettext_lazy("What you answered for your circle holds: it stands on the page of the text."),
    ),
}

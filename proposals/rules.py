"""Who may do what with a proposal: its roles, then the table of its process. Everything else is denied."""

from typing import Any

import rules
from django.db.models import QuerySet

from commissions.queries import coordinates, coordinators_of, is_in, people_of
from commissions.rules import (
    can_read_circle,
    circle_of,
    coordinates_circle,
    has_voice_in_circle,
    in_circle,
    sits_in_circle,
)
from journal.actions import CLOCK
from members.rules import is_administrator, is_member
from proposals import occasions
from proposals.answering import answers_first
from proposals.models import (
    Advice,
    AttachedFile,
    CircleAgreement,
    CircleRequest,
    Comment,
    NotedPosition,
    Objection,
    Proposal,
    Question,
    Round,
    RoundElector,
    SuggestedEdit,
    WordingHelp,
    WrittenObjection,
)
from proposals.process import Act, Role, State
from proposals.processes import table_of
from votes import owners


def proposal_of(obj: Any) -> Proposal:
    """The proposal that is meant: the object itself, or the one it belongs to."""
    if isinstance(obj, Proposal):
        return obj
    if isinstance(obj, Objection):
        return obj.position.round.proposal
    if isinstance(obj, CircleRequest):
        return proposal_of(obj.objection)
    if isinstance(obj, NotedPosition):
        return obj.round.proposal
    proposal: Proposal = obj.proposal
    return proposal


def roles_of(
    person: Any,
    obj: Proposal
    | Round
    | Question
    | Objection
    | CircleRequest
    | SuggestedEdit
    | Comment
    | AttachedFile
    | Advice
    | WrittenObjection,
) -> frozenset[Role]:
    """What this person is to the proposal, and to the question, round or objection that is asked about."""
    proposal = proposal_of(obj)
    if person is CLOCK:  # conducts as well where a meeting was left open for long
        conducts = occasions.conducts(CLOCK, proposal.occasion)
        return frozenset({Role.CLOCK, Role.FACILITATOR} if conducts else {Role.CLOCK})
    if not is_member(person):
        return frozenset()
    held = {
        Role.AUTHOR: person.pk == proposal.author_id,
        Role.FACILITATOR: person.pk == proposal.facilitator_id
        or occasions.conducts(person, proposal.occasion)
        or _stands_in(person, proposal),
    }
    held[Role.DECIDER] = person.pk == proposal.decider_id and proposal.decider_since is not None
    if isinstance(obj, Proposal):
        held[Role.MEMBER] = in_circle(person, proposal)
        held[Role.VOICE] = not held[Role.MEMBER] and has_voice_in_circle(person, proposal)
        sits = held[Role.MEMBER] or held[Role.VOICE]
        held[Role.INVITED] = person.pk == proposal.facilitator_id and proposal.facilitator_since is None
        held[Role.NAMED_DECIDER] = person.pk == proposal.decider_id and proposal.decider_since is None
        held[Role.ADVISER] = is_adviser(person, proposal)
        held[Role.RECEIVER] = proposal.state == State.HANDED and receives(person, proposal)
        held[Role.COORDINATOR] = owners.conducts(person, proposal.circle.topic)
        held[Role.OBSERVER] = not sits and not proposal.is_closed and can_read_circle(person, proposal)
    elif isinstance(obj, Round):
        was_asked = RoundElector.objects.filter(round=obj, member=person).exists()
        held[Role.ELECTOR] = was_asked and in_circle(person, proposal)  # who has left answers no more
    elif isinstance(obj, Question):
        held[Role.ASKER] = person.pk == obj.asker_id
    elif isinstance(obj, Comment):
        held[Role.COMMENTER] = person.pk == obj.member_id
    elif isinstance(obj, Objection):
        held[Role.OBJECTOR] = person.pk == obj.position.member_id
        held[Role.HELPER] = _helps(person, proposal, WordingHelp.objects.filter(position=obj.position_id))
    elif isinstance(obj, AttachedFile):
        held[Role.ATTACHER] = person.pk == obj.member_id
    elif isinstance(obj, WrittenObjection):
        held[Role.OBJECTOR] = person.pk == obj.member_id
        held[Role.HELPER] = _helps(person, proposal, WordingHelp.objects.filter(written=obj.pk))
    elif isinstance(obj, CircleRequest):
        held[Role.OBJECTOR] = person.pk == obj.objection.position.member_id
        was_asked = CircleAgreement.objects.filter(request=obj, member=person).exists()
        held[Role.ASKED] = was_asked and in_circle(person, proposal)  # who has left neither agrees nor refuses
    return frozenset(role for role, is_held in held.items() if is_held)


def _helps(person: Any, proposal: Proposal, helps: QuerySet[WordingHelp]) -> bool:
    """Whether this person was asked for one of these helps; who has left words nothing any more."""
    return helps.filter(helper=person).exists() and bool(in_circle(person, proposal))


def is_adviser(person: Any, proposal: Proposal) -> bool:
    """Whether this person was asked for advice by name."""
    return proposal.is_by_advice and Advice.objects.filter(proposal=proposal, adviser=person).exists()


def _stands_in(person: Any, proposal: Proposal) -> bool:
    """Until whoever was asked to facilitate has agreed: whoever coordinates the circle does, or else the author."""
    if proposal.facilitator_since is not None or proposal.is_private:
        return False
    if person.pk == proposal.author_id:
        return not coordinators_of(proposal.circle).exists()
    return coordinates(person, proposal.circle)


def receives(person: Any, proposal: Proposal) -> bool:
    """Whether this person answers for the circle that it is handed to: whoever coordinates it; else any member."""
    handing = proposal.handings.filter(answered_at=None).select_related("to").first()
    if handing is None or not is_member(person):
        return False
    return coordinates(person, handing.to) or (is_in(person, handing.to) and not coordinators_of(handing.to).exists())


def _is_in_receiving_circle(person: Any, proposal: Proposal) -> bool:
    handing = proposal.handings.filter(answered_at=None).select_related("to").first()
    return handing is not None and people_of(handing.to).filter(pk=person.pk).exists()


@rules.predicate
def can_read_proposal(person: Any, proposal: Proposal | None) -> bool:
    """A draft is its author's, and that of whoever facilitates or would decide; a person's situation, its circle's; the
    rest, the members'. Whoever is asked for advice reads what it is about."""
    if proposal is None or not is_member(person):
        return False
    if person.pk in (proposal.author_id, proposal.facilitator_id, proposal.decider_id):
        return True
    if proposal.is_private:
        return False
    if is_adviser(person, proposal):
        return True
    if proposal.state == State.HANDED and _is_in_receiving_circle(person, proposal):
        return True
    if proposal.is_closed:
        return bool(sits_in_circle(person, proposal))
    return bool(can_read_circle(person, proposal))


@rules.predicate
def conducts_its_occasion(person: Any, proposal: Proposal) -> bool:
    """Whoever conducts the meeting that the proposal is put to."""
    return is_member(person) and occasions.conducts(person, proposal.occasion)


@rules.predicate
def hears_answers(person: Any, question: Question) -> bool:
    """Whoever asked, and whoever facilitates."""
    return bool(roles_of(person, question) & {Role.ASKER, Role.FACILITATOR})


@rules.predicate
def is_asker(person: Any, question: Question) -> bool:
    return is_member(person) and person.pk == question.asker_id


@rules.predicate
def notes_positions(person: Any, round: Round) -> bool:
    """Whoever facilitates, or holds a role in the meeting, for somebody in the room without a phone."""
    return is_member(person) and (Role.FACILITATOR in roles_of(person, round) or _holds_a_role(person, round.proposal))


@rules.predicate
def confirms_noted(person: Any, note: NotedPosition) -> bool:
    """The person who answered; else a second holder of a role, who neither noted it, nor wrote or facilitates it."""
    if not is_member(person) or person.pk == note.noted_by_id:
        return False
    if person.pk == note.member_id:
        return True
    leads = roles_of(person, note.round) & {Role.AUTHOR, Role.FACILITATOR}
    return not leads and _holds_a_role(person, note.round.proposal)


@rules.predicate
def drops_noted(person: Any, note: NotedPosition) -> bool:
    """Whoever noted it, and the person whose answer it would be."""
    return is_member(person) and person.pk in (note.noted_by_id, note.member_id)


def _holds_a_role(person: Any, proposal: Proposal) -> bool:
    return occasions.vouches(person, proposal.occasion)


@rules.predicate
def can_read_comment(person: Any, comment: Comment) -> bool:
    """Whoever reads the proposal; one's own alone, where the circle wants everybody to answer first."""
    if not can_read_proposal(person, comment.proposal):
        return False
    return person.pk == comment.member_id or not answers_first(comment.proposal, person)


@rules.predicate
def is_suggester(person: Any, edit: SuggestedEdit) -> bool:
    return is_member(person) and person.pk == edit.member_id


@rules.predicate
def keeps_templates(person: Any, obj: Any) -> bool:
    """Whoever coordinates the circle; where nobody does, any of its members. They change no rule: a template only
    gives lengths to the proposals whose authors choose it."""
    circle = circle_of(obj)
    return bool(coordinates_circle(person, circle)) or (
        bool(in_circle(person, circle)) and not coordinators_of(circle).exists()
    )


@rules.predicate
def erases_files(person: Any, proposal: Proposal) -> bool:
    """Of those who may read it, whoever administers, or coordinates its circle."""
    is_one = bool(is_administrator.test(person)) or bool(coordinates_circle(person, proposal.circle))
    return is_one and can_read_proposal(person, proposal)


def _may(act: Act) -> Any:
    @rules.predicate(f"may_{act}")
    def predicate(person: Any, obj: Any) -> bool:
        return obj is not None and table_of(proposal_of(obj).process).may(act, roles_of(person, obj))

    return predicate


rules.add_perm("proposals.list", is_member)
rules.add_perm("proposals.read", can_read_proposal)
rules.add_perm("proposals.write", can_read_circle)  # in a circle: any member may propose where they may read
rules.add_perm("proposals.bring_to_meeting", in_circle & conducts_its_occasion)  # to their own meeting
rules.add_perm("proposals.take_up_text", can_read_proposal & can_read_circle)  # its text, in a new proposal
rules.add_perm("proposals.erase_file", erases_files)
rules.add_perm("proposals.keep_templates", keeps_templates)
rules.add_perm("proposals.note_answered_aloud", hears_answers)
rules.add_perm("proposals.reopen_question", is_asker)
rules.add_perm("proposals.note_position", notes_positions)
rules.add_perm("proposals.confirm_noted", confirms_noted)
rules.add_perm("proposals.drop_noted", drops_noted)
rules.add_perm("proposals.withdraw_edit", is_suggester)
rules.add_perm("proposals.read_comment", can_read_comment)
for act in Act:
    rules.add_perm(f"proposals.{act}", _may(act))

"""What anybody may try with the meetings of a circle, where its proposals and elections are held."""

from datetime import timedelta

from assembly import actions
from assembly.models import AgendaItem, ItemBallot, Meeting
from assembly.questions import fixed_question
from commissions.queries import majority_rules
from journal.clock import now
from members.models import Member
from proposals.models import Election, Proposal
from tests.proposals.paths.path import Deed, one_of
from votes.questions import QuestionSpec


def the_meeting(number: int) -> Meeting:
    """The latest that is not over; where all are, one of them."""
    going = Meeting.objects.exclude(state=Meeting.State.CLOSED).order_by("-pk")
    return one_of(going if going.exists() else Meeting.objects.order_by("-pk"), number)


def an_item(number: int) -> AgendaItem:
    return one_of(AgendaItem.objects.order_by("-meeting", "position", "pk"), number)


def plan(path, who, number):
    begins = now() + timedelta(hours=(1, 30, 24 * 9)[number % 3])
    circle = one_of([path.circle, path.circle, path.other], number // 3)
    return actions.plan_meeting(
        circle, title=f"Soirée {number}", starts_at=begins, ends_at=begins + timedelta(hours=3), actor=who
    )


def bring(path, who, number):
    proposal = one_of(Proposal.objects.order_by("-pk")[:1], 0)
    kind = AgendaItem.Kind.VOTE if proposal.process == Proposal.Process.MAJORITY else AgendaItem.Kind.CONSENT
    if proposal.state == "opinion":
        return actions.bring_opinion(the_meeting(number), proposal=proposal, actor=who)
    return actions.add_item(the_meeting(number), title="La proposition", kind=kind, proposal=proposal, actor=who)


def bring_election(path, who, number):
    election = one_of(Election.objects.order_by("-pk")[:1], 0)
    item = actions.add_item(the_meeting(number), title="Le rôle", kind=AgendaItem.Kind.ELECTION, actor=who)
    return actions.bring_election(item, election=election, actor=who)


def begin_item(path, who, number):
    item = an_item(number)
    current = item.meeting.items.filter(state=AgendaItem.State.CURRENT).first()
    return actions.advance(item.meeting, expected=current.pk if current else None, to=item, actor=who)


def open_ballot(path, who, number):
    item = one_of(AgendaItem.objects.filter(state=AgendaItem.State.CURRENT).select_related("meeting__circle"), number)
    spec = fixed_question(item) or QuestionSpec("On y va ?", majority_rules(item.meeting.circle))
    return actions.open_item_ballot(item, spec, actor=who)


def close_ballot(path, who, number):
    return actions.close_item_ballot(one_of(ItemBallot.objects.order_by("-pk")[:1], 0), actor=who)


def meeting(act) -> Deed:
    return lambda path, who, number: act(the_meeting(number), actor=who)


def item(act, **more) -> Deed:
    return lambda path, who, number: act(an_item(number), **more, actor=who)


def arrive(path, who, number):
    member = who if number % 3 else one_of(Member.objects.order_by("pk"), number)
    return actions.arrive(the_meeting(0), member=member, actor=who)


def depart(path, who, number):
    return actions.depart(the_meeting(0), member=who, actor=who)


def bring_back(path, who, number):
    return actions.bring_back_item(the_meeting(0), item=an_item(number), actor=who)


MEETINGS: dict[str, Deed] = {
    "plan a meeting": plan,
    "convene": meeting(actions.convene),
    "open the meeting": meeting(actions.open_meeting),
    "arrive": arrive,
    "depart": depart,
    "bring the proposal": bring,
    "begin an item": begin_item,
    "conclude an item": item(actions.conclude_item),
    "defer an item": item(actions.defer_item),
    "reopen an item": item(actions.reopen_item),
    "remove an item": item(actions.remove_item),
    "bring an item back": bring_back,
    "dismiss an item": item(actions.dismiss_item),
    "open a ballot": open_ballot,
    "close a ballot": close_ballot,
    "ask who conducts": meeting(actions.ask_conductor),
    "conduct": meeting(actions.take_over),
    "close the meeting": meeting(actions.close_meeting),
    "reopen the meeting": meeting(actions.reopen_meeting),
}

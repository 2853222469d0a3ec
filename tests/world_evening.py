"""The meetings of the tests' world: planned, convened, under way, held. Inès facilitates, Rose presides."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from assembly.actions import (
    add_item,
    advance,
    arrive,
    call_hand,
    close_meeting,
    convene,
    give_task,
    invite_guest,
    name_roles,
    note_decision,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    raise_hand,
    reply,
    sign,
    take_back_noted_decision,
    write_notes,
)
from assembly.models import AgendaItem, Meeting
from commissions.actions import give_mandate
from members.models import Member
from proposals.actions import publish_decision
from tests.closing import close_item_in_time
from votes.actions import accept_proxy, cast_vote, give_proxy, note_vote
from votes.counting.majority import MajorityRules
from votes.models import Proxy
from votes.questions import QuestionSpec


def add_meetings(w: Any) -> None:
    """Meetings planned, convened, open, closed. The CA is as many as the world says."""
    for member in w.many:
        give_mandate(w.ca, member=member, actor=w.ada, since=w.today - timedelta(days=90))
    held(w, "CA ouvert à tous", -3, (w.malo, w.rose))
    w.things["published_ballot"] = w.closed_ballot
    publish_decision(w.closed_ballot.decision, audience="public", actor=w.ines)
    for number in range(w.size):
        everybody = (w.malo, w.rose, *(w.many if number == w.size - 1 else []))
        w.things["closed_meeting"] = held(w, f"CA passé {number}", -7 * (number + 1), everybody)
        w.things["planned_meeting"] = planned(
            w, f"CA à venir {number}", 30 + number, w.size if number == w.size - 1 else 1
        )
    w.things["convened_meeting"] = planned(w, "CA convoqué", 14, w.size)
    convene(w.convened_meeting, actor=w.ines)
    reply(w.convened_meeting, is_coming=True, actor=w.rose)
    w.things["asked_meeting"] = asked(w)
    w.things["meeting"] = evening(w)
    w.things["item"] = w.meeting.items.get(state=AgendaItem.State.PENDING, is_closed=False, title="Travaux 0")
    w.things["planned_item"] = w.planned_meeting.items.first()
    w.things["guest"] = invite_guest(w.planned_item, member=w.noe, actor=w.ines)


def planned(w: Any, title: str, days: int, items: int = 1) -> Meeting:
    meeting = plan_meeting(
        w.ca,
        title=title,
        starts_at=w.evening(days),
        ends_at=w.evening(days, 22, 0),
        place="Le foyer",
        actor=w.ines,
    )
    name_roles(meeting, roles={"chair": w.rose, "secretary": w.ines}, actor=w.ines)
    for number in range(items):
        add_item(meeting, title=f"Travaux {number}", kind="discussion", minutes=15, owner=w.malo, actor=w.ines)
    meeting.refresh_from_db()
    return meeting


def asked(w: Any) -> Meeting:
    """An assembly that Noé asks for."""
    meeting = plan_meeting(
        w.assembly, title="AG demandée", starts_at=w.evening(60), ends_at=w.evening(60, 22, 0), actor=w.noe
    )
    add_item(meeting, title="Les comptes", kind="vote", minutes=15, actor=w.noe)
    return meeting


def held(w: Any, title: str, days: int, there: Iterable[Member]) -> Meeting:
    """An evening that took place: notes, a task, a vote, an item put off; Rose has signed."""
    meeting = plan_meeting(w.ca, title=title, starts_at=w.evening(days), ends_at=w.evening(days, 22, 0), actor=w.ines)
    name_roles(meeting, roles={"chair": w.rose, "secretary": w.ines}, actor=w.ines)
    add_item(meeting, title="Rachat du bâtiment", kind="vote", minutes=20, actor=w.ines)
    w.things["deferred_item"] = add_item(meeting, title="Le préau", minutes=10, owner=w.malo, actor=w.ines)
    open_meeting(meeting, actor=w.ines)
    for member in there:
        arrive(meeting, member=member, actor=member)
    item = advance(meeting, expected=None, actor=w.ines)
    write_notes(item, text="On a compté, puis décidé.", base=0, actor=w.rose)
    link = open_item_ballot(item, QuestionSpec("Achetons-nous ?", MajorityRules()), actor=w.ines)
    for member in (w.ines, *there):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    w.things["closed_ballot"] = close_item_in_time(link, actor=w.ines).ballot
    give_task(meeting, title="Écrire au notaire", assignee=w.malo, actor=w.ines)
    close_meeting(meeting, actor=w.ines)
    sign(meeting, actor=w.rose)
    meeting.refresh_from_db()
    return meeting


def trusted(meeting: Meeting, giver: Member, holder: Member) -> Proxy:
    """A proxy given and accepted."""
    meeting.refresh_from_db()
    return accept_proxy(give_proxy(meeting.gathering, giver=giver, holder=holder, actor=giver), actor=holder)


def evening(w: Any) -> Meeting:
    """Under way: Malo holds Rose's proxy, a vote is open on the current item, hands are up, a case is closed."""
    meeting = planned(w, "CA de ce soir", 0, w.size)
    w.things["vote_item"] = add_item(meeting, title="Le bistro", kind="vote", minutes=20, actor=w.ines)
    w.things["closed_item"] = add_item(meeting, title="Situation de Paul", minutes=5, is_closed=True, actor=w.ines)
    open_meeting(meeting, actor=w.ines)
    for member in (w.malo, *w.many):
        arrive(meeting, member=member, actor=member)
    w.things["proxy"] = trusted(meeting, w.rose, w.malo)
    advance(meeting, expected=None, to=w.vote_item, actor=w.ines)
    w.vote_item.refresh_from_db()
    write_notes(w.vote_item, text="Le projet est présenté.", base=0, actor=w.malo)
    for version in range(1, w.size):
        write_notes(w.vote_item, text=f"{version}. Le projet est présenté.", base=version, actor=w.malo)
    w.things["note_text"] = w.vote_item.note_texts.last()
    noted = note_decision(w.vote_item, text="La clé va à Omar", task_title="Faire un double", actor=w.malo)
    w.things["noted_decision"] = take_back_noted_decision(noted, actor=w.malo)
    raise_hand(meeting, kind="speak", actor=w.ines)
    w.things["turn"] = call_hand(meeting.hands.latest("pk"), actor=w.ines)
    for member in (*w.many, w.malo):
        w.things["hand"] = raise_hand(meeting, kind="speak", actor=member)
    w.things["item_ballot"] = open_item_ballot(
        w.vote_item, QuestionSpec("Ouvrons-nous le bistro ?", MajorityRules()), actor=w.ines
    )
    w.things["ballot"] = w.item_ballot.ballot
    w.things["noted_vote"] = note_vote(w.ballot, elector=w.malo, choice="for", actor=w.ines)
    cast_vote(w.ballot, elector=w.ines, choice="for", actor=w.ines)
    for number in range(w.size):
        w.things["meeting_task"] = give_task(meeting, title=f"Écrire à la mairie {number}", actor=w.ines)
    meeting.refresh_from_db()
    return meeting

"""Whether a meeting may decide: one answer for the pages, votes, consents, elections and the API (PRODUCT §3.4).

In an assembly, what was not convened in time, to be decided, is not decided. In any other circle a meeting that was
convened late, or not at all, decides while more than half of the members are present. A poll decides nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from assembly.models import AgendaItem, Convocation, Meeting
from assembly.queries.meetings import changes_on, rewritten
from commissions.models import Circle
from commissions.queries import has_board, roll_rules
from commissions.sentences.meetings import quorum_amount
from journal.clock import now
from journal.statements import Statement
from members.models import Mail, Member
from proposals.models import Decision
from votes.counting.quorum import QuorumRule
from votes.queries.gatherings import quorum_of
from votes.rolls import RollRules
from web.dates import day
from web.numbers import share

EARLY = timedelta(minutes=30)  # a meeting may be opened that long before the hour to which people were called
DECIDES = {AgendaItem.Kind.CONSENT.value, AgendaItem.Kind.VOTE.value, AgendaItem.Kind.ELECTION.value}
LETTERS = Statement(lambda meeting: Convocation.objects.filter(meeting=meeting), int)
TOO_FEW = "few"  # the code of what more people present would mend


@dataclass(frozen=True)
class Obstacle:
    """Why something cannot be decided now: a code, and the sentence that people read."""

    code: str
    reason: str


def obstacle_to(item: AgendaItem, at: datetime | None = None) -> Obstacle | None:
    """Why the item cannot be decided now, or could not at a past instant of the meeting; None when it can."""
    meeting = item.meeting
    return _of_assembly(item) if meeting.circle.is_assembly else _of_circle(meeting, at)


def obstacle_at(meeting: Meeting, proposal: int) -> Obstacle | None:
    """The same for a proposal that was put to this meeting (its key). Before and after it, only an assembly
    is in the way: elsewhere a consent may be asked for online.
    """
    return _obstacle_on(meeting, meeting.items.filter(proposal=proposal).order_by("pk").last())


def obstacle_at_election(meeting: Meeting, election: int) -> Obstacle | None:
    """The same for an election without candidate that was put to this meeting (its key)."""
    return _obstacle_on(meeting, meeting.items.filter(election=election).order_by("pk").last())


def _obstacle_on(meeting: Meeting, item: AgendaItem | None) -> Obstacle | None:
    if meeting.circle.is_assembly and (item is None or not meeting.is_open):
        return Obstacle("not_open", _("An assembly decides in its meeting, once it is open, on what was convened."))
    if item is None or not meeting.is_open:
        return None
    item.meeting = meeting
    return obstacle_to(item)


def _of_assembly(item: AgendaItem) -> Obstacle | None:
    meeting, circle = item.meeting, item.meeting.circle
    convocation = item.convocation
    if convocation is None and circle.decides_added:
        letters = list(meeting.convocations.order_by("-pk"))
        holding = (letter for letter in letters if is_as_convened(meeting, letter) and not is_late(letter))
        convocation = next(holding, letters[0] if letters else None)
    if convocation is None:
        return Obstacle(
            "not_convened",
            _("This item was not in the convocation: the assembly talks about it, and decides at its next meeting.")
            + by_article(circle),
        )
    if not is_as_convened(meeting, convocation):
        return Obstacle(
            "moved",
            _("This assembly is not held when it was convened for: it can talk, and decide at its next meeting.")
            + by_article(circle),
        )
    if is_late(convocation):
        return Obstacle(
            "late",
            _("The convocation left too late: the assembly talks about this item, and decides at its next meeting.")
            + by_article(circle),
        )
    if item.convened_kind and item.convened_kind not in DECIDES and not circle.decides_added:
        return Obstacle(
            "not_to_decide",
            _("“%(subject)s” was convened to be talked about, not to be decided: put it to the next meeting.")
            % {"subject": item.subject},
        )
    if item.convened_kind and not circle.decides_added and changes_on([item])[item.pk] != item.convened_change:
        return Obstacle(
            "changed",
            _("“%(subject)s” was convened to change something else: put what it changes now to the next meeting.")
            % {"subject": item.subject},
        )
    return None


def _of_circle(meeting: Meeting, at: datetime | None) -> Obstacle | None:
    if meeting.circle.decides_late or is_convened_in_time(meeting):
        return None
    state = quorum_of(meeting.gathering, at) if meeting.gathering else None
    if state is not None and state.present * 2 > state.roll:
        return None
    needed = state.roll // 2 + 1 if state else 0
    values = {"present": state.present if state else 0, "roll": state.roll if state else 0, "needed": needed}
    return Obstacle(
        TOO_FEW,
        _(
            "This meeting was not convened in time: it decides while more than half of the members are present "
            "(%(present)s of %(roll)s are, it takes %(needed)s). It can talk, and decide at the next meeting."
        )
        % values
        + by_article(meeting.circle),
    )


def needs_presence(meeting: Meeting) -> bool:
    """Whether what may be decided moves with who is there."""
    return not (meeting.circle.is_assembly or meeting.circle.decides_late or is_convened_in_time(meeting))


def is_convened_in_time(meeting: Meeting) -> bool:
    """Whether one convocation for this very date left in time."""
    letters = LETTERS.rows(meeting.pk)
    for convocation in letters:
        convocation.meeting = meeting
    return any(is_as_convened(meeting, convocation) and not is_late(convocation) for convocation in letters)


def is_as_convened(meeting: Meeting, convocation: Convocation) -> bool:
    """Whether it is held when that letter said: that day, not before people had to come, nor cancelled meanwhile."""
    if convocation.starts_at != meeting.starts_at or convocation.cancelled_at is not None:
        return False
    if meeting.opened_at is None:
        return True
    is_that_day = timezone.localdate(meeting.opened_at) == timezone.localdate(meeting.starts_at)
    return is_that_day and meeting.opened_at >= meeting.starts_at - EARLY


def is_late(convocation: Convocation) -> bool:
    """Whether it left with less than the delay. Once the meeting has opened, as it was found then."""
    if convocation.meeting.opened_at is not None:
        return convocation.is_late
    left = left_at(convocation)
    return leaves_late(convocation.meeting.starts_at, left or now(), convocation.days_needed)


def left_at(convocation: Convocation) -> datetime | None:
    """When more than half of its letters had left the outbox; None as long as they have not.

    Where no mail server is set, somebody passes them on: from when they were written; and so where everybody is told
    on paper. A letter to whoever has no address never leaves: it does not count.
    """
    if not settings.MAIL_LEAVES:
        return convocation.sent_at
    written = Mail.objects.filter(kind=Convocation.LETTER, key__startswith=f"{convocation.pk}:")
    letters = written.exclude(to__endswith=f"@{Member.WITHOUT_ADDRESS}").values_list("sent_at", flat=True)
    if not letters:
        return convocation.sent_at
    left = sorted(at for at in letters if at is not None)
    half = len(letters) // 2
    return left[half] if len(left) > half else None


def leaves_late(starts_at: datetime, left: datetime, days_needed: int) -> bool:
    """Whether a letter that leaves at that instant misses the delay."""
    return days_needed > 0 and clear_days(left, starts_at) < days_needed


def clear_days(left: datetime, starts_at: datetime) -> int:
    """The whole days between the day on which a letter leaves and the day of the meeting, neither of them counted."""
    return (timezone.localdate(starts_at) - timezone.localdate(left)).days - 1


def days_needed(meeting: Meeting) -> int:
    """The shortest delay by which this meeting may be convened: its circle's, an urgent one where its rules name it,
    none for an assembly that founds the collective.
    """
    circle = meeting.circle
    if meeting.is_second:
        return circle.second_days
    if is_founding(circle):
        return 0
    return circle.convocation_days if circle.urgent_days is None else min(circle.convocation_days, circle.urgent_days)


def is_founding(circle: Circle) -> bool:
    """An assembly that has no board yet, never met and never decided."""
    if not circle.is_assembly or has_board():
        return False
    has_met = circle.meetings.filter(state=Meeting.State.CLOSED).exists()
    return not has_met and not Decision.objects.filter(circle=circle).exists()


def quorum_in_words(rule: QuorumRule) -> str:
    values = {"share": share(rule.part)}
    if rule.strict:
        return _("It decides once more than %(share)s of those entitled to vote are there.") % values
    return _("It decides once at least %(share)s of those entitled to vote are there.") % values


def second_in_words(meeting: Meeting) -> str:
    """What a second convocation is and means, for the letter and the page."""
    circle = meeting.circle
    missed = meeting.second_of_ballot
    first = meeting.second_of.starts_at if meeting.second_of else missed.closed_at if missed else None
    values = {"day": day(first, year=True) if first else "", "article": circle.second_article}
    sentence = (
        _("This is the second convocation: the quorum was missing on %(day)s. Same agenda, nothing added.") % values
    )
    if circle.second_quorum:
        means = _("By %(article)s, this second meeting decides with a quorum of %(share)s.") % {
            **values,
            "share": quorum_amount(circle.second_quorum),
        }
    else:
        means = _("By %(article)s, this second meeting decides however many come.") % values
    return f"{sentence} {means}"


def rewritten_in_words(meeting: Meeting) -> list[str]:
    """The items of a second meeting that take the quorum of a first one, for the letter and the pages."""
    items = list(meeting.items.select_related("repeats"))
    changed = rewritten(items)
    return [text for item in items if item.pk in changed and (text := _held_to(item, meeting.circle))]


def full_quorum_in_words(item: AgendaItem) -> str:
    """Why this item takes the quorum of a first meeting; empty where it takes the meeting's."""
    return _held_to(item, item.meeting.circle) if rewritten([item]) else ""


def ordinary_quorum(item: AgendaItem) -> QuorumRule | None:
    """The quorum of a first meeting, for a text that was rewritten since that quorum was missing: it is another
    question. None for any other item: the gathering's holds."""
    return item.meeting.circle.meeting_quorum if rewritten([item]) else None


def _held_to(item: AgendaItem, circle: Circle) -> str:
    rule = circle.meeting_quorum
    if rule is None:
        return ""
    sentence = _(
        "“%(title)s” was rewritten since the quorum was missing. The quorum of the second meeting holds for the same "
        "text only: this one takes that of a first meeting."
    ) % {"title": named(item)}
    return f"{sentence} {quorum_in_words(rule)}"


def rules_of_gathering(meeting: Meeting) -> RollRules:
    """The roll and the rules of today: its circle's; the second time, with the quorum of the article on it."""
    rules = roll_rules(meeting.circle)
    if not meeting.is_second:
        return rules
    return replace(rules, quorum=meeting.circle.second_quorum)


def by_article(circle: Circle) -> str:
    """« (statuts, art. 12) », where the circle's rules cite one."""
    return f" ({circle.convocation_article})" if circle.convocation_article else ""


def named(item: AgendaItem) -> str:
    """What anybody who reads the page may be told of it."""
    return _("A closed item") if item.is_closed else item.title

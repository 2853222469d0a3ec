"""A proposal as pictures and words: the path of its stages, the circle around a round, the thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from proposals.models import Decision, Proposal, Round, Stage, Version
from proposals.process import State
from proposals.processes import path_of_process
from proposals.queries import LifeEvent, RoundView, tasks_of
from proposals.queries.deadlines import minutes_of, planned_starts
from web import dates
from web.pictures import Table, TablePerson, Thread, ThreadStep


@dataclass(frozen=True)
class OnPath:
    """One stage on the way, as the page shows it."""

    label: str
    state: str  # done, skipped, current, pending
    entered_at: datetime | None
    minutes: int
    note: str = ""  # the turn that it takes, on the current one
    planned: str = ""  # the day on which one to come begins, if nothing changes

    @property
    def is_current(self) -> bool:
        return self.state == "current"

    @property
    def state_in_words(self) -> str:
        """What its look says, for those who do not see it."""
        words = {"done": _("(done)"), "skipped": _("(did not take place)"), "pending": _("(to come)")}
        return words.get(self.state, "")


def path_of(proposal: Proposal, stages: Sequence[Stage]) -> list[OnPath]:
    """The stages of its way to decide, with where the proposal stands. Examination and integration belong to the last.

    One that was not gone through, or only walked through to ask everybody at once, is not shown as done.
    """
    here = State(proposal.state)
    stages_of_path = path_of_process(proposal.process)
    standing = here if here in stages_of_path else stages_of_path[-1]
    entered = {stage.state: stage for stage in stages}
    is_on_path = proposal.is_live and here not in (State.OPINION, State.HANDED)
    position = stages_of_path.index(standing) if is_on_path else len(stages_of_path)
    if here == State.DRAFT:
        position = -1
    stage = next((stage for stage in stages if stage.left_at is None), None)
    first = stage.ends_at if stage else None
    planned = planned_starts(proposal, stages_of_path[position + 1 :], first) if first else {}
    return [
        OnPath(
            label=_label(proposal, state),
            state=_state_on_path(number, position, entered.get(state)),
            entered_at=entered[state].entered_at if state in entered else None,
            minutes=minutes_of(proposal, state),
            note=str(proposal.get_state_display()) if number == position and here != state else "",
            planned=dates.day(planned[state], weekday=False) if state in planned else "",
        )
        for number, state in enumerate(stages_of_path)
    ]


def _label(proposal: Proposal, state: State) -> str:
    if state == State.OBJECTIONS and proposal.is_by_vote:
        return pgettext("stage", "Vote")
    return LABELS[state]()


def _state_on_path(number: int, position: int, stage: Stage | None) -> str:
    if number == position:
        return "current"
    if number > position:
        return "pending"
    return "done" if stage and not stage.is_skipped else "skipped"


LABELS: dict[State, Callable[[], str]] = {
    State.PRESENTED: lambda: _("Presentation"),
    State.CLARIFICATION: lambda: _("Questions"),
    State.REACTIONS: lambda: _("Reactions"),
    State.AMENDING: lambda: pgettext("stage", "Amending"),
    State.OBJECTIONS: lambda: pgettext("stage", "Objections"),
    State.ADVISING: lambda: pgettext("stage", "Advice"),
    State.DECIDING: lambda: pgettext("stage", "Decision"),
    State.READING: lambda: pgettext("stage", "Reading"),
}


def next_words(proposal: Proposal, round: RoundView | None) -> str:
    """What happens next, and how long it takes, in a sentence or two."""
    state = State(proposal.state)
    minutes = minutes_of(proposal, state)
    time = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    sentence = {
        State.DRAFT: lambda: _(
            "Only its author and whoever facilitates it read this draft. Presented, it is read by the circle."
        ),
        State.PRESENTED: lambda: _(
            "The author presents it, in about %(time)s. Then come the questions, to understand it."
        ),
        State.CLARIFICATION: lambda: _(
            "About %(time)s of questions, to understand and not yet to discuss. The author answers."
        ),
        State.REACTIONS: lambda: _(
            "Each person says once what they feel about it, or passes: about %(time)s. The author listens."
        ),
        State.AMENDING: lambda: _(
            "The author keeps the text or changes it, in about %(time)s. Then everybody is asked."
        ),
        State.OBJECTIONS: lambda: _("Everybody of the circle is asked, for about %(time)s."),
        State.EXAMINATION: lambda: _(
            "An objection shows what would put us in difficulty. About %(time)s to understand it: "
            "the person who raised it may lift it, or make it a concern; otherwise the text is improved."
        ),
        State.INTEGRATION: lambda: _(
            "The person who objected suggests first, and the author writes a new version: about %(time)s. "
            "Then everybody is asked again."
        ),
        State.ADVISING: lambda: _("Those who were asked give their advice. Then one person answers each, and decides."),
        State.DECIDING: lambda: _("One person answers each advice, and decides."),
        State.READING: lambda: _("Nothing is decided: the circle reads it, and asks in order to understand."),
        State.KNOWN: lambda: _("Nothing was decided: the circle knows it."),
        State.VOTING: lambda: _("It is put to a vote, in a meeting or online. The result is written here."),
        State.OPINION: lambda: _(
            "The circle is in favour. It waits for a meeting, which ratifies it with one vote, or does not."
        ),
        State.HANDED: lambda: _("Another circle is asked to take it on, or to send it back."),
        State.ADOPTED: lambda: _("It is decided, and written in the register."),
        State.REJECTED: lambda: _("The vote rejected it. Another proposal may be written."),
        State.WITHDRAWN: lambda: _("Its author has withdrawn it."),
        State.SENT_BACK: lambda: _("The circle asks for more work on it. Its author may take it up again."),
        State.SET_ASIDE: lambda: _("It waits for a next meeting, where it may be taken up again."),
        State.ESCALATED: lambda: _("Another circle takes it on."),
        State.LAPSED: lambda: _("Nobody carried it on in time."),
    }[state]() % {"time": time}
    if proposal.is_by_advice and state in (State.DRAFT, State.REJECTED):
        sentence = {
            State.DRAFT: _(
                "Only its author and whoever would decide read this draft. Presented, those who are named are asked "
                "for their advice."
            ),
            State.REJECTED: _("It is decided not to do it. The reasons stand below."),
        }[state]
    if proposal.is_for_information and state == State.DRAFT:
        sentence = _("Only its author reads this draft. Presented, it is read by the circle, which decides nothing.")
    if state == State.OBJECTIONS and round is not None:
        sentence += " " + _reveal_words(round)
    return sentence


def _reveal_words(round: RoundView) -> str:
    if round.is_short_of_answers:
        return _("Too few people had answered: the round goes on once more, then the proposal is set aside.")
    return _("Positions show together, when all have answered or when whoever facilitates closes the round.")


def table_of(round: RoundView) -> Table:
    """The people around the text. What is hidden is not in it."""
    return Table(
        places=[
            TablePerson(
                name=seat.member.name,
                state="answered" if seat.has_answered or seat.is_presumed else "waiting",
                mark=seat.kind,  # type: ignore[arg-type]
                person=seat.member.pk,
            )
            for seat in round.seats
        ],
        revealed=round.is_revealed,
    )


def thread_of(proposal: Proposal, decision: Decision | None = None) -> Thread:
    """From the idea to the review: its versions, its rounds, its decision, the tasks that every member may read, what
    replaced what. All who read the proposal are shown the same."""
    versions = list(proposal.versions.all())
    rounds = list(Round.objects.filter(proposal=proposal).select_related("version"))
    decision = decision or Decision.objects.filter(proposal=proposal).select_related("replaced_by").first()
    beads = [ThreadStep(_("Idea"), when=proposal.created_at, url=proposal.get_absolute_url())]
    happened = [(version.created_at, _version_step(proposal, version)) for version in versions]
    happened += [(round.opened_at, _round_step(round)) for round in rounds]
    beads += [step for _when, step in sorted(happened, key=lambda pair: pair[0])]
    if decision is not None:
        return _thread([*beads, *_decided(decision)], decision)
    if proposal.is_ended:
        beads.append(ThreadStep(str(proposal.get_state_display()), when=proposal.ended_at, state="ended"))
    elif proposal.is_for_information:
        beads.append(ThreadStep(pgettext("thread", "Known"), state="pending"))
    else:
        beads.append(ThreadStep(pgettext("thread", "Decision"), state="pending"))
        if not proposal.is_repeal:
            beads.append(ThreadStep(pgettext("thread", "Review"), when=proposal.review_on, state="pending"))
    former = _("It would end") if proposal.is_repeal else _("It would replace")
    return Thread(beads, replaces=_other(proposal.replaces, former))


def _thread(beads: Sequence[ThreadStep], decision: Decision) -> Thread:
    former = _("It ends") if decision.is_repeal else _("It replaces")
    return Thread(beads, _other(decision.replaces, former), _replacement(decision))


def _decided(decision: Decision) -> list[ThreadStep]:
    steps = [
        ThreadStep(
            pgettext("thread", "Decision"),
            title=decision.number,
            when=decision.decided_at,
            url=decision.get_absolute_url(),
        )
    ]
    steps += [_task_step(task) for task in tasks_of(decision, None)]
    if decision.looked_at_on is not None:
        steps.append(ThreadStep(pgettext("thread", "Review"), when=decision.looked_at_on, state="pending"))
    return steps


def _task_step(task: LifeEvent) -> ThreadStep:
    note = task.person.name if task.person else _("a volunteer is wanted")
    return ThreadStep(_("Task"), title=task.title, when=task.at, url=task.url, state=task.state, note=note)


def _version_step(proposal: Proposal, version: Version) -> ThreadStep:
    label = _("Version %(number)d") % {"number": version.number}
    url = reverse("proposals:version", args=[proposal.pk, version.number])
    return ThreadStep(label, when=version.created_at, url=url, note=version.note)


def _round_step(round: Round) -> ThreadStep:
    label = _("Round %(number)d") % {"number": round.number}
    state = "current" if round.is_open else "done"
    note = _("under way") if round.is_open else str(round.get_outcome_display())
    return ThreadStep(label, when=round.opened_at, state=state, note=note)  # type: ignore[arg-type]


def _other(decision: Decision | None, label: str) -> ThreadStep | None:
    """Another decision; of one that is kept to its circle only the number is said."""
    if decision is None:
        return None
    return ThreadStep(
        label, title=decision.number if decision.is_closed else str(decision), url=decision.get_absolute_url()
    )


def _replacement(decision: Decision) -> ThreadStep | None:
    replacement = getattr(decision, "replaced_by", None)
    if replacement is None:
        return None
    return _other(replacement, _("Repealed by") if replacement.is_repeal else _("Replaced by"))

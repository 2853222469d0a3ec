"""An election without candidate as everybody of its circle may see it; what is hidden is not in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from members.models import Member
from proposals.election_process import PATH, REVEALED, ElectionState
from proposals.election_sentences import seat_in_words
from proposals.models import Candidacy, CandidacyAnswer, Election, Nomination, Position
from proposals.presenters.pictures import OnPath
from proposals.presenters.rounds import parts_of_reason
from proposals.presenters.timing import pause_notices
from proposals.queries.election_deadlines import election_minutes, election_pause
from proposals.queries.elections import Tally, electors_now, tally_of, waits_for_meeting
from web.alphabet import place
from web.components import Badge, Notice
from web.pictures import Table, TablePerson

LOOKS = {
    Candidacy.Outcome.OBJECTED: ("clay", "diamond"),
    Candidacy.Outcome.ELECTED: ("leaf", "circle-check"),
    Candidacy.Outcome.UNOPPOSED: ("leaf", "circle-check"),
}


@dataclass(frozen=True)
class ShownNomination:
    """Whom one person names by now, with every reason that they gave, the latest first."""

    nomination: Nomination
    former: Nomination | None = None

    @property
    def words(self) -> str:
        """« Alix nomme Noé » ; where they changed, whom they named before."""
        names = {"name": self.nomination.member.name, "nominee": self.nomination.nominee.name}
        if self.former is None:
            return _("%(name)s names %(nominee)s") % names
        return _("%(name)s names %(nominee)s, after %(former)s") % {**names, "former": self.former.nominee.name}


@dataclass(frozen=True)
class ShownAnswer:
    """What one person answered to a name, once all are shown."""

    answer: CandidacyAnswer

    @property
    def words(self) -> str:
        if self.answer.lifted_at:
            return _("objection, lifted since")
        return str(self.answer.get_kind_display())

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is written of the reason of an objection besides its kind, each under its name."""
        return parts_of_reason(self.answer.objection) if self.answer.kind == Position.Kind.OBJECTION else []


@dataclass(frozen=True)
class ShownCandidacy:
    """A name that was proposed: why, who has answered, then what, and what the person said."""

    candidacy: Candidacy
    electors: Sequence[Member]  # those who may answer

    @property
    def name(self) -> str:
        return _("%(name)s is proposed") % {"name": self.candidacy.person.name}

    @property
    def is_shown(self) -> bool:
        return self.candidacy.closed_at is not None

    @property
    def badge(self) -> Badge:
        candidacy = self.candidacy
        if candidacy.outcome:
            outcome = Candidacy.Outcome(candidacy.outcome)
            return Badge(outcome.label, *LOOKS.get(outcome, ("plum", "circle-pause")))
        if candidacy.is_open:
            return Badge(_("under way"), "lamp", "circle-dot")
        return Badge(Candidacy.Outcome.UNOPPOSED.label, "leaf", "circle-check")

    @property
    def table(self) -> Table:
        """Each elector besides the person proposed; only that they answered, until all are shown."""
        answers = {answer.member_id: answer for answer in self._counted}
        people = {answer.member_id: answer.member for answer in self._counted}
        people |= {member.pk: member for member in self.electors if member.pk != self.candidacy.person_id}
        places = [
            TablePerson(
                name=member.name,
                state="answered" if pk in answers else "waiting",
                mark=answers[pk].kind if self.is_shown and pk in answers else "",  # type: ignore[arg-type]
                person=pk,
            )
            for pk, member in sorted(people.items(), key=lambda pair: place(pair[1].name))
        ]
        return Table(places, revealed=self.is_shown)

    @property
    def quorum(self) -> str:
        if not self.candidacy.quorum:
            return _("No minimum of answers is asked.")
        return ngettext(
            "At least %(quorum)s answer is needed.", "At least %(quorum)s answers are needed.", self.candidacy.quorum
        ) % {"quorum": self.candidacy.quorum}

    @property
    def noted(self) -> list[str]:
        """Whose answers somebody else noted, and nobody has confirmed."""
        return [to_be_confirmed(answer) for answer in self.candidacy.answers.all() if answer.waits]

    @property
    def written(self) -> list[ShownAnswer]:
        """The concerns and the objections, with their words."""
        if not self.is_shown:
            return []
        worded = (Position.Kind.CONCERN, Position.Kind.OBJECTION)
        return [ShownAnswer(answer) for answer in self._counted if answer.kind in worded]

    @cached_property
    def _counted(self) -> list[CandidacyAnswer]:
        return [answer for answer in self.candidacy.answers.all() if not answer.waits]


@dataclass(frozen=True)
class ElectionSheet:
    """Everything that its page shows to everybody who may read it, in a fixed number of questions."""

    election: Election

    @classmethod
    def of(cls, key: str | int) -> "ElectionSheet":
        """Raises Http404."""
        elections = Election.objects.select_related(
            "circle", "facilitator", "started_by", "decision", "elected", "ballot", "pause__paused_by"
        )
        elections = elections.prefetch_related(
            "nominations__member",
            "nominations__nominee",
            "candidacies__person",
            "candidacies__proposed_by",
            "candidacies__answers__member",
            "candidacies__answers__noted_by",
            "candidacies__answers__objection",
        )
        election = elections.filter(pk=key).first()
        if election is None:
            raise Http404
        return cls(election)

    @cached_property
    def electors(self) -> list[Member]:
        return electors_now(self.election)

    @cached_property
    def counted(self) -> list[Nomination]:
        """Reads what may be hidden."""
        return [one for one in sorted(self.election.nominations.all(), key=lambda one: one.pk) if not one.waits]

    @property
    def is_revealed(self) -> bool:
        return self.election.revealed_at is not None and self.election.state in REVEALED

    @property
    def nominations(self) -> list[ShownNomination]:
        """Whom each names by now; nobody before all are shown."""
        if not self.is_revealed:
            return []
        latest: dict[int, ShownNomination] = {}
        for nomination in self.counted:
            before = latest.get(nomination.member_id)
            latest[nomination.member_id] = ShownNomination(nomination, before.nomination if before else None)
        return sorted(latest.values(), key=lambda one: place(one.nomination.member.name))

    @property
    def tally(self) -> list[Tally]:
        return tally_of(one.nomination for one in self.nominations)

    @property
    def table(self) -> Table:
        """Who has named somebody, never whom."""
        done = {one.member_id for one in self.counted}
        places = [
            TablePerson(member.name, "answered" if member.pk in done else "waiting", person=member.pk)
            for member in self.electors
        ]
        return Table(places)

    @property
    def noted(self) -> list[str]:
        """Whose nominations somebody else noted, and nobody has confirmed."""
        if self.election.state != ElectionState.NOMINATIONS:
            return []
        return [to_be_confirmed(one) for one in self.election.nominations.all() if one.waits]

    @cached_property
    def candidacies(self) -> list[ShownCandidacy]:
        """The latest first."""
        rows = sorted(self.election.candidacies.all(), key=lambda one: -one.number)
        return [ShownCandidacy(candidacy, self.electors) for candidacy in rows]

    @property
    def path(self) -> list[OnPath]:
        return path_of_election(self.election)

    @property
    def next_words(self) -> str:
        return words_of_stage(self.election)

    @property
    def notices(self) -> list[Notice]:
        return pause_notices(election_pause(self.election))

    @property
    def seat(self) -> str:
        return seat_in_words(self.election)

    @property
    def standing(self) -> Badge | None:
        """Where it stands once it is over."""
        if self.election.state == ElectionState.ELECTED:
            return Badge(self.election.get_state_display(), "leaf", "circle-check")
        if self.election.is_ended:
            return Badge(self.election.get_state_display(), "plum", "circle-pause")
        return None

    @property
    def calls(self) -> str:
        """Differs whenever somebody's own part may have changed."""
        election, leads = self.election, (self.election.facilitator_id, self.election.facilitator_since)
        notes = [(one.pk, one.waits) for one in election.nominations.all() if one.noted_by_id]
        rows = [(one.candidacy.pk, one.candidacy.outcome, one.is_shown, len(one.noted)) for one in self.candidacies]
        pause = election_pause(election)
        time = (election.is_extended, pause and (pause.until, pause.ended_at))
        return f"{election.topic}:{election.state}:{leads}:{time}:{notes}:{rows}"


def to_be_confirmed(note: Nomination | CandidacyAnswer) -> str:
    names = {"name": note.member.name, "noter": note.noted_by.name if note.noted_by else ""}
    return _("%(noter)s noted the answer of %(name)s: it counts once it is confirmed.") % names


def path_of_election(election: Election) -> list[OnPath]:
    """The stages, with where it stands; a ratification is after the last of them."""
    here = ElectionState(election.state)
    position = PATH.index(here) if here in PATH else len(PATH)
    if here == ElectionState.SET_ASIDE:
        position = -1
    return [
        OnPath(
            label=LABELS[state](),
            state="done" if number < position else "current" if number == position else "pending",
            entered_at=None,
            minutes=election_minutes(election.circle, state),
        )
        for number, state in enumerate(PATH)
    ]


LABELS: dict[ElectionState, Callable[[], str]] = {
    ElectionState.ROLE: lambda: pgettext("stage of an election", "Role"),
    ElectionState.NOMINATIONS: lambda: pgettext("stage of an election", "Nominations"),
    ElectionState.OPENING: lambda: pgettext("stage of an election", "Reasons"),
    ElectionState.CHANGE: lambda: pgettext("stage of an election", "Changes"),
    ElectionState.PROPOSAL: lambda: pgettext("stage of an election", "Proposal"),
    ElectionState.OBJECTIONS: lambda: pgettext("stage of an election", "Objections"),
    ElectionState.ACCEPTANCE: lambda: pgettext("stage of an election", "Answer of the person"),
}


def words_of_stage(election: Election) -> str:
    """What happens now and next, in a sentence or two."""
    if waits_for_meeting(election):
        return _("It goes on in a meeting of %(circle)s: no article of its rules lets it elect outside one.") % {
            "circle": election.circle.name
        }
    return {
        ElectionState.ROLE: lambda: _(
            "The role is said first. Whoever facilitates then opens the nominations: who is asked is settled that day."
        ),
        ElectionState.NOMINATIONS: lambda: _(
            "Each person names somebody of the circle and says why. Nobody sees it before all are in, or the time is "
            "over: then all show together."
        ),
        ElectionState.OPENING: lambda: _(
            "All nominations show together. Read the reasons; then each person may change, to somebody already named."
        ),
        ElectionState.CHANGE: lambda: _(
            "Having heard the reasons, each person may name somebody else who was named, and says why."
        ),
        ElectionState.PROPOSAL: lambda: _(
            "Whoever facilitates proposes one of those named, on the reasons more than on the numbers."
        ),
        ElectionState.OBJECTIONS: lambda: _(
            "Everybody else says whether they object. Answers show together; then the person proposed speaks last."
        ),
        ElectionState.ACCEPTANCE: lambda: _("No objection stands. The person proposed speaks last, and may decline."),
        ElectionState.RATIFICATION: lambda: _("The rules of the circle ask for a secret ballot: it ratifies the name."),
        ElectionState.ELECTED: lambda: _("The decision is in the register, and the mandate follows from it."),
        ElectionState.SET_ASIDE: lambda: _("Nobody is elected. Another election may be started."),
    }[ElectionState(election.state)]()

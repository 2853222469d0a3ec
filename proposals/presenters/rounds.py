"""A round and its objections as everybody may see them, in words; what is hidden is not in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commissions.sentences.decisions import nobody_is_reminded
from members.models import Member
from proposals import sentences
from proposals.models import AnsweredPassage, CircleRequest, Objection, Position, Round
from proposals.models.reason import ObjectionReason
from proposals.presenters.objection_answers import AnswerInVersion, answers_to
from proposals.presenters.pictures import table_of
from proposals.queries import RoundView
from proposals.traces import noted_answers
from web.components import Badge
from web.pictures import Table

LOOKS = {
    "": ("lamp", "circle-dot"),
    Round.Outcome.ADOPTED: ("leaf", "circle-check"),
    Round.Outcome.OPINION: ("sky", "scale"),
    Round.Outcome.OBJECTED: ("clay", "diamond"),
}
"""The tone and the picture of what a round came to; `""` while it is open."""


@dataclass(frozen=True)
class ShownObjection:
    """An objection, the parts of its reason that are written, and how those who were asked to carry it answered."""

    objection: Objection
    answers: Sequence[AnswerInVersion] = ()  # what was changed because of it

    @property
    def badge(self) -> Badge:
        if self.objection.stands:
            return Badge(_("it stands"), "clay", "diamond")
        return Badge(self.objection.get_end_display(), "leaf", "circle-check")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is written of its reason besides its kind, each under its name."""
        return parts_of_reason(self.objection)

    @property
    def test(self) -> str:
        return sentences.tested_aloud(self.objection)

    @property
    def agreements(self) -> list[tuple[Member, str]]:
        """Who was asked to carry it as a concern, and what each answered."""
        request: CircleRequest | None = getattr(self.objection, "circle_request", None)
        if request is None:
            return []
        silence = _("did not answer") if request.ended_at else _("has not answered yet")
        words = {
            None: silence,
            True: pgettext("carry the objection", "agrees"),
            False: _("does not agree: the objection stands"),
        }
        return [(agreement.member, words[agreement.agrees]) for agreement in request.agreements.all()]


def parts_of_reason(objection: ObjectionReason) -> list[tuple[str, str]]:
    """What is written of a reason besides its kind, each under its name."""
    parts = [
        (_("If we do this, then…"), objection.consequence),
        (_("What we have seen"), objection.fact),
        (_("The aim that it touches"), objection.aim),
    ]
    return [(name, text) for name, text in parts if text]


def reason_in_words(objection: ObjectionReason | None) -> list[str]:
    """All that is written of a reason, in lines; nothing where there is none."""
    if objection is None:
        return []
    lines = [str(objection.get_kind_display()), *(text for _name, text in parts_of_reason(objection))]
    return [line for line in [*lines, objection.suggestion] if line]


@dataclass(frozen=True)
class RoundAnswer:
    """What one person answered in a round that is over; the words of their concern, if it was one."""

    member: Member
    words: str
    concern: str = ""


@dataclass(frozen=True)
class ShownRound:
    """A round: where it stands, who is around the table, what was objected and what was a concern."""

    view: RoundView
    answered_passages: Sequence[AnsweredPassage] = ()

    @property
    def name(self) -> str:
        return _("Round %(number)s, on version %(version)s") % self._numbers

    @property
    def name_and_outcome(self) -> str:
        outcome = self.view.round.get_outcome_display()
        return _("Round %(number)s, on version %(version)s: %(outcome)s") % {**self._numbers, "outcome": outcome}

    @property
    def badge(self) -> Badge:
        round = self.view.round
        words = _("under way") if round.is_open else round.get_outcome_display()
        return Badge(words, *LOOKS.get(round.outcome, ("", "circle-pause")))

    @property
    def table(self) -> Table:
        return table_of(self.view)

    @property
    def quorum(self) -> str:
        """How many answers are needed, and whether it was extended for the lack of them."""
        round = self.view.round
        if round.quorum:
            needed = ngettext(
                "At least %(quorum)s answer is needed.", "At least %(quorum)s answers are needed.", round.quorum
            ) % {"quorum": round.quorum}
        else:
            needed = _("No minimum of answers is asked.")
        if round.presumes_consent and (why_not := nobody_is_reminded()):
            needed += " " + _("By the rules of the circle silence would be presumed to consent.") + " " + why_not
        elif round.presumes_consent:
            needed += " " + _("Whoever stays silent after a reminder is presumed to consent, which is shown apart.")
        if round.is_open and self.view.is_short_of_answers:
            needed += " " + _("Too few people had answered: the round goes on once more.")
        return needed

    @property
    def noted(self) -> list[str]:
        """Whose answers somebody else noted."""
        return noted_answers(self.view)

    @property
    def concerns(self) -> list[Position]:
        return self.view.concerns

    @property
    def objections(self) -> list[ShownObjection]:
        return [
            ShownObjection(objection, answers_to(objection.pk, self.answered_passages))
            for objection in self.view.objections
        ]

    @property
    def answers(self) -> list[RoundAnswer]:
        """Of everybody who was asked, once positions were shown."""
        if not self.view.is_revealed:
            return []
        return [
            RoundAnswer(seat.member, seat.position.get_kind_display(), _concern(seat.position))
            if seat.position
            else RoundAnswer(seat.member, _("consent presumed") if seat.is_presumed else _("no answer"))
            for seat in self.view.seats
        ]

    @property
    def _numbers(self) -> dict[str, int]:
        return {"number": self.view.round.number, "version": self.view.version.number}


def _concern(position: Position) -> str:
    return position.text if position.kind == Position.Kind.CONCERN else ""

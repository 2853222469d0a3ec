"""What a round leaves behind, told by name in the reader's language: for minutes, which also tell what failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from proposals.models import Objection, Position, Round, Version
from proposals.queries import RoundView
from web.dates import clock


@dataclass(frozen=True)
class TraceLine:
    """One person's objection or concern in their words, and what became of it."""

    name: str
    text: str
    became: str = ""


@dataclass(frozen=True)
class Trace:
    """One round: what it was about, what it gave, who answered what."""

    title: str
    outcome: str
    answers: Sequence[tuple[str, str]]  # a position, and the names of those who took it
    objections: Sequence[TraceLine]
    concerns: Sequence[TraceLine]
    became: str  # of the proposal, where it was not adopted
    noted: Sequence[str] = ()  # whose answers others noted, a sentence each


def trace_of(view: RoundView) -> Trace:
    """The round as the minutes tell it, in the active language. What was never shown is not in it."""
    round, proposal = view.round, view.round.proposal
    return Trace(
        title=_("Round %(number)d, on version %(version)d of “%(title)s”")
        % {"number": round.number, "version": view.version.number, "title": proposal.title},
        outcome=str(round.get_outcome_display()),
        answers=answers_of(view) if view.is_revealed else [],
        objections=[_objection(one) for one in view.objections],
        concerns=[_concern(one) for one in view.concerns],
        became="" if round.outcome in (Round.Outcome.ADOPTED, Round.Outcome.OPINION) else _became(view),
        noted=noted_answers(view),
    )


def version_in_words(version: Version) -> str:
    """That a text was written, when, by whom, and what changed in it."""
    words = {"number": version.number, "name": version.author.name, "time": clock(version.created_at)}
    sentence = _("Version %(number)d of the text, by %(name)s at %(time)s.") % words
    return f"{sentence} {version.note}".strip()


def noted_answers(view: RoundView) -> list[str]:
    """Whose answers somebody else noted, and who confirmed each; never what they are."""
    if view.round.is_open:
        waiting = _("%(name)s: an answer noted by %(noter)s, to be confirmed. It does not count yet.")
    else:
        waiting = _("%(name)s: an answer noted by %(noter)s, which nobody confirmed before the end. It does not count.")
    sentences = []
    for note in view.noted:
        names = {"name": note.member.name, "noter": note.noted_by.name}
        if note.confirmed_by is None:
            sentences.append(waiting % names)
        else:
            confirmed = _("%(name)s: an answer noted by %(noter)s, confirmed by %(second)s.")
            sentences.append(confirmed % {**names, "second": note.confirmed_by.name})
    return sentences


def tested_in_words(objection: Objection) -> str:
    """What was heard when it was tested aloud, and who asked the circle then; empty where neither was done."""
    test = getattr(objection, "test", None)
    if test is None:
        return ""
    heard = [_("it shows a harm")] if test.shows_harm else []
    heard += [_("it shows a better way")] if test.shows_better_way else []
    words = _("tested aloud with %(name)s: %(heard)s") % {
        "name": test.tested_by.name,
        "heard": _listed(heard) if heard else _("neither a harm nor a better way was heard"),
    }
    request = getattr(objection, "circle_request", None)
    if request:
        words += _("; %(name)s asked the circle to carry it") % {"name": request.asked_by.name}
    return words


def became_of(objection: Objection) -> str:
    """What became of it; who agreed is named where the circle carries it."""
    if objection.stands:
        return _("it stands")
    if objection.end != Objection.End.CIRCLE:
        return str(objection.get_end_display())
    agreed = [one.member.name for one in objection.circle_request.agreements.all() if one.agrees]
    return _("turned into a concern by the circle; each agreed by name: %(names)s") % {"names": _listed(agreed)}


def _objection(objection: Objection) -> TraceLine:
    parts = [objection.consequence, objection.fact, objection.aim]
    text = " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)
    return TraceLine(objection.position.member.name, text, became_of(objection))


def _concern(position: Position) -> TraceLine:
    return TraceLine(position.member.name, position.text)


def answers_of(view: RoundView) -> list[tuple[str, str]]:
    """Each position with the names of those who took it; then those whose consent is presumed, and the silent ones."""
    answers = [
        (str(kind.label), _listed([seat.member.name for seat in view.seats if seat.kind == kind]))
        for kind in Position.Kind
    ]
    presumed = _listed([seat.member.name for seat in view.seats if seat.is_presumed])
    silent = _listed([seat.member.name for seat in view.seats if seat.position is None and not seat.is_presumed])
    others = [(_("consent presumed"), presumed), (_("no answer"), silent)]
    return [(label, names) for label, names in [*answers, *others] if names]


def _became(view: RoundView) -> str:
    """Where the proposal stands by now, and why."""
    proposal = view.round.proposal
    state = str(proposal.get_state_display())
    return (
        _("%(state)s: %(reason)s") % {"state": state, "reason": proposal.end_reason} if proposal.end_reason else state
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)

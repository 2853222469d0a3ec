"""The way to decide that is suggested after three questions: its name, its reason, and where it is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import rules
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.models import Circle
from members.models import Member
from proposals.forms.ways import WaysForm
from proposals.models import ProcessTemplate, Proposal
from proposals.process import State
from proposals.processes import path_of_process
from proposals.queries.deadlines import days_in_circle
from proposals.ways import QUESTIONS, Reach, Reason, Time, Undoing, Way, question_after, suggested_way


@dataclass(frozen=True)
class WayInSteps:
    """`way`: a value of `Proposal.Process`; `template`: the key of one, or empty where the rules of the circle give the
    lengths. Each step, with how long it takes. One of each way `is_shown`: by the template that is chosen, if any."""

    way: str
    template: str
    name: str
    is_shown: bool
    steps: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SuggestedWay:
    """`url` is empty where this person may not begin it; somebody of the circle does."""

    name: str
    reason: str
    url: str


@dataclass(frozen=True)
class GivenAnswer:
    """`url`: where that question is asked again, and those after it."""

    question: str
    answer: str
    url: str


@dataclass(frozen=True)
class WaysSheet:
    """One question at a time, each answer a link to the next; then the way that is suggested."""

    given: Sequence[GivenAnswer]
    question: str  # empty once a way is suggested
    choices: Sequence[tuple[str, str]]  # the answers to it, and where each leads
    suggestion: SuggestedWay | None


def ways_sheet(circle: Circle, person: Member, form: WaysForm) -> WaysSheet:
    """What is asked of the person next, after what `form` says was answered."""
    typed, answers = form.answers(), dict[str, str]()
    while (question := question_after(*_said(answers), one_may_decide=circle.lets_one_decide)) in typed:
        answers[question] = typed[question]
    given = [_given(circle, form, answers, name) for name in answers]
    if not question:
        return WaysSheet(given, "", (), _suggestion(circle, person, answers))
    choices = [(label, _asking(circle, {**answers, question: value})) for value, label in form.choices_of(question)]
    return WaysSheet(given, form.question(question), choices, None)


def _said(answers: Mapping[str, str]) -> tuple[Reach | None, Undoing | None, Time | None]:
    reach, undoing, time = (answers.get(name) for name in QUESTIONS)
    return Reach(reach) if reach else None, Undoing(undoing) if undoing else None, Time(time) if time else None


def _given(circle: Circle, form: WaysForm, answers: Mapping[str, str], name: str) -> GivenAnswer:
    before = dict(takewhile(lambda one: one[0] != name, answers.items()))
    return GivenAnswer(form.question(name), dict(form.choices_of(name))[answers[name]], _asking(circle, before))


def _asking(circle: Circle, answers: Mapping[str, str]) -> str:
    return reverse("proposals:ways") + "?" + urlencode({"circle": circle.slug, **answers})


def _suggestion(circle: Circle, person: Member, answers: Mapping[str, str]) -> SuggestedWay:
    reach, undoing, time = _said(answers)
    assert reach is not None  # noqa: S101  (the first question is always asked)
    way, reason = suggested_way(reach, undoing, time, one_may_decide=circle.lets_one_decide)
    return SuggestedWay(_name(way), _because(reason), _address(way, circle, person))


def ways_in_steps(circle: Circle, templates: Iterable[ProcessTemplate], chosen: str) -> list[WayInSteps]:
    """What happens to a proposal of this circle, by each way that its rules offer and by each of these templates: the
    stages of its table, then its end. `chosen`: the key of the template that is, or empty."""
    ways = [way for way in ENDS if way != Proposal.Process.ADVICE or circle.lets_one_decide]
    of_way = {way: [template for template in templates if template.process == way] for way in ways}
    return [
        _in_steps(circle, way, template, is_shown=_key(template) == _chosen_of(of_way[way], chosen))
        for way in ways
        for template in (None, *of_way[way])
    ]


def _chosen_of(templates: Iterable[ProcessTemplate], chosen: str) -> str:
    return chosen if chosen in map(_key, templates) else ""


def _key(template: ProcessTemplate | None) -> str:
    return str(template.pk) if template else ""


def _in_steps(circle: Circle, way: str, template: ProcessTemplate | None, *, is_shown: bool) -> WayInSteps:
    name, days = _name(Way(way)), template.days if template else {}
    if template:
        name = _("%(way)s: %(template)s") % {"way": name, "template": template.name}
    stages = [_as_voted(state, way) for state in path_of_process(way)]
    steps = [(_step(state, way), _online(days.get(state) or days_in_circle(circle, state))) for state in stages]
    return WayInSteps(way, _key(template), name, is_shown, [*steps, (ENDS[way](), "")])


def _as_voted(state: State, way: str) -> State:
    """A vote stands where a consent asks for objections."""
    by_vote = way in (Proposal.Process.MAJORITY, Proposal.Process.CHOICE)
    return State.VOTING if by_vote and state == State.OBJECTIONS else state


def _step(state: State, way: str) -> str:
    if state == State.VOTING and way == Proposal.Process.CHOICE:
        return _("Everybody says which options they want, in the way that you chose.")
    return STEPS[state]()


def _online(days: int) -> str:
    return ngettext("%(count)d day online", "%(count)d days online", days) % {"count": days}


STEPS: dict[State, Callable[[], str]] = {
    State.PRESENTED: lambda: _("The circle reads it."),
    State.CLARIFICATION: lambda: _("Its members ask questions, and you answer each."),
    State.REACTIONS: lambda: _("Each person says once what they feel about it."),
    State.AMENDING: lambda: _("You keep your text or improve it."),
    State.OBJECTIONS: lambda: _("Everybody says whether they can live with it. An objection shows what to improve."),
    State.VOTING: lambda: _("Everybody votes, for or against."),
    State.ADVISING: lambda: _("The people whom you name give their advice in writing, and ask you questions."),
    State.DECIDING: lambda: _("Whoever decides answers each advice, then decides with reasons that everybody reads."),
}

ENDS: dict[str, Callable[[], str]] = {
    Proposal.Process.CONSENT.value: lambda: _(
        "Nobody objects any more: it is decided, until the day you look at it again."
    ),
    Proposal.Process.MAJORITY.value: lambda: _(
        "The vote adopts it: it is decided, until the day you look at it again."
    ),
    Proposal.Process.CHOICE.value: lambda: _("What is chosen is decided, until the day you look at it again."),
    Proposal.Process.ADVICE.value: lambda: _(
        "It stands in the register with the name of whoever decided, until the day you look at it again."
    ),
}


def _name(way: Way) -> str:
    return {
        Way.CONSENT: _("By consent"),
        Way.MAJORITY: _("By majority"),
        Way.CHOICE: _("By a choice among options"),
        Way.ADVICE: _("By one person, after advice"),
        Way.INFORMATION: _("For information only"),
        Way.ELECTION: _("By an election without candidate"),
    }[way]


def _because(reason: Reason) -> str:
    return {
        Reason.ROLE: _("The circle says who suits the role, and why, before a name is proposed."),
        Reason.OPTIONS: _("Several options are talked about together, then everybody says which they want."),
        Reason.KNOWN: _("Nothing is decided: the circle reads it, asks what it wants to, and knows."),
        Reason.LASTING: _("What is hard to undo is worth hearing every objection first."),
        Reason.FEW: _(
            "It touches few people and can be undone: whoever asks them for advice may decide without the whole circle."
        ),
        Reason.SOON: _("It is needed soon and can be undone: a vote settles it, and it may be changed later."),
        Reason.TOGETHER: _("There is time to hear everybody: it is adopted when nobody objects any more."),
    }[reason]


def _address(way: Way, circle: Circle, person: Member) -> str:
    if way != Way.ELECTION:
        return reverse("proposals:new") + "?" + urlencode({"circle": circle.slug, "process": way.value})
    if not rules.has_perm("proposals.start_election", person, circle):
        return ""
    return reverse("proposals:election-new") + "?" + urlencode({"circle": circle.slug})

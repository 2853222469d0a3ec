"""What is answered by a letter’s link about a text that is read: a question, one's reaction, one's advice."""

from collections.abc import Iterable, Sequence

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import number, numbers
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member
from proposals.actions import advise, ask, mark_read, react
from proposals.actions.common import written
from proposals.actions.notifications import ADVICE, PRESENTED, REACTION, READING
from proposals.effects import effects_of, titled
from proposals.models import Advice, Proposal
from proposals.process import State
from proposals.queries import current_version
from proposals.queries.deadlines import stage_of
from proposals.queries.information import to_be_read_by
from proposals.queries.talk import reactions_awaited_from
from proposals.queries.texts import open_to_questions_of

QUESTION, GIVE, REACT, PASS, READ = "question", "give", "react", "pass", "read"
BEGINNINGS = (State.PRESENTED, State.ADVISING)
"""The stages of which everybody is told that there is something new to read."""


def question_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person has a question about a new text, while questions are asked. One by the link."""
    proposal = _open_to_questions(member, [about]).select_related("circle", "replaces").first()
    if proposal is None:
        return None
    title = _("A question, to understand? %(title)s")
    option = AnswerOption(QUESTION, _("Ask this question"), "lamp", text_label=_("Your question"))
    then = _("The author answers it on the page of the text, where whoever reads it sees both.")
    return _about_text(proposal, _asking_key(proposal), title, [option], then)


def question_keys(member: Member, topics: Sequence[str]) -> dict[str, str]:
    """The same for many texts, in one question to the database."""
    return {proposal.topic: _asking_key(proposal) for proposal in _open_to_questions(member, topics)}


def _open_to_questions(member: Member, topics: Iterable[str]) -> QuerySet[Proposal]:
    """Each with `presented`, the key of the stage at which it was last new."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    last = Max("stages__pk", filter=Q(stages__state__in=BEGINNINGS))
    return open_to_questions_of(member).filter(pk__in=keys).annotate(presented=last)


def _asking_key(proposal: Proposal) -> str:
    return f"stage:{proposal.presented}"  # type: ignore[attr-defined]


def ask_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same act as on the page, with the same refusals."""
    return ask(_proposal(about), text=text, actor=member)


def reaction_asked(member: Member, about: str) -> OpenQuestion | None:
    """What this person feels about a text, once, or that they pass."""
    proposal = _to_react(member, [about]).first()
    if proposal is None:
        return None
    options = [
        AnswerOption(REACT, _("Say it"), "lamp", text_label=_("What you feel about it, in a few words")),
        AnswerOption(PASS, _("I pass"), "quiet"),
    ]
    hint = _("Once, and nobody answers: this is the moment to hear each other.")
    return _about_text(proposal, _text_key(proposal), _("React, or pass: %(title)s"), options, hint)


def reaction_keys(member: Member, topics: Sequence[str]) -> dict[str, str]:
    """The same for many texts, in one question to the database."""
    return {proposal.topic: _text_key(proposal) for proposal in _to_react(member, topics)}


def react_by_link(member: Member, about: str, value: str, text: str) -> object:
    proposal = still_asked(_to_react(member, [about]).first())
    if value == REACT:
        text = written(text, _("Say what you feel about it, or pass."), "text")
    return react(proposal, text=text if value == REACT else "", actor=member)


def reading_asked(member: Member, about: str) -> OpenQuestion | None:
    """A text for information, until this person says that they have read it."""
    proposal = to_be_read_by(member).select_related("replaces").filter(pk=_key(about)).first()
    if proposal is None:
        return None
    option = AnswerOption(READ, _("I have read it"), "lamp")
    hint = _("Nothing is decided here. How many have read it is shown, never who.")
    return _about_text(proposal, "reading", _("Read, for information: %(title)s"), [option], hint)


def reading_keys(member: Member, topics: Sequence[str]) -> dict[str, str]:
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    return {proposal.topic: "reading" for proposal in to_be_read_by(member).filter(pk__in=keys)}


def read_by_link(member: Member, about: str, value: str, text: str) -> object:
    return mark_read(still_asked(to_be_read_by(member).filter(pk=_key(about)).first()), actor=member)


def _to_react(member: Member, topics: Iterable[str]) -> QuerySet[Proposal]:
    """Each with `text_number`, that of the version by which its substance last changed."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    last = Max("versions__number", filter=Q(versions__is_substantial=True))
    return reactions_awaited_from(member).filter(pk__in=keys).annotate(text_number=last)


def _text_key(proposal: Proposal) -> str:
    return f"text:{proposal.text_number or 1}"  # type: ignore[attr-defined]


def advice_asked(member: Member, about: str) -> OpenQuestion | None:
    """The advice that this person was asked for by name, and has not given."""
    waiting = Advice.objects.filter(adviser=member, given_at=None, proposal__state=State.ADVISING)
    advice = waiting.filter(proposal=_key(about)).select_related("proposal__circle", "proposal__replaces").first()
    if advice is None:
        return None
    option = AnswerOption(GIVE, _("Give this advice"), "lamp", text_label=_("Your advice"))
    invitation = _("You are asked by name: what do you see, and what would you change in this text?")
    return _about_text(advice.proposal, f"advice:{advice.pk}", _("Give your advice: %(title)s"), [option], invitation)


def advise_by_link(member: Member, about: str, value: str, text: str) -> object:
    return advise(_proposal(about), text=text, actor=member)


def _about_text(proposal: Proposal, key: str, title: str, options: Sequence[AnswerOption], before: str) -> OpenQuestion:
    version = current_version(proposal)
    return OpenQuestion(
        key=key,
        title=title % {"title": titled(proposal)},
        text=version.text,
        url=proposal.get_absolute_url(),
        options=options,
        due=stage_of(proposal).ends_at,
        before=[*effects_of(proposal, version), before],
    )


def _proposal(about: str) -> Proposal:
    return still_asked(Proposal.objects.filter(pk=_key(about)).first())


def _key(about: str) -> int:
    return number(Proposal.key_in(about)) or 0


KINDS = {
    PRESENTED: AnswerKind(
        question_asked,
        ask_by_link,
        keys=question_keys,
        afterwards=gettext_lazy("A question that was asked stays. To ask another, or to read the answer, sign in."),
    ),
    REACTION: AnswerKind(
        reaction_asked,
        react_by_link,
        keys=reaction_keys,
        afterwards=gettext_lazy("Everybody reacts once a text: what you said stays."),
    ),
    READING: AnswerKind(
        reading_asked,
        read_by_link,
        keys=reading_keys,
        afterwards=gettext_lazy("Something is not clear? To ask its author, sign in."),
    ),
    ADVICE: AnswerKind(
        advice_asked,
        advise_by_link,
        afterwards=gettext_lazy("Until it is answered you may complete your advice: sign in."),
    ),
}

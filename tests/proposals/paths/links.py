"""What anybody may answer by the link of a letter, without signing in: whatever its page asks of them then."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.clock import now
from journal.numbers import number as number_in
from members import answers
from members.actions import answer_by_link
from members.answers import AnswerOption, AnswerPart, OpenQuestion
from members.models import AnswerLink, Member
from proposals.actions.election_notifications import CANDIDACY, NOMINATION
from proposals.actions.notifications import ADVICE, POSITION, REVIEW
from proposals.models import Decision, Election, Proposal, Round
from tests.proposals.paths.path import Path
from tests.proposals.paths.rounds import reason_place
from tests.proposals.paths.texts import OPTIONS
from tests.refusals import refused

Asked = tuple[str, str, OpenQuestion]  # its kind, and what it is about


def asked_of(member: Member) -> Iterator[Asked]:
    """What letters would ask of this person now."""
    topics = [proposal.topic for proposal in Proposal.objects.order_by("-pk")[:2]]
    topics += [decision.topic for decision in Decision.objects.order_by("-pk")[:2]]
    topics += [election.topic for election in Election.objects.order_by("-pk")[:1]]
    for about in topics:
        for kind, declared in answers.kinds.items():
            if question := declared.question(member, about):
                yield kind, about, question


def by_link(path: Path, who: Member, number: int) -> None:
    """One press of one button of the page. PermissionDenied where this person is asked nothing: another may be."""
    asked = list(asked_of(who))
    if not asked:
        raise PermissionDenied("nothing is asked")
    kind, about, question = asked[number % len(asked)]
    option = question.options[number // len(asked) % len(question.options)]
    place = place_of(path, kind, about, question, option, who)
    text = option.choices[number % len(option.choices)][0] if option.choices else ""
    if option.text_label and not option.choices:
        text = path.words(*place)
    parts = {part.name: typed(path, part, place, number) for part in option.parts}
    link, _made = AnswerLink.objects.get_or_create(
        member=who,
        kind=kind,
        about=about,
        key=question.key,
        session_epoch=who.session_epoch,
        defaults={"made_at": now()},
    )
    answer_by_link(link, value=option.value, text=text, parts=parts, actor=who)
    check_is_over(link, option)


def typed(path: Path, part: AnswerPart, place: tuple[object, ...], number: int) -> str:
    if part.is_day:
        return (timezone.localdate() + timedelta(days=number)).isoformat()
    if part.choices:
        return part.choices[number % len(part.choices)][0] if number % 5 else ""
    if part.is_optional and part.name != "consequence":
        return ""
    words = path.words(*place) if part.name != "fact" else "trois samedis sur huit"
    return f"{words}\n\n{OPTIONS}" if part.name == "text" else words


def place_of(
    path: Path, kind: str, about: str, question: OpenQuestion, option: AnswerOption, who: Member
) -> tuple[object, ...]:
    """Where the words stand that are typed with it, as what is done on the pages has it: other words of the same person
    may take their place there."""
    of_question, of_thing = (number_in(words.rpartition(":")[2]) or 0 for words in (question.key, about))
    if kind == POSITION and option.parts:
        return reason_place(path, Round.objects.get(pk=of_question), who)
    if kind in (POSITION, CANDIDACY):
        if not option.text_label:
            path.forgets("concern", of_question, who.pk)
        return "reason" if option.parts else "concern", of_question, who.pk
    places = {
        REVIEW: ("review", of_question, who.pk),
        ADVICE: ("advice", of_thing, who.pk),
        NOMINATION: ("names", of_thing, who.pk),
    }
    return places.get(kind, ())


def check_is_over(link: AnswerLink, option: AnswerOption) -> None:
    """A link is used once."""
    with transaction.atomic(), refused("link"):
        answer_by_link(link, value=option.value, text="Encore.", actor=link.member)

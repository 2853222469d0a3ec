"""What is answered about votes by a letter's link: a named vote by majority, never a secret one; a proxy to hold."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member
from votes.actions import accept_proxy, cast_vote, decline_proxy
from votes.actions.reminders import VOTE
from votes.counting.majority import Choice
from votes.models import Ballot, Consultation, Gathering, Proxy
from votes.models.ballot import MAJORITY
from votes.queries.ballots import ballots_waiting_for
from votes.queries.consultations import opinion_in_words
from votes.queries.proxies import PROXY, occasion, proxies_to_answer


def vote_asked(member: Member, about: str) -> OpenQuestion | None:
    """The vote that this person has not cast, where it has names and is for or against."""
    ballots = ballots_waiting_for(member).filter(is_secret=False, method=MAJORITY)
    ballot = ballots.filter(pk=number(Ballot.key_in(about)) or 0).first()
    if ballot is None:
        return None
    consultation = Consultation.objects.filter(ballot=ballot).first()
    opinion = opinion_in_words(consultation) if consultation else ""
    return OpenQuestion(
        key="vote",
        title=ballot.question,
        text=consultation.text if consultation else "",
        url=ballot.get_absolute_url(),
        options=[
            AnswerOption(Choice.FOR, pgettext("an answer", "For"), "lamp"),
            AnswerOption(Choice.AGAINST, pgettext("an answer", "Against")),
            AnswerOption(Choice.ABSTAIN, _("I abstain"), "quiet"),
        ],
        due=ballot.closes_at,
        before=[opinion] if opinion else [],
    )


def vote_by_link(member: Member, about: str, value: str, text: str) -> object:
    ballot = still_asked(Ballot.objects.filter(pk=number(Ballot.key_in(about)) or 0).first())
    return cast_vote(ballot, elector=member, choice=value, actor=member)


def proxy_asked(member: Member, about: str) -> OpenQuestion | None:
    """The oldest proxy of that gathering which this person is asked to hold, and has not answered about."""
    proxy = _oldest_proxy(member, about)
    if proxy is None:
        return None
    values = {"giver": proxy.giver.name, "occasion": occasion(proxy.gathering).name}
    return OpenQuestion(
        key=f"proxy:{proxy.pk}",
        title=_("Will you vote for %(giver)s? %(occasion)s") % values,
        text=_("You would vote in their place. What they may ask you to vote stands on the page of proxies."),
        url=reverse("votes:proxies", args=[proxy.gathering_id]),
        options=[
            AnswerOption("accept", _("I accept this proxy"), "lamp"),
            AnswerOption("decline", _("I cannot hold it"), "quiet"),
        ],
    )


def answer_proxy_by_link(member: Member, about: str, value: str, text: str) -> object:
    proxy = still_asked(_oldest_proxy(member, about))
    return accept_proxy(proxy, actor=member) if value == "accept" else decline_proxy(proxy, actor=member)


def _oldest_proxy(member: Member, about: str) -> Proxy | None:
    key = number(Gathering.key_in(about)) or 0
    return proxies_to_answer(member).filter(gathering=key).order_by("pk").first()


KINDS = {
    VOTE: AnswerKind(
        vote_asked,
        vote_by_link,
        afterwards=gettext_lazy("Until the vote closes you may change yours: sign in."),
    ),
    PROXY: AnswerKind(
        proxy_asked,
        answer_proxy_by_link,
        afterwards=gettext_lazy(
            "One that you refused may be given to somebody else. To give back one that you hold, sign in."
        ),
    ),
}

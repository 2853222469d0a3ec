"""What is answered about elections without candidate by the link of a letter: to a name, and the person's own word."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member
from proposals.actions import accept_candidacy, answer_candidacy, decline_candidacy
from proposals.actions.election_notifications import ACCEPTANCE, CANDIDACY
from proposals.election_process import ElectionState
from proposals.models import Candidacy, Election, Position
from proposals.objection_reasons import OBJECT_LATER, objecting_by_link
from proposals.queries.elections import is_elector, open_candidacy, unanswered, waits_for_meeting

ACCEPT, DECLINE = "accept", "decline"


def answer_asked(member: Member, about: str) -> OpenQuestion | None:
    """What this person has still to answer to the name proposed."""
    candidacy = _open(about, ElectionState.OBJECTIONS)
    if candidacy is None or member not in unanswered(candidacy):
        return None
    options = [
        AnswerOption(Position.Kind.CONSENT, _("I consent"), "lamp"),
        AnswerOption(Position.Kind.CONCERN, _("I consent, with this concern"), text_label=_("My concern")),
        *objecting_by_link(reverse("proposals:candidacy-objection", args=[candidacy.pk])),
        AnswerOption(Position.Kind.STAND_ASIDE, _("I stand aside"), "quiet"),
    ]
    title = _("%(name)s is proposed: %(title)s") % _names(candidacy)
    return _question(candidacy, title, candidacy.argument, options)


def answer_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same act as on the page, with the same refusals."""
    kind = Position.Kind.OBJECTION if value == OBJECT_LATER else value
    return answer_candidacy(_asked(about, ElectionState.OBJECTIONS), kind=kind, text=text, actor=member)


def object_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    candidacy = _asked(about, ElectionState.OBJECTIONS)
    return answer_candidacy(candidacy, kind=Position.Kind.OBJECTION, objection=parts, actor=member)


def acceptance_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether the person proposed accepts the role, once nobody objects."""
    candidacy = _open(about, ElectionState.ACCEPTANCE)
    if candidacy is None or candidacy.person_id != member.pk or not is_elector(candidacy.election, member):
        return None
    options = [AnswerOption(ACCEPT, _("I accept"), "lamp"), AnswerOption(DECLINE, _("I decline"), "quiet")]
    title = _("You are proposed. Do you accept? %(title)s") % _names(candidacy)
    return _question(candidacy, title, candidacy.election.mission, options)


def accept_by_link(member: Member, about: str, value: str, text: str) -> object:
    candidacy = _asked(about, ElectionState.ACCEPTANCE)
    if value == ACCEPT:
        return accept_candidacy(candidacy, text=text, actor=member)
    return decline_candidacy(candidacy, text=text, actor=member)


def _open(about: str, state: ElectionState) -> Candidacy | None:
    """The name of which something is asked at that stage now."""
    key = number(Election.key_in(about)) or 0
    election = Election.objects.filter(pk=key, state=state).select_related("circle").first()
    if election is None or waits_for_meeting(election):
        return None
    if candidacy := open_candidacy(election):
        candidacy.election = election
    return candidacy


def _asked(about: str, state: ElectionState) -> Candidacy:
    return still_asked(_open(about, state))


def _names(candidacy: Candidacy) -> dict[str, str]:
    return {"name": candidacy.person.name, "title": candidacy.election.title}


def _question(candidacy: Candidacy, title: str, text: str, options: list[AnswerOption]) -> OpenQuestion:
    election = candidacy.election
    return OpenQuestion(
        key=f"candidacy:{candidacy.pk}",
        title=title,
        text=text,
        url=election.get_absolute_url(),
        options=options,
        due=election.stage_ends_at,
    )


KINDS = {
    CANDIDACY: AnswerKind(
        answer_asked,
        answer_by_link,
        object_by_link,
        afterwards=gettext_lazy("Until all the answers are shown together you may change yours: sign in."),
    ),
    ACCEPTANCE: AnswerKind(
        acceptance_asked,
        accept_by_link,
        afterwards=gettext_lazy("What you answered holds: it stands on the page of the election."),
    ),
}

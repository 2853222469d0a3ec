"""What is answered about elections without candidate by the link of a letter: whom one names, and what of a name."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, still_asked, with_voices
from members.models import Member
from proposals.actions import (
    accept_candidacy,
    answer_candidacy,
    change_nomination,
    decline_candidacy,
    lift_election_objection,
    nominate,
)
from proposals.actions.election_notifications import ACCEPTANCE, CANDIDACY, CHANGE, LIFTING, NOMINATION
from proposals.election_process import ElectionState
from proposals.models import Candidacy, CandidacyAnswer, Election, Position
from proposals.objection_reasons import OBJECT_LATER, in_lines, objecting_by_link
from proposals.queries.election_deadlines import election_pause
from proposals.queries.elections import (
    electors_now,
    eligible,
    is_elector,
    last_candidacy,
    latest_nominations,
    named_people,
    open_candidacy,
    standing_objections,
    unanswered,
    unnamed,
    waits_for_meeting,
)
from proposals.sentences import pause_in_words

ACCEPT, DECLINE = "accept", "decline"
NAME, NAME_ANOTHER, LIFT = "name", "name_another", "lift"


def nomination_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whom this person names for the role, and why, until they have."""
    election = _election(about, ElectionState.NOMINATIONS)
    if election is None or member not in unnamed(election):
        return None
    return _naming(
        election,
        NAME,
        title=_("Whom do you name? %(title)s") % {"title": election.title},
        button=_("Name this person"),
        people=eligible(election).order_by("name"),
        text="",
        before=_("Nobody sees it before all nominations show together. You may name yourself."),
    )


def nominate_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """The same act as on the page, with the same refusals."""
    election = still_asked(_election(about, ElectionState.NOMINATIONS))
    return nominate(election, nominee=_person(parts), reason=parts.get("reason", ""), actor=member)


def change_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person names somebody else, once the reasons of all are shown; once by the link."""
    election = _election(about, ElectionState.CHANGE)
    if election is None or member not in electors_now(election):
        return None
    nominations = latest_nominations(election)
    mine = nominations.get(member.pk)
    people = named_people(election).order_by("name").exclude(pk=mine.nominee_id if mine else 0)
    if not people or (mine and mine.is_change):
        return None
    heard = [(f"{one.member.name} → {one.nominee.name}", one.reason) for one in nominations.values()]
    return _naming(
        election,
        NAME_ANOTHER,
        title=_("Name somebody else, if the reasons convince you: %(title)s") % {"title": election.title},
        button=_("Name this person"),
        people=people,
        text=with_voices("", heard),
        before=_("Without an answer, the person whom you named stays."),
    )


def change_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    election = still_asked(_election(about, ElectionState.CHANGE))
    return change_nomination(election, nominee=_person(parts), reason=parts.get("reason", ""), actor=member)


def lifting_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person lifts their objection to the last name that was proposed, while it stands."""
    objection = _own_objection(member, about)
    if objection is None:
        return None
    election, name = objection.candidacy.election, objection.candidacy.person.name
    return OpenQuestion(
        key=f"objection:{objection.pk}",
        title=_("Your objection stands. Lift it, if what you heard answers it: %(title)s") % {"title": election.title},
        text=with_voices("", [(member.name, "\n\n".join(in_lines(objection.objection)))]),
        url=election.get_absolute_url(),
        options=[AnswerOption(LIFT, _("I lift my objection"), "leaf")],
        due=election.stage_ends_at,
        before=[
            _("You objected to %(name)s.") % {"name": name},
            _("If no other stands, %(name)s is asked whether they accept.") % {"name": name},
            *_paused(election),
        ],
    )


def lift_by_link(member: Member, about: str, value: str, text: str) -> object:
    return lift_election_objection(still_asked(_own_objection(member, about)), actor=member)


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


def _election(about: str, state: ElectionState) -> Election | None:
    """That election, where something is asked at that stage now."""
    key = number(Election.key_in(about)) or 0
    election = Election.objects.filter(pk=key, state=state).select_related("circle").first()
    return None if election is None or waits_for_meeting(election) else election


def _naming(
    election: Election, value: str, *, title: str, button: str, people: Iterable[Member], text: str, before: str
) -> OpenQuestion:
    parts = [
        AnswerPart("nominee", _("Whom do you name?"), [(str(one.pk), one.name) for one in people], is_optional=False),
        AnswerPart("reason", _("Why?"), is_optional=False),
    ]
    return OpenQuestion(
        key=value,
        title=title,
        text="\n\n".join(filter(None, [election.mission, election.criteria, text])),
        url=election.get_absolute_url(),
        options=[AnswerOption(value, button, "lamp", parts=parts, button=button)],
        due=election.stage_ends_at,
        before=[before, *_paused(election)],
    )


def _person(parts: Mapping[str, str]) -> Member:
    person = Member.objects.filter(pk=number(parts.get("nominee", "")) or 0).first()
    if person is None:
        raise ValidationError(_("Name somebody of the circle."), code="outside")
    return person


def _own_objection(member: Member, about: str) -> CandidacyAnswer | None:
    election = _election(about, ElectionState.PROPOSAL)
    last = last_candidacy(election) if election else None
    if election is None or last is None or last.outcome != Candidacy.Outcome.OBJECTED:
        return None
    last.election = election
    mine = next((answer for answer in standing_objections(last) if answer.member_id == member.pk), None)
    if mine:
        mine.candidacy = last
    return mine


def _open(about: str, state: ElectionState) -> Candidacy | None:
    """The name of which something is asked at that stage now."""
    election = _election(about, state)
    if election is None:
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
        before=_paused(election),
    )


def _paused(election: Election) -> list[str]:
    """That its time stands still, where somebody paused it: one may answer all the same."""
    return [words for words in [pause_in_words(election_pause(election))] if words]


KINDS = {
    NOMINATION: AnswerKind(
        nomination_asked,
        answer_parts=nominate_by_link,
        afterwards=gettext_lazy("Until all nominations are shown together you may change yours: sign in."),
    ),
    CHANGE: AnswerKind(
        change_asked,
        answer_parts=change_by_link,
        afterwards=gettext_lazy("Until this stage ends you may name somebody else again: sign in."),
    ),
    LIFTING: AnswerKind(
        lifting_asked,
        lift_by_link,
        afterwards=gettext_lazy("An objection that was lifted is not raised again about this person."),
    ),
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

"""What is answered about meetings by the link of a letter: whether one comes, or gives one's proxy."""

import rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assembly.actions.meetings import asking_of
from assembly.actions.presence import reply
from assembly.models import Meeting
from assembly.notifications import CONVOCATION, is_asked_to_come
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member
from votes.actions import give_proxy
from votes.queries.proxies import MemberProxies
from web.dates import clock, day

COMES, DOES_NOT, PROXY = "yes", "no", "proxy"


def coming_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person comes to a meeting that was convened and has not begun; who would hold their proxy."""
    meeting = _meeting(about)
    if meeting is None or not is_asked_to_come(meeting) or not rules.has_perm("assembly.take_part", member, meeting):
        return None
    convocation = meeting.convocations.last()
    if convocation is None:
        return None
    values = {"day": day(meeting.starts_at), "start": clock(meeting.starts_at), "end": clock(meeting.ends_at)}
    holders = _holders(meeting, member)
    options = [
        AnswerOption(COMES, _("I am coming"), "lamp"),
        AnswerOption(DOES_NOT, _("I cannot come"), "quiet"),
    ]
    if holders:
        choices = [(str(pk), name) for pk, name in holders]
        options.append(AnswerOption(PROXY, _("I give my proxy"), "quiet", _("Who votes in my place"), choices))
    return OpenQuestion(
        key=asking_of(convocation),
        title=_("Are you coming? %(title)s") % {"title": meeting.title},
        text=" · ".join(filter(None, [_("%(day)s, from %(start)s to %(end)s") % values, meeting.place])),
        url=meeting.get_absolute_url(),
        options=options,
        due=meeting.starts_at,
    )


def come_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the meeting's page, with the same refusals; `holder` where nobody is chosen."""
    meeting = still_asked(_meeting(about))
    if value != PROXY:
        return reply(meeting, is_coming=value == COMES, actor=member)
    holder = number(text)
    if meeting.gathering is None or holder not in dict(_holders(meeting, member)):
        raise ValidationError(_("Choose who votes in your place."), code="holder")
    return give_proxy(meeting.gathering, giver=member, holder=Member.objects.get(pk=holder), actor=member)


def _meeting(about: str) -> Meeting | None:
    meetings = Meeting.objects.select_related("circle", "gathering")
    return meetings.filter(pk=number(Meeting.key_in(about)) or 0).first()


def _holders(meeting: Meeting, member: Member) -> list[tuple[int, str]]:
    """Who may vote for this person; nobody where they may give no proxy, or have given one."""
    if meeting.gathering is None:
        return []
    proxies = MemberProxies.of(meeting.gathering, member)
    return [(pk, name) for pk, name in proxies.holders() if pk != member.pk] if proxies.offers_form else []


KINDS = {
    CONVOCATION: AnswerKind(
        coming_asked,
        come_by_link,
        afterwards=gettext_lazy("Until it begins you may change your answer: sign in."),
    )
}

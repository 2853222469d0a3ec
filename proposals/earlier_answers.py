"""What is answered by a letter’s link about decisions older than the platform: whether the circle did decide them."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commissions.models import Circle
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, next_answer, still_asked, with_voices
from members.models import Member
from proposals.actions import confirm_earlier_decision
from proposals.actions.notifications import EARLIER
from proposals.models import EarlierDecision
from proposals.queries import earlier_unconfirmed_by
from web import dates

ANSWER, YES, NO = "answer", "yes", "no"


def confirmation_asked(member: Member, about: str) -> OpenQuestion | None:
    """The decisions of this circle that this person may confirm, together: one that is entered meanwhile joins them."""
    waiting = list(_to_confirm(member, about))
    if not waiting:
        return None
    circle, button = waiting[0].circle, pgettext("button", "Answer")
    return OpenQuestion(
        key=next_answer(member, EARLIER, about),
        title=_("Did the circle decide this? %(circle)s") % {"circle": circle.name},
        text=with_voices("", [(earlier.title, earlier.text) for earlier in waiting]),
        url=reverse("proposals:earlier", args=[circle.slug]),
        options=[
            AnswerOption(
                ANSWER,
                button,
                "lamp",
                parts=[_part(earlier, is_optional=len(waiting) > 1) for earlier in waiting],
                button=button,
            )
        ],
        before=[_("A decision older than the platform enters the register once two others of the circle confirm it.")],
    )


def confirm_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """Those of which it is said that the circle decided them are confirmed; the others go on waiting.

    Raises ValidationError `earlier` where that is said of none.
    """
    waiting = still_asked(list(_to_confirm(member, about)) or None)
    confirmed = [earlier for earlier in waiting if parts.get(_name(earlier)) == YES]
    if not confirmed:
        raise ValidationError(
            _("Nothing is confirmed so. If you doubt one of them, talk about it with whoever entered it."),
            code="earlier",
        )
    return [confirm_earlier_decision(earlier, actor=member) for earlier in confirmed]


def _to_confirm(member: Member, about: str) -> QuerySet[EarlierDecision]:
    waiting = earlier_unconfirmed_by(member).filter(circle=number(Circle.key_in(about)) or 0)
    return waiting.select_related("circle", "entered_by")


def _part(earlier: EarlierDecision, *, is_optional: bool) -> AnswerPart:
    label = _("%(title)s, on %(day)s (%(source)s; entered by %(name)s)") % {
        "title": earlier.title,
        "day": dates.day(earlier.decided_on, year=True),
        "source": earlier.source,
        "name": earlier.entered_by.name,
    }
    choices = [(YES, _("I confirm it: the circle decided this")), (NO, _("I do not know of it, or I doubt it"))]
    return AnswerPart(_name(earlier), label, choices, is_optional=is_optional)


def _name(earlier: EarlierDecision) -> str:
    return f"earlier-{earlier.pk}"


KINDS = {
    EARLIER: AnswerKind(
        confirmation_asked,
        answer_parts=confirm_by_link,
        afterwards=gettext_lazy("What you confirmed stays confirmed. What still waits is on its page: sign in."),
    ),
}

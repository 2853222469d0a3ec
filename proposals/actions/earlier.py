"""A decision older than the platform enters the register (PRODUCT §3.7).

While the collective is being founded it counts at once, and says who entered it; afterwards, once two other members of
that circle confirm it.
"""

from datetime import UTC, date, datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.grounds import is_founding
from commissions.models import Circle
from journal.actions import action, record, require
from journal.clock import now
from journal.lists import listed
from journal.queries import first_record
from journal.refusals import wrong
from members.models import Member
from proposals.actions.notifications import ask_to_confirm
from proposals.actions.register import enter_in_register
from proposals.models import Decision, EarlierConfirmation, EarlierDecision

NOON = time(12)
CONFIRMATIONS = 2


@action
def enter_earlier_decision(
    circle: Circle, *, title: str, text: str, source: str, decided_on: date, actor: Member
) -> EarlierDecision:
    """Enter what the circle had decided before the platform. `decided_on` is a date, `source` where it is written.

    Raises ValidationError on `decided_on` (`recent`) for what is not older than the journal's first record.
    """
    require("proposals.enter_earlier", actor, circle)
    began = timezone.localtime(first_record() or now()).date()
    if decided_on >= began:
        message = _("This is not older than the platform: propose it, and let the circle decide.")
        raise wrong("decided_on", message, code="recent")
    earlier = EarlierDecision(
        circle=circle,
        title=title,
        text=text,
        source=source,
        decided_on=decided_on,
        entered_by=actor,
        entered_at=now(),
    )
    earlier.full_clean()
    earlier.save()
    record(
        "decision.earlier_entered",
        topics=[circle.topic],
        body={"earlier": earlier.pk, "decided_on": earlier.decided_on},
        private={"title": earlier.title, "source": earlier.source},
    )
    if is_founding():
        _count(earlier)
    else:
        ask_to_confirm(earlier)
    return earlier


@action
def confirm_earlier_decision(earlier: EarlierDecision, *, actor: Member) -> EarlierDecision:
    """Say that the circle did decide this. It counts once two members besides who entered it do. Twice is once.

    Raises ValidationError `oneself` to who entered it.
    """
    earlier = EarlierDecision.objects.select_for_update().get(pk=earlier.pk)
    require("proposals.confirm_earlier", actor, earlier)
    if earlier.entered_by_id == actor.pk:
        raise ValidationError(_("You entered it: two others of the circle confirm it."), code="oneself")
    _one, is_new = EarlierConfirmation.objects.get_or_create(
        earlier=earlier, member=actor, defaults={"confirmed_at": now()}
    )
    if is_new:
        record("decision.earlier_confirmed", topics=[earlier.circle.topic], body={"earlier": earlier.pk})
    if earlier.decision is None and earlier.confirmations.count() >= CONFIRMATIONS:
        _count(earlier)
    return earlier


def _count(earlier: EarlierDecision) -> None:
    names = [row.member.name for row in earlier.confirmations.select_related("member")]
    with override(settings.LANGUAGE_CODE):
        values = {"name": earlier.entered_by.name, "source": earlier.source, "names": listed(names)}
        result = (
            _("Decided before the platform (%(source)s); entered by %(name)s, confirmed by %(names)s.")
            if names
            else _("Decided before the platform (%(source)s); entered at the founding by %(name)s.")
        ) % values
    local = timezone.make_aware(datetime.combine(earlier.decided_on, NOON))
    earlier.decision = enter_in_register(
        circle=earlier.circle,
        decided_at=local.astimezone(UTC),
        title=earlier.title,
        text=earlier.text,
        process=Decision.Process.EARLIER,
        result=result,
    )
    earlier.save(update_fields=["decision"])

"""A pause, of a proposal or of an election without candidate: once, fourteen days at most, with the reason."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.clock import now
from proposals.actions.common import written
from proposals.deadlines import Calendar, days_after, to_the_hour
from proposals.models import ElectionPause, ProposalPause
from proposals.process import LONGEST_PAUSE


def begin_pause(pause: ProposalPause | ElectionPause, *, days: int, is_second: bool) -> timedelta:
    """Within the action that pauses: keep who does and why, from now on; by how much the deadlines are put off.

    Raises ValidationError: `reason`, `twice`, `days`.
    """
    pause.reason = written(pause.reason, _("Say why, in a sentence: those who were not there will read it."), "reason")
    if is_second:
        raise ValidationError(_("It was paused once already."), code="twice")
    if not 1 <= days <= LONGEST_PAUSE:
        raise ValidationError(_("A pause lasts from 1 to %(longest)d days.") % {"longest": LONGEST_PAUSE}, code="days")
    pause.paused_at = now()
    pause.until = to_the_hour(days_after(timezone.localtime(pause.paused_at), days, Calendar()))
    pause.save()
    return pause.until - pause.paused_at


def cut_short(pause: ProposalPause | ElectionPause) -> timedelta:
    """Within the action that goes on before its end: by how much the deadlines come nearer."""
    pause.ended_at = now()
    pause.save(update_fields=["ended_at"])
    return pause.until - pause.ended_at

"""How long each stage lasts in a circle, in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.lengths import (
    REVIEW,
    USUAL_DAYS,
    USUAL_ELECTION_DAYS,
    USUAL_ELECTION_MINUTES,
    USUAL_MINUTES,
    USUAL_REVIEW_DAYS,
)
from commissions.models import Circle


def online_lengths(circle: Circle) -> str:
    """How long each stage of a consent lasts online."""
    days = USUAL_DAYS | circle.stage_days
    text = (
        _(
            "Online, the stages of a consent last, in days: presentation %(presented)d, questions %(clarification)d, "
            "reactions %(reactions)d, amending %(amending)d, objections %(objections)d, their examination "
            "%(examination)d, a new version %(integration)d. The vote of a majority lasts %(voting)d."
        )
        % days
    )
    reading = ngettext(
        "What is for information is read within %(count)d day.",
        "What is for information is read within %(count)d days.",
        days["reading"],
    )
    parts = [text, reading % {"count": days["reading"]}]
    if circle.skips_weekends:
        parts.append(_("Saturdays and Sundays do not count."))
    if circle.skips_closed_days:
        parts.append(_("Public holidays and the closed days of the collective do not count."))
    return " ".join(parts)


def meeting_lengths(circle: Circle) -> str:
    """How long each stage of a consent takes in a meeting."""
    return _(
        "In a meeting they take, in minutes: presentation %(presented)d, questions %(clarification)d, reactions "
        "%(reactions)d, amending %(amending)d, objections %(objections)d, their examination %(examination)d, a new "
        "version %(integration)d."
    ) % (USUAL_MINUTES | circle.stage_minutes)


def election_lengths(circle: Circle) -> str:
    """How long each stage of an election without candidate lasts online."""
    return _(
        "Online, those of an election without candidate last, in days: the role %(election_role)d, nominations "
        "%(election_nominations)d, reading the reasons %(election_opening)d, changes %(election_change)d, a name "
        "proposed %(election_proposal)d, objections %(election_objections)d, the person’s answer "
        "%(election_acceptance)d."
    ) % (USUAL_ELECTION_DAYS | circle.stage_days)


def election_meeting_lengths(circle: Circle) -> str:
    """How long each stage of an election without candidate takes in a meeting."""
    return _(
        "In a meeting they take, in minutes: the role %(election_role)d, nominations %(election_nominations)d, hearing "
        "the reasons %(election_opening)d, changes %(election_change)d, a name proposed %(election_proposal)d, "
        "objections %(election_objections)d, the person’s answer %(election_acceptance)d."
    ) % (USUAL_ELECTION_MINUTES | circle.stage_minutes)


def review_length(circle: Circle) -> str:
    """How long the circle has to look at a decision again."""
    days = (USUAL_REVIEW_DAYS | circle.stage_days)[REVIEW]
    text = ngettext(
        "When a decision is to be looked at again, the circle has %(count)d day online to keep, change or stop it.",
        "When a decision is to be looked at again, the circle has %(count)d days online to keep, change or stop it.",
        days,
    )
    return text % {"count": days}

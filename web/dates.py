"""Times as people say them: « ce soir 18 h 30 », « dans 2 jours », with the exact one at hand."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

NBSP = "\u00a0"
MINUTE, HOUR = 60, 3600
EVENING = 18  # o'clock


def clock(instant: datetime) -> str:
    """The time of day, here: « 18 h 30 », « 22 h »; "18:30"."""
    local = timezone.localtime(instant)
    if local.minute == 0:
        return date_format(local, pgettext("time of day on the hour, as a date format", "H:i"))
    return date_format(local, pgettext("time of day, as a date format", "H:i"))


def day(value: date | datetime, *, year: bool = False, weekday: bool = True) -> str:
    """The day: « mardi 24 novembre », « 1er janvier 2026 »."""
    here = timezone.localtime(value).date() if isinstance(value, datetime) else value
    number = "1er" if here.day == 1 and get_language() == "fr" else str(here.day)
    words = [date_format(here, "l")] if weekday else []
    words += [number + NBSP + date_format(here, "F")]
    if year:
        words.append(str(here.year))
    return " ".join(words)


def days(first: date, last: date) -> str:
    """From a day to another, both included: « du samedi 24 juillet au dimanche 15 août 2027 »."""
    if first == last:
        return gettext("on %(day)s") % {"day": day(first, year=True)}
    values = {"first": day(first, year=first.year != last.year), "last": day(last, year=True)}
    return gettext("from %(first)s to %(last)s") % values


def exact(value: date | datetime) -> str:
    """The whole date, for whoever wants to be sure: « mardi 24 novembre 2026 à 18 h 30 »."""
    if not isinstance(value, datetime):
        return day(value, year=True)
    return gettext("%(day)s at %(time)s") % {"day": day(value, year=True), "time": clock(value)}


def human(value: date | datetime, *, now: datetime | None = None) -> str:
    """How one would say it across the table. A date has no time of day, so none is said."""
    present = timezone.localtime(now or timezone.now())
    if not isinstance(value, datetime):
        return _human_day(value, present)
    away = (value - present).total_seconds()
    if abs(away) < HOUR:
        return _in_minutes(round(away / MINUTE))
    local = timezone.localtime(value)
    days = (local.date() - present.date()).days
    at = {"time": clock(value)}
    if days == 0 and local.hour >= EVENING:
        return gettext("this evening %(time)s") % at
    if days == 0:
        return gettext("today %(time)s") % at
    if days == 1:
        return gettext("tomorrow %(time)s") % at
    if days == -1:
        return gettext("yesterday %(time)s") % at
    if abs(days) < 7:
        return _in_days(days)
    return day(local, weekday=False, year=local.year != present.year)


def day_and_time(instant: datetime, *, now: datetime | None = None) -> str:
    """The day and the hour, after a verb: « (ferme) le samedi 5 décembre à 20 h », « ce soir à 20 h »."""
    local, present = timezone.localtime(instant), timezone.localtime(now or timezone.now())
    days = (local.date() - present.date()).days
    values = {"time": clock(local), "day": day(local, year=local.year != present.year)}
    if days == 0 and local.hour >= EVENING:
        return gettext("this evening at %(time)s") % values
    if days == 0:
        return gettext("today at %(time)s") % values
    if days == 1:
        return gettext("tomorrow at %(time)s") % values
    return gettext("on %(day)s at %(time)s") % values


def until(instant: datetime, *, now: datetime | None = None) -> str:
    """The same as an end: « jusqu’au samedi 5 décembre à 20 h », « jusqu’à ce soir à 20 h »."""
    local, present = timezone.localtime(instant), timezone.localtime(now or timezone.now())
    if (local.date() - present.date()).days not in (0, 1):
        values = {"time": clock(local), "day": day(local, year=local.year != present.year)}
        return gettext("until %(day)s at %(time)s") % values
    return gettext("until %(when)s") % {"when": day_and_time(instant, now=now)}


def duration(seconds: float) -> str:
    """How long: « 45 s », « 12 min », « 1 h 05 »."""
    whole = max(0, round(seconds))
    if whole < MINUTE:
        return f"{whole}{NBSP}s"
    hours, minutes = divmod(round(whole / MINUTE), 60)
    if not hours:
        return f"{minutes}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{minutes:02d}" if minutes else f"{hours}{NBSP}h"


def stopwatch(seconds: float) -> str:
    """What a running timer shows: « 12:40 », « 1:02:05 »; a minus once it is over."""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, HOUR)
    minutes, last = divmod(rest, MINUTE)
    shown = f"{hours}:{minutes:02d}:{last:02d}" if hours else f"{minutes}:{last:02d}"
    return f"−{shown}" if seconds <= -1 else shown


def _human_day(value: date, present: datetime) -> str:
    days = (value - present.date()).days
    named = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in named:
        return named[days]
    if abs(days) < 7:
        return _in_days(days)
    return day(value, weekday=False, year=value.year != present.year)


def _in_minutes(minutes: int) -> str:
    if minutes == 0:
        return gettext("just now")
    if minutes > 0:
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d minute ago", "%(count)d minutes ago", -minutes) % {"count": -minutes}


def _in_days(days: int) -> str:
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}

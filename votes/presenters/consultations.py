"""What is asked online, as the page of consultations lists it: open, to come, past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from members.models import Member
from votes.models import Ballot, Consultation
from votes.queries import ballots as ballot_queries
from votes.queries import consultations
from votes.queries.ballots import Turnout
from votes.wording import ballots as ballot_wording
from web import dates
from web.components import Badge

PAST = 30  # the latest ones; the journal and the memory keep them all


@dataclass(frozen=True)
class ConsultationLine:
    """One consultation in a list."""

    consultation: Consultation
    host: str
    turnout: Turnout | None = None  # once it is open
    waits: bool = False  # for this person's vote

    @property
    def badges(self) -> list[Badge]:
        """Its outcome once there is one; before, whether it waits for this person."""
        if self.waits:
            return [Badge(_("Your vote is awaited"), "lamp")]
        ballot = self.consultation.ballot
        return ballot_wording.outcome(ballot.outcome) if ballot else []

    @property
    def url(self) -> str:
        return url_of(self.consultation)

    @property
    def icon(self) -> str:
        ballot = self.consultation.ballot
        if ballot is None:
            return "pencil-line"
        return "archive" if ballot.closed_at else "vote"

    @property
    def note(self) -> str:
        """Who is asked, and once it is open how many have voted, of how many who may."""
        return f"{self.host} · {ballot_wording.votes_of(self.turnout)}" if self.turnout else self.host

    @property
    def when(self) -> datetime | None:
        """What `when_label` is said of; None where nothing is planned."""
        ballot = self.consultation.ballot
        return (ballot.closed_at or ballot.closes_at) if ballot else self.consultation.opens_at

    @property
    def when_label(self) -> str:
        ballot = self.consultation.ballot
        if ballot is None:
            is_planned = self.consultation.opens_at is not None
            return pgettext("a ballot", "opens") if is_planned else _("you open it when you are ready")
        return pgettext("a ballot", "closed") if ballot.closed_at else pgettext("a ballot", "closes")


@dataclass(frozen=True)
class Agenda:
    """The three parts of the page."""

    current: list[ConsultationLine]
    coming: list[ConsultationLine]
    past: list[ConsultationLine]

    @property
    def is_empty(self) -> bool:
        return not (self.current or self.coming or self.past)


def agenda(person: Member) -> Agenda:
    """What this person may follow. Of what is still being written, only their own."""
    consultations_seen = consultations.consultations_for(person)
    current = list(
        consultations_seen.filter(ballot__isnull=False, ballot__closed_at=None).order_by("ballot__closes_at", "pk")
    )
    planned = consultations_seen.filter(ballot=None).order_by("opens_at", "pk")
    coming = [one for one in planned if one.opens_at or one.author_id == person.pk]
    past = list(consultations_seen.filter(ballot__closed_at__isnull=False).order_by("-ballot__closed_at", "-pk")[:PAST])
    hosts = {one.host for one in (*current, *coming, *past)}
    names = consultations.host_names(hosts)
    turnouts = ballot_queries.turnouts([one.ballot_id for one in current if one.ballot_id])
    waiting = set(ballot_queries.ballots_waiting_for(person).values_list("pk", flat=True))
    return Agenda(
        current=[_asked(one, names, turnouts, waiting) for one in current],
        coming=[_asked(one, names) for one in coming],
        past=[_asked(one, names) for one in past],
    )


def _asked(
    one: Consultation,
    names: dict[str, str],
    turnouts: dict[int, Turnout] | None = None,
    waiting: Iterable[int] = (),
) -> ConsultationLine:
    pk = one.ballot_id or 0
    return ConsultationLine(one, names[one.host], (turnouts or {}).get(pk), pk in set(waiting))


def current_of(host: str) -> list[Consultation]:
    """What is asked of one circle now, or will be at a planned time: what closes first, first."""
    consultations = Consultation.objects.filter(host=host).exclude(ballot=None, opens_at=None)
    return list(consultations.filter(ballot__closed_at=None).select_related("ballot").order_by("closes_at", "pk"))


def url_of(one: Consultation) -> str:
    """Its ballot once it is open, its preview before."""
    ballot: Ballot | None = one.ballot
    return ballot.get_absolute_url() if ballot else one.get_absolute_url()


def closing_of(consultation: Consultation) -> str:
    """« ferme le samedi 5 décembre à 20 h »."""
    return f"{pgettext('a ballot', 'closes')} {dates.day_and_time(consultation.closes_at)}"

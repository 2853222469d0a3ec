"""What the register and the pages say of an election without candidate."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commissions.models import Circle, CircleRole, Mandate
from proposals.models import Candidacy, Election
from proposals.queries.elections import evaluate_candidacy, latest_nominations, tally_of
from votes.counting.consent import PositionKind
from web.dates import day


def election_facilitation(election: Election) -> str:
    """Who facilitates it; who leads it meanwhile, where somebody was asked and has not agreed yet."""
    name = election.facilitator.name
    if election.facilitator_since is not None:
        return _("facilitated by %(name)s") % {"name": name}
    if election.facilitator_id == election.started_by_id:
        return _("nobody has agreed to facilitate; meanwhile: %(others)s") % {"others": name}
    words = {"name": name, "others": election.started_by.name}
    return _("%(name)s is asked to facilitate; meanwhile: %(others)s") % words


def too_few() -> str:
    """Why an election ends without anybody, as it is kept."""
    with override(settings.LANGUAGE_CODE):
        return _("Too few people answered, twice.")


def no_consent() -> str:
    """The same where everybody has answered."""
    with override(settings.LANGUAGE_CODE):
        return _("Everybody has answered, and nobody consented.")


def decided_text(election: Election, candidacy: Candidacy) -> str:
    """What the decision says: who, to what, until when, for which mission."""
    with override(settings.LANGUAGE_CODE):
        parts = [
            _("%(name)s is elected: %(title)s (%(seat)s), until %(day)s.")
            % {
                "name": candidacy.person.name,
                "title": election.title,
                "seat": seat_in_words(election),
                "day": day(election.until),
            },
            _("Mission: %(mission)s") % {"mission": election.mission},
            _("What it takes: %(criteria)s") % {"criteria": election.criteria} if election.criteria else "",
        ]
        return "\n\n".join(part for part in parts if part)


def decided_result(election: Election, candidacy: Candidacy, ballot_result: str = "") -> str:
    """How it came to be, in words that anybody can check: who was named how often, what was answered."""
    with override(settings.LANGUAGE_CODE):
        named = tally_of(latest_nominations(election).values())
        result = evaluate_candidacy(candidacy)
        parts = [
            _("named: %(names)s") % {"names": ", ".join(f"{tally.nominee.name} {tally.number}" for tally in named)},
            ngettext(
                "%(answered)d answer to the name proposed",
                "%(answered)d answers to the name proposed",
                result.quorum.counted,
            )
            % {"answered": result.quorum.counted},
            _("consents %(consents)d, concerns %(concerns)d, standing aside %(aside)d")
            % {
                "consents": result.counts[PositionKind.CONSENT],
                "concerns": result.counts[PositionKind.CONCERN],
                "aside": result.counts[PositionKind.STAND_ASIDE],
            },
        ]
        sentence = _("%(parts)s: elected without candidate, no objection stands.") % {"parts": _("; ").join(parts)}
        if ballot_result:
            sentence += " " + _("Ratified by a secret ballot: %(result)s") % {"result": ballot_result}
        return sentence


def seat_in_words(election: Election) -> str:
    """The mandate, or the role, that it becomes: « Coordination, CA »."""
    change = election.change
    role = Mandate.Role(change.role).label if change.role else ""
    if change.held_role:
        role = CircleRole.objects.filter(pk=change.held_role).values_list("name", flat=True).first() or ""
    place = Circle.objects.filter(pk=election.change.circle).first()
    return ", ".join(str(part) for part in (role, place) if part)

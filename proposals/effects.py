"""What a text would do once it is adopted, in sentences: which decision it ends or replaces, what it lets be changed.

Whoever is asked about a text reads it, wherever they are asked: the title and the text of a repeal are often those of
what it ends.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commissions.change_sentences import lets_in_words
from proposals.models import Decision, Proposal, Version
from proposals.process import State


def titled(proposal: Proposal) -> str:
    """The title of a proposal where it stands alone, in a list or a letter: that of a repeal says so."""
    if proposal.is_repeal and proposal.replaces:
        return _("End %(number)s: %(title)s") % {"number": proposal.replaces.number, "title": proposal.title}
    return proposal.title


def effects_of(proposal: Proposal, version: Version) -> list[str]:
    """What this version would do, a sentence each; nothing where it ends, replaces and lets nothing."""
    return effects_of_versions(proposal, [version])[version]


def effects_of_versions(proposal: Proposal, versions: Iterable[Version]) -> dict[Version, list[str]]:
    """The same of many versions, in a number of questions that does not grow with them."""
    versions = list(versions)
    former = on_former(proposal)
    lets = lets_in_words(version.change for version in versions)
    return {version: [line for line in (former, _lets(lets[version.change])) if line] for version in versions}


def on_former(proposal: Proposal) -> str:
    """What becomes of the decision that it names; empty where it names none. Reads `replaces`."""
    former = proposal.replaces
    if former is None:
        return ""
    words = {"decision": _named(former, proposal)}
    match proposal.state == State.ADOPTED, proposal.is_repeal:
        case True, True:
            return _("It ended decision %(decision)s, and put nothing in its place.") % words
        case True, False:
            return _("It replaced decision %(decision)s.") % words
        case False, True:
            return _("It would end decision %(decision)s, and put nothing in its place.") % words
    return _("It would replace decision %(decision)s.") % words


def lets_before(former: str, now: str) -> str:
    """What the former version let be changed (in words, empty for nothing), where it is not what this one lets."""
    if former == now:
        return ""
    if not former:
        return _("Before, it let nothing be changed.")
    return _("Before, it let %(former_lets)s.") % {"former_lets": former}


def _named(decision: Decision, proposal: Proposal) -> str:
    """« 2026-001 “Ouvrir les visites” »; its number alone where more people read the proposal than the decision."""
    if decision.is_closed and not proposal.is_closed:
        return decision.number
    return _("%(number)s “%(title)s”") % {"number": decision.number, "title": decision.title}


def _lets(words: str) -> str:
    return _("If it is adopted, it lets %(lets)s.") % {"lets": words} if words else ""

"""What is asked before an act in an election that nothing takes back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.election_process import ElectionState
from proposals.models import Candidacy, CandidacyAnswer, Election
from proposals.queries.elections import ends_by_hand, unanswered, unnamed
from web.components import Confirmation


def stage(election: Election) -> Confirmation | None:
    """Opening the nominations freezes who is asked; showing them is for good."""
    if election.state == ElectionState.ROLE:
        return Confirmation(
            _("Open the nominations?"),
            _("Who is asked is settled now, and the role stays as it is said."),
            _("Open the nominations"),
        )
    if election.state == ElectionState.NOMINATIONS and ends_by_hand(election):
        missing = len(unnamed(election))
        text = ngettext(
            "%(number)d person has named nobody yet, and no longer can.",
            "%(number)d people have named nobody yet, and no longer can.",
            missing,
        )
        return Confirmation(_("Show the nominations now?"), text % {"number": missing}, _("Show the nominations"))
    return None


def facilitating() -> Confirmation:
    return Confirmation(
        _("Facilitate this election?"),
        _("You lead it from stage to stage, in place of whoever did until now. Everybody sees it."),
        _("Facilitate this election"),
    )


def closing_candidacy(candidacy: Candidacy) -> Confirmation | None:
    """Where it may be closed."""
    if not ends_by_hand(candidacy.election):
        return None
    missing = len(unanswered(candidacy))
    text = ngettext(
        "%(number)d person has not answered yet, and no longer can.",
        "%(number)d people have not answered yet, and no longer can.",
        missing,
    )
    return Confirmation(_("Show the answers now?"), text % {"number": missing}, _("Show the answers"))


def lifting_in_election(answer: CandidacyAnswer) -> Confirmation:
    return Confirmation(
        _("Lift your objection?"),
        _("If no other stands, %(name)s is asked whether they accept.") % {"name": answer.candidacy.person.name},
        _("Lift my objection"),
    )

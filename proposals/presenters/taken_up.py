"""Whose text a proposal takes up, and where its own was taken up, in words."""

from dataclasses import dataclass
from urllib.parse import urlencode

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Member
from proposals.models import Proposal
from proposals.process import UNDECIDED, Act, State
from proposals.processes import table_of
from proposals.queries.taken_up import first_author, former_of, is_told_of, taken_up_in
from proposals.rules import roles_of


@dataclass(frozen=True)
class TextCredit:
    """A sentence about another proposal, and its page where every reader of this one may read it."""

    text: str
    url: str


def credits_of_text(proposal: Proposal) -> list[TextCredit]:
    """« reprend le texte de Malo : Le four », then « reprise par Rose : Le four du samedi »."""
    shown = []
    if former := former_of(proposal):
        shown.append(credit_to(former, proposal))
    if proposal.state in UNDECIDED:
        for one in taken_up_in(proposal):
            words = {"name": one.author.name, "title": one.title}
            shown.append(TextCredit(_("its text is taken up by %(name)s: %(title)s") % words, one.get_absolute_url()))
    return shown


def credit_to(former: Proposal, proposal: Proposal) -> TextCredit:
    """To who wrote the text first. What not all its readers may read is not named."""
    words = {"name": first_author(former).name, "title": former.title}
    if not is_told_of(former, proposal):
        return TextCredit(_("takes up a text of %(name)s") % words, "")
    return TextCredit(_("takes up the text of %(name)s: %(title)s") % words, former.get_absolute_url())


def page_to_take_up(person: Member, proposal: Proposal) -> str:
    """Where this person takes up its text in a new proposal; empty for whoever may not, or takes up this one itself."""
    if proposal.state not in UNDECIDED or not rules.has_perm("proposals.take_up_text", person, proposal):
        return ""
    if Act.RESUME in table_of(proposal.process).open_to(State(proposal.state), roles_of(person, proposal)):
        return ""
    query = urlencode({"circle": proposal.circle.slug, "from": proposal.pk})
    return f"{reverse('proposals:new')}?{query}"

"""What elections without candidate tell on other pages: what waits for somebody, what a circle elects."""

from typing import Any
from urllib.parse import urlencode

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.models import Circle, CircleRole
from commissions.panels import CirclePanel, CirclePanelLine
from members import panels
from members.combined_reads import Reader
from members.models import Member
from proposals.actions.election_notifications import (
    ACCEPTANCE,
    CANDIDACY,
    CHANGE,
    FACILITATION,
    LIFTING,
    NOMINATION,
)
from proposals.actions.notifications import WORDING
from proposals.election_process import ElectionState
from proposals.queries.election_deadlines import election_pause
from proposals.queries.elections import awaited_elections, elections_for
from proposals.sentences import pause_in_words

SHOWN = 5


def waiting_in_elections(member: Member) -> Reader[list[panels.Waiting]]:
    """To name somebody, to answer to a name, to say whether one accepts; and what the facilitator owes."""
    sentences = {
        "nominate": (NOMINATION, _("Name somebody: %(title)s"), 3),
        "change": (CHANGE, _("Read whom each person names, and why; you may then name somebody else: %(title)s"), 3),
        "answer": (CANDIDACY, _("Say whether you object to the person proposed: %(title)s"), 2),
        "word": (WORDING, _("Somebody asks you to help to find the words: %(title)s"), 5),
        "accept": (ACCEPTANCE, _("You are proposed. Say whether you accept: %(title)s"), 2),
        "lift": (LIFTING, _("Your objection stands. Lift it, if what you heard answers it: %(title)s"), 3),
        ElectionState.ROLE: (FACILITATION, _("Open the nominations: %(title)s"), 1),
        ElectionState.PROPOSAL: (FACILITATION, _("Propose somebody: %(title)s"), 5),
    }
    waiting = []
    awaited = yield from awaited_elections(member)
    for election, act in awaited:
        kind, sentence, minutes = sentences[act]
        if kind == FACILITATION and election.facilitator_since is None and election.facilitator_id == member.pk:
            sentence = _("Say whether you facilitate an election: %(title)s")
        title, url = sentence % {"title": election.title}, election.get_absolute_url()
        due, about = election.stage_ends_at, election.topic
        note = pause_in_words(election_pause(election))
        waiting.append(panels.Waiting(title, url, kind, due=due, minutes=minutes, about=about, note=note))
    return waiting


def elections_of_circle(circle: Circle, person: Any) -> CirclePanel | None:
    """What is under way there, what was elected lately, and where to start one."""
    elections = list(elections_for(person).filter(circle=circle)[:SHOWN])
    may_start = rules.has_perm("proposals.start_election", person, circle)
    if not elections and not may_start:
        return None
    return CirclePanel(
        title=_("Elections without candidate"),
        lines=[
            CirclePanelLine(election.title, election.get_absolute_url(), str(election.get_state_display()))
            for election in elections
        ],
        more_url=f"{reverse('proposals:election-new')}?circle={circle.slug}" if may_start else "",
        more_label=_("Elect without candidate"),
        empty=_("Somebody is chosen for a role by the reasons of all, without anybody standing for it."),
    )


def election_of_role(role: CircleRole, person: Any) -> CirclePanelLine | None:
    """Where somebody of its circle begins an election to this role; its form knows the role already."""
    if not rules.has_perm("proposals.start_election", person, role.circle):
        return None
    url = f"{reverse('proposals:election-new')}?{urlencode({'circle': role.circle.slug, 'role': role.pk})}"
    return CirclePanelLine(_("Elect somebody to this role, without candidate"), url)

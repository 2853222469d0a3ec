"""What one person may do in an election now, and what they said themselves: their own part of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import rules
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from journal.clock import now
from members.models import Member
from proposals.election_process import ElectionAct, ElectionState, open_to
from proposals.election_rules import election_roles
from proposals.forms.elections import NominationForm, nomination_form
from proposals.models import Candidacy, CandidacyAnswer, Election, Nomination
from proposals.presenters.own_position import OwnPosition, own_to_name
from proposals.presenters.rounds import reason_in_words
from proposals.queries.election_deadlines import election_pause
from proposals.queries.elections import (
    ends_by_hand,
    helped_in_elections,
    is_election_in_meeting,
    is_facilitator_missing,
    last_candidacy,
    open_candidacy,
    proposable,
    standing_objections,
    waits_for_meeting,
)
from web.components import Button
from web.drafts import FormDraft, drafts_at
from web.merging import opened


@dataclass(frozen=True)
class ElectionNote:
    """What somebody noted for a person without a phone, which this reader may confirm or take back."""

    note: Nomination | CandidacyAnswer
    is_own: bool  # the reader's own words
    may_confirm: bool
    may_drop: bool

    @property
    def title(self) -> str:
        names = {"name": self.note.member.name, "noter": self.note.noted_by.name if self.note.noted_by else ""}
        if self.is_own:
            return _("%(noter)s noted your answer") % names
        return _("The answer of %(name)s, noted by %(noter)s") % names

    @property
    def words(self) -> list[str]:
        if isinstance(self.note, Nomination):
            return [self.note.nominee.name, self.note.reason]
        reason = reason_in_words(getattr(self.note, "objection", None))
        return [words for words in (str(self.note.get_kind_display()), self.note.text, *reason) if words]

    @property
    def confirmation(self) -> str:
        return reverse(f"proposals:{self._name}-confirmation", args=[self.note.pk])

    @property
    def removal(self) -> str:
        return reverse(f"proposals:{self._name}-removal", args=[self.note.pk])

    @property
    def _name(self) -> str:
        return "nomination" if isinstance(self.note, Nomination) else "answer"


@dataclass(frozen=True)
class ElectionPart:
    """`acts` are those that make sense now: a button stands for each, and the action checks again."""

    election: Election
    person: Member
    acts: frozenset[ElectionAct]
    next: str = ""
    nomination: Nomination | None = None  # mine, by now
    candidacy: Candidacy | None = None  # the one that is open
    answer: CandidacyAnswer | None = None  # mine, to it
    objection: CandidacyAnswer | None = None  # mine that stands, which I may lift
    unworded: Sequence[CandidacyAnswer] = ()  # of others, which this person may help to word
    wordings: Sequence[CandidacyAnswer] = ()  # others' objections, hidden, that I was asked to help to word
    notes: Sequence[ElectionNote] = ()
    drafts: Mapping[str, FormDraft] = field(default_factory=dict)  # what I typed of a concern, by the form's address
    may_note: bool = False

    @property
    def nomination_form(self) -> NominationForm:
        initial = {"nominee": self.nomination.nominee_id, "reason": self.nomination.reason} if self.nomination else None
        return opened(nomination_form(self.election, None, initial))

    @property
    def own(self) -> OwnPosition:
        """What they answered to the name, as the four answers show it."""
        return own_to_name(self.candidacy, self.answer)

    @property
    def noting_url(self) -> str:
        if self.candidacy:
            return reverse("proposals:candidacy-noting", args=[self.candidacy.pk])
        return reverse("proposals:election-noting", args=[self.election.pk])

    @property
    def steps(self) -> list[Button]:
        """What whoever facilitates does next; in a meeting its own big button goes from stage to stage."""
        election, steps, in_meeting = self.election, [], bool(self.next)
        if ElectionAct.NEXT_STAGE in self.acts and not in_meeting:
            label = next_election_label(ElectionState(election.state))
            steps.append(Button(label, reverse("proposals:election-stage", args=[election.pk]), look="lamp"))
        if ElectionAct.CLOSE in self.acts and self.candidacy and not in_meeting:
            url = reverse("proposals:candidacy-closing", args=[self.candidacy.pk])
            steps.append(Button(_("Close and show the answers"), url, look="lamp"))
        if ElectionAct.EXTEND in self.acts:
            url = reverse("proposals:election-extension", args=[election.pk])
            steps.append(Button(_("Give this stage its time once more"), url))
        if ElectionAct.END_PAUSE in self.acts:
            steps.append(Button(_("End the pause"), reverse("proposals:election-pause-ending", args=[election.pk])))
        return steps

    @property
    def links(self) -> list[Button]:
        """The pages of whoever facilitates: the role, who is proposed, an end without anybody."""
        pages = [
            (ElectionAct.PROPOSE, "candidacies", _("Propose somebody"), "lamp"),
            (ElectionAct.DESCRIBE, "election-role", _("Change the role"), ""),
            (ElectionAct.PAUSE, "election-pause", _("Pause this election"), "quiet"),
            (ElectionAct.SET_ASIDE, "election-setting-aside", _("End it without anybody"), "quiet"),
        ]
        query = "?" + urlencode({"next": self.next}) if self.next else ""
        return [
            Button(label, reverse(f"proposals:{name}", args=[self.election.pk]) + query, look=look, is_link=True)
            for act, name, label, look in pages
            if act in self.acts and not (self.next and act == ElectionAct.PROPOSE)
        ]

    @property
    def is_empty(self) -> bool:
        """Nothing waits for them here."""
        return not (self.acts or self.objection or self.unworded or self.wordings or self.notes or self.may_note)


def part_of_election(person: Member, election: Election, next: str = "") -> ElectionPart:
    """Everything of the part, in a fixed number of questions to the database. `next`: the page to come back to."""
    state, roles = ElectionState(election.state), election_roles(person, election)
    candidacy = open_candidacy(election)
    if candidacy:
        candidacy.election = election
    last = None if candidacy else last_candidacy(election)
    if last:
        last.election = election
    waits = waits_for_meeting(election)
    standing = standing_objections(last) if election.state == ElectionState.PROPOSAL else []
    return ElectionPart(
        election=election,
        person=person,
        acts=frozenset(act for act in open_to(state, roles) if _makes_sense_in_election(act, election, waits=waits)),
        next=next,
        nomination=Nomination.objects.filter(election=election, member=person)
        .select_related("nominee")
        .order_by("pk")
        .last(),
        candidacy=candidacy,
        answer=CandidacyAnswer.objects.filter(candidacy=candidacy, member=person).first() if candidacy else None,
        objection=_own_objection(person, standing),
        unworded=_unworded(person, standing),
        wordings=list(helped_in_elections(person).filter(candidacy=candidacy)) if candidacy else (),
        notes=_notes(person, election, candidacy),
        drafts=drafts_at(person, [own_to_name(candidacy, None).answer_url]) if candidacy else {},
        may_note=_may_note_in_election(person, election),
    )


def next_election_label(state: ElectionState) -> str:
    return {
        ElectionState.ROLE: _("Open the nominations"),
        ElectionState.NOMINATIONS: _("Show the nominations now"),
        ElectionState.OPENING: _("Go on to the changes"),
    }.get(state, _("Go on to the proposal"))


def _makes_sense_in_election(act: ElectionAct, election: Election, *, waits: bool) -> bool:
    """Whether a button for an act that the table allows would do anything."""
    match act:
        case ElectionAct.PUT_TO_MEETING | ElectionAct.GRANT_MINUTES | ElectionAct.WORD:
            return False  # done from the meeting's page; of one objection
        case ElectionAct.FACILITATE:
            return is_facilitator_missing(election)
        case ElectionAct.DECLINE_TO_FACILITATE:
            return election.facilitator_id != election.started_by_id  # who started it leads it until another agrees
        case ElectionAct.EXTEND:
            return not election.is_extended and _runs_online(election)
        case ElectionAct.PAUSE:
            return election_pause(election) is None and _runs_online(election)
        case ElectionAct.END_PAUSE:
            pause = election_pause(election)
            return pause is not None and pause.holds_at(now()) and _runs_online(election)
        case ElectionAct.PROPOSE:
            return not waits and proposable(election).exists()
        case ElectionAct.NEXT_STAGE:
            return ends_by_hand(election)
        case ElectionAct.CLOSE:
            return not waits and ends_by_hand(election)
        case ElectionAct.ANSWER | ElectionAct.ACCEPT:
            return not waits
    return True


def _runs_online(election: Election) -> bool:
    """Whether the stage has an end online, which may be put off."""
    return election.stage_ends_at is not None and not election.is_timeboxed and not is_election_in_meeting(election)


def _own_objection(person: Member, standing: Sequence[CandidacyAnswer]) -> CandidacyAnswer | None:
    return next((answer for answer in standing if answer.member_id == person.pk), None)


def _unworded(person: Member, standing: Sequence[CandidacyAnswer]) -> list[CandidacyAnswer]:
    """Objections of others of which a part is missing: whoever facilitates may hold the pen."""
    return [
        answer
        for answer in standing
        if answer.member_id != person.pk
        and not answer.objection.is_worded
        and rules.has_perm("proposals.election_word", person, answer)
    ]


def _notes(person: Member, election: Election, candidacy: Candidacy | None) -> list[ElectionNote]:
    """What somebody noted and nobody confirmed, where this person has a hand in it."""
    waiting: list[Nomination | CandidacyAnswer] = []
    if election.state == ElectionState.NOMINATIONS:
        noted = Nomination.objects.filter(election=election, noted_by__isnull=False, confirmed_by=None)
        waiting += noted.select_related("member", "nominee", "noted_by", "election")
    elif candidacy and candidacy.is_open:
        answers = CandidacyAnswer.objects.filter(candidacy=candidacy, noted_by__isnull=False, confirmed_by=None)
        waiting += answers.select_related("member", "noted_by", "candidacy__election", "objection")
    notes = [
        ElectionNote(
            note,
            is_own=note.member_id == person.pk,
            may_confirm=rules.has_perm("proposals.confirm_in_election", person, note),
            may_drop=rules.has_perm("proposals.drop_in_election", person, note),
        )
        for note in waiting
    ]
    return [note for note in notes if note.may_confirm or note.may_drop]


def _may_note_in_election(person: Member, election: Election) -> bool:
    asking = (ElectionState.NOMINATIONS, ElectionState.OBJECTIONS)
    is_there = election.state in asking and is_election_in_meeting(election)
    return is_there and rules.has_perm("proposals.note_in_election", person, election)

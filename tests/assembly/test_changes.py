"""What an item would let be changed: said in the convocation and on the agenda; an election seats those elected."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from assembly.actions import (
    add_item,
    advance,
    arrive,
    close_meeting,
    convene,
    open_item_ballot,
    open_meeting,
)
from assembly.models import AgendaItem
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from commissions.actions import give_mandate
from commissions.changes import NOTHING, Change
from commissions.models import Circle, Mandate
from members.actions import end_founding
from proposals import actions as texts
from proposals.models import Decision
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.questions import QuestionSpec

STV = OptionRules("stv_scottish", seats=2)


def board_seat(ca: Circle) -> Change:
    return Change("mandate", ca.pk, role=Mandate.Role.ELECTED)


@pytest.fixture
def election(meeting, ca, ines) -> AgendaItem:
    """The election of the board's new members, last on its agenda."""
    return add_item(meeting, title="Élection", kind="election", change=board_seat(ca), actor=ines)


@pytest.fixture
def under_way(election, ines, malo) -> AgendaItem:
    meeting = open_meeting(election.meeting, actor=ines)
    arrive(meeting, member=malo, actor=malo)
    advance(meeting, expected=None, to=election, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle").get(pk=election.pk)


def test_only_those_elected_are_seated_each_once(under_way, ca, ines, malo, noe, lise, omar, admin) -> None:
    end_founding(actor=admin)
    options = ["Omar", "Lise", "noé"]
    link = open_item_ballot(under_way, QuestionSpec("Qui ?", STV, options=options), actor=ines)
    assert link.change == Change("mandate", ca.pk, role="elected", members=(omar.pk, lise.pk, noe.pk))
    for elector, ranking in ((ines, [["noé"], ["Lise"]]), (malo, [["Lise"], ["noé"]])):
        cast_vote(link.ballot, elector=elector, choice={"ranking": ranking}, actor=elector)
    close_item_in_time(link, actor=ines)
    decision = Decision.objects.get()
    assert set(decision.change.members) == {lise.pk, noe.pk}

    seat = {"role": Mandate.Role.ELECTED, "ground": decision.topic, "actor": admin}
    with refused(ground="still_meeting"):  # the meeting goes on
        give_mandate(ca, member=noe, **seat)
    close_meeting(under_way.meeting, actor=ines)
    for member in (noe, lise):
        assert give_mandate(ca, member=member, **seat).ground == decision.topic
    with refused(ground="otherwise"):
        give_mandate(ca, member=omar, **seat)
    with refused(ground="otherwise"):
        give_mandate(ca, member=noe, **{**seat, "role": Mandate.Role.COORDINATOR})


def test_each_candidate_is_one_member(under_way, ines, noe) -> None:
    for options in (["Noé", "Personne"], ["Noé", "Bleu"]):
        with refused(options="candidate") as refusal:
            open_item_ballot(under_way, QuestionSpec("Qui ?", STV, options=options), actor=ines)
        assert options[1] in refusal.value.messages[0]
    noe.pk, noe.email = None, "autre@example.org"
    noe.save()
    with refused(options="candidate") as refusal:
        open_item_ballot(under_way, QuestionSpec("Qui ?", STV, options=["Noé", "Inès"]), actor=ines)
    assert "Noé" in refusal.value.messages[0]
    assert open_item_ballot(under_way, QuestionSpec("Qui ?", STV, options=["Inès", "Malo"]), actor=ines).pk


def test_an_election_that_names_no_place_gives_none(evening, items, ines, malo) -> None:
    arrive(evening, member=malo, actor=malo)
    advance(evening, expected=None, to=items[1], actor=ines)
    item = AgendaItem.objects.select_related("meeting__circle").get(pk=items[1].pk)
    link = open_item_ballot(item, QuestionSpec("Qui parle ?", OptionRules("irv"), options=["Inès", "X"]), actor=ines)
    cast_vote(link.ballot, elector=ines, choice={"ranking": [["Inès"]]}, actor=ines)
    cast_vote(link.ballot, elector=malo, choice={"ranking": [["Inès"]]}, actor=malo)
    close_item_in_time(link, actor=ines)
    assert Decision.objects.get().change == NOTHING


def test_an_item_gives_only_the_place_of_its_election(meeting, ca, vie_quotidienne, ines, malo) -> None:
    wrong = [
        ("vote", board_seat(ca), "election"),
        ("election", Change("rules", ca.pk), "election"),
        ("election", Change("mandate", ca.pk, role="elected", members=(malo.pk,)), "election"),
        ("election", Change("mandate", vie_quotidienne.pk, role="elected"), "elsewhere"),
    ]
    for kind, change, code in wrong:
        with refused(changes=code):
            add_item(meeting, title="Élection", kind=kind, change=change, actor=ines)


def test_the_convocation_the_agenda_and_the_room_say_it(election, meeting, ca, ines, malo, client, clock) -> None:
    clock.shift(-timedelta(hours=2))
    proposal = texts.write_proposal(
        ca, title="Quorum", text="Un tiers.", need="Vite.", facilitator=ines, change=Change("rules", ca.pk),
        review_on=(meeting.starts_at + timedelta(days=90)).date(), is_presented=True, actor=malo,
    )  # fmt: skip
    add_item(meeting, title="Quorum", kind="consent", proposal=proposal, actor=ines)
    elects = "On y élit à une place dans le cercle CA (élu·e)\u00a0: les personnes élues, et personne d’autre."
    lets = "Si elle est adoptée, elle permet de changer les règles du cercle CA, une fois."
    letter = convene(meeting, actor=ines).text
    assert f"4. Élection (élection, 10 min)\n   {elects}" in letter
    assert lets in letter
    client.force_login(malo)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert (page.count(elects), page.count(lets)) == (1, 1)
    texts.next_stage(proposal, actor=ines)
    texts.next_stage(proposal, actor=ines)
    texts.next_stage(proposal, actor=ines)
    texts.amend(proposal, text="Un quart.", change=NOTHING, actor=malo)
    assert lets not in client.get(meeting.get_absolute_url()).content.decode()
    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, to=election, actor=ines)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert page.count(elects) == 2


def test_it_is_chosen_in_the_form_of_the_item(meeting, ca, ines, client) -> None:
    client.force_login(ines)
    url = reverse("assembly:agenda-edit", args=[meeting.pk])
    typed = {"title": "Élection", "kind": "election", "minutes": 10, "elects_to": ca.pk, "elects_as": "coordinator"}
    assert client.post(url, {**typed, "kind": "vote"}).status_code == 422
    assert client.post(url, typed).status_code == 303
    item = AgendaItem.objects.get(title="Élection")
    assert item.change == Change("mandate", ca.pk, role="coordinator")
    edit = reverse("assembly:item-edit", args=[item.pk])
    assert re.search(rf'<option value="{ca.pk}" selected>', client.get(edit).content.decode())
    assert client.post(edit, {**typed, "elects_to": ""}).status_code == 303
    assert AgendaItem.objects.get(pk=item.pk).change == NOTHING


def test_the_minutes_tell_what_a_decision_lets_be_changed(evening, ca, ines, malo, rose) -> None:
    arrive(evening, member=malo, actor=malo)
    arrive(evening, member=rose, actor=rose)
    proposal = texts.write_proposal(
        ca, title="Quorum", text="Un tiers.", need="Vite.", facilitator=ines, change=Change("rules", ca.pk),
        review_on=(evening.starts_at + timedelta(days=90)).date(), process="majority", is_presented=True, actor=malo,
    )  # fmt: skip
    item = add_item(evening, title="Quorum", kind="vote", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    item = AgendaItem.objects.select_related("meeting__circle", "proposal").get(pk=item.pk)
    link = open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines)
    for member in (ines, malo, rose):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    close_item_in_time(link, actor=ines)
    decision = Decision.objects.get()
    assert decision.change == Change("rules", ca.pk)
    minutes = Minutes(evening, may_read_closed=True)
    assert "Elle permet de changer les règles du cercle CA, une fois." in to_markdown(minutes)
    told = [one for point in to_data(minutes)["items"] for one in point["decisions"]]
    assert [one["changes"] for one in told] == [{"kind": "rules", "circle": ca.pk}]

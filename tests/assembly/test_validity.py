"""Whether a meeting may decide, and why not: what was convened, when the letter left, who is there (PRODUCT §3.4)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from assembly.actions import (
    add_item,
    advance,
    arrive,
    bring_proposal,
    change_item,
    change_meeting,
    convene,
    depart,
    note_decision,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    propose_noted_decision,
    settle_noted_decision,
)
from assembly.models import AgendaItem, Convocation, Meeting
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.validity import before_opening
from assembly.validity import clear_days, left_at, obstacle_to
from commissions.changes import Change
from commissions.models import Circle
from journal.actions import CLOCK
from members.models import Mail, Member, Membership
from proposals.actions import amend, object_beforehand, open_round, present, take_position, write_proposal
from proposals.models import Decision, Proposal
from tests.assembly.conftest import EVENING, HARD_END
from tests.closing import close_item_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import spaced
from votes.actions import cast_vote
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec

WHEN = {"title": "AG", "starts_at": EVENING, "ends_at": HARD_END}


@pytest.fixture
def ag(db, clock, ca, ines, malo, rose) -> Circle:
    """An assembly whose statutes ask for fifteen clear days; the board is in it."""
    clock.move_to(EVENING - timedelta(days=30))
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    return Circle.objects.create(
        kind=Circle.Kind.ASSEMBLY,
        name="AG",
        slug="ag",
        convocation_days=15,
        convocation_article="statuts, art. 12",
        consent_quorum="",
    )


@pytest.fixture
def planned(ag, ines) -> Meeting:
    meeting = plan_meeting(ag, **WHEN, actor=ines)
    add_item(meeting, title="Comptes", kind="vote", actor=ines)
    add_item(meeting, title="Nouvelles", kind="information", actor=ines)
    return meeting


def held(meeting: Meeting, clock, ines: Member, *, at: datetime = EVENING) -> Meeting:
    clock.move_to(at)
    return open_meeting(meeting, actor=ines)


def begin(meeting: Meeting, title: str, ines: Member) -> AgendaItem:
    current = meeting.items.filter(state="current").first()
    item = meeting.items.get(title=title)
    advance(meeting, expected=current.pk if current else None, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle").get(pk=item.pk)


def vote_on(item: AgendaItem, ines: Member):
    return open_item_ballot(item, QuestionSpec("Oui ?", MajorityRules()), actor=ines)


@pytest.mark.parametrize(("days", "late"), [(16, False), (15, True), (1, True)])
def test_the_delay_is_counted_in_clear_days(planned, clock, ines, days, late):
    clock.move_to(EVENING - timedelta(days=days))

    convocation = convene(planned, actor=ines)

    assert clear_days(convocation.sent_at, EVENING) == days - 1
    assert convocation.is_late is late
    item = begin(held(planned, clock, ines), "Comptes", ines)
    assert (obstacle_to(item) is not None) is late


def test_an_assembly_convened_late_decides_nothing_unless_its_rules_name_an_urgent_delay(planned, ag, clock, ines):
    clock.move_to(EVENING - timedelta(hours=2))
    convene(planned, actor=ines)
    item = begin(held(planned, clock, ines), "Comptes", ines)

    with refused("late") as refusal:
        vote_on(item, ines)

    assert "statuts, art. 12" in refusal.value.messages[0]
    assert open_item_ballot(item, QuestionSpec("Où en est-on ?", MajorityRules(), poll=True), actor=ines).pk


def test_an_urgent_delay_that_the_rules_name_is_in_time(planned, ag, clock, ines):
    Circle.objects.filter(pk=ag.pk).update(urgent_days=3)
    clock.move_to(EVENING - timedelta(days=4))

    assert not convene(Meeting.objects.get(pk=planned.pk), actor=ines).is_late
    assert vote_on(begin(held(planned, clock, ines), "Comptes", ines), ines).pk


def test_an_assembly_that_was_not_convened_decides_nothing_and_says_so_before(planned, clock, ines, client):
    clock.move_to(EVENING)
    assert [word.tone for word in before_opening(planned)] == ["clay"]
    client.force_login(ines)
    page = client.get(planned.get_absolute_url()).content.decode()
    assert "Rien ne peut alors être décidé" in page

    item = begin(held(planned, clock, ines), "Comptes", ines)
    with refused("not_convened"):
        vote_on(item, ines)


def test_what_was_added_is_decided_neither_by_vote_nor_by_consent(planned, ag, clock, ines, malo, rose):
    convene(planned, actor=ines)
    proposal = write_proposal(ag, title="Surprise", text="Dissoudre.", need="Vite.", actor=malo, facilitator=ines,
                              review_on=date(2027, 5, 1))  # fmt: skip
    meeting = held(planned, clock, ines)
    add_item(meeting, title="Surprise", kind="consent", proposal=proposal, actor=ines)
    item = begin(meeting, "Surprise", ines)

    for decide in (lambda: vote_on(item, ines), lambda: open_round(proposal, actor=ines)):
        with refused("not_convened"):
            decide()
    assert not Decision.objects.exists()


def test_an_assembly_changes_what_it_was_convened_to_change(planned, ag, ca, clock, ines, malo):
    """An election convened for one place gives no other; nor does a text, amended since, change something else."""
    Circle.objects.filter(pk=ca.pk).update(parent=ag)
    place = Change("mandate", ca.pk, role="elected")
    election = add_item(planned, title="Élection", kind="election", change=place, actor=ines)
    proposal = write_proposal(ag, title="Charte", text="Décider.", need="Vite.", actor=malo, facilitator=ines,
                              review_on=date(2027, 5, 1), change=Change("rules", ca.pk))  # fmt: skip
    item = add_item(planned, title="Charte", kind="consent", proposal=proposal, actor=malo)
    convene(planned, actor=ines)
    planned.refresh_from_db()
    said = {"title": "Élection", "kind": "election", "minutes": 10, "actor": ines}

    change_item(election, **said, change=replace(place, role="coordinator"))
    assert _obstacle(held(planned, clock, ines), election, ines) == "changed"
    change_item(election, **said, change=place)
    assert _obstacle(planned, election, ines) == ""
    assert _obstacle(planned, item, ines) == ""
    Proposal.objects.filter(pk=proposal.pk).update(state="amending")
    amend(Proposal.objects.get(pk=proposal.pk), text="Décider.", change=Change("rules", ag.pk), actor=malo)
    assert _obstacle(planned, item, ines) == "changed"
    with refused("changed"):
        open_round(Proposal.objects.get(pk=proposal.pk), actor=ines)


def _obstacle(meeting: Meeting, item: AgendaItem, actor: Member) -> str:
    obstacle = obstacle_to(begin(meeting, item.title, actor))
    return obstacle.code if obstacle else ""


def test_a_consent_of_an_assembly_is_asked_in_its_meeting(planned, ag, clock, ines, malo):
    proposal = write_proposal(ag, title="Charte", text="Décider.", need="Vite.", actor=malo, facilitator=ines,
                              review_on=date(2027, 5, 1))  # fmt: skip
    add_item(planned, title="Charte", kind="consent", proposal=proposal, actor=malo)
    convene(planned, actor=ines)

    with refused("not_open"):
        open_round(Proposal.objects.get(pk=proposal.pk), actor=ines)

    begin(held(planned, clock, ines), "Charte", ines)
    assert open_round(Proposal.objects.get(pk=proposal.pk), actor=ines).pk


@pytest.fixture
def charter(planned, ag, clock, ines, malo) -> Proposal:
    """Ten people more are in the assembly. Malo's text is under way in its meeting, where Inès is, and comes Malo."""
    for number in range(10):
        Membership.objects.create(member=person(f"Membre {number}"), year=2026, paid_on=date(2026, 1, 5))
    proposal = write_proposal(ag, title="Charte", text="Décider.", need="Vite.", actor=malo, facilitator=ines,
                              review_on=date(2027, 5, 1))  # fmt: skip
    add_item(planned, title="Charte", kind="consent", proposal=proposal, actor=malo)
    convene(planned, actor=ines)
    begin(held(planned, clock, ines), "Charte", ines)
    arrive(planned, member=malo, actor=malo)
    return Proposal.objects.get(pk=proposal.pk)


def asked_in(round) -> list[str]:
    return [elector.member.name for elector in round.electors.select_related("member")]


def test_a_consent_in_an_assembly_asks_those_present_and_is_complete_with_them(charter, planned, ines, malo, rose):
    arrive(planned, member=rose, actor=ines)  # noted by Inès: it counts once it is confirmed
    round = open_round(charter, actor=ines)
    assert (asked_in(round), round.quorum) == (["Inès", "Malo"], 0)
    for member in (ines, malo):
        take_position(round, kind="consent", actor=member)
    charter.refresh_from_db()
    assert charter.state == "adopted"


def test_in_an_assembly_whoever_left_the_room_is_not_waited_for(charter, planned, ines, malo, rose):
    arrive(planned, member=rose, actor=rose)
    round = open_round(charter, actor=ines)
    depart(planned, member=rose, actor=rose)
    for member in (ines, malo):
        take_position(round, kind="consent", actor=member)
    round.refresh_from_db()
    assert (asked_in(round), round.outcome) == (["Inès", "Malo", "Rose"], "adopted")


def test_in_an_assembly_an_absent_member_s_objection_in_writing_is_brought_in(charter, ines, malo, rose):
    object_beforehand(charter, reason={"consequence": "alors…"}, actor=rose)
    round = open_round(charter, actor=ines)
    assert asked_in(round) == ["Inès", "Malo", "Rose"]
    for member in (ines, malo):
        take_position(round, kind="consent", actor=member)
    charter.refresh_from_db()
    assert charter.state == "examination"


@pytest.mark.parametrize(("article", "is_opinion"), [("", True), ("statuts, art. 9", False)])
def test_an_assembly_decides_by_consent_online_only_by_an_article(ag, ines, malo, article, is_opinion):
    proposal = write_proposal(
        ag, title="Charte", text="Décider.", need="Vite.", actor=malo, facilitator=ines, review_on=date(2027, 5, 1)
    )
    present(proposal, actor=malo)
    Proposal.objects.filter(pk=proposal.pk).update(state="amending")  # its stages took their time

    Circle.objects.filter(pk=ag.pk).update(online_article=article)

    assert open_round(Proposal.objects.get(pk=proposal.pk), actor=ines).is_opinion == is_opinion


def test_rules_may_let_an_assembly_decide_what_was_added(planned, ag, clock, ines):
    Circle.objects.filter(pk=ag.pk).update(decides_added=True)
    convene(Meeting.objects.get(pk=planned.pk), actor=ines)
    meeting = held(planned, clock, ines)
    add_item(meeting, title="Surprise", kind="vote", actor=ines)

    assert vote_on(begin(meeting, "Surprise", ines), ines).pk


def test_an_item_renamed_in_the_room_is_not_decided_under_another_subject(planned, clock, ines, malo):
    convene(planned, actor=ines)
    meeting = held(planned, clock, ines)
    news = begin(meeting, "Nouvelles", ines)
    change_item(news, title="Dissoudre", kind="vote", minutes=10, actor=ines)
    news = AgendaItem.objects.select_related("meeting__circle").get(pk=news.pk)

    with refused("not_to_decide"):
        vote_on(news, ines)
    assert (news.is_renamed, news.subject) == (True, "Nouvelles")

    accounts = begin(meeting, "Comptes", ines)
    change_item(accounts, title="Dissoudre aussi", kind="vote", minutes=10, actor=ines)
    accounts = AgendaItem.objects.select_related("meeting__circle").get(pk=accounts.pk)
    link = vote_on(accounts, ines)
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)
    close_item_in_time(link, actor=ines)
    assert Decision.objects.get().title == "Comptes"


def test_the_page_shows_the_subject_that_was_convened(planned, clock, ines, client):
    convene(planned, actor=ines)
    news = begin(held(planned, clock, ines), "Nouvelles", ines)
    change_item(news, title="Dissoudre", kind="vote", minutes=10, actor=ines)
    client.force_login(ines)

    page = client.get(planned.get_absolute_url()).content.decode()

    assert "Convoqué sous le titre" in page
    assert "Nouvelles" in client.get(reverse("assembly:minutes-md", args=[planned.pk])).content.decode()


def test_another_text_than_the_one_convened_is_not_brought_in_the_room(planned, ag, clock, ines, malo):
    convene(planned, actor=ines)
    proposal = write_proposal(ag, title="Surprise", text="Dissoudre.", need="Vite.", actor=malo, facilitator=ines,
                              process=Proposal.Process.MAJORITY, review_on=date(2027, 5, 1))  # fmt: skip
    item = begin(held(planned, clock, ines), "Comptes", ines)

    with refused("not_convened"):
        bring_proposal(item, proposal=proposal, actor=ines)


def test_a_letter_sent_again_too_late_takes_nothing_from_the_first(planned, clock, ines):
    convene(planned, actor=ines)
    clock.move_to(EVENING - timedelta(days=2))
    add_item(planned, title="Budget", kind="vote", actor=ines)

    convene(planned, actor=ines)

    words = before_opening(Meeting.objects.get(pk=planned.pk))
    assert [word.tone for word in words] == ["leaf", "lamp"]
    assert "Budget" in words[1].text
    meeting = held(planned, clock, ines)
    assert obstacle_to(begin(meeting, "Budget", ines)).code == "late"
    assert obstacle_to(begin(meeting, "Comptes", ines)) is None


def test_a_word_mended_and_sent_again_too_late_takes_nothing_from_the_first(planned, ag, clock, ines):
    """Saying it better does not change what may be decided: the subject of the first letter stays."""
    convene(planned, actor=ines)
    accounts = planned.items.get(title="Comptes")
    clock.move_to(EVENING - timedelta(days=1))
    change_item(accounts, title="Les comptes", kind="vote", minutes=10, actor=ines)
    convene(planned, actor=ines)
    meeting = held(planned, clock, ines)
    item = begin(meeting, "Les comptes", ines)
    assert (item.subject, obstacle_to(item)) == ("Comptes", None)


@pytest.mark.parametrize("at", [EVENING - timedelta(days=1), EVENING - timedelta(hours=2), EVENING + timedelta(days=1)])
def test_an_assembly_decides_when_people_were_called_and_at_no_other_hour(planned, clock, ines, at):
    convene(planned, actor=ines)

    item = begin(held(planned, clock, ines, at=at), "Comptes", ines)

    assert obstacle_to(item).code == "moved"


def test_a_date_that_changed_needs_another_letter(planned, clock, ines):
    convene(planned, actor=ines)
    later = {"starts_at": EVENING + timedelta(days=1), "ends_at": HARD_END + timedelta(days=1)}
    meeting = change_meeting(planned, title="AG", place="", link="", **later, actor=ines)
    assert [word.tone for word in before_opening(meeting)] == ["clay"]

    convene(meeting, actor=ines)

    assert [word.tone for word in before_opening(Meeting.objects.get(pk=planned.pk))] == ["leaf"]
    assert MeetingSheet.of(planned.pk).assurances_label == "Tout est en règle pour décider"


def test_a_convocation_leaves_at_any_hour_and_counts_from_then(planned, clock, ines, settings):
    settings.MAIL_LEAVES = True
    night = EVENING - timedelta(days=16) + timedelta(hours=5)  # 23:30, in Crest
    clock.move_to(night)
    convocation = convene(planned, actor=ines)
    letters = Mail.objects.filter(kind="convocation")
    assert all(letters.values_list("is_urgent", flat=True))
    assert left_at(convocation) is None

    left = night + timedelta(hours=8)  # the next morning: the mail server was down
    _slowest, *others = letters
    Mail.objects.filter(pk__in=[mail.pk for mail in others]).update(sent_at=left)

    assert left_at(convocation) == left
    assert [word.tone for word in before_opening(Meeting.objects.get(pk=planned.pk))] == ["clay"]
    held(planned, clock, ines)
    assert Convocation.objects.get().is_late


def test_an_assembly_that_founds_the_collective_needs_no_delay(db, clock):
    clock.move_to(EVENING - timedelta(hours=3))
    people = [person(f"Fondatrice {number}") for number in range(3)]
    for member in people:
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    ag = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", convocation_days=15)
    from assembly.actions import support_meeting

    meeting = plan_meeting(ag, **WHEN, actor=people[0])
    add_item(meeting, title="Statuts", kind="vote", actor=people[0])
    support_meeting(meeting, actor=people[1])

    assert not convene(meeting, actor=people[0]).is_late
    assert vote_on(begin(held(meeting, clock, people[0]), "Statuts", people[0]), people[0]).pk


# Any other circle


@pytest.fixture
def board_evening(clock, ines, malo, rose, ca) -> Meeting:
    """A meeting of a board of five, opened without a convocation; Inès is there."""
    Circle.objects.filter(pk=ca.pk).update(decides_late=False)
    person("Sara", ca)
    person("Tom", ca)
    meeting = plan_meeting(Circle.objects.get(pk=ca.pk), **WHEN | {"title": "CA"}, actor=ines)
    add_item(meeting, title="Bail", kind="vote", actor=ines)
    assert [word.tone for word in before_opening(meeting)] == ["lamp", "sky"]
    assert MeetingSheet.of(meeting.pk).assurances_label == "Ce qui est en règle"
    return open_meeting(meeting, actor=ines)


def test_a_circle_that_was_not_convened_decides_while_more_than_half_are_present(board_evening, ines, malo, rose):
    item = begin(board_evening, "Bail", ines)
    arrive(board_evening, member=malo, actor=malo)
    with refused("few") as refusal:
        vote_on(item, ines)
    assert "2 sur 5" in refusal.value.messages[0]

    arrive(board_evening, member=rose, actor=rose)

    assert vote_on(item, ines).pk


def test_a_circle_convened_in_time_decides_as_ever(clock, ines, ca):
    Circle.objects.filter(pk=ca.pk).update(decides_late=False)
    clock.move_to(EVENING - timedelta(days=8))
    meeting = plan_meeting(Circle.objects.get(pk=ca.pk), **WHEN | {"title": "CA"}, actor=ines)
    add_item(meeting, title="Bail", kind="vote", actor=ines)
    convene(meeting, actor=ines)

    assert vote_on(begin(held(meeting, clock, ines), "Bail", ines), ines).pk


def test_the_next_step_of_what_cannot_be_decided_is_to_go_on(board_evening, ines, client):
    begin(board_evening, "Bail", ines)
    client.force_login(ines)

    page = client.get(board_evening.get_absolute_url()).content.decode()

    assert "Cette réunion n’a pas été convoquée à temps" in page
    assert "Ouvrir le scrutin" not in page


def test_a_text_written_after_the_convocation_left_is_told_before_the_meeting(ca, clock, ines, malo):
    def written(title: str) -> Proposal:
        texts = {"title": title, "text": "Décider.", "need": "Vite.", "review_on": date(2027, 5, 1)}
        return write_proposal(ca, **texts, facilitator=ines, actor=malo)

    clock.move_to(EVENING - timedelta(days=30))
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="")
    planned = plan_meeting(Circle.objects.get(pk=ca.pk), **WHEN, actor=ines)
    charter = written("Charte")
    add_item(planned, title="Charte", kind="consent", proposal=charter, actor=malo)
    add_item(planned, title="Four", kind="vote", actor=malo)
    convene(planned, actor=ines)
    letters = {mail.text for mail in Mail.objects.filter(kind="convocation")}
    assert all(f"{charter.get_absolute_url()}\n" in letter for letter in letters)
    words = before_opening(Meeting.objects.get(pk=planned.pk))
    assert [(word.tone, "textes" in word.text) for word in words] == [("leaf", False), ("leaf", True)]

    clock.move_to(EVENING - timedelta(days=10))
    bring_proposal(planned.items.get(title="Four"), proposal=written("Un four"), actor=ines)

    words = before_opening(Meeting.objects.get(pk=planned.pk))
    assert [(word.tone, "« Four »" in spaced(word.text)) for word in words] == [("leaf", False), ("lamp", True)]


def test_the_quorum_and_the_article_on_taking_part_at_a_distance_are_told_before_the_meeting(planned, ag, clock, ines):
    Meeting.objects.filter(pk=planned.pk).update(link="https://example.org/salle")
    Circle.objects.filter(pk=ag.pk).update(meeting_quorum="1/4")
    convene(Meeting.objects.get(pk=planned.pk), actor=ines)

    words = before_opening(Meeting.objects.get(pk=planned.pk))
    assert [word.tone for word in words] == ["leaf", "sky", "lamp"]
    assert "un quart" in words[1].text
    assert "Aucun article" in words[2].text

    Circle.objects.filter(pk=ag.pk).update(meeting_quorum="12 people")
    told = before_opening(Meeting.objects.get(pk=planned.pk))[1].text
    assert "La réunion décide dès que 12 au moins des personnes qui ont le droit de voter sont là." in told

    Circle.objects.filter(pk=ag.pk).update(remote_article="statuts, art. 13")
    assert "(statuts, art. 13)" in before_opening(Meeting.objects.get(pk=planned.pk))[2].text


def test_a_closed_item_is_not_named_before_the_meeting(planned, clock, ines):
    convene(planned, actor=ines)
    clock.move_to(EVENING - timedelta(days=2))
    add_item(planned, title="Le cas de Tom", kind="vote", is_closed=True, actor=ines)

    texts = [word.text for word in before_opening(Meeting.objects.get(pk=planned.pk))]

    assert not any("Tom" in text for text in texts)
    assert any("huis clos" in text for text in texts)


def assembled(planned: Meeting, clock, ines, *others: Member) -> None:
    convene(planned, actor=ines)
    held(planned, clock, ines)
    for member in others:
        arrive(planned, member=member, actor=member)


def test_an_assembly_notes_in_one_line_what_it_was_convened_to_decide(planned, clock, ines, malo, rose):
    assembled(planned, clock, ines, malo, rose)
    noted = note_decision(begin(planned, "Comptes", ines), text="Les comptes sont approuvés", actor=ines)
    clock.shift(timedelta(minutes=1))
    assert settle_noted_decision(noted, actor=CLOCK).decision.number == "2026-001"
    with refused("not_to_decide"):
        note_decision(begin(planned, "Nouvelles", ines), text="Autre chose", actor=ines)


def test_in_an_assembly_who_holds_a_role_notes_and_every_member_taps(planned, clock, ines, malo, rose):
    assembled(planned, clock, ines, malo, rose)
    item = begin(planned, "Comptes", ines)
    with refused("assembly.note_decision"):
        note_decision(item, text="Les comptes sont approuvés", actor=malo)
    noted = note_decision(item, text="Les comptes sont approuvés", actor=ines)
    proposal = propose_noted_decision(noted, actor=malo).proposal
    assert (proposal.process, proposal.author) == ("majority", ines)
    assert obstacle_to(AgendaItem.objects.get(pk=item.pk)) is None  # it is voted on in this very assembly


def test_an_assembly_that_was_not_convened_notes_nothing(planned, clock, ines, malo):
    held(planned, clock, ines)
    arrive(planned, member=malo, actor=malo)
    with refused("not_convened"):
        note_decision(begin(planned, "Comptes", ines), text="Les comptes sont approuvés", actor=ines)

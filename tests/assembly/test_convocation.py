"""The convocation: everybody of the circle, once, with the agenda and the calendar file."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from assembly.actions import add_item, convene, open_item_ballot, plan_meeting, remove_item, reply
from assembly.actions.meetings import close_meeting, open_meeting
from assembly.actions.planning import change_meeting
from assembly.actions.progress import advance
from assembly.letters import convocation_letter
from assembly.models import AgendaItem, Reply
from assembly.panels import waiting_for
from assembly.validity import left_at
from assembly.views.preparation import convocation_of_now
from commissions.models import Circle, Mandate
from members.actions import add_member, change_address
from members.combined_reads import fetch
from members.models import Mail, Member, Membership
from members.outbox import Wording, wording_now
from proposals.models import Decision
from tests.assembly.conftest import EVENING, HARD_END
from tests.closing import close_item_in_time
from tests.commissions.helpers import at_once
from tests.conftest import person
from tests.refusals import refused
from votes.actions import give_proxy
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec


@pytest.fixture
def weeks_before(clock):
    clock.move_to(EVENING - timedelta(days=14))


@pytest.fixture
def planned(weeks_before, ca, ines, malo, rose):
    meeting = plan_meeting(
        ca, title="CA de novembre", starts_at=EVENING, ends_at=HARD_END, place="La cuisine", actor=ines
    )
    add_item(meeting, title="Rachat du bâtiment", kind="vote", minutes=25, owner=rose, actor=malo)
    return meeting


def test_everyone_in_the_circle_is_written_to_with_the_agenda(planned, ines, malo, rose, omar, lise, recorded):
    recorded()

    convocation = convene(planned, actor=ines)

    letters = Mail.objects.filter(kind="convocation")
    assert {letter.to for letter in letters} == {person.email for person in (ines, malo, rose)}
    letter = letters.get(to=malo.email)
    assert letter.subject.replace("\u00a0", " ") == "CA, mardi 24 novembre à 18 h 30 : l’ordre du jour"
    assert "1. Rachat du bâtiment (vote, 25 min) · Rose" in letter.text
    assert f"/meetings/{planned.pk}/" in letter.text
    assert "moins que" not in letter.text
    assert (convocation.is_late, convocation.days_needed) == (False, 7)
    assert recorded() == ["gathering.opened", "meeting.convened"]


def test_whoever_has_no_address_is_told_on_paper(planned, ca, ines, malo, admin, client, settings, recorded):
    settings.MAIL_LEAVES = True
    for name in ("Paul", "Pia", "Pol"):
        paul = add_member(actor=admin, name=name)
        Mandate.objects.create(circle=ca, member=paul, since=EVENING.date() - timedelta(days=90))
    client.force_login(ines)
    page = client.get(f"/meetings/{planned.pk}/convocation/").content.decode()
    assert "À prévenir sur papier, faute d’adresse\u00a0: Paul, Pia, Pol." in page
    assert "aux 3 personnes du cercle" in page

    convocation = convene(planned, actor=ines)

    letters = Mail.objects.filter(kind="convocation")
    assert {letter.member.name for letter in letters} == {"Inès", "Malo", "Rose"}
    assert recorded()[-1] == "meeting.convened"
    assert convene(planned, actor=ines) == convocation
    assert recorded() == []
    change_address(paul, actor=admin, email="pol@example.org")
    convene(planned, actor=ines)
    assert letters.all().count() == 4


def test_letters_that_never_leave_make_no_convocation_late(planned, ca, ines, settings):
    settings.MAIL_LEAVES = True
    convocation = convene(planned, actor=ines)
    letters = Mail.objects.filter(kind="convocation")
    for letter in letters.exclude(member=ines):
        letters.filter(pk=letter.pk).update(to=f"{letter.pk}@{Member.WITHOUT_ADDRESS}")
    assert left_at(convocation) is None
    letters.filter(member=ines).update(sent_at=convocation.sent_at + timedelta(hours=1))
    assert left_at(convocation) == convocation.sent_at + timedelta(hours=1)
    letters.filter(member=ines).update(to=f"ines@{Member.WITHOUT_ADDRESS}")
    assert left_at(convocation) == convocation.sent_at


def test_a_letter_that_the_mail_server_kept_out_calls_nobody_to_what_is_over(planned, clock, ines, malo):
    convene(planned, actor=ines)
    letter = Mail.objects.get(to=malo.email)
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    clock.move_to(EVENING)
    open_meeting(planned, actor=ines)
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    close_meeting(planned, actor=ines)
    assert wording_now(letter) is None


def test_the_letter_carries_a_calendar_file(planned, ines, malo):
    convene(planned, actor=ines)

    attached = Mail.objects.get(kind="convocation", to=malo.email).attachments.get()
    event = Calendar.from_ical(bytes(attached.content)).walk("VEVENT")[0]

    assert attached.name == "ca-2026-11-24.ics"
    assert attached.mimetype == "text/calendar"
    assert event.decoded("dtstart") == EVENING
    assert event.decoded("dtend") == HARD_END
    assert str(event["location"]) == "La cuisine"


def test_the_preview_shows_what_was_typed_and_makes_no_html_of_it(weeks_before, ca, ines, client):
    typed = '<form action="/stolen"><meta http-equiv="refresh">'
    meeting = plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=HARD_END, place=typed, actor=ines)
    add_item(meeting, title=typed, kind="vote", minutes=25, owner=ines, actor=ines)
    client.force_login(ines)

    page = client.get(f"/meetings/{meeting.pk}/convocation/").content.decode()

    assert typed not in page
    assert page.count("&lt;form action=&quot;/stolen&quot;&gt;") >= 2
    assert type(convocation_letter(meeting, list(meeting.items.all()), convocation_of_now(meeting)).text) is str


def test_a_late_convocation_leaves_and_says_that_it_is_late(planned, clock, ines, malo):
    clock.move_to(EVENING - timedelta(days=7))

    convocation = convene(planned, actor=ines)

    assert convocation.is_late
    assert "7 jours" in Mail.objects.get(kind="convocation", to=malo.email).text


def test_exactly_the_delay_is_in_time(planned, clock, ines):
    clock.move_to(EVENING - timedelta(days=8))  # seven clear days

    assert not convene(planned, actor=ines).is_late


@pytest.mark.parametrize("who", ["malo", "omar", "noe", "lise", "admin"])
def test_only_the_facilitator_convenes(planned, who, request):
    with refused("assembly.conduct"):
        convene(planned, actor=request.getfixturevalue(who))

    assert not Mail.objects.filter(kind="convocation").exists()


def test_an_empty_agenda_convenes_nobody(planned, ines):
    remove_item(planned.items.get(), actor=ines)

    with refused("empty"):
        convene(planned, actor=ines)


def test_a_convocation_waits_for_an_answer_until_there_is_one(planned, ines, malo, rose):
    convene(planned, actor=ines)
    assert [thing.kind for thing in fetch(waiting_for(malo))] == ["convocation"]

    reply(planned, is_coming=True, actor=malo)
    planned.refresh_from_db()
    give_proxy(planned.gathering, giver=rose, holder=malo, actor=rose)

    assert fetch(waiting_for(malo)) == []
    assert fetch(waiting_for(rose)) == []
    reply(planned, is_coming=False, actor=malo)
    assert Reply.objects.get().is_coming is False


def test_an_assembly_decides_nothing_that_was_not_convened(weeks_before, clock, ines):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    for member in (ines, person("Sara")):
        Membership.objects.create(member=member, year=2026, paid_on=EVENING.date() - timedelta(days=90))
    meeting = plan_meeting(assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    announced = add_item(meeting, title="Comptes", kind="vote", actor=ines)
    convene(meeting, actor=ines)
    clock.move_to(EVENING)
    open_meeting(meeting, actor=ines)
    added = add_item(meeting, title="Surprise", kind="vote", actor=ines)

    advance(meeting, expected=None, to=added, actor=ines)
    with refused("not_convened"):
        open_item_ballot(added, QuestionSpec("Oui ?", MajorityRules()), actor=ines)
    poll = open_item_ballot(added, QuestionSpec("Où en sommes-nous ?", MajorityRules(), poll=True), actor=ines)
    close_item_in_time(poll, actor=ines)
    assert not Decision.objects.exists()

    advance(meeting, expected=added.pk, to=announced, actor=ines)
    assert open_item_ballot(
        AgendaItem.objects.get(pk=announced.pk), QuestionSpec("Oui ?", MajorityRules()), actor=ines
    ).ballot.pk


def test_convening_twice_without_a_change_sends_one_letter_to_each(planned, ines, recorded):
    first = convene(planned, actor=ines)
    letters = set(Mail.objects.values_list("pk", flat=True))
    recorded()

    assert convene(planned, actor=ines) == first
    assert set(Mail.objects.values_list("pk", flat=True)) == letters
    assert recorded() == []


def test_convening_again_after_a_change_and_after_taking_it_back_is_told_each_time(planned, ines, malo):
    convene(planned, actor=ines)
    for place in ("Le jardin", "La cuisine"):
        change_meeting(
            planned, title=planned.title, place=place, link="", starts_at=EVENING, ends_at=HARD_END, actor=ines
        )
        convene(planned, actor=ines)

    assert planned.convocations.count() == 3
    assert Mail.objects.filter(kind="convocation", member=malo).count() == 3


def test_who_came_into_the_circle_since_is_convened_and_nobody_else(planned, ca, ines, recorded):
    first = convene(planned, actor=ines)
    zoe = person("Zoé", ca)
    recorded()

    assert convene(planned, actor=ines) == first
    assert Mail.objects.filter(kind="convocation").count() == 4
    assert Mail.objects.filter(kind="convocation", member=zoe).count() == 1
    assert recorded() == ["gathering.renewed", "meeting.convened"]


def test_somebody_whose_address_changed_is_not_written_to_again(planned, ines, malo):
    convene(planned, actor=ines)
    Member.objects.filter(pk=malo.pk).update(email="malo@elsewhere.example")

    convene(planned, actor=ines)

    assert Mail.objects.filter(kind="convocation", member=malo).count() == 1


@pytest.mark.django_db(transaction=True)
def test_convening_several_times_at_once_sends_one_letter_to_each(planned, ines):
    at_once(*(lambda: convene(planned, actor=ines) for _person in range(3)))

    assert planned.convocations.count() == 1
    assert Mail.objects.filter(kind="convocation").count() == 3

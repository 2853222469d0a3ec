"""Letters about a vote: it is open; once, to those who have not answered, it closes soon."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal.actions import CLOCK, action
from members.due import tell_notifications
from members.models import LetterPreferences, Mail, Member, Notification
from members.notifications import leaves_at
from members.outbox import Wording, wording_now
from tests.closing import close_in_time, let_its_time_pass
from tests.conftest import person
from tests.letters import let_letters_be_written, letter_of
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, told, verbs
from tests.votes.test_races import at_once
from votes.actions import (
    accept_proxy,
    cast_vote,
    confirm_papers,
    enter_papers,
    give_proxy,
    mark_present,
    open_consultation,
    open_gathering,
    plan_consultation,
    remind,
    seal_vote,
    take_back_proxy,
)
from votes.actions.reminders import announce, recipient_of, recipients_of
from votes.counting.majority import MajorityRules
from votes.due import open_consultations, remind_ballots
from votes.letters.ballots import reminds_at
from votes.models import Ballot, Consultation
from votes.notifications import KINDS
from votes.questions import QuestionSpec

CREST = ZoneInfo("Europe/Paris")
TOKEN = re.compile(r"/letters/[^/]+/")  # each reader's own


def reminded() -> set[str]:
    return set(Notification.objects.filter(key="reminder").values_list("member__name", flat=True))


def letters() -> QuerySet[Mail]:
    """The letters that tell of votes, once their hour has come."""
    let_letters_be_written()
    return Mail.objects.filter(notifications__kind="vote").select_related("member").distinct()


def announced() -> set[str]:
    return set(Notification.objects.filter(kind="vote").values_list("member__email", flat=True))


@pytest.fixture
def online(consultation, ines) -> Ballot:
    """Open for a week."""
    return ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))


def test_only_those_who_have_not_voted_are_reminded(online, ines, malo, rose):
    cast_vote(online, elector=malo, choice="for", actor=malo)

    remind(online, actor=ines)

    assert reminded() == {"Inès", "Rose"}
    letter = letters().get(to=rose.email)
    assert online.question in letter.text
    assert online.get_absolute_url() in letter.text
    assert told("ballot.reminded") == {"ballot": online.pk, "people": 2}


def test_once_in_the_life_of_a_ballot(online, ines, malo):
    first = remind(online, actor=ines).reminded_at
    assert remind(online, actor=ines).reminded_at == first
    assert remind(online, actor=CLOCK).reminded_at == first
    assert Notification.objects.filter(key="reminder").count() == 3
    assert verbs().count("ballot.reminded") == 1


def test_a_holder_is_reminded_of_each_giver_who_is_not(online, consultation, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    cast_vote(online, elector=malo, choice="for", actor=malo)
    cast_vote(online, elector=ines, choice="for", actor=ines)

    remind(online, actor=ines)

    assert reminded() == {"Malo"}
    assert "Vous portez le pouvoir de Rose" in letters().get().text


def test_one_letter_a_person_however_many_votes_are_theirs(online, consultation, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    accepted_proxy(consultation, giver=ines, holder=malo)

    remind(online, actor=ines)

    assert reminded() == {"Malo"}
    assert "Vous portez les pouvoirs d’Inès et de Rose, dont" in letters().get().text


def test_the_line_of_one_person_is_theirs_among_all(online, consultation, meeting, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    cast_vote(online, elector=ines, choice="for", actor=ines)
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    for ballot, readers in ((online, {"Malo"}), (ask(meeting, ines), {"Malo"})):
        lines = {line.person.name: line for line in recipients_of(ballot)}
        assert set(lines) == readers
        assert {one.name: recipient_of(ballot, one) for one in (ines, malo, rose)} == {
            "Inès": None,
            "Malo": lines["Malo"],
            "Rose": None,
        }
        assert lines["Malo"].givers == ["Rose"]


def test_in_a_meeting_those_who_may_vote_alone(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    remind(ask(meeting, ines), actor=ines)
    assert reminded() == {"Malo"}
    tell_notifications()  # people wait for it in the room: it leaves at once
    assert Mail.objects.get(notifications__kind="vote").is_urgent


def test_who_voted_on_paper_is_left_in_peace(online, ines, malo, rose):
    batch = enter_papers(online, electors=[rose.pk], lines=[(1, "against")], second=malo, actor=ines)
    confirm_papers(batch, actor=malo)

    remind(online, actor=ines)

    assert reminded() == {"Inès", "Malo"}


def test_no_letter_of_a_secret_ballot_tells_who_has_voted_or_not(consultation, ines, malo, rose):
    """The outbox is the same to a word, and leaves the same, whoever has voted."""
    ends = timezone.now() + timedelta(hours=3)
    ballot = ask(consultation, ines, rules=MajorityRules(secret=True), secret=True, closes_at=ends)
    action(announce)(ballot, actor=CLOCK)
    assert letters().count() == 3
    seal_vote(ballot, elector=malo, choice="for", code="4F7K2MNPQ9RT8VWX", actor=malo)
    batch = enter_papers(ballot, electors=[rose.pk], lines=[(1, "against")], second=malo, actor=ines, anyway=True)
    confirm_papers(batch, actor=malo)

    remind(ballot, actor=ines)

    told_of = list(letters())
    assert {letter.member for letter in told_of} == {ines, malo, rose}
    assert len({TOKEN.sub("…", letter.text) for letter in told_of}) == 1
    assert all(wording_now(letter) for letter in told_of)
    assert "puisqu’on ne dit à personne qui l’a fait" in told_of[0].text
    assert reminded() == {"Inès", "Malo", "Rose"}
    assert told("ballot.reminded_everybody") == {"ballot": ballot.pk, "people": 3}


def test_who_takes_no_part_has_answered(online, ines, malo):
    cast_vote(online, elector=malo, choice="no_part", reason="C'est mon cousin.", actor=malo)
    remind(online, actor=ines)
    assert "Malo" not in reminded()


def test_no_choice_is_in_any_letter(online, consultation, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    cast_vote(online, elector=malo, choice="against", actor=malo)
    remind(online, actor=ines)
    assert "contre" not in str(list(Mail.objects.values_list("subject", "text"))).lower()


def test_each_in_their_own_language(online, ines, rose):
    Member.objects.filter(pk=rose.pk).update(language="en")
    remind(online, actor=ines)
    first_lines = {letter.member: letter.text.splitlines()[0] for letter in letters()}
    assert first_lines[rose].startswith("Vote: Do we buy the building? 1 minute; it ends on")
    assert first_lines[ines].startswith("Voter\u00a0: ")


@pytest.mark.parametrize("who", ["malo", "rose", "admin", "omar"])
def test_only_whoever_conducts_reminds(who, online, request):
    with refused("votes.remind"):
        remind(online, actor=request.getfixturevalue(who))
    assert reminded() == set()


def test_the_clock_reminds_of_nothing_that_has_no_end(consultation, ines):
    with refused("votes.remind"):
        remind(ask(consultation, ines), actor=CLOCK)


def test_not_after_the_close(online, ines):
    for member in online.gathering.electors.all():
        cast_vote(online, elector=member, choice="for", actor=member)
    close_in_time(online, actor=ines)
    with refused("closed"):
        remind(online, actor=ines)


@pytest.mark.parametrize(
    ("lasts", "before"),
    [
        ({"days": 7}, {"hours": 36}),
        ({"hours": 48}, {"hours": 24}),
        ({"hours": 36}, {"hours": 18}),
        ({"hours": 2}, {"hours": 1}),
    ],
)
def test_people_are_asked_again_36_hours_before_the_end_or_at_half_time(lasts, before):
    opened = timezone.now()
    ballot = Ballot(opened_at=opened, closes_at=opened + timedelta(**lasts))
    assert reminds_at(ballot) == ballot.closes_at - timedelta(**before)


def test_the_clock_reminds_when_it_is_time_and_once(online, ines):
    assert remind_ballots() == 0

    Ballot.objects.filter(pk=online.pk).update(
        opened_at=timezone.now() - timedelta(days=6, hours=1), closes_at=timezone.now() + timedelta(hours=23)
    )
    assert remind_ballots() == 1
    assert remind_ballots() == 0
    assert reminded() == {"Inès", "Malo", "Rose"}


def test_the_clock_leaves_meetings_and_closed_ballots_alone(meeting, consultation, ines, malo):
    mark_present(meeting, malo, actor=malo)
    soon = timezone.now() + timedelta(minutes=5)
    ask(meeting, ines, closes_at=soon)
    late = ask(consultation, ines, closes_at=soon)
    now = timezone.now()
    Ballot.objects.update(opened_at=now - timedelta(days=2), closes_at=now + timedelta(minutes=1))
    Ballot.objects.filter(pk=late.pk).update(closes_at=now - timedelta(minutes=1))
    assert remind_ballots() == 0


def test_a_vote_that_ends_tonight_does_not_wait_for_the_morning(consultation, ines):
    remind(ask(consultation, ines, closes_at=timezone.now() + timedelta(hours=3)), actor=ines)
    tell_notifications()
    assert Mail.objects.filter(notifications__key="reminder", is_urgent=True).count() == 3


def test_its_letters_take_the_same_questions_for_2_and_for_30(ca, ines):
    asked = []
    for number in (2, 30):
        people = [person(f"P{number} {index}", ca) for index in range(number)]
        gathering = open_gathering(owner=f"room:{number}", rules=rules_for(*people, online=True), actor=ines)
        ballot = ask(gathering, ines)
        with CaptureQueriesContext(connection) as captured:
            remind(ballot, actor=ines)
        asked.append(len(captured))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_vote_that_opens_online_is_announced_to_its_roll_once(by_hand, ca, ines, malo, rose, lise):
    planned = plan_consultation(
        QuestionSpec("Où part-on ?", MajorityRules(), closes_at=timezone.now() + timedelta(days=7)),
        host=ca.topic,
        actor=malo,
    )
    if not by_hand:
        Consultation.objects.filter(pk=planned.pk).update(opens_at=timezone.now() - timedelta(minutes=1))
    assert announced() == set()

    if by_hand:
        open_consultation(planned, actor=malo)
    else:
        assert open_consultations() == 1
    open_consultation(planned, actor=malo)

    assert announced() == {ines.email, malo.email, rose.email}
    assert letters().count() == 3
    ballot = Ballot.objects.get()
    text = letters().get(to=rose.email).text
    assert ballot.get_absolute_url() in text
    assert f"/gatherings/{ballot.gathering_id}/proxies/" in text


@pytest.mark.django_db(transaction=True)
def test_two_reminders_at_once_are_one(online, ines):
    at_once(lambda: remind(online, actor=ines), lambda: remind(online, actor=CLOCK))
    assert Notification.objects.filter(key="reminder").count() == 3
    assert verbs().count("ballot.reminded") == 1


# Letters that waited for the morning


def test_a_reminder_does_not_leave_to_who_has_voted_meanwhile(online, ines, malo, rose):
    remind(online, actor=ines)
    of = {letter.member: letter for letter in letters()}
    cast_vote(online, elector=malo, choice="for", actor=malo)
    assert wording_now(of[malo]) is None
    assert wording_now(of[rose]) == Wording(of[rose].subject, of[rose].text)


def test_a_holder_is_reminded_of_those_alone_who_are_still_missing(online, consultation, ines, malo, rose):
    accepted_proxy(consultation, giver=rose, holder=malo)
    remind(online, actor=ines)
    letter = letters().get(member=malo)
    cast_vote(online, elector=malo, choice="for", actor=malo)
    assert "Vous portez le pouvoir de Rose" in wording_now(letter).text
    cast_vote(online, elector=rose, choice="for", actor=malo)
    assert wording_now(letter) is None


def test_no_letter_about_a_vote_leaves_after_its_end(consultation, ines, malo, rose):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=2))
    action(announce)(ballot, actor=ines)
    remind(ballot, actor=ines)
    written = list(letters())
    assert all(wording_now(letter) for letter in written)
    let_its_time_pass(ballot)
    assert len(written) == 3
    assert not any(wording_now(letter) for letter in written)


def test_a_request_to_hold_a_proxy_does_not_leave_once_it_is_settled(consultation, ines, malo, rose):
    proxy = give_proxy(consultation, giver=rose, holder=malo, actor=rose)
    letter = letter_of("proxy")
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    accept_proxy(proxy, actor=malo)
    assert wording_now(letter) is None
    news = Mail.objects.get(kind="proxy_accepted")
    assert wording_now(news)
    take_back_proxy(proxy, actor=rose)
    assert wording_now(news) is None


def test_who_has_voted_by_name_is_not_told_that_the_vote_is_open(consultation, ines, malo, rose):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))
    action(announce)(ballot, actor=ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert {letter.member for letter in letters()} == {ines, rose}


@pytest.mark.parametrize(
    ("ends", "leaves"),
    [
        (datetime(2026, 12, 11, 9, tzinfo=CREST), datetime(2026, 12, 10, 8, tzinfo=CREST)),  # a Friday, on Thursday
        (datetime(2026, 12, 10, 18, tzinfo=CREST), datetime(2026, 12, 9, 18, tzinfo=CREST)),
        (datetime(2026, 12, 10, 23, tzinfo=CREST), datetime(2026, 12, 10, 8, tzinfo=CREST)),
        (datetime(2026, 12, 9, 12, tzinfo=CREST), datetime(2026, 12, 8, 12, tzinfo=CREST)),
    ],
)
def test_a_reminder_goes_with_the_letter_of_that_day_or_leaves_a_day_before_the_end(ends, leaves):
    ballot = Ballot(opened_at=ends - timedelta(days=7), closes_at=ends)
    assert leaves_at(KINDS["vote"], LetterPreferences(), ends, reminds_at(ballot)) == leaves

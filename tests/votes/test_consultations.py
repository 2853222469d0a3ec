"""A question put to a circle online: prepared by one of its members, opened by hand or by the clock."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissions.models import Circle, Mandate
from journal import phrases, topics
from journal.actions import CLOCK
from journal.each import _report
from journal.models import EntryTopic
from members.actions import record_membership
from members.panels import waiting_for
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.rights.forms import Page
from tests.votes.conftest import told, verbs
from tests.votes.test_ballots import time_passes
from votes import due, owners
from votes.actions import (
    cast_vote,
    change_consultation,
    close_ballot,
    drop_consultation,
    extend_ballot,
    open_consultation,
    plan_consultation,
)
from votes.counting.majority import Base, MajorityRules, TieRule
from votes.methods.rules import OptionRules
from votes.models import Ballot, Consultation, Gathering, Signature
from votes.queries import consultations
from votes.questions import QuestionSpec

TOWNS = ["Die", "Crest", "Saillans"]


def question(circle: Circle, **changed) -> dict:
    asked = {
        "host": circle.topic,
        "question": "Où part-on ?",
        "rules": OptionRules(method="schulze"),
        "options": TOWNS,
        "closes_at": timezone.now() + timedelta(days=7),
    }
    return {**asked, **changed}


@pytest.fixture
def planned(ca, ines, malo, rose) -> Consultation:
    """Prepared by Malo for the CA; he opens it by hand."""
    return put(**question(ca), actor=malo)


def hours_pass(consultation: Consultation, opens: int, closes: int) -> None:
    """The clock is the database's, so the consultation moves: it opens and closes in so many hours."""
    now = timezone.now()
    times = {"opens_at": now + timedelta(hours=opens), "closes_at": now + timedelta(hours=closes)}
    Consultation.objects.filter(pk=consultation.pk).update(**times)
    consultation.refresh_from_db()


# who


def test_any_member_of_a_circle_puts_a_question_to_it(planned, ca, malo):
    assert (planned.host, planned.author, planned.ballot) == (ca.topic, malo, None)
    assert (planned.method, planned.options, planned.rules) == ("schulze", TOWNS, {"seats": 1, "no_part_counts": False})
    assert verbs() == []


def test_those_who_take_no_part_count_for_its_quorum_where_it_says_so(ca, malo):
    planned = put(**question(ca, rules=OptionRules("schulze", no_part_counts=True)), actor=malo)
    assert planned.rules == {"seats": 1, "no_part_counts": True}


@pytest.mark.parametrize("who", ["omar", "noe", "lise", "admin"])
def test_nobody_else_does(who, ca, request):
    actor = request.getfixturevalue(who)
    with refused("votes.prepare"):
        put(**question(ca), actor=actor)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("host", ["circle:999999", "circle:x", "room:1", "nowhere:1", ""])
def test_a_host_that_is_none_hears_no_question(host, ca, malo):
    with refused("votes.prepare"):
        put(**question(ca, host=host), actor=malo)


def test_its_author_and_whoever_coordinates_the_circle_conduct_it(planned, ca, ines, malo, rose, omar, admin):
    Mandate.objects.filter(member=rose).update(role=Mandate.Role.COORDINATOR)
    assert [owners.conducts(one, planned.topic) for one in (malo, rose)] == [True, True]
    assert [owners.conducts(one, planned.topic) for one in (ines, omar, admin, AnonymousUser())] == [False] * 4


def test_an_author_who_left_the_circle_conducts_nothing_more(planned, malo):
    Mandate.objects.filter(member=malo).update(until=timezone.localdate())
    with refused("votes.open"):
        open_consultation(planned, actor=malo)


def test_the_assembly_is_asked_by_the_board(ines, malo, omar, admin):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    year = timezone.localdate()
    for member in (ines, omar):
        record_membership(member, actor=admin, year=year.year, paid_on=year, price_cents=1500)
    with refused("votes.prepare"):
        put(**question(assembly), actor=omar)

    ballot = open_consultation(put(**question(assembly), actor=malo), actor=ines)

    assert {entry.member for entry in ballot.roll.all()} == {ines, omar}  # à jour; Malo is not


# what


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"question": " "}, "question"),
        ({"options": ["Die"]}, "options"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "too_early"),
        ({"opens_at": timezone.now() - timedelta(minutes=1)}, "too_early"),
        ({"opens_at": timezone.now() + timedelta(days=8)}, "times"),
        ({"closes_at": None}, "times"),
        ({"rules": MajorityRules(base=Base.PRESENT), "options": []}, "present_online"),
        ({"secret": True, "live": True}, "secret_live"),
    ],
)
def test_what_could_not_open_is_not_prepared(changed, code, ca, malo, planned):
    asked = question(ca, **changed)
    with refused(code):
        put(**{"question": "Et après ?", **asked}, actor=malo)
    with refused(code):
        put_otherwise(planned, **asked, actor=malo)
    assert Consultation.objects.get().question == "Où part-on ?"


def put(host: str, *, text: str = "", opens_at: datetime | None = None, actor, **asked) -> Consultation:
    return plan_consultation(QuestionSpec(**asked), host=host, text=text, opens_at=opens_at, actor=actor)


def put_otherwise(
    planned: Consultation, *, host: str, text: str = "", opens_at: datetime | None = None, actor, **asked
) -> Consultation:
    return change_consultation(planned, QuestionSpec(**asked), text=text, opens_at=opens_at, actor=actor)


def test_the_casting_vote_belongs_to_somebody_of_the_circle(ca, malo, omar):
    asked = question(ca, rules=MajorityRules(tie=TieRule.CASTING), options=[], casting_voter=omar)
    with refused("casting_voter"):
        put(**asked, actor=malo)


def test_prepared_twice_it_is_one(planned, ca, malo):
    assert put(**question(ca), actor=malo) == planned
    assert Consultation.objects.count() == 1


def test_it_is_said_otherwise_until_it_opens(planned, ca, malo, rose):
    asked = question(ca, question="Qui vient ?", rules=MajorityRules(), options=[])
    changed = put_otherwise(planned, **asked, text="Samedi.", actor=malo)
    assert (changed.question, changed.text, changed.method, changed.options) == (
        "Qui vient ?",
        "Samedi.",
        "majority",
        [],
    )
    with refused("votes.prepare"):
        put_otherwise(planned, **asked, actor=rose)

    open_consultation(planned, actor=malo)
    with refused("open"):
        put_otherwise(planned, **asked, actor=malo)
    with refused("open"):
        drop_consultation(planned, actor=malo)


def test_it_is_given_up_once_or_twice(planned, malo, rose):
    with refused("votes.prepare"):
        drop_consultation(planned, actor=rose)
    drop_consultation(planned, actor=malo)
    drop_consultation(planned, actor=malo)
    assert not Consultation.objects.exists()


# when


def test_opening_freezes_the_circles_roll_of_that_instant(planned, ca, ines, malo, rose):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="1/3", proxy_cap=1)
    newcomer = person("Zoé", ca)
    ballot = open_consultation(planned, actor=malo)
    person("Yann", ca)

    assert {entry.member for entry in ballot.roll.all()} == {ines, malo, rose, newcomer}
    assert (ballot.owner, ballot.options, ballot.closes_at) == (planned.topic, TOWNS, planned.closes_at)
    assert (str(ballot.quorum), ballot.gathering.is_online, ballot.gathering.proxy_cap) == ("1/3", True, 1)
    assert ballot.quorum.fraction == Fraction(1, 3)
    assert verbs() == ["gathering.opened", "ballot.opened"]
    assert told("ballot.opened")["roll_hash"] == ballot.roll_hash
    topics = EntryTopic.objects.filter(entry__verb="ballot.opened").values_list("topic", flat=True)
    assert set(topics) == {ballot.topic, planned.topic}


def test_opened_twice_it_is_one_ballot(planned, malo):
    assert open_consultation(planned, actor=malo) == open_consultation(planned, actor=malo)
    assert verbs().count("ballot.opened") == 1


@pytest.mark.parametrize("who", ["ines", "omar", "admin", "clock"])
def test_only_its_author_opens_it_by_hand(who, planned, request):
    actor = CLOCK if who == "clock" else request.getfixturevalue(who)
    with refused("votes.open"):
        open_consultation(planned, actor=actor)
    assert not Ballot.objects.exists()


def test_the_clock_opens_it_at_its_time_and_counts_it_at_its_end(planned, malo):
    hours_pass(planned, opens=1, closes=9)
    assert due.open_consultations() == 0
    with refused("votes.open"):
        open_consultation(planned, actor=CLOCK)

    hours_pass(planned, opens=-1, closes=9)
    assert (due.open_consultations(), due.open_consultations()) == (1, 0)
    ballot = Ballot.objects.get()
    cast_vote(ballot, elector=malo, choice={"ranking": ["Die"]}, actor=malo)
    assert due.close_ballots() == 0
    time_passes(ballot)
    assert (due.close_ballots(), due.close_ballots()) == (1, 0)
    ballot.refresh_from_db()
    assert (ballot.outcome, ballot.closed_at) == ("elected", ballot.closes_at)


def test_what_could_not_open_before_its_end_does_not_open_any_more(planned, malo):
    hours_pass(planned, opens=-9, closes=-1)
    assert due.open_consultations() == 0
    with refused("too_early"):
        open_consultation(planned, actor=malo)
    assert not Gathering.objects.exists()


def test_one_that_cannot_open_stands_in_no_others_way(planned, ca, ines, malo):
    empty = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Jardin", slug="jardin")
    mandate = Mandate.objects.create(member=ines, circle=empty, since=timezone.localdate())
    first = put(**question(empty), actor=ines)
    mandate.delete()
    for one in (first, planned):
        hours_pass(one, opens=-1, closes=9)

    assert due.open_consultations() == 1
    assert Consultation.objects.get(ballot__isnull=True) == first


def test_one_that_is_not_counted_stands_in_no_others_way_and_is_reported_once(planned, ca, malo, rose, caplog):
    _report.cache_clear()
    broken = open_consultation(planned, actor=malo)
    other = open_consultation(put(**question(ca, question="Et après ?"), actor=malo), actor=malo)
    Signature.objects.create(entry=broken.roll.get(member=rose))  # a mark without its ballot
    for ballot in (broken, other):
        time_passes(ballot)

    assert (due.close_ballots(), due.close_ballots()) == (1, 0)
    broken.refresh_from_db()
    assert broken.closed_at is None
    assert caplog.messages == [f"ballot {broken.pk} is not counted: unequal"]


def test_it_is_kept_open_as_announced_or_extended_and_ends_its_gathering(planned, ines, malo, rose):
    ballot = open_consultation(planned, actor=malo)
    with refused("announced"):
        close_ballot(ballot, actor=malo)
    extend_ballot(ballot, closes_at=ballot.closes_at + timedelta(days=1), actor=malo)
    for member in (ines, malo, rose):
        cast_vote(ballot, elector=member, choice={"ranking": ["Crest"]}, actor=member)

    closed = close_in_time(ballot, actor=malo)

    assert (closed.outcome, closed.result["winners"]) == ("elected", ["Crest"])
    assert Gathering.objects.get().closed_at == closed.closed_at
    assert verbs()[-1] == "gathering.closed"
    assert [verb for verb in verbs() if verb not in phrases.sentences] == []


# who reads, what waits


def test_a_draft_is_read_by_whoever_conducts_it(planned, malo, ines, rose):
    Mandate.objects.filter(member=rose).update(role=Mandate.Role.COORDINATOR)
    assert [topics.can_read(one, planned.topic) for one in (malo, rose, ines)] == [True, True, False]
    assert (list(consultations.consultations_for(malo)), list(consultations.consultations_for(ines))) == ([planned], [])
    assert topics.readable(ines, {planned.topic}) == set()


def test_who_reads_the_circle_reads_what_is_announced_to_it(planned, ca, malo, omar):
    hours_pass(planned, opens=1, closes=9)
    asked = {planned.topic, "consultation:99999", "consultation:x"}
    assert topics.readable(omar, asked) == {planned.topic}
    assert topics.can_read(omar, planned.topic)
    assert list(consultations.consultations_for(omar)) == [planned]
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    assert topics.readable(omar, asked) == set()
    assert not topics.can_read(omar, planned.topic)
    assert list(consultations.consultations_for(omar)) == []
    assert topics.readable(malo, asked) == {planned.topic}
    assert list(consultations.consultations_for(malo)) == [planned]
    assert topics.readable(AnonymousUser(), asked) == set()


def test_what_waits_for_its_author_and_then_for_everyone(planned, ines, malo):
    assert [one.url for one in waiting_for(malo) if one.kind == "question"] == [f"/consultations/{planned.pk}/"]
    assert [one.url for one in waiting_for(ines) if one.kind in ("question", "vote")] == []
    ballot = open_consultation(planned, actor=malo)
    assert [one.url for one in waiting_for(malo) if one.kind == "question"] == []
    assert [one.url for one in waiting_for(ines) if one.kind == "vote"] == [ballot.get_absolute_url()]


def test_what_missed_its_time_waits_for_its_author(planned, malo):
    hours_pass(planned, opens=-9, closes=9)
    assert [one for one in waiting_for(malo) if one.kind == "question"] == []
    hours_pass(planned, opens=-9, closes=-1)
    assert [one.url for one in waiting_for(malo) if one.kind == "question"] == [f"/consultations/{planned.pk}/"]


def test_the_list_asks_the_same_questions_for_1_and_for_30(planned, ca, ines, malo):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            list(consultations.consultations_for(malo))
        return len(asked)

    one = questions()
    for number in range(29):
        put(**question(ca, question=f"Et {number} ?"), actor=ines)
    assert questions() == one


def test_an_invalid_time_is_a_refusal_not_an_error(planned, malo, ca):
    with refused("too_early"):
        put_otherwise(planned, **question(ca, closes_at=timezone.now()), actor=malo)


# Two windows on the dates that are offered: each is typed into two inputs


@pytest.fixture
def evenings(ca, ines, malo, rose) -> Consultation:
    days = ["2026-12-03T18:30", "2026-12-04"]
    return put(**question(ca, rules=OptionRules(method="dates"), options=days), actor=malo)


def opened(client, consultation: Consultation, malo) -> QueryDict:
    """The form as a window shows it."""
    client.force_login(malo)
    address = reverse("votes:consultation-edit", args=[consultation.pk])
    forms = Page(client.get(address).content.decode(), None, address).forms
    return next(form.fields for form in forms if "options-0-day" in form.fields)


def sent(client, consultation: Consultation, form: QueryDict, **typed: str) -> int:
    for name, value in typed.items():
        form[name.replace("_", "-")] = value
    address = reverse("votes:consultation-edit", args=[consultation.pk])
    return client.post(address, {name: form.getlist(name) for name in form}).status_code


def test_dates_that_only_one_window_changed_are_kept(client, evenings, malo):
    one, other = opened(client, evenings, malo), opened(client, evenings, malo)
    assert sent(client, evenings, one, options_1_day="2026-12-11", options_2_day="2026-12-12") == 303
    assert sent(client, evenings, other, question="Quel soir ?") == 303
    evenings.refresh_from_db()
    assert evenings.options == ["2026-12-03T18:30", "2026-12-11", "2026-12-12"]
    assert evenings.question == "Quel soir ?"


def test_dates_that_both_windows_changed_come_back_and_one_chooses(client, evenings, malo):
    one, other = opened(client, evenings, malo), opened(client, evenings, malo)
    assert sent(client, evenings, one, options_1_day="2026-12-11") == 303
    assert sent(client, evenings, other, options_1_day="2026-12-18", options_2_day="2026-12-19") == 422
    assert sent(client, evenings, other, theirs="options") == 303
    evenings.refresh_from_db()
    assert evenings.options == ["2026-12-03T18:30", "2026-12-11"]

"""The time of a stage online: it ends by itself, is extended once, paused once, or waits for a meeting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.models import Circle, Mandate
from journal.actions import CLOCK
from journal.clock import as_of, now, telling
from journal.topics import kinds
from members.actions import enter_closed_period
from members.models import Notification
from proposals import actions, due
from proposals.deadlines import Calendar, Period, days_after, to_the_hour
from proposals.models import Decision, ProposalPause, Stage
from proposals.occasions import Occasion
from proposals.presenters.pictures import next_words
from proposals.presenters.rounds import ShownRound
from proposals.presenters.timing import next_online
from proposals.process import State
from proposals.queries import author_time_ends, is_author_missing, rounds_of, silent_since, suggesting
from proposals.queries.deadlines import days_off_between, stage_of
from tests.proposals.told import body, verbs
from tests.refusals import refused

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
instants = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(PARIS)
)
periods = st.tuples(st.integers(0, 730), st.integers(0, 20)).map(
    lambda of: Period(date(2026, 1, 1) + of[0] * DAY, date(2026, 1, 1) + (of[0] + of[1]) * DAY)
)
calendars = st.builds(Calendar, st.booleans(), st.lists(periods, max_size=4).map(tuple))


@settings(max_examples=100, deadline=None)
@given(instants, st.integers(1, 20), calendars)
def test_a_length_has_as_many_days_as_it_says(start, days, calendar):
    end = days_after(start, days, calendar)

    between = [start.date() + timedelta(days=n) for n in range((end.date() - start.date()).days + 1)]
    counted = [day for day in between if calendar.counts(day)]
    assert calendar.counts(end.date())
    assert len(counted) == days + 1  # from one of them to another, so many days later
    assert end.astimezone(UTC) >= start.astimezone(UTC) + days * DAY - timedelta(hours=1)


@settings(max_examples=100, deadline=None)
@given(instants, st.integers(1, 20), calendars)
def test_a_longer_length_ends_later_and_a_later_start_too(start, days, calendar):
    end = days_after(start, days, calendar)
    assert days_after(start, days + 1, calendar).astimezone(UTC) > end.astimezone(UTC)
    assert days_after(start + DAY, days, calendar).astimezone(UTC) >= end.astimezone(UTC)


@settings(max_examples=100, deadline=None)
@given(instants)
def test_a_full_hour_is_never_before_and_less_than_an_hour_after(instant):
    hour = to_the_hour(instant)
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)
    assert timedelta(0) <= hour.astimezone(UTC) - instant.astimezone(UTC) < timedelta(hours=1)


def test_the_hour_stays_the_same_when_the_clocks_change():
    friday = datetime(2026, 10, 23, 20, tzinfo=PARIS)  # winter time begins on Sunday
    assert days_after(friday, 4, Calendar()) == datetime(2026, 10, 27, 20, tzinfo=PARIS)


def test_what_begins_on_a_saturday_begins_on_monday_where_weekends_do_not_count():
    saturday = datetime(2026, 11, 28, 10, tzinfo=PARIS)
    assert days_after(saturday, 1, Calendar(skips_weekends=True)) == datetime(2026, 12, 1, 10, tzinfo=PARIS)


def test_nothing_is_done_before_it_falls_due(db):
    with pytest.raises(ValueError, match="before it falls due"), as_of(now() + timedelta(seconds=1)):
        pass


@pytest.fixture
def presented(scene):
    """Presented on a Monday at 18:30."""
    with telling(datetime(2026, 11, 30, 18, 30, tzinfo=PARIS)):
        scene.bring_to(State.PRESENTED)
    return scene


def stages(scene) -> list[tuple[str, str]]:
    """Each stage with the day and the hour at which it began, in Paris."""
    return [
        (stage.state, f"{stage.entered_at.astimezone(PARIS):%d %H:%M}")
        for stage in Stage.objects.filter(proposal=scene.proposal).exclude(state="draft").order_by("pk")
    ]


def wake(at: datetime) -> None:
    with telling(at):
        due.conclude_requests()
        due.give_times()
        due.end_stages()


def test_a_stage_ends_on_the_full_hour_after_its_days(presented):
    assert stage_of(presented.proposal).ends_at == datetime(2026, 12, 1, 19, tzinfo=PARIS)


def test_a_stage_has_the_days_of_its_circle_without_weekends_where_its_rules_say_so(scene):
    Circle.objects.update(stage_days={"presented": 2}, skips_weekends=True)
    scene.proposal.refresh_from_db()
    with telling(datetime(2026, 11, 27, 18, 30, tzinfo=PARIS)):  # a Friday
        scene.bring_to(State.PRESENTED)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 1, 19, tzinfo=PARIS)


def test_before_its_end_nothing_moves_and_at_its_end_it_does_once(presented):
    end = stage_of(presented.proposal).ends_at
    wake(end - timedelta(seconds=1))
    assert presented.state == State.PRESENTED

    wake(end)
    wake(end)

    assert stages(presented) == [("presented", "30 18:30"), ("clarification", "01 19:00")]
    assert verbs().count("stage.over") == 1
    assert body("stage.over")["stage"] == "presented"


def test_after_three_weeks_asleep_each_stage_has_its_own_date(presented):
    wake(datetime(2026, 12, 21, 9, tzinfo=PARIS))

    assert stages(presented) == [
        ("presented", "30 18:30"),
        ("clarification", "01 19:00"),
        ("reactions", "05 19:00"),
        ("amending", "08 19:00"),
        ("objections", "10 19:00"),  # nobody answers: extended once, then set aside
        ("set_aside", "20 19:00"),
    ]


def test_what_was_answered_in_time_is_adopted_at_the_deadline_however_late_the_clock_wakes(presented):
    wake(datetime(2026, 12, 10, 19, 1, tzinfo=PARIS))
    with telling(datetime(2026, 12, 12, 9, tzinfo=PARIS)):
        for name in ("ines", "rose", "paul"):
            presented.answers(name, "consent")

    wake(datetime(2027, 1, 3, 9, tzinfo=PARIS))

    decision = Decision.objects.get()
    assert decision.decided_at == datetime(2026, 12, 15, 19, tzinfo=PARIS)
    assert (presented.state, decision.number) == (State.ADOPTED, "2026-001")


def test_after_the_end_of_a_stage_nothing_is_said_in_it(presented):
    end = stage_of(presented.proposal).ends_at
    with telling(end):
        actions.ask(presented.proposal, text="Et la clé ?", actor=presented.rose)
    with telling(end + timedelta(milliseconds=1)), refused("over"):
        actions.ask(presented.proposal, text="Et la porte ?", actor=presented.rose)


def test_a_question_that_waits_extends_the_stage_once_then_the_proposal_lapses(presented):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.ask(presented.proposal, text="Qui ouvre ?", actor=presented.rose)

    wake(datetime(2026, 12, 5, 19, tzinfo=PARIS))
    stage = stage_of(presented.proposal)
    assert (stage.state, stage.ends_at) == ("clarification", datetime(2026, 12, 9, 19, tzinfo=PARIS))
    assert (stage.extended_by, "stage.extended" in verbs()) == (None, True)

    wake(datetime(2026, 12, 9, 19, tzinfo=PARIS))

    assert presented.state == State.LAPSED
    presented.proposal.refresh_from_db()
    assert presented.proposal.end_reason.startswith("Une question")


def test_an_author_has_the_whole_length_for_a_question_that_came_late(presented):
    wake(datetime(2026, 12, 1, 19, tzinfo=PARIS))
    with telling(datetime(2026, 12, 2, 9, tzinfo=PARIS)):
        first = actions.ask(presented.proposal, text="Qui ouvre ?", actor=presented.rose)
    wake(datetime(2026, 12, 5, 19, tzinfo=PARIS))
    with telling(datetime(2026, 12, 9, 18, tzinfo=PARIS)):
        actions.answer(first, text="Paul.", actor=presented.malo)
        last = actions.ask(presented.proposal, text="Et l’été ?", actor=presented.paul)

    wake(datetime(2026, 12, 9, 19, tzinfo=PARIS))
    assert stage_of(presented.proposal).ends_at == datetime(2026, 12, 13, 18, tzinfo=PARIS)

    with telling(datetime(2026, 12, 13, 17, tzinfo=PARIS)):
        actions.answer(last, text="Aussi.", actor=presented.malo)
    wake(datetime(2026, 12, 13, 18, tzinfo=PARIS))
    assert presented.state == State.REACTIONS


def test_an_awaited_version_extends_the_integration_once_then_the_proposal_lapses(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.INTEGRATION)

    wake(datetime(2026, 12, 4, 18, tzinfo=PARIS))
    assert (scene.state, stage_of(scene.proposal).ends_at) == (
        State.INTEGRATION, datetime(2026, 12, 8, 18, tzinfo=PARIS),
    )  # fmt: skip

    wake(datetime(2026, 12, 8, 18, tzinfo=PARIS))
    assert scene.state == State.LAPSED


def test_whoever_takes_the_text_over_has_the_whole_length_too(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.INTEGRATION)
    wake(datetime(2026, 12, 4, 18, tzinfo=PARIS))
    with telling(datetime(2026, 12, 7, 9, tzinfo=PARIS)):
        actions.take_over(scene.proposal, actor=scene.paul)

    wake(datetime(2026, 12, 8, 18, tzinfo=PARIS))
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 11, 9, tzinfo=PARIS)

    with telling(datetime(2026, 12, 11, 8, tzinfo=PARIS)):
        actions.amend(scene.proposal, text="Une fois par mois.", actor=scene.paul)
    wake(datetime(2026, 12, 11, 9, tzinfo=PARIS))
    assert scene.state == State.OBJECTIONS


def test_where_nobody_sits_any_more_the_proposal_lapses(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.AMENDING)
    Mandate.objects.update(until=date(2026, 1, 2), since=date(2026, 1, 1))

    wake(datetime(2026, 12, 10, 18, tzinfo=PARIS))

    assert scene.state == State.LAPSED


def test_an_examination_waits_for_what_the_circle_was_asked(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.EXAMINATION)
    with telling(datetime(2026, 12, 2, 9, tzinfo=PARIS)):
        request = scene.ask_circle()
    assert stage_of(scene.proposal).ends_at == request.ends_at == datetime(2026, 12, 5, 9, tzinfo=PARIS)

    wake(datetime(2026, 12, 8, 9, tzinfo=PARIS))

    assert scene.request.agreed is False
    assert scene.state == State.INTEGRATION
    assert stages(scene)[-1] == ("integration", "05 09:00")


def test_a_stage_is_extended_once_by_its_author_or_whoever_facilitates(presented):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        with refused("proposals.extend"):
            actions.extend_stage(presented.proposal, actor=presented.rose)
        actions.extend_stage(presented.proposal, actor=presented.malo)
        stage = stage_of(presented.proposal)
        assert (stage.ends_at, stage.extended_by) == (datetime(2026, 12, 2, 19, tzinfo=PARIS), presented.malo)
        with refused("twice"):
            actions.extend_stage(presented.proposal, actor=presented.ines)
    assert body("stage.extended")["stage"] == "presented"


def test_a_round_that_somebody_extended_is_not_extended_again(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
        actions.extend_stage(scene.proposal, actor=scene.ines)

    wake(datetime(2026, 12, 10, 18, tzinfo=PARIS))

    assert scene.state == State.SET_ASIDE


def test_a_pause_puts_the_end_off_once_and_says_why(presented):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        with refused("days"):
            actions.pause(presented.proposal, days=15, reason="les congés", actor=presented.ines)
        with refused("reason"):
            actions.pause(presented.proposal, days=7, reason=" ", actor=presented.ines)
        actions.pause(presented.proposal, days=7, reason="les congés", actor=presented.ines)
        assert stage_of(presented.proposal).ends_at == datetime(2026, 12, 8, 19, tzinfo=PARIS)
        with refused("twice"):
            actions.pause(presented.proposal, days=2, reason="encore", actor=presented.malo)
    assert "proposal.paused" in verbs()


def test_a_pause_ended_before_its_end_brings_the_deadline_nearer(presented):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.pause(presented.proposal, days=7, reason="les congés", actor=presented.ines)
    with telling(datetime(2026, 12, 3, 9, tzinfo=PARIS)):
        actions.end_pause(presented.proposal, actor=presented.malo)
        actions.end_pause(presented.proposal, actor=presented.malo)
        assert stage_of(presented.proposal).ends_at == datetime(2026, 12, 3, 19, tzinfo=PARIS)
    assert verbs().count("proposal.pause_ended") == 1


def test_going_on_to_the_next_stage_ends_the_pause(presented):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.pause(presented.proposal, days=7, reason="les congés", actor=presented.ines)
        actions.next_stage(presented.proposal, actor=presented.ines)
    assert ProposalPause.objects.get().ended_at is not None


def test_extending_the_examination_extends_what_the_circle_is_asked(scene):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        scene.bring_to(State.EXAMINATION)
        request = scene.ask_circle()
        actions.extend_stage(scene.proposal, actor=scene.ines)
    assert request.ends_at == datetime(2026, 12, 4, 9, tzinfo=PARIS)
    assert scene.request.ends_at == datetime(2026, 12, 7, 9, tzinfo=PARIS)


def test_nobody_is_silent_nor_late_because_of_a_pause(presented):
    scene = presented
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.next_stage(scene.proposal, actor=scene.ines)
        assert scene.state == State.CLARIFICATION
        asked = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
        assert author_time_ends(scene.proposal) == datetime(2026, 12, 5, 9, tzinfo=PARIS)
        actions.pause(scene.proposal, days=7, reason="les congés", actor=scene.ines)
        assert author_time_ends(scene.proposal) == datetime(2026, 12, 12, 9, tzinfo=PARIS)
    with telling(datetime(2026, 12, 12, 8, 59, tzinfo=PARIS)):
        assert (silent_since(scene.proposal, [asked]), is_author_missing(scene.proposal)) == ([], False)
    with telling(datetime(2026, 12, 12, 9, tzinfo=PARIS)):
        assert (silent_since(scene.proposal, [asked]), is_author_missing(scene.proposal)) == ([asked], True)


def test_what_is_left_of_a_pause_that_ends_early_counts_again(presented):
    scene = presented
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        actions.next_stage(scene.proposal, actor=scene.ines)
        assert scene.state == State.CLARIFICATION
        actions.pause(scene.proposal, days=7, reason="les congés", actor=scene.ines)
    with telling(datetime(2026, 12, 2, 9, tzinfo=PARIS)):
        actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
        assert author_time_ends(scene.proposal) == datetime(2026, 12, 12, 9, tzinfo=PARIS)
    with telling(datetime(2026, 12, 3, 9, tzinfo=PARIS)):
        actions.end_pause(scene.proposal, actor=scene.malo)
        assert author_time_ends(scene.proposal) == datetime(2026, 12, 7, 9, tzinfo=PARIS)


def test_an_objector_keeps_two_days_to_suggest_beside_a_pause(scene):
    with telling(datetime(2026, 12, 1, 9, tzinfo=PARIS)):
        scene.bring_to(State.EXAMINATION)
        actions.next_stage(scene.proposal, actor=scene.ines)
        assert scene.state == State.INTEGRATION
    with telling(datetime(2026, 12, 2, 9, tzinfo=PARIS)):
        actions.pause(scene.proposal, days=7, reason="les congés", actor=scene.ines)
    with telling(datetime(2026, 12, 9, 9, tzinfo=PARIS)):
        waits_for = suggesting(scene.proposal)
        assert (waits_for.objectors, waits_for.until) == ([scene.rose], datetime(2026, 12, 10, 9, tzinfo=PARIS))
    with telling(datetime(2026, 12, 10, 9, tzinfo=PARIS)):
        assert suggesting(scene.proposal) is None


class ComingKind(Occasion):
    """A meeting that is planned, until it is over."""

    over = False

    def holds(self, pk: str) -> bool:
        return not self.over


@pytest.fixture
def coming() -> Iterator[ComingKind]:
    kind = ComingKind()
    with kinds.replaced({**kinds, "coming": kind}):
        yield kind


def test_what_is_put_to_a_meeting_waits_for_it_with_all_that_was_said(scene, coming):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
        scene.answers("rose", "concern")
        actions.put_to_meeting(scene.proposal, occasion="coming:1", actor=scene.ines)

    wake(datetime(2026, 12, 20, 9, tzinfo=PARIS))
    assert (scene.state, stage_of(scene.proposal).ends_at) == (State.OBJECTIONS, None)

    with telling(datetime(2026, 12, 20, 10, tzinfo=PARIS)):
        actions.take_online(scene.proposal, actor=scene.malo)
        actions.take_online(scene.proposal, actor=scene.malo)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 25, 10, tzinfo=PARIS)
    assert scene.round.positions.get().text == "attention aux samedis"
    assert verbs().count("proposal.taken_online") == 1


def test_putting_it_to_a_meeting_and_back_gives_no_more_time_than_was_left(scene, coming):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
        actions.extend_stage(scene.proposal, actor=scene.ines)
    for day in (2, 4, 6):
        with telling(datetime(2026, 12, day, 18, tzinfo=PARIS)):
            actions.put_to_meeting(scene.proposal, occasion=f"coming:{day}", actor=scene.malo)
            actions.put_to_meeting(scene.proposal, occasion=f"coming:{day + 1}", actor=scene.malo)
            actions.take_online(scene.proposal, actor=scene.malo)
            with refused("twice"):
                actions.extend_stage(scene.proposal, actor=scene.ines)
    stage = stage_of(scene.proposal)
    assert (stage.ends_at, stage.time_left) == (datetime(2026, 12, 10, 18, tzinfo=PARIS), None)


def test_after_a_meeting_that_took_its_last_hours_a_day_is_left(scene, coming):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.CLARIFICATION)
    with telling(datetime(2026, 12, 4, 15, tzinfo=PARIS)):
        actions.put_to_meeting(scene.proposal, occasion="coming:1", actor=scene.ines)
    coming.over = True

    wake(datetime(2026, 12, 4, 23, 30, tzinfo=PARIS))

    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 6, 0, tzinfo=PARIS)


def test_after_the_meeting_it_goes_on_online_by_itself(scene, coming):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.CLARIFICATION)
        actions.put_to_meeting(scene.proposal, occasion="coming:1", actor=scene.ines)
    coming.over = True

    wake(datetime(2026, 12, 2, 9, tzinfo=PARIS))
    wake(datetime(2026, 12, 3, 9, tzinfo=PARIS))

    scene.proposal.refresh_from_db()
    assert (scene.proposal.occasion, scene.state) == ("", State.CLARIFICATION)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 6, 9, tzinfo=PARIS)


class Evening(Occasion):
    """A meeting that is under way, until it is over."""

    over = False

    def is_under_way(self, pk: str) -> bool:
        return not self.over


def told(kind: str) -> list[str]:
    told = Notification.objects.filter(kind=kind).order_by("member__name")
    return list(told.values_list("member__name", flat=True))


def test_a_round_that_goes_on_after_its_meeting_asks_those_who_have_not_answered(scene):
    kind = Evening()
    with kinds.replaced({**kinds, "evening": kind}):
        with telling(datetime(2026, 11, 30, 20, tzinfo=PARIS)):
            actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
            scene.walk_to(State.OBJECTIONS)
            scene.answers("malo", "consent")
            assert told("position") == []
        kind.over = True
        wake(datetime(2026, 11, 30, 22, tzinfo=PARIS))
        wake(datetime(2026, 11, 30, 23, tzinfo=PARIS))
    assert told("position") == ["Inès", "Paul", "Rose", "Zoé"]
    assert {one.due for one in Notification.objects.filter(kind="position")} == {stage_of(scene.proposal).ends_at}


def test_a_question_that_a_meeting_left_is_written_to_the_author(scene):
    kind = Evening()
    with kinds.replaced({**kinds, "evening": kind}):
        with telling(datetime(2026, 11, 30, 20, tzinfo=PARIS)):
            actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
            actions.ask(scene.proposal, text="Combien ?", actor=scene.rose)
            assert told("question") == []
        kind.over = True
        wake(datetime(2026, 11, 30, 22, tzinfo=PARIS))
    assert told("question") == ["Malo"]


def test_what_the_circle_was_asked_in_the_meeting_has_the_days_of_the_stage_and_its_letter(scene):
    kind = Evening()
    with kinds.replaced({**kinds, "evening": kind}):
        with telling(datetime(2026, 11, 30, 20, tzinfo=PARIS)):
            actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
            scene.walk_to(State.EXAMINATION)
            request = scene.ask_circle()
            actions.answer_circle(request, agrees=True, actor=scene.malo)
        kind.over = True
        wake(datetime(2026, 11, 30, 20, 2, tzinfo=PARIS))
    request.refresh_from_db()
    assert request.ends_at == stage_of(scene.proposal).ends_at == datetime(2026, 12, 3, 21, tzinfo=PARIS)
    assert told("agreement") == ["Inès", "Paul", "Zoé"]


def test_a_meeting_that_is_under_way_keeps_its_proposal(scene, evening):
    scene.bring_to(State.CLARIFICATION)
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.ines)
    with refused("under_way"):
        actions.take_online(scene.proposal, actor=scene.malo)
    with refused("untimed"):
        actions.extend_stage(scene.proposal, actor=scene.malo)
    assert actions.give_time(scene.proposal, actor=CLOCK) is False


def test_public_holidays_and_closed_days_do_not_count_where_the_rules_of_the_circle_say_so(scene, admin):
    with telling(datetime(2026, 12, 22, 18, 30, tzinfo=PARIS)):
        enter_closed_period(name="Noël", first_on=date(2026, 12, 24), last_on=date(2026, 12, 30), actor=admin)
        Circle.objects.update(stage_days={"presented": 3})
        scene.bring_to(State.PRESENTED)
    assert stage_of(scene.proposal).ends_at == datetime(2026, 12, 25, 19, tzinfo=PARIS)

    Circle.objects.update(skips_closed_days=True)
    with telling(datetime(2026, 12, 22, 18, 30, tzinfo=PARIS)):
        actions.set_aside(scene.proposal, reason="plus tard", actor=scene.ines)
        actions.resume(scene.proposal, actor=scene.malo)

    stage = stage_of(scene.proposal)  # the 23rd, the 31st, and the 2nd: the 1st of January is a holiday
    assert stage.ends_at == datetime(2027, 1, 2, 19, tzinfo=PARIS)
    assert next_online(stage).endswith(
        "Ne comptent pas\xa0: vendredi 1er\xa0janvier (Jour de l’an), «\xa0Noël\xa0» du jeudi 24\xa0décembre au "
        "mercredi 30\xa0décembre 2026."
    )


def test_a_holiday_on_a_sunday_is_named_once(scene):
    Circle.objects.update(skips_closed_days=True, skips_weekends=True)
    scene.proposal.refresh_from_db()
    off = days_off_between(Circle.objects.get(), date(2027, 7, 31), date(2027, 8, 31))
    assert (off.weekends, off.holidays, off.closed) == (True, [], [])  # the 15th of August is a Sunday


def test_a_round_that_somebody_extends_is_not_said_to_lack_answers(scene):
    scene.bring_to(State.OBJECTIONS)
    actions.extend_stage(scene.proposal, actor=scene.malo)
    view = rounds_of(scene.proposal)[0]
    assert (view.round.extended_at is not None, view.is_short_of_answers) == (True, False)
    with override("fr"):
        assert "Trop peu" not in ShownRound(view).quorum + next_words(scene.proposal, view)


def test_one_that_the_clock_extends_for_want_of_answers_is(scene):
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
    with telling(stage_of(scene.proposal).ends_at):
        due.end_stages()
    view = rounds_of(scene.proposal)[0]
    assert view.is_short_of_answers
    with override("fr"):
        assert "Trop peu" in ShownRound(view).quorum
        assert "Trop peu" in next_words(scene.proposal, view)

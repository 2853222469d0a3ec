"""What is drawn once and shown again is what would be drawn anew: for every audience, whatever was done before."""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembly import actions
from assembly.live import MeetingPage
from assembly.models import AgendaItem, Hand, Meeting, Turn
from assembly.presenters import agenda_rows
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.viewers import MeetingViewers
from commissions.models import Circle
from realtime import rendering
from realtime.pages import Audience
from tests.assembly.conftest import later
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec
from web.drawings import evening as evening_drawing
from web.templatetags import forms

RIGHTS = [rights for rights in MeetingViewers if rights not in {MeetingViewers.GUEST, MeetingViewers.SCREEN}]
AUDIENCES = [*(Audience(rights, "fr") for rights in RIGHTS), Audience("facilitator", "en"), Audience("member", "en")]
HOSTILE = 'Le bail value="expected-item" <b>'  # what a row has in it to be replaced, as somebody may type it


def current(meeting: Meeting) -> AgendaItem | None:
    return meeting.items.filter(state=AgendaItem.State.CURRENT).first()


def step(meeting, person, item, number):
    seen = current(meeting)
    actions.advance(meeting, expected=seen and seen.pk, to=item if number % 3 else None, actor=person)


def go_back(meeting, person, item, number):
    seen = current(meeting)
    actions.advance(meeting, expected=seen and seen.pk, to=item, is_back=True, actor=person)


def add(meeting, person, item, number):
    title = f"{HOSTILE} {number}"
    actions.add_item(meeting, title=title, kind="vote", is_closed=number % 2 == 0, minutes=200, actor=person)


def put_to_a_vote(meeting, person, item, number):
    actions.open_item_ballot(current(meeting) or item, QuestionSpec("Le signons-nous ?", MajorityRules()), actor=person)


def speak(meeting, person, item, number):
    hand = Hand.objects.filter(meeting=meeting, lowered_at=None).first()
    if hand is None:
        raise ValidationError("nobody", code="nobody")
    actions.call_hand(hand, actor=person)


def stop_speaking(meeting, person, item, number):
    turn = Turn.objects.filter(meeting=meeting, ended_at=None).first()
    if turn is None:
        raise ValidationError("nobody", code="nobody")
    actions.end_turn(turn, actor=person)


def note(meeting, person, item, number):
    actions.note_decision(current(meeting) or item, text=f"On signe, {number}.", actor=person)


ACTS = {
    "step": step,
    "go back": go_back,
    "add": add,
    "conclude": lambda meeting, person, item, number: actions.conclude_item(item, actor=person),
    "defer": lambda meeting, person, item, number: actions.defer_item(item, actor=person),
    "reopen": lambda meeting, person, item, number: actions.reopen_item(item, actor=person),
    "extend": lambda meeting, person, item, number: actions.extend_item(item, granted=item.extra_minutes, actor=person),
    "raise a hand": lambda meeting, person, item, number: actions.raise_hand(meeting, kind="speak", actor=person),
    "speak": speak,
    "stop speaking": stop_speaking,
    "write": lambda meeting, person, item, number: actions.write_notes(item, text=f"{number}", base=0, actor=person),
    "note": note,
    "arrive": lambda meeting, person, item, number: actions.arrive(meeting, member=person, actor=person),
    "vote": put_to_a_vote,
    "close": lambda meeting, person, item, number: actions.close_meeting(meeting, actor=person),
}
DONE_FIRST = (
    *(("arrive", 1), ("arrive", 2), ("step", 0), ("add", 0), ("raise a hand", 1), ("speak", 0), ("stop speaking", 0)),
    *(("write", 1), ("extend", 0), ("note", 0)),
)


def kept(sheet: MeetingSheet) -> dict[tuple[str, Audience], str]:
    """As the hub draws them: one reading for all, each region once for those whom it does not tell apart."""
    reading = rendering.PageReading({}, frozenset(), sheet)
    return drawn(lambda name, region, audience: rendering.drawn_once(name, region, reading, audience))


def fresh(meeting: Meeting, monkeypatch) -> dict[tuple[str, Audience], str]:
    """Each of a reading of its own, and nothing of it kept from before."""
    with monkeypatch.context() as forgetful:
        forgetful.setattr(agenda_rows, "draw", agenda_rows.draw.__wrapped__)
        forgetful.setattr(forms, "_drawn", forms._drawn.__wrapped__)
        forgetful.setattr(evening_drawing, "words_of", evening_drawing.words_of.__wrapped__)
        return drawn(lambda name, region, audience: region.html(MeetingSheet.of(meeting.pk), audience))


def drawn(draw) -> dict[tuple[str, Audience], str]:
    regions = {}
    for audience in AUDIENCES:
        with override(audience.language):
            for name, region in MeetingPage.regions.items():
                regions[name, audience] = draw(name, region, audience)
    return regions


def test_what_is_kept_equals_what_is_drawn_anew(evening, clock, ines, malo, rose, monkeypatch):
    people, done = [ines, malo, rose], Counter()

    def does(act: str, who: int, which: int) -> None:
        items = list(evening.items.select_related("meeting"))
        try:
            ACTS[act](Meeting.objects.get(pk=evening.pk), people[who % 3], items[which % len(items)], which)
        except (PermissionDenied, ValidationError):
            return
        done[act] += 1

    def shows_the_same() -> None:
        shown = kept(MeetingSheet.of(evening.pk))
        assert shown == fresh(evening, monkeypatch)
        for item in evening.items.filter(title__startswith=HOSTILE):
            rows = shown["agenda", Audience("facilitator", "fr")]
            assert escape(item.title) in rows

    @settings(suppress_health_check=list(HealthCheck), max_examples=6, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 8), st.integers(0, 8)), max_size=6))
    def whatever_is_done(path):
        with transaction.atomic():
            for act, who in DONE_FIRST:
                does(act, who, 1)
            shows_the_same()
            for act, who, which in path:
                later(clock, seconds=40 * who)
                does(act, who if which % 2 else 0, which)
                shows_the_same()
            transaction.set_rollback(True)
        clock.shift(timedelta(minutes=1))

    whatever_is_done()
    assert set(done) >= {act for act, _who in DONE_FIRST}


def test_in_an_assembly_too(evening, ines, malo, monkeypatch):
    """There, some hold a role and decide with it, and the others follow; what was not convened cannot be decided."""
    actions.raise_hand(evening, kind="speak", actor=malo)
    actions.advance(evening, expected=None, actor=ines)
    Circle.objects.filter(pk=evening.circle_id).update(kind=Circle.Kind.ASSEMBLY)

    shown = kept(MeetingSheet.of(evening.pk))

    assert shown == fresh(evening, monkeypatch)
    assert "was not in the convocation" in shown["conduct", Audience("facilitator", "en")]


def test_an_audience_that_may_do_less_is_drawn_apart(evening, ines, malo):
    """What is drawn once for several is not drawn for those who may do something else."""
    actions.advance(evening, expected=None, actor=ines)
    reading = rendering.PageReading({}, frozenset(), MeetingSheet.of(evening.pk))
    for audience in AUDIENCES:
        with override(audience.language):
            rendering.drawn_once("agenda", MeetingPage.regions["agenda"], reading, audience)
    assert len(reading.drawn) == 5  # who conducts and those inside, in two languages; the readers

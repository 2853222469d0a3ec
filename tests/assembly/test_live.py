"""What each audience's regions hold: the same for everyone in it, nothing closed, nothing personal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from assembly.actions import add_item, advance, arrive, name_roles, open_item_ballot, raise_hand, write_notes
from assembly.live import MeetingPage, NotesPage, ScreenPage
from assembly.presenters.agenda_rows import draw
from assembly.presenters.meeting import MeetingSheet
from realtime.pages import Audience
from tests.assembly.conftest import later
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec


def html(page, meeting, rights: str) -> str:
    """Every region of the page, as this audience sees them."""
    data = page.load(str(meeting.pk))
    with override("fr"):
        return "".join(region.render(data, Audience(rights, "fr")) for region in page.regions.values())


@pytest.fixture
def paul(evening, ines, malo):
    """A closed item is current, with a note and its own notes; a hand is raised."""
    closed = add_item(evening, title="Situation de Paul", note="hébergement", is_closed=True, actor=ines)
    advance(evening, expected=None, to=closed, actor=ines)
    write_notes(closed, text="confidences", base=0, actor=malo)
    raise_hand(evening, kind="speak", actor=malo)
    return closed


@pytest.mark.parametrize(
    ("page", "rights"), [(MeetingPage(), "facilitator"), (MeetingPage(), "member"), (NotesPage(), "member")]
)
def test_the_circle_sees_its_closed_item(paul, page, rights):
    assert "Situation de Paul" in html(page, paul.meeting, rights)


@pytest.mark.parametrize(("page", "rights"), [(MeetingPage(), "reader"), (ScreenPage(), "screen")])
def test_a_closed_item_is_in_no_other_region(paul, page, rights):
    shown = html(page, paul.meeting, rights)

    for secret in ("Situation de Paul", "hébergement", "confidences", f"items/{paul.pk}/"):
        assert secret not in shown
    assert "huis clos" in shown


def test_a_reader_of_the_page_reads_no_closed_item_either(client, paul, omar):
    client.force_login(omar)

    for name in ("meeting", "minutes", "minutes-md", "minutes-json", "mine"):
        text = client.get(reverse(f"assembly:{name}", args=[paul.meeting_id])).content.decode()
        assert "Paul" not in text
        assert "confidences" not in text


def test_only_the_facilitator_s_regions_hold_the_facilitator_s_buttons(paul):
    steps = reverse("assembly:steps", args=[paul.meeting_id])

    assert steps in html(MeetingPage(), paul.meeting, "facilitator")
    for rights in ("member", "reader"):
        assert steps not in html(MeetingPage(), paul.meeting, rights)
    assert reverse("assembly:hands", args=[paul.meeting_id]) not in html(MeetingPage(), paul.meeting, "reader")


def test_who_follows_as_what(evening, ines, malo, omar, noe, lise, admin):
    page, key = MeetingPage(), str(evening.pk)

    assert page.audience(key, ines) == "facilitator"
    assert page.audience(key, malo) == "member"
    assert {page.audience(key, person) for person in (omar, noe, lise, admin)} == {"reader"}
    evening.circle.is_open = False
    evening.circle.save(update_fields=["is_open"])
    assert {page.audience(key, person) for person in (omar, noe, lise, admin)} == {None}


def test_handing_the_facilitation_over_changes_who_follows_as_what(evening, ines, malo):
    name_roles(evening, roles={"facilitator": malo}, actor=ines)

    assert MeetingPage().audience(str(evening.pk), ines) == "member"
    assert MeetingPage().audience(str(evening.pk), malo) == "facilitator"


def test_regions_stay_the_same_while_only_time_passes(news, clock):
    """Else every change would push them all, and whoever comes back would be sent them: times tick in the browser."""
    later(clock, seconds=7)  # not at the beginning of a minute
    before = MeetingPage().load(str(news.meeting_id))
    later(clock, seconds=30)
    after = MeetingPage().load(str(news.meeting_id))

    for name, region in MeetingPage.regions.items():
        for rights in ("facilitator", "member", "reader"):
            audience = Audience(rights, "fr")
            assert region.render(before, audience) == region.render(after, audience), name


def test_the_picture_of_the_evening_moves_by_the_minute(news, clock):
    at = MeetingPage().load(str(news.meeting_id))
    later(clock, seconds=60)
    after = MeetingPage().load(str(news.meeting_id))
    audience, evening = Audience("member", "fr"), MeetingPage.regions["evening"]

    assert evening.render(at, audience) != evening.render(after, audience)


def test_one_row_is_drawn_when_one_item_changes(evening, ines):
    draw.cache_clear()
    for number in range(30):
        add_item(evening, title=f"Point {number}", actor=ines)
    agenda, audience = MeetingPage.regions["agenda"], Audience("member", "fr")
    agenda.render(MeetingSheet.of(evening.pk), audience)
    drawn = draw.cache_info().misses

    advance(evening, expected=None, actor=ines)
    agenda.render(MeetingSheet.of(evening.pk), audience)

    assert draw.cache_info().misses == drawn + 1


def test_a_rendering_asks_the_same_number_of_questions_whatever_there_is(evening, ines, malo):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            html(MeetingPage(), evening, "facilitator")
        return len(captured)

    advance(evening, expected=None, actor=ines)
    raise_hand(evening, kind="speak", actor=malo)
    arrive(evening, member=malo, actor=malo)
    few = questions()
    for number in range(20):
        write_notes(add_item(evening, title=f"Point {number}", actor=ines), text="Oui.", base=0, actor=malo)

    assert questions() == few


def test_an_open_ballot_is_read_once_whoever_watches(evening, ines):
    """Once for the page, not once for each class of rights and each language."""
    item = add_item(evening, title="Le bail", kind="vote", actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    open_item_ballot(item, QuestionSpec("Le signons-nous ?", MajorityRules()), actor=ines)
    data, ballot = MeetingPage().load(str(evening.pk)), MeetingPage.regions["ballot"]

    with CaptureQueriesContext(connection) as asked:
        for rights, language in (("facilitator", "fr"), ("member", "fr"), ("member", "en"), ("reader", "en")):
            assert "Le signons-nous ?" in ballot.render(data, Audience(rights, language))

    assert sum("votes_vote" in query["sql"] for query in asked) == 1


def test_the_words_of_a_row_are_in_the_language_of_its_reader(evening, ines):
    add_item(evening, title="Le bail", kind="poll", actor=ines)
    agenda, words = MeetingPage.regions["agenda"], {"fr": "sondage rapide", "en": "quick poll"}

    for language in ("fr", "en", "fr"):
        with override(language):
            shown = agenda.render(MeetingSheet.of(evening.pk), Audience("member", language)).lower()
        assert [word in shown for word in words.values()] == [language == "fr", language == "en"]


def test_times_survive_a_restart(news, clock, ines):
    """They are rows: whatever process reads them, after whatever pause, adds up the same seconds."""
    later(clock, minutes=4)
    line = MeetingSheet.of(news.meeting_id).current
    assert (line.spent, line.before, line.since) == (240, 0, news.meeting.opened_at)

    advance(news.meeting, expected=news.pk, actor=ines)
    later(clock, minutes=2)
    advance(news.meeting, expected=line.item.pk + 1, to=news, actor=ines)
    later(clock, minutes=1)

    line = MeetingSheet.of(news.meeting_id).current
    assert line.item == news
    assert (line.spent, line.before) == (300, 240)

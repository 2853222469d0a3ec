"""Whether one comes to a meeting, by the link of its convocation: without signing in, once."""

from datetime import timedelta

import pytest

from assembly.actions import add_item, convene, open_meeting, plan_meeting
from assembly.models import Meeting, Reply
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.summaries import presence_summary
from journal.models import Entry
from members.mime import message_of
from members.models import Mail, Notification
from members.panels import waiting_for
from members.queries import letters_to_send
from tests.assembly.conftest import EVENING, HARD_END
from votes.models import Proxy


@pytest.fixture
def convened(clock, ca, ines, malo, rose, settings) -> Meeting:
    """Two weeks before, by letters that leave by themselves."""
    settings.MAIL_LEAVES = True
    clock.move_to(EVENING - timedelta(days=14))
    meeting = plan_meeting(ca, title="CA de novembre", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    add_item(meeting, title="Rachat du bâtiment", kind="vote", minutes=25, actor=malo)
    convene(meeting, actor=ines)
    meeting.refresh_from_db()
    return meeting


def letter_to(member) -> Mail:
    return Mail.objects.filter(kind="convocation", member=member).latest("pk")


def link_in(letter: Mail) -> str:
    return "/answers/" + letter.text.partition("/answers/")[2].split()[0]


def test_the_first_line_says_what_is_asked_how_long_it_takes_and_until_when(convened, rose) -> None:
    assert letter_to(rose).text.splitlines()[0].replace("\u00a0", " ") == (
        "Vous êtes convié·e à la réunion du cercle CA, mardi 24 novembre 2026, de 18 h 30 à 22 h au plus tard. "
        "Dites si vous venez avant qu’elle ne commence : cela prend une minute."
    )


@pytest.mark.parametrize(("value", "is_coming"), [("yes", True), ("no", False)])
def test_one_says_once_whether_one_comes(convened, rose, client, value, is_coming) -> None:
    address = link_in(letter_to(rose))
    for _scan in range(3):
        assert "Venez-vous\u00a0? CA de novembre" in client.get(address).content.decode()
    assert not Reply.objects.exists()
    client.post(address, {"value": value})
    client.post(address, {"value": "yes"})
    answer = Reply.objects.get()
    assert (answer.member, answer.is_coming) == (rose, is_coming)
    assert Entry.objects.filter(verb="answer.by_link").count() == 1


def test_one_gives_ones_proxy_to_somebody_of_the_roll(convened, malo, rose, client) -> None:
    address = link_in(letter_to(rose))
    page = client.get(address).content.decode()
    assert f'<option value="{malo.pk}">Malo</option>' in page
    assert f'<option value="{rose.pk}">' not in page
    for wrong in ("", "404", str(rose.pk)):
        client.post(address, {"value": "proxy", "text": wrong})
    assert not Proxy.objects.exists()
    client.post(address, {"value": "proxy", "text": str(malo.pk)})
    proxy = Proxy.objects.get()
    assert (proxy.giver, proxy.holder, proxy.accepted_at) == (rose, malo, None)
    [asked] = [thing for thing in waiting_for(malo) if thing.kind == "proxy"]
    assert asked.due == EVENING


def test_whoever_has_given_a_proxy_is_not_offered_to_give_another(convened, malo, rose, client) -> None:
    client.post(link_in(letter_to(rose)), {"value": "proxy", "text": str(malo.pk)})
    assert 'value="proxy"' not in client.get(link_in(letter_to(malo))).content.decode()


def test_once_it_has_begun_nobody_answers_by_a_link(convened, clock, ines, rose, client) -> None:
    address = link_in(letter_to(rose))
    clock.move_to(EVENING)
    open_meeting(convened, actor=ines)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "yes"})
    assert not Reply.objects.exists()


def test_a_new_convocation_asks_anew_and_ends_the_links_of_the_last(convened, ines, rose, client) -> None:
    former = link_in(letter_to(rose))
    add_item(convened, title="Le four", kind="vote", minutes=5, actor=ines)
    convene(convened, actor=ines)
    assert client.get(former).status_code == 410
    assert client.get(link_in(letter_to(rose))).status_code == 200


def test_the_link_is_in_that_person_s_letter_alone(convened, ines) -> None:
    letters = list(Mail.objects.filter(kind="convocation"))
    assert len({link_in(letter) for letter in letters}) == 3
    assert all(letter.is_secret for letter in letters)
    kept = convened.convocations.get().text
    files = b"".join(bytes(letter.attachments.get().content) for letter in letters)
    assert "/answers/" not in kept
    assert b"/answers/" not in files


def test_letters_passed_on_by_hand_have_no_link(convened, ines, settings) -> None:
    settings.MAIL_LEAVES = False
    add_item(convened, title="Le four", kind="vote", minutes=5, actor=ines)
    convene(convened, actor=ines)
    letter = letter_to(ines)
    assert "/answers/" not in letter.text
    assert not letter.is_secret


def test_a_convocation_is_among_what_was_asked_once(convened, ines, rose, client) -> None:
    convene(convened, actor=ines)
    asked = Notification.objects.filter(kind="convocation")
    assert sorted(asked.values_list("member__name", flat=True)) == ["Inès", "Malo", "Rose"]
    assert asked.filter(mail__isnull=False, settled_at__isnull=False).count() == 3
    letter = letter_to(rose)
    headers = message_of(letter).extra_headers
    assert "List-Unsubscribe-Post" not in headers  # nobody refuses a convocation: the page says what one may refuse
    address = headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    assert client.get(address).status_code == 200


def test_a_convocation_waits_for_an_address_that_refuses_letters(convened, rose) -> None:
    rose.refused_addresses.create(address=rose.email, refused_at=EVENING)
    leaving = letters_to_send(EVENING).filter(kind="convocation")
    assert {letter.member.name for letter in leaving} == {"Inès", "Malo"}


def test_the_page_says_how_many_come_and_the_quorum(convened, rose, malo, client) -> None:
    for member in (rose, malo):
        client.post(link_in(letter_to(member)), {"value": "yes"})
    summary = presence_summary(MeetingSheet.of(convened.pk)).replace("\u00a0", " ")
    assert summary == "2 personnes viennent (quorum 2)"

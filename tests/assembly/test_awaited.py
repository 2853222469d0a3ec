"""Whoever finds nothing to do on the page of a meeting reads what is awaited."""

from datetime import timedelta

from assembly.actions import arrive, convene, raise_hand, reply
from tests.conftest import person

ADDRESS = "/meetings/{}/"


def page_of(client, member, meeting) -> str:
    client.force_login(member)
    return client.get(ADDRESS.format(meeting.pk)).content.decode()


def test_before_it_opens(clock, meeting, client, ines, malo) -> None:
    clock.shift(timedelta(days=-8))
    assert "L’ordre du jour se prépare\u00a0; la convocation suivra." in page_of(client, malo, meeting)
    convene(meeting, actor=ines)
    meeting.refresh_from_db()
    assert 'class="muted awaited"' not in page_of(client, malo, meeting)  # their answer is
    reply(meeting, is_coming=True, actor=malo)
    assert "La réunion s’ouvre" in page_of(client, malo, meeting)


def test_while_it_is_open(evening, client, malo) -> None:
    assert 'class="muted awaited"' not in page_of(client, malo, evening)  # they are to say that they are there
    arrive(evening, member=malo, actor=malo)
    raise_hand(evening, kind="speak", actor=malo)
    assert "Votre main est levée\u00a0: la parole vous sera donnée." in page_of(client, malo, evening)


def test_whoever_only_follows_reads_that_its_members_decide(evening, client) -> None:
    noe = person("Noé Lavoir")
    sentence = "Vous suivez cette réunion\u00a0: ses membres y parlent et y décident."
    assert sentence in page_of(client, noe, evening)

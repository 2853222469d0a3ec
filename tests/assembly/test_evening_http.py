"""A whole evening by plain forms: no JavaScript, no socket. Each POST redirects, each page says what happened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assembly.models import AgendaItem, ItemBallot, Meeting
from commissions.models import Task
from members.models import Mail
from proposals.models import Decision
from tests.assembly.conftest import EVENING, later
from votes.models import Proxy


@pytest.fixture
def as_person():
    """A browser of one's own for each person."""
    clients: dict[int, Client] = {}

    def sign_in(member) -> Client:
        if member.pk not in clients:
            clients[member.pk] = Client()
            clients[member.pk].force_login(member)
        return clients[member.pk]

    return sign_in


def post(client: Client, name: str, *args, **data) -> str:
    """Send a form and follow the redirect: the page that it leads to."""
    address = name if ":" in name else f"assembly:{name}"
    response = client.post(reverse(address, args=args), {"confirmed": "yes", **data})
    assert response.status_code == 303, (name, response.status_code, response.content[:500])
    page = client.get(response["Location"].partition("#")[0])
    assert page.status_code == 200
    return page.content.decode()


def test_the_evening_without_javascript(clock, ca, table_of_twelve, as_person):
    ines, malo, rose, *others = table_of_twelve
    clock.move_to(EVENING - timedelta(days=10))

    # Before: planned, prepared, convened.
    page = post(
        as_person(ines),
        "meeting-new",
        circle=ca.pk,
        title="CA de novembre",
        day="2026-11-24",
        start="18:30",
        end="22:00",
        place="La cuisine",
    )
    meeting = Meeting.objects.get()
    assert "CA de novembre" in page
    post(as_person(malo), "agenda-edit", meeting.pk, title="Rachat du bâtiment", kind="vote", minutes=25)
    post(as_person(malo), "agenda-edit", meeting.pk, title="Travaux", kind="discussion", minutes=15)
    post(as_person(ines), "roles", meeting.pk, facilitator=ines.pk, chair=rose.pk, secretary=malo.pk)
    page = post(as_person(ines), "convocation", meeting.pk)
    assert Mail.objects.filter(kind="convocation").count() == 12
    post(as_person(others[0]), "replies", meeting.pk, coming="no")
    meeting.refresh_from_db()
    post(as_person(others[0]), "votes:proxies", meeting.gathering_id, holder=malo.pk)
    post(as_person(others[1]), "votes:proxies", meeting.gathering_id, holder=rose.pk)
    post(as_person(malo), "votes:proxy-acceptance", Proxy.objects.get(holder=malo).pk)
    post(as_person(rose), "votes:proxy-acceptance", Proxy.objects.get(holder=rose).pk)
    assert Proxy.objects.filter(accepted_at__isnull=False).count() == 2

    # It begins: people arrive.
    clock.move_to(EVENING)
    post(as_person(ines), "opening", meeting.pk)
    for member in (malo, rose, *others[2:5]):
        post(as_person(member), "arrivals", meeting.pk)
    post(as_person(ines), "arrivals", meeting.pk, member=others[5].pk)
    page = post(as_person(rose), "arrivals-confirmation", meeting.pk, member=others[5].pk)
    assert "quorum 6" in page

    # The vote: 7 present, 2 proxies; for 6, against 1, abstentions 2.
    vote, works = AgendaItem.objects.all()
    post(as_person(ines), "steps", meeting.pk, expected="")
    page = post(as_person(malo), "hands", meeting.pk, kind="speak")
    assert "Malo" in page
    post(as_person(ines), "hand-calling", meeting.hands.get().pk)
    later(clock, minutes=4)
    post(as_person(malo), "turn-end", meeting.turns.get().pk)
    post(as_person(ines), "ballots", vote.pk)
    ballot = ItemBallot.objects.get().ballot
    answers = {ines: "for", malo: "for", rose: "for", others[2]: "for", others[3]: "against", others[4]: "abstain",
               others[5]: "for", others[0]: "for", others[1]: "abstain"}  # fmt: skip
    holders = {others[0]: malo, others[1]: rose}
    for elector, choice in answers.items():
        sent = as_person(holders.get(elector, elector)).post(
            reverse("votes:ballot-votes", args=[ballot.pk]), {"elector": elector.pk, "choice": choice}
        )
        assert sent.status_code == 303
    page = post(as_person(ines), "ballot-closing", vote.pk, ballot.pk)
    said = (
        "9 votants (7 présents, 2 pouvoirs) sur 12 ; quorum 6 atteint ; pour 6, contre 1, abstentions 2 ; "
        "majorité absolue des suffrages exprimés (4 sur 7) atteinte : adoptée."
    )
    assert said in page.replace("\u00a0", " ")
    decision = Decision.objects.get()
    assert decision.number == "2026-001"
    assert decision.result.replace("\u00a0", " ") == said

    # Notes, a task, the next item, the end.
    later(clock, minutes=10)
    post(as_person(malo), "item-notes", vote.pk, text="On retient la **proposition** de la banque.", base=0)
    post(
        as_person(malo), "tasks", meeting.pk, title="Appeler la banque", assignee=rose.pk, item=vote.pk,
        decision=decision.pk, back="notes",
    )  # fmt: skip
    task = Task.objects.get()
    assert task.assignee == rose
    post(as_person(others[2]), "departures", meeting.pk)
    post(as_person(ines), "steps", meeting.pk, expected=vote.pk)
    later(clock, minutes=6)
    page = post(as_person(ines), "closing", meeting.pk)

    # The minutes, read by somebody who was away.
    page = as_person(others[8]).get(reverse("assembly:minutes", args=[meeting.pk])).content.decode()
    for expected in (said, "2026-001", "Appeler la banque", "<strong>proposition</strong>", "Conseil 3"):
        assert expected in page.replace("\u00a0", " ")
    post(as_person(rose), "signatures", meeting.pk)
    page = post(as_person(malo), "signatures", meeting.pk)
    post(as_person(malo), "corrections", meeting.pk, text="Lire « la cuisine ».")
    refused = as_person(malo).post(reverse("assembly:item-notes", args=[works.pk]), {"text": "Trop tard", "base": 0})
    assert refused.status_code == 303
    assert "Trop tard" not in as_person(malo).get(reverse("assembly:minutes", args=[meeting.pk])).content.decode()

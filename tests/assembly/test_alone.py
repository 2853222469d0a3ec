"""An assembly of 154, attempted over HTTP by one member alone, then by an administrator: refused, in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assembly.actions import add_item, advance, convene, open_meeting, plan_meeting
from assembly.models import AgendaItem, Meeting, MeetingRole
from commissions.models import Circle, Mandate
from journal.models import Entry
from members.models import Mail, Member, Membership
from proposals.models import Decision
from tests.assembly.conftest import EVENING, HARD_END
from votes.models import Ballot, Presence
from web import refusals

FORM = {"title": "AG éclair", "day": "2026-11-24", "start": "18:30", "end": "22:00", "place": "", "link": ""}
ITEM = {"title": "Dissoudre", "kind": "vote", "minutes": "5", "note": "", "owner": "", "proposal": ""}


@pytest.fixture
def assembly(db, clock, ca, ines, malo, rose, noe, admin) -> Circle:
    """The collective: 154 members à jour, of whom three sit on the board."""
    clock.move_to(EVENING - timedelta(days=30))
    others = Member.objects.bulk_create(
        Member(email=f"p{number}@example.org", name=f"Personne {number}") for number in range(149)
    )
    everybody = [ines, malo, rose, noe, admin, *others]
    Membership.objects.bulk_create(
        Membership(member=member, year=2026, paid_on=date(2026, 1, 5)) for member in everybody
    )
    return Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")


@pytest.fixture(params=["noe", "admin"])
def alone(request) -> Client:
    """Signed in, without a mandate: a member; then one who administers."""
    client = Client(headers={"x-act": "1"})
    client.force_login(request.getfixturevalue(request.param))
    return client


def press(client: Client, name: str, *args: int | str, **data: object) -> tuple[int, str]:
    """What the server answers to a button, in words: its sentence, or the page that says it."""
    answer = client.post(reverse(name, args=args), data)
    if answer["Content-Type"].startswith("text/html"):
        return answer.status_code, unescape(answer.content.decode())
    return answer.status_code, answer.json()["message"]


def say_why(answers: Iterable[tuple[int, str]]) -> bool:
    """Whether each was refused, with its reason."""
    reasons = [str(reason) for reason in refusals.reasons.values()]
    return all(status == 403 and any(reason in told for reason in reasons) for status, told in answers)


def ask_the_api(client: Client, name: str, *args: int, **data: object) -> int:
    return client.post(reverse(name, args=args), data, content_type="application/json").status_code


def nothing_happened() -> bool:
    return not (
        Decision.objects.exists() or Ballot.objects.exists() or Mail.objects.filter(kind="convocation").exists()
    )


def test_planning_alone_only_asks_for_it(assembly, alone):
    assert alone.post(reverse("assembly:meeting-new"), FORM | {"circle": assembly.pk}).status_code == 200
    meeting = Meeting.objects.get()
    assert press(alone, "assembly:agenda-edit", meeting.pk, **ITEM)[0] == 200
    item = AgendaItem.objects.get()

    page = alone.get(meeting.get_absolute_url()).content.decode()
    assert "Il faut encore 38 soutiens, sur 39" in page
    assert press(alone, "assembly:convocation", meeting.pk) == (
        403,
        "Seule la personne qui anime la réunion peut le faire\xa0: demandez-lui.",
    )
    assert press(alone, "assembly:opening", meeting.pk)[0] == 403
    assert press(alone, "assembly:call", meeting.pk) == (
        403,
        "Une assemblée demandée est prise en charge par les personnes que ses règles désignent. "
        "Vous pouvez la soutenir.",
    )
    me = alone.session["_auth_user_id"]
    assert press(alone, "assembly:roles", meeting.pk, facilitator=me) == (
        403,
        "Seules les personnes qui peuvent convoquer cette réunion, et celle qui l’anime, donnent les rôles.",
    )
    assert press(alone, "assembly:supports", meeting.pk)[0] == 200  # again: it counts once
    assert meeting.supports.count() == 1
    assert press(alone, "assembly:steps", meeting.pk)[0] == 403
    assert press(alone, "assembly:ballots", item.pk)[0] == 403
    assert press(alone, "assembly:arrivals", meeting.pk)[0] == 422
    assert ask_the_api(alone, "api-meeting-advance", meeting.pk, expected=None) == 403
    assert ask_the_api(alone, "api-item-ballots", item.pk, question="Oui\xa0?", rules={}) in {400, 403}
    assert not MeetingRole.objects.exists()
    assert nothing_happened()


def test_the_boards_assembly_is_not_theirs_to_change(assembly, alone, clock, ines, malo):
    meeting = plan_meeting(assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    item = add_item(meeting, title="Comptes", kind="vote", actor=ines)
    me = alone.session["_auth_user_id"]

    before = [
        press(alone, "assembly:roles", meeting.pk, facilitator=me),
        press(alone, "assembly:meeting-edit", meeting.pk, **FORM),
        press(alone, "assembly:agenda-edit", meeting.pk, **ITEM),
        press(alone, "assembly:item-edit", item.pk, **ITEM),
        press(alone, "assembly:item-removal", item.pk),
        press(alone, "assembly:convocation", meeting.pk),
        press(alone, "assembly:opening", meeting.pk),
    ]
    convene(meeting, actor=ines)
    Mail.objects.all().delete()
    clock.move_to(EVENING)
    alone.force_login(Member.objects.get(pk=me))
    meeting = open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    during = [
        press(alone, "assembly:roles", meeting.pk, facilitator=me),
        press(alone, "assembly:agenda-edit", meeting.pk, **ITEM),
        press(alone, "assembly:steps", meeting.pk, expected=item.pk),
        press(alone, "assembly:ballots", item.pk),
        press(alone, "assembly:polls", item.pk),
        press(alone, "assembly:arrivals", meeting.pk, member=malo.pk),
        press(alone, "votes:proxies-paper", meeting.gathering.pk, giver=malo.pk, holder=me),
        press(alone, "votes:proxies-assignment", meeting.gathering.pk),
        press(alone, "assembly:closing", meeting.pk),
    ]

    assert say_why(before + during)
    assert ask_the_api(alone, "api-meeting-advance", meeting.pk, expected=item.pk) == 403
    assert [presence.member for presence in Presence.objects.all()] == [ines]
    assert nothing_happened()


def test_an_administrator_changes_no_rule_into_deciding_alone(assembly, admin):
    client = Client(headers={"x-act": "1"})
    client.force_login(admin)
    rules = {"convocation_days": "0", "convening_share": "1/10", "majority_base": "expressed", "proxy_cap": "2"}
    rules |= {"majority_threshold": "relative", "majority_tie": "rejected", "convener": "members"}

    status, told = press(client, "commissions:circle-rules", "ag", **rules)

    assert status == 422
    assert "members" in told
    assembly.refresh_from_db()
    assert assembly.convened_by == Circle.Convener.BOARD
    assert not Entry.objects.filter(verb="circle.rules_set").exists()


def test_the_clerks_of_a_commission_convene_no_assembly(assembly, noe, vie_quotidienne):
    Mandate.objects.create(member=noe, circle=vie_quotidienne, role=Mandate.Role.COORDINATOR, since=date(2026, 1, 1))

    assert plan_meeting(assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, actor=noe).is_asked

"""Once the founding is over, rules and mandates rest on decisions; nobody seats himself, administrators included."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions import grounds
from commissions.actions import create_circle, describe_circle, end_mandate, give_mandate, join_circle, set_rules
from commissions.changes import Change
from commissions.models import Circle, Mandate, Spending
from commissions.queries import deciders_for
from journal.actions import CLOCK
from journal.models import Entry
from journal.topics import kinds
from members.actions import end_founding
from members.models import Collective, Member
from members.panels import waiting_for
from proposals.grounds import FOUNDING_LASTS, end_founding_in_time
from proposals.models import Decision
from tests.refusals import code_of, refused
from votes.actions import close_gathering, open_gathering
from votes.counting.quorum import read
from votes.owners import BallotOwner
from votes.rolls import RollRules

COORDINATOR, MEMBER = Mandate.Role.COORDINATOR, Mandate.Role.MEMBER


def rules_of(circle: Circle) -> Change:
    return Change("rules", circle.pk)


def seat(circle: Circle, *members: Member, role: str = MEMBER) -> Change:
    return Change("mandate", circle.pk, role=role, members=tuple(member.pk for member in members))


def decided(circle: Circle, **fields) -> Decision:
    """A decision of this circle, in the register; `change` is what it lets be changed."""
    serial = Decision.objects.count() + 1
    values = {"occasion": "", "decided_at": timezone.now(), "process": "consent", "result": "Adoptée.", **fields}
    return Decision.objects.create(
        year=2026, serial=serial, number=f"2026-{serial:03d}", circle=circle, title="Règles", text="…", **values
    )


@pytest.fixture
def assembly(admin) -> Circle:
    return create_circle(actor=admin, kind="assembly", name="Assemblée")


@pytest.fixture
def garden(admin, ca, omar) -> Circle:
    """A commission within the board; Omar coordinates it."""
    circle = create_circle(actor=admin, kind="commission", name="Jardin", parent=ca)
    give_mandate(circle, member=omar, role=COORDINATOR, actor=admin)
    return circle


@pytest.fixture
def founded(admin) -> None:
    """The founding is over."""
    end_founding(actor=admin)


# While the collective is being founded


def test_during_the_founding_rules_and_mandates_are_entered_freely_and_say_so(ca, noe, admin, client) -> None:
    mandate = give_mandate(ca, member=noe, role=COORDINATOR, actor=admin)
    set_rules(ca, meeting_quorum="1/3", actor=admin)
    assert (mandate.ground, mandate.entered_by) == ("founding", admin)
    assert [(change.ground, change.changed) for change in ca.rules_changes.all()] == [
        ("founding", {"meeting_quorum": "1/3"})
    ]
    client.force_login(admin)
    page = client.get(ca.get_absolute_url()).content.decode()
    assert page.count("saisi à la mise en place par Ada") == 2


# How it ends


def test_an_administrator_ends_it_once(admin, ines) -> None:
    with refused("members.end_founding"):
        end_founding(actor=ines)
    first = end_founding(actor=admin).founding_ended_at
    assert end_founding(actor=admin).founding_ended_at == first
    assert [entry.verb for entry in Entry.objects.all()] == ["collective.founding_ended"]


def test_it_ends_by_itself_ninety_days_after_the_first_decision(ca) -> None:
    end_founding_in_time()
    decided(ca, decided_at=timezone.now() - FOUNDING_LASTS + timedelta(minutes=1))
    end_founding_in_time()
    assert grounds.is_founding()
    decided(ca, decided_at=timezone.now() - FOUNDING_LASTS)
    end_founding_in_time()
    end_founding_in_time()
    assert not grounds.is_founding()
    assert Collective.objects.get().founding_ended_by is None


def test_the_page_asks_to_be_sure(admin, client) -> None:
    client.force_login(admin)
    url = reverse("members:founding-ending")
    assert "C’est définitif." in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert grounds.is_founding()
    assert client.post(url, {"is_sure": "on"}).status_code == 303
    assert not grounds.is_founding()


# Afterwards: rules


@pytest.mark.parametrize("actor", ["admin", "omar"])
def test_nobody_changes_rules_alone(garden, founded, request, actor) -> None:
    person = request.getfixturevalue(actor)
    for ground in ("", "founding", "decision:", "decision:999", "decision:²", "nothing:1"):
        code = code_of(set_rules, garden, consent_quorum="", ground=ground, actor=person)
        assert code in {"ground", "unknown"}
    assert Circle.objects.get(pk=garden.pk).consent_quorum == read("1/2")


@pytest.mark.parametrize("above", ["garden", "ca", "assembly"])
def test_a_decision_of_the_circle_or_of_one_above_changes_its_rules(garden, assembly, founded, omar, request, above):
    decision = decided(request.getfixturevalue(above), change=rules_of(garden))
    set_rules(garden, meeting_quorum="1/3", ground=decision.topic, actor=omar)
    change = garden.rules_changes.get()
    assert (change.ground, change.entered_by) == (decision.topic, omar)
    assert Entry.objects.filter(verb="circle.rules_set").exists()


def test_a_decision_taken_elsewhere_or_that_no_longer_holds_does_not(
    garden, ca, assembly, vie_quotidienne, founded, omar, admin
) -> None:
    elsewhere, old = decided(vie_quotidienne, change=rules_of(garden)), decided(ca, change=rules_of(garden))
    decided(ca, replaces=old)
    repeal = decided(ca, replaces=decided(ca), is_repeal=True)
    for decision, code in ((elsewhere, "elsewhere"), (old, "no_longer"), (repeal, "no_longer")):
        assert code_of(set_rules, garden, meeting_quorum="1/3", ground=decision.topic, actor=omar) == code
    board = decided(ca, change=rules_of(assembly))
    assert code_of(set_rules, assembly, meeting_quorum="1/3", ground=board.topic, actor=admin) == "elsewhere"


class MeetingOfAnybody(BallotOwner):
    def conducts(self, person: Any, pk: str) -> bool:
        return True


@pytest.fixture
def meeting_of_anybody() -> Iterator[None]:
    with kinds.replaced({**kinds, "meeting": MeetingOfAnybody()}):
        yield


def test_what_a_meeting_decides_changes_what_opens_after_it(
    garden, ca, founded, omar, ines, meeting_of_anybody
) -> None:
    gathering = open_gathering(owner="meeting:7", rules=RollRules(electors=frozenset({ines.pk})), actor=ines)
    decision = decided(ca, occasion="meeting:7", change=rules_of(garden))
    ground = {"ground": decision.topic, "actor": omar}
    assert code_of(set_rules, garden, meeting_quorum="1/3", **ground) == "still_meeting"
    close_gathering(gathering, actor=ines)
    assert set_rules(garden, meeting_quorum="1/3", **ground).meeting_quorum == read("1/3")


def test_moving_a_circle_under_another_takes_a_decision_too(garden, vie_quotidienne, ca, founded, omar) -> None:
    described = {"name": "Jardin", "actor": omar}
    assert code_of(describe_circle, garden, parent=vie_quotidienne, **described) == "ground"
    assert describe_circle(garden, parent=ca, mission="Des légumes", **described).mission == "Des légumes"
    elsewhere = decided(ca, change=Change("move", garden.pk, within=None))
    assert code_of(describe_circle, garden, parent=vie_quotidienne, ground=elsewhere.topic, **described) == "otherwise"
    decision = decided(ca, change=Change("move", garden.pk, within=vie_quotidienne.pk))
    moved = describe_circle(garden, parent=vie_quotidienne, ground=decision.topic, **described)
    assert moved.parent == vie_quotidienne


def test_above_a_circle_are_its_parents_up_to_the_assembly(ca, garden, vie_quotidienne, admin) -> None:
    assert deciders_for(garden) == {garden.pk, ca.pk}
    assembly = create_circle(actor=admin, kind="assembly", name="Assemblée")
    assert deciders_for(garden) == {garden.pk, ca.pk, assembly.pk}
    assert deciders_for(assembly) == {assembly.pk}
    residents = create_circle(actor=admin, kind="assembly", name="Assemblée des résidents", parent=assembly)
    describe_circle(vie_quotidienne, name="Vie Quotidienne", parent=residents, actor=admin)
    assert deciders_for(garden) == {garden.pk, ca.pk, assembly.pk}
    assert deciders_for(vie_quotidienne) == {vie_quotidienne.pk, residents.pk}
    other = create_circle(actor=admin, kind="assembly", name="Autre assemblée")
    assert deciders_for(garden) == {garden.pk, ca.pk}
    describe_circle(ca, name="CA", parent=other, actor=admin)
    assert deciders_for(garden) == {garden.pk, ca.pk, other.pk}


# Afterwards: mandates


def test_an_administrator_does_not_seat_himself_in_the_board(ca, founded, admin) -> None:
    decision = decided(ca)
    assert code_of(give_mandate, ca, member=admin, actor=admin) == "oneself"
    assert code_of(give_mandate, ca, member=admin, ground=decision.topic, actor=admin) == "oneself"
    assert not Mandate.objects.filter(member=admin).exists()


def test_a_seat_of_the_board_and_any_role_name_what_gave_them(ca, garden, founded, noe, admin, omar) -> None:
    assert code_of(give_mandate, ca, member=noe, actor=admin) == "ground"
    assert code_of(give_mandate, garden, member=noe, role=COORDINATOR, actor=omar) == "ground"
    decision, second = decided(ca, change=seat(ca, noe)), decided(ca, change=seat(garden, role=COORDINATOR))
    given = give_mandate(ca, member=noe, ground=decision.topic, actor=admin)
    assert (given.ground, given.entered_by) == (decision.topic, admin)
    assert give_mandate(garden, member=noe, role=COORDINATOR, ground=second.topic, actor=omar).role == COORDINATOR


def test_a_decision_gives_the_place_that_it_says_to_whom_it_says(ca, garden, founded, noe, malo, admin, omar) -> None:
    bike = decided(ca)
    others = [seat(ca, malo), seat(garden, noe), rules_of(ca), seat(ca, noe, role=COORDINATOR)]
    for decision in (bike, *(decided(ca, change=change) for change in others)):
        assert code_of(give_mandate, ca, member=noe, ground=decision.topic, actor=admin) == "otherwise"
    assert code_of(set_rules, garden, meeting_quorum="1/3", ground=bike.topic, actor=omar) == "otherwise"
    with refused(ground="otherwise") as refusal:
        give_mandate(ca, member=noe, ground=bike.topic, actor=admin)
    assert "La décision 2026-001 ne permet pas de donner à Noé une place" in refusal.value.messages[0]
    assert not Mandate.objects.filter(member=noe).exists()
    assert not Spending.objects.exists()


def test_what_a_decision_allows_is_done_once(ca, garden, founded, noe, lise, admin, omar) -> None:
    rules, place = decided(ca, change=rules_of(garden)), decided(ca, change=seat(ca))
    for _twice in range(2):  # the same again changes nothing, and spends nothing
        set_rules(garden, meeting_quorum="1/3", ground=rules.topic, actor=omar)
        give_mandate(ca, member=noe, ground=place.topic, actor=admin)
    assert code_of(set_rules, garden, meeting_quorum="1/2", ground=rules.topic, actor=admin) == "spent"
    assert code_of(give_mandate, ca, member=lise, ground=place.topic, actor=admin) == "spent"
    end_mandate(Mandate.objects.get(member=noe), actor=noe)
    assert code_of(give_mandate, ca, member=noe, ground=place.topic, actor=admin) == "spent"
    assert Circle.objects.get(pk=garden.pk).meeting_quorum == read("1/3")
    assert [(one.ground, one.part, one.by) for one in Spending.objects.all()] == [
        (rules.topic, "", omar),
        (place.topic, "", admin),
    ]


def test_of_several_elected_each_is_seated_once(ca, founded, noe, lise, omar, admin) -> None:
    election = decided(ca, change=seat(ca, noe, lise, role=Mandate.Role.ELECTED))
    elected = {"role": Mandate.Role.ELECTED, "ground": election.topic, "actor": admin}
    give_mandate(ca, member=noe, **elected)
    give_mandate(ca, member=lise, **elected)
    assert code_of(give_mandate, ca, member=omar, **elected) == "otherwise"
    end_mandate(Mandate.objects.get(member=noe), actor=noe)
    assert code_of(give_mandate, ca, member=noe, **elected) == "spent"


def test_a_simple_place_is_welcomed_by_a_member_of_the_circle(garden, founded, noe, admin, ines, omar) -> None:
    with refused("commissions.seat"):
        give_mandate(garden, member=noe, actor=ines)
    assert code_of(give_mandate, garden, member=noe, actor=admin) == "ground"
    place = give_mandate(garden, member=noe, actor=omar)
    assert (place.ground, place.entered_by) == ("welcomed", omar)


def test_a_welcome_takes_nothing_away(garden, founded, noe, admin, omar) -> None:
    """Neither a coordinator's role, nor the rest of a colleague's mandate, by giving them a simple place."""
    give_mandate(garden, member=noe, actor=omar)
    coordinator, colleague = Mandate.objects.get(circle=garden, member=omar), Mandate.objects.get(member=noe)
    with refused("commissions.manage"):
        give_mandate(garden, member=omar, actor=noe)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert code_of(give_mandate, garden, member=noe, until=tomorrow, actor=omar) == "ground"
    coordinator.refresh_from_db()
    colleague.refresh_from_db()
    assert coordinator.until is colleague.until is None


def test_a_new_circle_rests_on_a_decision_of_the_circle_that_it_is_within(ca, assembly, founded, admin) -> None:
    new = {"actor": admin, "kind": "commission", "name": "Vélos"}
    with refused(parent="founded"):
        create_circle(**new)
    assert code_of(create_circle, **new, parent=ca) == "ground"
    group = decided(ca, change=Change("creation", ca.pk, new_kind="working_group", name="Vélos"))
    assert code_of(create_circle, **new, parent=ca, ground=group.topic) == "otherwise"
    assert code_of(create_circle, **new, parent=ca, ground=decided(ca).topic) == "otherwise"
    for above in (ca, assembly):
        decision = decided(above, change=Change("creation", ca.pk, new_kind="commission", name="Vélos"))
        assert code_of(create_circle, **new, parent=ca, ground=decision.topic, is_open=False) == "founded"
        circle = create_circle(**new, parent=ca, ground=decision.topic)
        assert (circle.parent, circle.is_open, circle.consent_quorum) == (ca, True, read("1/2"))
        assert code_of(create_circle, **new, parent=ca, ground=decision.topic) == "spent"


def test_no_assembly_is_added_and_a_board_by_the_assembly_alone(ca, assembly, founded, admin) -> None:
    with refused(kind="founded"):
        create_circle(actor=admin, kind="assembly", name="Autre", parent=assembly)
    board = {"actor": admin, "kind": "board", "name": "Bureau"}
    allowed = decided(ca, change=Change("creation", ca.pk, new_kind="board", name="Bureau"))
    with refused(changes="board"):
        create_circle(**board, parent=ca, ground=allowed.topic)
    decision = decided(assembly, change=Change("creation", assembly.pk, new_kind="board", name="Bureau"))
    assert create_circle(**board, parent=assembly, ground=decision.topic).pk


def test_or_taken_where_anyone_may_join(garden, noe, admin) -> None:
    set_rules(garden, is_welcoming=True, actor=admin)
    end_founding(actor=admin)
    join_circle(garden, actor=noe)
    assert Mandate.objects.get(member=noe).ground == "joined"


def test_somebody_elses_mandate_ends_by_a_decision(ca, founded, admin, malo, rose) -> None:
    mandate = Mandate.objects.get(member=malo)
    assert code_of(end_mandate, mandate, actor=admin) == "ground"
    for change in (Change(), seat(ca, malo), Change("ending", ca.pk, members=(rose.pk,))):
        assert code_of(end_mandate, mandate, ground=decided(ca, change=change).topic, actor=admin) == "otherwise"
    decision = decided(ca, change=Change("ending", ca.pk, members=(malo.pk,)))
    assert end_mandate(mandate, ground=decision.topic, actor=admin).until == timezone.localdate()
    assert end_mandate(Mandate.objects.get(member=rose), actor=rose).until == timezone.localdate()


def test_the_place_of_a_closed_account_is_ended_by_who_manages(ca, founded, admin, malo) -> None:
    Member.objects.filter(pk=malo.pk).update(is_active=False)
    assert end_mandate(Mandate.objects.get(member=malo), actor=admin).until == timezone.localdate()


# The pages


def test_the_pages_ask_for_the_decision_and_show_it(ca, garden, founded, noe, admin, omar, client) -> None:
    decision, second = decided(ca, change=seat(ca, noe)), decided(ca, change=rules_of(garden))
    client.force_login(admin)
    places = reverse("commissions:mandates", args=[ca.slug])
    assert f'value="{decision.topic}"' in client.get(places).content.decode()
    place = {"members": noe.pk, "role": "member", "since": date.today()}
    assert client.post(places, place).status_code == 422
    assert client.post(places, {**place, "ground": decision.topic}).status_code == 303
    assert f'value="{decision.topic}"' not in client.get(places).content.decode()
    assert f'href="{decision.get_absolute_url()}">décision 2026-001 (CA)</a>' in client.get(places).content.decode()

    client.force_login(omar)
    rules = reverse("commissions:circle-rules", args=[garden.slug])
    assert "Les règles changent par une décision" in client.get(rules).content.decode()
    typed = {
        "majority_base": "expressed",
        "majority_threshold": "2/3",
        "convener": "members",
        "majority_tie": "rejected",
        "convocation_days": 7,
        "is_open": "on",
        "proxies_count": "on",
        "proxy_cap": 2,
        "consent_quorum": "1/2",
        "allows_circle_to_lift": "on",
    }
    assert client.post(rules, typed).status_code == 422
    assert client.post(rules, {**typed, "ground": decision.topic}).status_code == 422
    assert client.post(rules, {**typed, "ground": second.topic}).status_code == 303
    assert "décision 2026-002" in client.get(garden.get_absolute_url()).content.decode()


def test_a_member_of_a_commission_welcomes_from_its_page(vie_quotidienne, founded, noe, omar, client) -> None:
    client.force_login(omar)
    url = reverse("commissions:mandates", args=[vie_quotidienne.slug])
    assert url in client.get(vie_quotidienne.get_absolute_url()).content.decode()
    assert client.post(url, {"members": noe.pk, "role": "member"}).status_code == 303
    assert "accueil par Omar" in client.get(url).content.decode()


def test_a_mandate_is_ended_from_a_page_that_says_what_it_does(ca, founded, admin, malo, client) -> None:
    mandate = Mandate.objects.get(member=malo)
    decision = decided(ca, change=Change("ending", ca.pk, members=(malo.pk,)))
    client.force_login(admin)
    url = reverse("commissions:mandate-ending", args=[mandate.pk])
    assert "Malo" in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert client.post(url, {"ground": decision.topic}).status_code == 303
    mandate.refresh_from_db()
    assert mandate.until == timezone.localdate()


def test_the_set_up_is_offered_to_be_over_after_the_first_meeting(admin, ines, ca) -> None:
    def titles(member: Member) -> list[str]:
        return [thing.title for thing in waiting_for(member) if thing.kind == "founding"]

    from assembly.models import Meeting

    assert titles(admin) == []
    instant = timezone.now()
    Meeting.objects.create(
        circle=ca, title="CA", starts_at=instant, ends_at=instant + timedelta(hours=1), state="closed",
        opened_at=instant, closed_at=instant, created_by=ines,
    )  # fmt: skip
    assert titles(admin) == ["Dire que la mise en place est terminée"]
    assert titles(ines) == []
    end_founding(actor=CLOCK)
    assert titles(admin) == []

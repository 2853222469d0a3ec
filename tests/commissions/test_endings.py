"""Working groups that end: by whom, on what ground, what keeps them, what stays, and how they are taken up again."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commissions import comparison
from commissions.actions import (
    add_task,
    ask_to_join,
    create_circle,
    describe_circle,
    describe_role,
    end_circle,
    end_rota,
    entrust_role,
    finish_task,
    give_mandate,
    join_circle,
    make_rota,
    open_link,
    reopen_task,
    reserve_place,
    resume_circle,
    set_rules,
    welcome,
)
from commissions.changes import Change, ChangeKind, checked
from commissions.circle_endings import unfinished_in
from commissions.circle_map import who_does_what
from commissions.models import Circle, CircleRole, Mandate, ReservedPlace, RoleHolding
from commissions.queries import circles_followed_by, circles_of, readable_circles
from commissions.rules import can_read_circle
from commissions.sentences import rules_in_words
from journal.clock import now, telling
from journal.queries import entries
from members.actions import end_founding, invite
from tests.commissions.helpers import at_once, told, verbs
from tests.refusals import refused

COORDINATOR = Mandate.Role.COORDINATOR


def today() -> date:
    return timezone.localdate(now())


def differences_of(circle: Circle) -> list[str]:
    """What the journal was told otherwise of this circle, and of the places in it."""
    mandates = [f"Mandate {pk} " for pk in circle.mandates.values_list("pk", flat=True)]
    found = [*comparison.rules(), *comparison.mandates()]
    return [one for one in found if one.startswith((f"Circle {circle.pk} ", f"Circle {circle.pk}:", *mandates))]


@pytest.fixture
def bikes(admin, ca, omar, noe) -> Circle:
    """A working group within the board: Omar coordinates it, Noé is in it."""
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca)
    give_mandate(circle, member=omar, role=COORDINATOR, actor=admin)
    give_mandate(circle, member=noe, actor=admin)
    return circle


@pytest.fixture
def ended(bikes, omar) -> Circle:
    return end_circle(bikes, left="Les plans sont au **local**.", actor=omar)


# It ends


def test_whoever_coordinates_a_group_ends_it_and_says_what_it_leaves(bikes, omar, noe):
    ended = end_circle(bikes, left=" Les plans sont au local. ", actor=omar)
    ended.refresh_from_db()
    assert (ended.ended_on, ended.ended_by, ended.left) == (today(), omar, "Les plans sont au local.")
    assert ended.ended_ground == "founding"
    assert set(Mandate.objects.filter(circle=bikes).values_list("member", "until")) == {
        (omar.pk, today()),
        (noe.pk, today()),
    }
    assert told("circle.ended") == {"circle": bikes.pk, "ended_on": today().isoformat(), "ground": "founding"}
    assert verbs()[-3:] == ["mandate.ended", "mandate.ended", "circle.ended"]
    assert differences_of(bikes) == []


def test_ending_it_twice_changes_nothing(ended, omar):
    before = verbs()
    for left in ("", "Les plans sont au **local**."):
        assert end_circle(ended, left=left, actor=omar).left == "Les plans sont au **local**."
    assert verbs() == before


def test_what_it_leaves_is_said_better_once_it_has_ended(ended, omar, noe):
    for _twice in range(2):
        end_circle(ended, left="Les plans sont à la cave. ", actor=omar)
    ended.refresh_from_db()
    assert (ended.left, ended.ended_by) == ("Les plans sont à la cave.", omar)
    assert verbs().count("circle.left_said") == 1
    with refused("commissions.end"):
        end_circle(ended, left="Rien.", actor=noe)
    assert differences_of(ended) == []


@pytest.mark.parametrize("who", ["noe", "ines", "lise"])
def test_others_do_not_end_it(who, bikes, request):
    with refused("commissions.end"):
        end_circle(bikes, actor=request.getfixturevalue(who))
    bikes.refresh_from_db()
    assert bikes.ended_on is None


@pytest.mark.parametrize("kind", ["assembly", "board", "commission"])
def test_only_a_working_group_ends(kind, admin, ca):
    other = ca if kind == "board" else create_circle(actor=admin, kind=kind, name="Autre")
    with refused("kind"):
        end_circle(other, actor=admin)
    with refused(ends_on="kind"):
        set_rules(other, ends_on=today() + timedelta(days=30), actor=admin)


@pytest.mark.parametrize("column", ["ends_on", "ended_on"])
def test_the_database_ends_no_other_circle(column, ca):
    with pytest.raises(IntegrityError), transaction.atomic():
        Circle.objects.filter(pk=ca.pk).update(**{column: date(2027, 1, 1)})


def test_roles_places_to_come_and_places_kept_for_guests_end_with_it(bikes, admin, omar, rose):
    role = describe_role(bikes, name="Atelier", actor=admin)
    entrust_role(role, member=omar, actor=admin)
    later = give_mandate(bikes, member=rose, since=today() + timedelta(days=20), actor=admin)
    reserve_place(bikes, invite(email="zoe@example.org", actor=admin), actor=admin)
    end_circle(bikes, actor=omar)
    later.refresh_from_db()
    assert (later.since, later.until) == (today() + timedelta(days=20),) * 2
    assert RoleHolding.objects.get().until == today()
    assert not ReservedPlace.objects.exists()
    assert told("place.ended")["circle"] == bikes.pk
    assert list(comparison.holdings()) == []
    assert differences_of(bikes) == []


def test_its_links_with_the_circle_above_end_with_it(bikes, ca, admin, omar, ines):
    above, below = open_link(bikes, to=ca, actor=admin), open_link(ca, to=bikes, actor=admin)
    entrust_role(above, member=omar, actor=admin)
    entrust_role(below, member=ines, actor=admin)
    assert Mandate.objects.filter(sits_for__isnull=False, until__gt=today()).count() == 2
    end_circle(bikes, actor=omar)
    assert {one.until for one in Mandate.objects.filter(sits_for__isnull=False)} == {today()}
    assert {one.ended_on for one in CircleRole.objects.all()} == {today()}
    assert differences_of(bikes) == []
    for circle, other in ((bikes, ca), (ca, bikes)):
        with refused("ended"):
            open_link(circle, to=other, actor=admin)


# On what ground


def test_after_the_founding_it_takes_a_decision(bikes, admin, omar):
    end_founding(actor=admin)
    with refused(ground="ground"):
        end_circle(bikes, actor=omar)
    bikes.refresh_from_db()
    assert bikes.ended_on is None


def test_once_its_day_has_come_its_end_was_decided_already(admin, bikes, omar):
    set_rules(bikes, ends_on=today() + timedelta(days=30), actor=admin)
    end_founding(actor=admin)
    with refused(ground="ground"):
        end_circle(bikes, actor=omar)
    with telling(timezone.now() + timedelta(days=30)):
        assert end_circle(bikes, actor=omar).ended_ground == "its_day"


def test_its_last_day_is_a_rule_of_it(admin, bikes, client):
    day = today() + timedelta(days=60)
    set_rules(bikes, ends_on=day, actor=admin)
    assert told("circle.rules_set")["ends_on"] == day.isoformat()
    assert bikes.rules_changes.get().changed == {"ends_on": day.isoformat()}
    assert differences_of(bikes) == []
    bikes.refresh_from_db()
    assert any(f"{day.year}" in sentence and "groupe" in sentence for sentence in rules_in_words(bikes))


@pytest.mark.parametrize("days", [0, -1])
def test_a_last_day_is_to_come(days, admin, bikes, ca):
    day = today() + timedelta(days=days)
    with refused(ends_on="past"):
        set_rules(bikes, ends_on=day, actor=admin)
    with refused(ends_on="past"):
        create_circle(actor=admin, kind="working_group", name="Fête", parent=ca, ends_on=day)


def test_a_group_is_founded_for_a_time_after_the_founding_too(admin, ca, client):
    day = today() + timedelta(days=90)
    client.force_login(admin)
    data = {"kind": "working_group", "name": "Fête", "parent": ca.pk, "ends_on": day.isoformat()}
    client.post(reverse("commissions:circle-new"), data)
    assert Circle.objects.get(name="Fête").ends_on == day
    assert told("circle.created")["ends_on"] == day.isoformat()


# What keeps it


def test_what_is_open_keeps_it_and_is_named(bikes, admin, omar, noe, lise):
    task = add_task(bikes, title="Réparer la pompe", actor=omar)
    rota = make_rota(bikes, title="Atelier", every="week", first_on=today(), hour=time(18), minutes=60, actor=omar)
    within = create_circle(actor=admin, kind="working_group", name="Remorques", parent=bikes)
    asked = ask_to_join(bikes, actor=lise)
    with refused("unfinished") as refusal:
        end_circle(bikes, actor=omar)
    for name in ("Remorques", "Réparer la pompe", "Atelier", "Lise aimerait"):
        assert name in str(refusal.value)
    assert [(one.title, one.url) for one in unfinished_in(bikes, omar)] == [
        ("Remorques", within.get_absolute_url()),
        ("Réparer la pompe", task.get_absolute_url()),
        ("Atelier", rota.get_absolute_url()),
        ("Lise aimerait rejoindre ce groupe", f"{bikes.get_absolute_url()}#requests"),
    ]
    end_circle(within, actor=admin)
    finish_task(task, actor=omar)
    end_rota(rota, actor=omar)
    welcome(asked, actor=omar)
    assert end_circle(bikes, actor=omar).has_ended


def test_a_refusal_names_five_things_and_counts_the_others(bikes, omar):
    for number in range(7):
        add_task(bikes, title=f"Tâche {number}", actor=omar)
    with refused("unfinished") as refusal:
        end_circle(bikes, actor=omar)
    assert "Tâche 4" in str(refusal.value)
    assert "Tâche 5" not in str(refusal.value)
    assert "2 autres" in str(refusal.value)


def test_whoever_may_not_read_a_circle_is_not_told_what_is_open_there(bikes, admin, omar):
    set_rules(bikes, is_open=False, actor=admin)
    bikes.refresh_from_db()
    add_task(bikes, title="Un secret", actor=omar)
    (one,) = unfinished_in(bikes, admin)
    assert (one.title, one.url) == ("quelque chose que seul son cercle lit", "")


@pytest.mark.django_db(transaction=True)
def test_a_task_that_comes_as_the_group_ends_is_refused_or_keeps_it(admin, ca, omar):
    bikes = create_circle(actor=admin, kind="working_group", name="Vélos", parent=ca)
    give_mandate(bikes, member=omar, role=COORDINATOR, actor=admin)
    at_once(lambda: end_circle(bikes, actor=omar), lambda: add_task(bikes, title="Pomper", actor=omar))
    bikes.refresh_from_db()
    assert bikes.has_ended != bikes.tasks.exists()


# What stays, and what does not begin any more


def test_nothing_begins_in_a_group_that_has_ended(ended, admin, omar, ines, ca, vie_quotidienne):
    role_of = {"name": "Atelier", "actor": admin}
    invitation = invite(email="zoe@example.org", actor=admin)
    for act in (
        lambda: add_task(ended, title="Pomper", actor=omar),
        lambda: make_rota(
            ended, title="Atelier", every="week", first_on=today(), hour=time(18), minutes=60, actor=omar
        ),
        lambda: give_mandate(ended, member=ines, actor=admin),
        lambda: reserve_place(ended, invitation, actor=admin),
        lambda: ask_to_join(ended, actor=ines),
        lambda: describe_role(ended, **role_of),
        lambda: set_rules(ended, is_open=False, actor=admin),
        lambda: describe_circle(ended, name="Vélos !", actor=admin),
        lambda: create_circle(kind="working_group", name="Remorques", parent=ended, actor=admin),
        lambda: describe_circle(vie_quotidienne, name="VQ", parent=ended, actor=admin),
    ):
        with refused("ended"):
            act()
    for change in (
        Change(ChangeKind.RULES, ended.pk),
        Change(ChangeKind.CLOSING, ended.pk),
        Change(ChangeKind.DELEGATION, ended.pk, name="les pneus"),
    ):
        with refused(changes="ended"):
            checked(change, ca)


def test_nobody_walks_into_a_group_that_has_ended(bikes, admin, omar, ines):
    set_rules(bikes, is_welcoming=True, actor=admin)
    end_circle(bikes, actor=omar)
    with refused("ended"):
        join_circle(bikes, actor=ines)


def test_what_was_done_there_stays_done(bikes, omar):
    task = finish_task(add_task(bikes, title="Pomper", assignee=omar, actor=omar), actor=omar)
    end_circle(bikes, actor=omar)
    with refused("ended"):
        reopen_task(task, actor=omar)


def test_what_was_done_there_offers_no_reopening(bikes, omar, client):
    task = finish_task(add_task(bikes, title="Pomper", assignee=omar, actor=omar), actor=omar)
    reopening = reverse("commissions:task-reopening", args=[task.pk])
    pages = (
        task.get_absolute_url(),
        reverse("commissions:circle-tasks", args=[bikes.slug]),
        reverse("commissions:tasks"),
    )
    client.force_login(omar)
    for page in pages:
        assert reopening in client.get(page).content.decode()
    end_circle(bikes, actor=omar)
    for page in pages:
        shown = client.get(page).content.decode()
        assert "Pomper" in shown
        assert reopening not in shown
        assert "Une idée pour le lieu" not in shown or page == pages[2]


def test_it_is_offered_nowhere_and_read_as_before(ended, omar, ines):
    assert ended not in Circle.objects.living()
    assert ended not in who_does_what(ines).circles
    assert ended not in circles_of(omar)
    assert {ended in readable_circles(one) for one in (omar, ines)} == {True}


def test_those_who_were_there_read_on_what_their_closed_group_said(bikes, admin, omar, noe, ines, lise):
    set_rules(bikes, is_open=False, actor=admin)
    give_mandate(bikes, member=lise, since=today() - timedelta(days=9), until=today(), actor=admin)
    end_circle(bikes, actor=omar)
    bikes.refresh_from_db()
    for person, reads in ((omar, True), (noe, True), (ines, False), (lise, False)):
        assert can_read_circle.test(person, bikes) is reads
        assert (bikes in readable_circles(person)) is (bikes in circles_followed_by(person)) is reads


def test_only_a_working_group_is_ended_by_a_decision(bikes, ca):
    assert checked(Change(ChangeKind.CLOSING, bikes.pk), ca) == Change(ChangeKind.CLOSING, bikes.pk)
    with refused(changes="kind"):
        checked(Change(ChangeKind.CLOSING, ca.pk), ca)


@pytest.mark.parametrize("is_open", [True, False])
def test_the_journal_tells_what_it_left_to_those_who_read_its_page(is_open, bikes, admin, omar, ines):
    set_rules(bikes, is_open=is_open, actor=admin)
    end_circle(bikes, left="Les plans sont au local.", actor=omar)
    readers = {
        reader.name
        for reader in (omar, ines)
        for fact in entries(reader).facts
        if fact.verb == "circle.ended" and fact.private == {"left": "Les plans sont au local."}
    }
    assert readers == ({"Omar", "Inès"} if is_open else {"Omar"})


# It is taken up again


def test_an_administrator_takes_it_up_again_and_its_places_stay_ended(ended, admin, omar):
    resumed = resume_circle(ended, actor=admin)
    resumed.refresh_from_db()
    assert (resumed.ended_on, resumed.ended_by, resumed.ended_ground) == (None, None, "")
    assert resumed.left == "Les plans sont au **local**."
    assert circles_of(omar).filter(pk=resumed.pk).count() == 0
    assert told("circle.resumed") == {"circle": ended.pk, "ended_on": None, "ends_on": None}
    assert differences_of(ended) == []


def test_taking_it_up_twice_changes_nothing(ended, admin):
    resume_circle(ended, actor=admin)
    resume_circle(ended, actor=admin)
    assert verbs().count("circle.resumed") == 1


@pytest.mark.parametrize("who", ["omar", "noe", "ines"])
def test_others_do_not_take_it_up_again(who, ended, request):
    with refused("commissions.resume"):
        resume_circle(ended, actor=request.getfixturevalue(who))


def test_a_last_day_that_is_over_is_forgotten(bikes, admin, omar):
    set_rules(bikes, ends_on=today() + timedelta(days=30), actor=admin)
    with telling(timezone.now() + timedelta(days=31)):
        end_circle(bikes, actor=omar)
        assert resume_circle(bikes, actor=admin).ends_on is None
    assert differences_of(bikes) == []


def test_it_is_not_taken_up_within_a_group_that_has_ended(bikes, admin, omar):
    within = create_circle(actor=admin, kind="working_group", name="Remorques", parent=bikes)
    end_circle(within, actor=admin)
    end_circle(bikes, actor=omar)
    with refused("ended"):
        resume_circle(within, actor=admin)


# Its pages


def test_its_page_says_that_it_ended_and_what_it_left(ended, admin, noe, omar, client):
    client.force_login(noe)
    page = client.get(ended.get_absolute_url()).content.decode()
    assert "Ce groupe s’est terminé le" in page
    assert "<strong>local</strong>" in page
    assert "Demander à rejoindre" not in page
    assert "Écrire une proposition" not in page
    for person, says, resumes in ((noe, False, False), (omar, True, False), (admin, True, True)):
        client.force_login(person)
        page = client.get(ended.get_absolute_url()).content.decode()
        assert ("Dire ce qu’il laisse" in page) is says
        assert ("Reprendre ce groupe" in page) is resumes


def test_two_who_end_it_at_once_are_shown_both_what_they_wrote(bikes, admin, omar, client):
    page = reverse("commissions:circle-ending", args=[bikes.slug])
    client.force_login(omar)
    read_from = re.search(r'name="read_from" value="([^"]+)"', client.get(page).content.decode())
    assert read_from
    end_circle(bikes, left="Tout est au local.", actor=admin)
    late = client.post(page, {"left": "Tout est à la cave.", "read_from": unescape(read_from[1])})
    shown = late.content.decode()
    assert late.status_code == 422
    assert "Tout est au local." in shown
    assert "Tout est à la cave." in shown
    bikes.refresh_from_db()
    assert bikes.left == "Tout est au local."


def test_what_it_leaves_is_written_again_on_its_page(ended, omar, client):
    client.force_login(omar)
    page = reverse("commissions:circle-ending", args=[ended.slug])
    assert "Les plans sont au **local**.</textarea>" in client.get(page).content.decode()
    assert client.post(page, {"left": "Tout est à la cave."}).url == ended.get_absolute_url()
    ended.refresh_from_db()
    assert ended.left == "Tout est à la cave."


def test_ended_groups_stand_apart_under_the_map(ended, ines, client):
    client.force_login(ines)
    page = client.get(reverse("commissions:circles")).content.decode()
    assert page.count("Vélos") == 1
    assert page.index("Groupes terminés") < page.index("Vélos")


@pytest.mark.parametrize("is_open", [True, False])
def test_an_ended_group_is_a_link_for_those_who_may_open_it(is_open, bikes, admin, omar, ines, client):
    set_rules(bikes, is_open=is_open, actor=admin)
    end_circle(bikes, actor=omar)
    for member, opens in ((omar, True), (ines, is_open)):
        client.force_login(member)
        for page in (reverse("commissions:circles"), bikes.parent.get_absolute_url()):
            shown = client.get(page).content.decode()
            assert "Vélos" in shown
            assert (f'href="{bikes.get_absolute_url()}"' in shown) is opens


def test_the_page_that_ends_it_shows_what_is_open_then_ends_it(bikes, omar, client):
    task = add_task(bikes, title="Pomper", actor=omar)
    page = reverse("commissions:circle-ending", args=[bikes.slug])
    client.force_login(omar)
    assert page in client.get(bikes.get_absolute_url()).content.decode()
    shown = client.get(page).content.decode()
    assert "Mettre fin au groupe Vélos" in shown
    assert (task.get_absolute_url() in shown, "<textarea" in shown) == (True, False)
    assert client.post(page, {"left": "…"}).status_code == 422
    finish_task(task, actor=omar)
    assert "<textarea" in client.get(page).content.decode()
    assert client.post(page, {"left": "Tout est au local."}).url == bikes.get_absolute_url()
    bikes.refresh_from_db()
    assert (bikes.has_ended, bikes.left) == (True, "Tout est au local.")


def test_the_api_says_what_is_open_and_ends_it_and_takes_it_up(bikes, admin, omar, client):
    task = add_task(bikes, title="Pomper", actor=omar)
    client.force_login(omar)
    ending = reverse("api-circle-ending", args=[bikes.slug])
    assert [one["title"] for one in client.get(ending).json()] == ["Pomper"]
    finish_task(task, actor=omar)
    ended = client.post(ending, {"left": "Au local."}, "application/json").json()
    assert (ended["ended_on"], ended["left"], ended["ends_on"]) == (today().isoformat(), "Au local.", None)
    client.force_login(admin)
    resumed = client.post(reverse("api-circle-resuming", args=[bikes.slug]), {}, "application/json").json()
    assert resumed["ended_on"] is None

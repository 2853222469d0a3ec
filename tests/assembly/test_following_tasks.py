"""What a meeting leads to by what it decided: offered to those who held a role in it, taken or left once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assembly.actions import close_meeting, leave_following_task, open_meeting, sign, take_following_task
from assembly.following_tasks import FOLLOWING, Outcome, months_after, outcomes_named
from assembly.models import FollowingTaskChoice, Meeting
from assembly.panels import tasks_after_meetings
from assembly.queries.following_tasks import offered_to, tasks_that_follow
from assembly.queries.meetings import task_origins
from commissions.changes import NOTHING, Change
from commissions.models import Circle, Mandate, Task
from members.combined_reads import fetch
from members.models import Membership
from members.panels import waiting_for
from proposals.election_process import ElectionState
from proposals.models import Decision, Election
from tests.commissions.helpers import told, verbs
from tests.refusals import refused

PLACE = {"kind": "mandate", "role": "elected"}


def decided(meeting: Meeting, title: str, *, change: Change = NOTHING, **fields) -> Decision:
    serial = Decision.objects.count() + 1
    values = {"audience": "members", "occasion": meeting.topic, "circle": meeting.circle, **fields}
    return Decision.objects.create(
        year=2026,
        serial=serial,
        number=f"2026-{serial:03}",
        title=title,
        text=title,
        process=Decision.Process.MAJORITY,
        result="Adoptée.",
        decided_at=timezone.now(),
        change=change,
        **values,
    )


@pytest.fixture
def closed(meeting, ines, ca) -> Meeting:
    """The CA met on 24 November, gave a place in itself, and changed some statuts, which is not for it to do."""
    open_meeting(meeting, actor=ines)
    decided(meeting, "Les statuts du four")
    decided(meeting, "Trésorerie : Malo", change=Change(circle=ca.pk, **PLACE))
    return close_meeting(meeting, actor=ines)


@pytest.mark.parametrize(
    ("title", "outcomes"),
    [
        ("Modification des statuts", {Outcome.STATUTES_CHANGED}),
        ("Approbation des comptes 2025", {Outcome.ACCOUNTS_APPROVED}),
        ("Statuts et comptes", {Outcome.STATUTES_CHANGED, Outcome.ACCOUNTS_APPROVED}),
        ("The accounts of the year", {Outcome.ACCOUNTS_APPROVED}),
        ("New by-laws", {Outcome.STATUTES_CHANGED}),
        ("Le comptoir du foyer", set()),
        ("Compte rendu", set()),
        ("Approbation des comptes rendus", set()),
        ("Approbation des comptes-rendus et des comptes", {Outcome.ACCOUNTS_APPROVED}),
        ("Rapport financier de 2026", {Outcome.ACCOUNTS_APPROVED}),
        ("Élection du CA", {Outcome.BOARD_CHANGED}),
        ("Renouvellement du conseil d’administration", {Outcome.BOARD_CHANGED}),
        ("Election of the board", {Outcome.BOARD_CHANGED}),
        ("Le cadre des élections", set()),
    ],
)
def test_what_the_title_of_a_decision_may_have_done(title, outcomes):
    assert outcomes_named(title) == outcomes


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
    ],
)
def test_the_same_day_so_many_months_later(day, months, due):
    assert months_after(day, months) == due


def test_every_task_of_the_table_has_a_key_of_its_own_and_follows_from_something():
    assert len({one.key for one in FOLLOWING}) == len(FOLLOWING)
    assert {one.after for one in FOLLOWING} == set(Outcome)
    assert [(one.key, one.months, bool(one.article)) for one in FOLLOWING] == [
        ("board_declared", 3, True),
        ("bank_told", 1, False),
        ("statutes_declared", 3, True),
        ("accounts_published", 3, True),
    ]


def test_a_place_in_a_board_leads_to_the_prefecture_and_the_bank(closed):
    assert [(one.key, one.due_on, one.decision.title) for one in tasks_that_follow(closed)] == [
        ("board_declared", date(2027, 2, 24), "Trésorerie : Malo"),
        ("bank_told", date(2026, 12, 24), "Trésorerie : Malo"),
    ]


def test_an_assembly_leads_to_what_its_decisions_are_called(closed):
    Circle.objects.filter(pk=closed.circle_id).update(kind=Circle.Kind.ASSEMBLY)
    decided(closed, "Approbation des comptes")
    following = tasks_that_follow(Meeting.objects.get(pk=closed.pk))
    assert [(one.key, one.due_on) for one in following] == [
        ("statutes_declared", date(2027, 2, 24)),
        ("accounts_published", date(2027, 2, 24)),
    ]


@pytest.mark.parametrize("kind", ["mandate", "holding"])
def test_an_election_without_candidate_to_a_board_counts_though_its_decision_changes_nothing(
    kind, meeting, ca, ines, malo
):
    open_meeting(meeting, actor=ines)
    Election.objects.create(
        circle=ca,
        title="Trésorerie",
        mission="Tenir les comptes.",
        until=date(2028, 1, 1),
        change=Change(kind=kind, circle=ca.pk),
        facilitator=malo,
        started_by=malo,
        started_at=timezone.now(),
        state=ElectionState.ELECTED,
        elected=malo,
        decision=decided(meeting, "Trésorerie : Malo"),
    )
    closed = close_meeting(meeting, actor=ines)

    assert [one.key for one in tasks_that_follow(closed)] == ["board_declared", "bank_told"]


def test_the_end_of_a_mandate_in_a_board_counts_and_a_place_elsewhere_does_not(meeting, ines, malo, ca):
    open_meeting(meeting, actor=ines)
    group = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Jardin", slug="jardin")
    decided(meeting, "Jardin : Malo", change=Change(circle=group.pk, **PLACE))
    close_meeting(meeting, actor=ines)
    meeting.refresh_from_db()
    assert tasks_that_follow(meeting) == []
    decided(meeting, "Fin", change=Change(kind="ending", circle=ca.pk, members=(malo.pk,)))
    assert [one.key for one in tasks_that_follow(meeting)] == ["board_declared", "bank_told"]


def test_nothing_follows_before_the_close_nor_from_what_its_circle_alone_reads(meeting, ines, ca):
    open_meeting(meeting, actor=ines)
    decided(meeting, "Élection", change=Change(circle=ca.pk, **PLACE), audience="circle")
    meeting.refresh_from_db()
    assert tasks_that_follow(meeting) == []
    with refused("open"):
        take_following_task(meeting, key="bank_told", actor=ines)
    close_meeting(meeting, actor=ines)
    meeting.refresh_from_db()
    assert tasks_that_follow(meeting) == []


def test_it_is_taken_once_and_stands_on_the_board_with_its_date_and_article(closed, ines, malo, rose):
    sign(closed, actor=rose)
    sign(closed, actor=malo)
    choice = take_following_task(closed, key="board_declared", actor=malo)
    assert take_following_task(closed, key="board_declared", actor=ines) == choice
    task = Task.objects.get()
    assert (task.title, task.circle, task.assignee, task.due_on, task.created_by) == (
        "Déclarer le nouveau conseil d’administration à la préfecture",
        closed.circle,
        None,
        date(2027, 2, 24),
        malo,
    )
    assert task.note == "loi du 1er juillet 1901, art. 5\xa0: dans les trois mois"
    assert task_origins([task.pk]) == {task.pk: ("2026-002", "/decisions/2026-002/", None)}
    assert told("following_task.taken") == {"meeting": closed.pk, "key": "board_declared", "task": task.pk}
    assert verbs().count("following_task.taken") == 1
    assert [one.key for one in tasks_that_follow(closed)] == ["bank_told"]
    with refused("taken"):
        leave_following_task(closed, key="board_declared", actor=ines)


def test_it_is_left_once_and_offered_no_more(closed, ines):
    choice = leave_following_task(closed, key="bank_told", actor=ines)
    assert leave_following_task(closed, key="bank_told", actor=ines) == choice
    assert told("following_task.left") == {"meeting": closed.pk, "key": "bank_told", "task": None}
    assert not Task.objects.exists()
    assert [one.key for one in tasks_that_follow(closed)] == ["board_declared"]
    with refused("left"):
        take_following_task(closed, key="bank_told", actor=ines)


def test_what_does_not_follow_is_neither_taken_nor_left(closed, ines):
    for act in (take_following_task, leave_following_task):
        for key in ("statutes_declared", "coffee"):
            with refused("unknown"):
                act(closed, key=key, actor=ines)
    assert not FollowingTaskChoice.objects.exists()


def test_those_who_held_a_role_choose_and_nobody_else(closed, omar, ca):
    from tests.conftest import person

    for outsider in (omar, person("Sara", ca)):
        assert offered_to(closed, outsider) == []
        for act in (take_following_task, leave_following_task):
            with refused("assembly.follow_up"):
                act(closed, key="bank_told", actor=outsider)


def test_each_is_chosen_once_in_the_database_too(closed, ines):
    choice = leave_following_task(closed, key="bank_told", actor=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowingTaskChoice.objects.create(meeting=closed, key="bank_told", chosen_by=ines, chosen_at=choice.chosen_at)


def test_the_minutes_offer_them_in_one_press_each(closed, client, malo, omar):
    minutes, taking, leaving = (
        reverse(f"assembly:{name}", args=[closed.pk])
        for name in ("minutes", "following-tasks", "following-task-leaving")
    )
    client.force_login(omar)
    assert taking not in client.get(minutes).content.decode()
    client.force_login(malo)
    page = client.get(minutes).content.decode()
    assert "loi du 1er juillet 1901, art. 5" in page
    assert client.post(taking, {"key": "board_declared"})["Location"] == minutes
    assert client.post(leaving, {"key": "bank_told"})["Location"] == minutes
    assert taking not in client.get(minutes).content.decode()
    assert Task.objects.get().title == "Déclarer le nouveau conseil d’administration à la préfecture"


def test_the_api_tells_and_chooses_them(closed, client, malo):
    client.force_login(malo)
    address = reverse("api-meeting-following-tasks", args=[closed.pk])
    assert client.get(address).json()[1] == {
        "key": "bank_told",
        "title": "Dire à la banque qui signe désormais",
        "article": "",
        "due_on": "2026-12-24",
        "decision": "2026-002",
    }
    sent = {"key": "bank_told", "choice": "take"}
    assert [one["key"] for one in client.post(address, sent, "application/json").json()] == ["board_declared"]
    sent = {"key": "board_declared", "choice": "leave"}
    assert client.post(address, sent, "application/json").json() == []


def waiting(member) -> list[tuple[str, str, date]]:
    lines = [line for line in waiting_for(member) if line.kind == "following_task"]
    return [(line.title.replace("\u00a0", " "), line.url, line.due) for line in lines]


def test_they_wait_on_the_home_page_of_whoever_held_a_role_until_they_are_taken_or_left(closed, ines, rose, omar):
    page = f"/meetings/{closed.pk}/minutes/#following"
    assert waiting(ines) == [
        ("À faire après la réunion : Dire à la banque qui signe désormais", page, date(2026, 12, 24)),
        (
            "À faire après la réunion : Déclarer le nouveau conseil d’administration à la préfecture",
            page,
            date(2027, 2, 24),
        ),
    ]
    closed.roles.filter(member=rose).delete()
    assert (waiting(rose), waiting(omar)) == ([], [])

    take_following_task(closed, key="bank_told", actor=ines)
    leave_following_task(closed, key="board_declared", actor=ines)
    assert waiting(ines) == []


def test_after_an_assembly_it_says_so_and_only_who_is_in_it_is_asked(closed, ines):
    Circle.objects.filter(pk=closed.circle_id).update(kind=Circle.Kind.ASSEMBLY)
    Mandate.objects.all().delete()
    assert waiting(ines) == []
    Membership.objects.create(member=ines, year=2026, paid_on=date(2026, 1, 5))
    [(title, _url, _due)] = waiting(ines)
    assert title == "À faire après l’assemblée : Déclarer les statuts modifiés à la préfecture"


def test_a_year_after_the_meeting_they_wait_no_more(closed, ines):
    Meeting.objects.update(closed_at=closed.closed_at - timedelta(days=366))
    assert waiting(ines) == []


def test_their_questions_do_not_grow_with_the_meetings_nor_with_what_they_decided(closed, ines):
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            fetch(tasks_after_meetings(ines))
        return len(questions)

    before, role = asked(), closed.roles.first()
    for _number in range(5):
        again = Meeting.objects.get(pk=closed.pk)
        again.pk, again.gathering = None, None
        again.save()
        again.roles.create(role=role.role, member=ines)
        decided(again, "Autre place", change=Change(circle=closed.circle_id, **PLACE))
        decided(again, "Autre chose")
    assert (asked(), len(waiting(ines))) == (before, 12)

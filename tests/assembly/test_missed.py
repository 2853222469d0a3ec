"""Whoever missed a meeting reads on the home page what it decided and gave to do."""

from datetime import timedelta

from django.utils import timezone

from assembly.actions import add_item, arrive, close_meeting, give_task, open_meeting, plan_meeting
from commissions.models import Circle, Mandate
from history.home_panels import minutes_lately
from members.combined_reads import fetch
from proposals.models import Decision


def hold(ca, ines, *there, decisions=(), tasks=(), title="CA"):
    """A meeting of an hour, now, with what it decided and gave to do."""
    start = timezone.now()
    meeting = plan_meeting(ca, title=title, starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    open_meeting(meeting, actor=ines)
    for member in there:
        arrive(meeting, member=member, actor=member)
    for serial, decided in enumerate(decisions, 1):
        Decision.objects.create(
            circle=ca,
            title=decided,
            text="Oui.",
            result="Adoptée.",
            process="consent",
            year=start.year,
            serial=serial,
            number=f"{start.year}-{serial}",
            occasion=meeting.topic,
            decided_at=start,
        )
    for given in tasks:
        give_task(meeting, title=given, actor=ines)
    return close_meeting(meeting, actor=ines)


def lines(person):
    return [(item.title.replace("\xa0", " "), item.note.replace("\xa0", " ")) for item in fetch(minutes_lately(person))]


def test_whoever_was_away_reads_what_was_decided_and_given_to_do_until_they_are_back(ca, ines, malo, rose, clock):
    hold(ca, ines, malo, decisions=["Acheter le four"], tasks=["Appeler la banque"], title="Premier")

    assert lines(malo) == [("Procès-verbal : Premier", "CA")]
    number = Decision.objects.get().number
    assert lines(rose) == [
        ("En votre absence : Premier", "1 décision, 1 tâche"),
        ("Acheter le four", f"décision {number}"),
        ("Appeler la banque", "on cherche quelqu’un"),
    ]
    assert [item.url for item in fetch(minutes_lately(rose))][1] == Decision.objects.get().get_absolute_url()

    clock.shift(timedelta(days=8))
    assert lines(malo) == []
    assert len(lines(rose)) == 3
    hold(ca, ines, rose, title="Second")
    assert lines(rose) == [("Procès-verbal : Second", "CA")]
    assert lines(malo) == [("En votre absence : Second", "")]


def test_what_was_missed_is_told_for_a_month(ca, ines, rose, clock):
    hold(ca, ines)
    clock.shift(timedelta(days=31))
    assert lines(rose) == []


def test_a_task_is_told_to_who_may_read_what_it_was_given_on_and_its_circle(ca, ines, malo, rose, clock):
    hidden = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Cellule", slug="cellule", is_open=False)
    start = timezone.now()
    meeting = plan_meeting(ca, title="CA", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    case = add_item(meeting, title="Situation de Paul", is_closed=True, actor=ines)
    garden = add_item(meeting, title="Jardin", actor=ines)
    open_meeting(meeting, actor=ines)
    give_task(meeting, title="Parler à Paul", item=case, actor=ines)
    give_task(meeting, title="Tondre", item=garden, actor=ines)
    Mandate.objects.create(circle=hidden, member=ines, since=timezone.localdate())
    give_task(meeting, title="Écouter", circle=hidden, actor=ines)
    close_meeting(meeting, actor=ines)

    assert [title for title, _note in lines(rose)] == ["En votre absence : CA", "Parler à Paul", "Tondre"]
    Mandate.objects.filter(circle=ca, member=rose).update(until=timezone.localdate())
    assert [title for title, _note in lines(rose)] == ["En votre absence : CA", "Tondre"]


def test_its_questions_to_the_database_do_not_grow_with_what_was_decided(
    ca, ines, rose, clock, django_assert_num_queries
):
    hold(ca, ines, decisions=["Un"], tasks=["Un"])
    with django_assert_num_queries(4):
        assert len(lines(rose)) == 3
    clock.shift(timedelta(days=1))
    hold(ca, ines, tasks=[f"Tâche {number}" for number in range(4)])
    with django_assert_num_queries(4):
        assert len(lines(rose)) == 6

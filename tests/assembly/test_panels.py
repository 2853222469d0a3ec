"""What a circle's page tells of its meetings."""

from django.urls import reverse
from django.utils.translation import override

from assembly.actions import close_meeting
from assembly.panels import of_circle


def test_the_meeting_that_is_under_way_stands_first_on_its_circle_s_page(client, evening, ca, ines):
    with override("fr"):
        line = of_circle(ca, ines).under_way[0]
        assert (line.title, line.note) == (
            "La réunion est en cours\u00a0: y aller",
            "CA de novembre, jusqu’à 22\u00a0h",
        )
    client.force_login(ines)
    html = client.get(ca.get_absolute_url()).content.decode()
    assert html.index(reverse("assembly:meeting", args=[evening.pk])) < html.index('id="tasks-title"')


def test_a_meeting_that_is_over_is_told_by_its_minutes(evening, ca, ines):
    close_meeting(evening, actor=ines)
    with override("fr"):
        panel = of_circle(ca, ines)
    assert list(panel.under_way) == []
    assert [line.note for line in panel.lines] == ["procès-verbal"]

"""The home page, and who is shown the newcomer's path on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Member


@pytest.mark.parametrize(("days", "shown"), [(9, True), (400, False)])
def test_the_path_is_shown_to_newcomers_alone(client: Client, noe: Member, days: int, shown: bool) -> None:
    Member.objects.filter(pk=noe.pk).update(joined_on=timezone.localdate() - timedelta(days=days))
    client.force_login(noe)
    assert (reverse("history:welcome") in client.get("/").content.decode()) is shown

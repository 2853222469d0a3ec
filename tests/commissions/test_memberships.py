"""Who sits in a circle, however many they are: found by name, read page by page."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import person


def test_who_sits_in_a_large_circle_is_found_by_name_and_read_page_by_page(client, admin, vie_quotidienne):
    address = reverse("commissions:mandates", args=["vie-quotidienne"])
    client.force_login(admin)
    assert 'name="q"' not in client.get(address).content.decode().partition("<main")[2]
    for number in range(30):
        person(f"Zoé {number:02}", vie_quotidienne)
    page = client.get(address).content.decode().partition("<main")[2]
    assert "30 personnes" in page
    assert "Zoé 09</span>" in page
    assert "Zoé 10</span>" not in page
    following = client.get(address, {"page": 2}).content.decode()
    assert "Zoé 10</span>" in following
    found = client.get(address, {"q": "ZOE 29"}).content.decode()
    assert "Zoé 29</span>" in found
    assert "Zoé 28</span>" not in found
    assert "Personne de ce nom dans ce cercle" in client.get(address, {"q": "Rose"}).content.decode()


def test_who_sits_in_a_circle_asks_the_database_as_much_for_30_as_for_one(client, admin, vie_quotidienne):
    client.force_login(admin)
    address = reverse("commissions:mandates", args=["vie-quotidienne"])
    client.get(address)
    counts = []
    for some in (1, 29):
        for number in range(some):
            person(f"Zoé {some} {number}", vie_quotidienne)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]

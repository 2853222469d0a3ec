"""The API hears everything, and understands what it can."""

import pytest

UNREADABLE = {"brackets": "[" * 200_000, "braces": '{"about":' * 50_000, "bad": "{bad", "nul": "\x00"}


@pytest.mark.parametrize("sent", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_a_bad_request(client, ines, sent):
    client.force_login(ines)

    answer = client.patch("/api/v1/me/", sent, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["__all__"]

"""The domain of a circle: what it decides by itself, in words that only a decision changes once it is founded."""

import pytest
from django.urls import reverse

from commissions.actions import create_circle, set_rules
from commissions.changes import Change
from commissions.comparison import rules
from commissions.models import Circle
from commissions.rule_presenters import sources_of
from journal.models import Entry
from members.actions import end_founding
from tests.commissions.helpers import told, verbs
from tests.commissions.test_grounds import decided
from tests.refusals import refused

SOWING = "Les semis et les outils du jardin, pas les serres."


@pytest.fixture
def garden(admin, ca) -> Circle:
    return create_circle(actor=admin, kind="commission", name="Jardin", parent=ca)


def test_it_is_written_at_the_founding_and_its_words_are_a_private_text_of_the_journal(garden, admin):
    assert "domain" not in told("circle.created")
    garden = set_rules(garden, actor=admin, domain=SOWING)
    assert garden.domain == SOWING
    assert told("circle.rules_set") == {"circle": garden.pk, "ground": "founding", "domain": True}
    entry = Entry.objects.get(verb="circle.rules_set")
    assert b"semis" not in bytes(entry.bytes)
    assert [(one.name, one.text) for one in entry.private_texts.all()] == [("domain", SOWING)]
    set_rules(garden, actor=admin, domain=SOWING)
    assert verbs().count("circle.rules_set") == 1


def test_afterwards_a_decision_changes_it_and_is_named_as_what_set_it(garden, ca, admin):
    set_rules(garden, actor=admin, domain=SOWING, proxy_cap=1)
    end_founding(actor=admin)
    with refused(ground="ground"):
        set_rules(garden, actor=admin, domain="Tout.")
    garden.refresh_from_db()
    assert garden.domain == SOWING
    decision = decided(ca, 1, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=decision.topic, domain="")
    assert told("circle.rules_set") == {"circle": garden.pk, "ground": decision.topic, "domain": False}
    sources = sources_of(garden)
    assert (sources["domain"].ground, sources["proxy_cap"].ground) == (decision.topic, "founding")
    assert [change.changed for change in garden.rules_changes.all()] == [
        {"domain": ""}, {"domain": SOWING, "proxy_cap": 1},
    ]  # fmt: skip


def test_whoever_does_not_look_after_the_circle_writes_none(garden, noe):
    with refused("commissions.manage"):
        set_rules(garden, actor=noe, domain="Tout.")
    assert "circle.rules_set" not in verbs()


def test_another_rule_leaves_it(garden, admin):
    set_rules(garden, actor=admin, domain=SOWING)
    garden = set_rules(garden, actor=admin, skips_weekends=True)
    assert garden.domain == SOWING
    assert told("circle.rules_set") == {"circle": garden.pk, "ground": "founding", "skips_weekends": True}


@pytest.mark.parametrize(("written", "slipped_in"), [(SOWING, ""), (SOWING, "Tout."), ("", "Tout.")])
def test_it_is_compared_with_the_journal(written, slipped_in, admin, ca):
    garden = create_circle(actor=admin, kind="commission", name="Jardin", parent=ca, domain=written)
    set_rules(garden, actor=admin, skips_weekends=True)

    def differences() -> list[str]:
        return [line for line in rules() if line.startswith(f"Circle {garden.pk} ")]

    assert differences() == []
    Circle.objects.filter(pk=garden.pk).update(domain=slipped_in)
    assert differences() == [f"Circle {garden.pk} (Jardin): domain not as the journal was told."]


def test_it_is_read_on_the_page_with_what_set_it_on_the_map_and_by_the_api(garden, admin, malo, client):
    client.force_login(malo)
    page = reverse("commissions:circle", args=[garden.slug])
    assert "Son domaine" not in client.get(page).content.decode()
    sources = reverse("commissions:circle-rule-sources", args=[garden.slug])
    assert "Rien n’est écrit sur ce qu’il décide par lui-même." in client.get(sources).content.decode()
    set_rules(garden, actor=admin, domain=SOWING)
    for address in (page, sources):
        read = client.get(address).content.decode()
        assert "Son domaine" in read
        assert read.count(SOWING) == 1
    by_itself = f"Par lui-même\N{NO-BREAK SPACE}:</span> {SOWING}"
    maps = [reverse(f"commissions:{name}") for name in ("circles", "circles-on-paper")]
    assert [by_itself in client.get(address).content.decode() for address in maps] == [True, False], "one sheet"
    assert client.get(f"/api/v1/circles/{garden.slug}/").json()["domain"] == SOWING


def test_it_is_written_by_the_form_of_the_rules_which_keeps_it_as_it_was(garden, admin, client):
    client.force_login(admin)
    address = reverse("commissions:circle-rules", args=[garden.slug])
    form = client.get(address).context["form"]
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    for quorum in ("meeting_quorum", "consent_quorum"):
        del typed[quorum]
    answer = client.post(address, {**typed, "domain": SOWING})
    assert answer.status_code == 303, answer.context["form"].errors
    assert Circle.objects.get(pk=garden.pk).domain == SOWING
    assert SOWING in client.get(address).content.decode()


def test_it_is_found_by_its_words(garden, admin, malo, client):
    set_rules(garden, actor=admin, domain=SOWING)
    client.force_login(malo)
    found = client.get(reverse("history:search"), {"q": "semis"}).content.decode()
    assert garden.get_absolute_url() in found

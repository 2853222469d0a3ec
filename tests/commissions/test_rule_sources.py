"""What set each rule of a circle: the founding, a decision, or nothing but what is usual."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissions.actions import create_circle, end_circle, resume_circle, set_rules
from commissions.changes import Change
from commissions.models import Circle, RulesChange
from commissions.rule_presenters import last_changes, sources_of, told_rules
from commissions.rule_subjects import RULES, SUBJECTS
from commissions.sentences import TOLD
from journal.clock import telling
from members.actions import end_founding
from tests.commissions.test_grounds import decided
from web.dates import day

pytestmark = pytest.mark.django_db
USUAL = "la valeur habituelle, que rien n’a changée"
FOUNDING = "saisi à la mise en place par Ada"


def words(circle: Circle) -> dict[str, str]:
    return {rule: source.known.name for rule, source in sources_of(circle).items()}


@pytest.fixture
def garden(admin, ca) -> Circle:
    return create_circle(actor=admin, kind="commission", name="Jardin", parent=ca, proxy_cap=1)


def test_each_rule_stands_under_one_subject_and_is_told():
    assert len(set(RULES)) == len(RULES) == 37
    assert list(TOLD) == list(SUBJECTS)
    for rule in RULES:
        Circle._meta.get_field(rule)


def test_a_rule_of_the_founding_and_one_that_nothing_has_changed(garden, admin):
    assert words(garden) == {rule: FOUNDING if rule == "proxy_cap" else USUAL for rule in RULES}
    change = garden.rules_changes.get()
    assert (change.ground, change.entered_by, change.changed) == ("founding", admin, {"proxy_cap": 1})


def test_a_circle_with_the_usual_rules_has_no_change_of_them(admin, ca):
    assert not create_circle(actor=admin, kind="commission", name="Jardin", parent=ca).rules_changes.exists()


def test_a_decision_sets_what_it_changes_and_nothing_else(garden, ca, admin):
    set_rules(garden, actor=admin, meeting_quorum="1/3")
    end_founding(actor=admin)
    decision = decided(ca, 1, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=decision.topic, proxy_cap=0, skips_weekends=True)
    said = words(garden)
    assert {rule: said[rule] for rule in said if said[rule] != USUAL} == {
        "proxy_cap": "décision 2026-001 (CA)",
        "skips_weekends": "décision 2026-001 (CA)",
        "meeting_quorum": FOUNDING,
    }
    assert sources_of(garden)["proxy_cap"].known.url == decision.get_absolute_url()


def test_the_strictness_of_a_quorum_is_part_of_it(garden, admin):
    set_rules(garden, actor=admin, meeting_quorum="1/2")
    end_founding(actor=admin)
    decision = decided(garden, 1, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=decision.topic, meeting_quorum=">1/2")
    assert words(garden)["meeting_quorum"] == "décision 2026-001 (Jardin)"


def test_a_rule_set_back_to_what_is_usual_names_the_change_that_did_it(garden, admin):
    set_rules(garden, actor=admin, skips_weekends=True)
    garden = set_rules(garden, actor=admin, skips_weekends=False)
    assert words(garden)["skips_weekends"] == FOUNDING


def test_what_nobody_wrote_down_is_said_to_be_older(ca, admin):
    Circle.objects.filter(pk=ca.pk).update(online_article="statuts, art. 9")
    ca.refresh_from_db()
    assert words(ca)["online_article"] == "saisi avant que l’origine de chaque règle soit notée"
    ca = set_rules(ca, actor=admin, proxy_cap=3)
    on = day(ca.rules_changes.get().at, year=True, weekday=False)
    assert words(ca)["online_article"] == f"saisi avant le {on}"


def test_a_last_day_that_is_over_is_forgotten_by_who_takes_the_group_up(admin, ca):
    last = timezone.localdate() + timedelta(days=30)
    group = create_circle(actor=admin, kind="working_group", name="Vélos", parent=ca, ends_on=last)
    assert words(group)["ends_on"] == FOUNDING
    with telling(timezone.now() + timedelta(days=31)):
        end_circle(group, actor=admin)
        group = resume_circle(group, actor=admin)
    assert (group.ends_on, words(group)["ends_on"]) == (None, "depuis qu’Ada a repris le groupe")


rule_values = st.fixed_dictionaries(
    {},
    optional={
        "proxy_cap": st.sampled_from([None, 0, 1, 2]),
        "meeting_quorum": st.sampled_from(["", "1/2", ">1/2"]),
        "skips_weekends": st.booleans(),
        "stage_days": st.sampled_from([{}, {"objections": 7}]),
        "majority_threshold": st.sampled_from(["relative", "2/3"]),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(rule_values, st.lists(rule_values, max_size=6))
def test_whatever_is_changed_each_rule_names_the_change_that_touched_it_last(admin, db, founded_with, then):
    """The model: a rule is touched where it has another value than it had."""
    with transaction.atomic():
        circle = create_circle(actor=admin, kind="commission", name="Jardin", **founded_with)
        usual, touched = Circle(), {}
        for name in founded_with:
            if str(getattr(circle, name)) != str(getattr(usual, name)):
                touched[name] = circle.rules_changes.get().pk
        for rules in then:
            before = {name: str(getattr(circle, name)) for name in rules}
            circle = set_rules(circle, actor=admin, **rules)
            for name in rules:
                if str(getattr(circle, name)) != before[name]:
                    touched[name] = circle.rules_changes.first().pk
        assert {name: change.pk for name, change in last_changes(circle.rules_changes.all()).items()} == touched
        transaction.set_rollback(True)


def test_the_page_tells_every_rule_with_what_set_it(garden, admin, client, ines):
    set_rules(garden, actor=admin, urgent_days=2)
    client.force_login(ines)
    url = reverse("commissions:circle-rule-sources", args=[garden.slug])
    assert url in client.get(garden.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    keys = [rule.key for rule in told_rules(garden)]
    assert keys == [key for key in SUBJECTS if key not in {"last_day", "links", "second", "online", "distance"}]
    assert all(f'id="{key}"' in page for key in keys)
    assert "Une même personne porte 1 pouvoir au plus." in page
    convocation = next(rule for rule in told_rules(garden) if rule.key == "convocation")
    assert [(line.names, line.source.known.name) for line in convocation.lines] == [
        ("Jours francs, en cas d’urgence", FOUNDING), ("Le reste", USUAL),
    ]  # fmt: skip
    proxies = next(rule for rule in told_rules(garden) if rule.key == "proxies")
    assert [(line.names, line.source.known.name) for line in proxies.lines] == [("", FOUNDING)]


@pytest.mark.parametrize("kind", ["assembly", "board", "working_group"])
def test_each_kind_of_circle_tells_its_own(kind, admin):
    circle = create_circle(actor=admin, kind=kind, name="Cercle")
    other = {"assembly": {"last_day", "links", "roll"}, "board": {"last_day", "second"}}
    told = told_rules(circle)
    assert set(SUBJECTS) - {rule.key for rule in told} == other.get(kind, {"links", "second", "online", "distance"})
    assert all(sentence for rule in told for sentence in rule.sentences)


def test_the_page_asks_as_much_after_thirty_changes(garden, admin, client):
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("commissions:circle-rule-sources", args=[garden.slug]))
        return len(asked)

    client.force_login(admin)
    end_founding(actor=admin)
    first = decided(garden, 1, Change("rules", garden.pk))
    set_rules(garden, actor=admin, ground=first.topic, proxy_cap=0)
    questions()
    before = questions()
    for number in range(2, 32):
        decision = decided(garden, number, Change("rules", garden.pk))
        set_rules(garden, actor=admin, ground=decision.topic, proxy_cap=number)
    assert questions() == before


def test_what_set_the_first_rules_is_read_in_the_journal(admin, ca):
    garden = create_circle(actor=admin, kind="commission", name="Jardin", parent=ca, proxy_cap=1, meeting_quorum=">1/2")
    set_rules(garden, actor=admin, proxy_cap=4)
    kept = list(garden.rules_changes.values_list("at", "ground", "entered_by", "changed"))
    garden.rules_changes.last().delete()
    import_module("commissions.migrations.0032_what_set_the_first_rules").write_down(apps, None)
    assert list(garden.rules_changes.values_list("ground", "entered_by", "changed")) == [row[1:] for row in kept]
    assert RulesChange.objects.count() == 2

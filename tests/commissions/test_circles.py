"""Circles, their rules, who sits in them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone
from django.utils.translation import override

from commissions import comparison
from commissions.actions import (
    ask_to_join,
    create_circle,
    describe_circle,
    end_mandate,
    give_mandate,
    join_circle,
    set_rules,
)
from commissions.models import Circle, Mandate
from commissions.queries import circles_of, coordinates, is_in, majority_rules, members_of, readable_circles, roll_rules
from commissions.rules import can_read_circle, in_circle
from commissions.sentences import rules_in_words
from journal.actions import CLOCK, action, record
from members.actions import record_membership
from members.models import Mail, Member
from members.outbox import Wording, wording_now
from tests.commissions.helpers import at_once, told, verbs
from tests.conftest import person
from tests.refusals import refused
from votes.counting.majority import Base, MajorityRules, Threshold, TieRule
from votes.counting.quorum import ShareOfRoll
from votes.rolls import RollRules


@pytest.fixture
def jardin(admin) -> Circle:
    """A commission that welcomes anyone."""
    return create_circle(actor=admin, kind=Circle.Kind.COMMISSION, name="Jardin", is_welcoming=True)


def test_an_administrator_founds_a_circle(admin, ca):
    circle = create_circle(actor=admin, kind="commission", name=" Été & jardin ", mission="Planter.", parent=ca)
    assert (circle.name, circle.slug, circle.parent) == ("Été & jardin", "ete-jardin", ca)
    assert (circle.meeting_quorum, circle.proxy_cap, circle.consent_quorum) == (None, 2, ShareOfRoll(Fraction(1, 2)))
    assert told("circle.created")["kind"] == "commission"
    assert told("circle.created")["parent"] == ca.pk


def test_a_second_circle_of_that_name_has_an_address_of_its_own(admin):
    first, second = (create_circle(actor=admin, kind="commission", name="Jardin") for _ in range(2))
    assert (first.slug, second.slug) == ("jardin", "jardin-2")


def test_no_circle_takes_the_address_of_a_page(admin):
    assert create_circle(actor=admin, kind="commission", name="New").slug == "new-2"


@pytest.mark.parametrize("who", ["ines", "noe"])
def test_others_found_none(who, db, request):
    with refused("commissions.create"):
        create_circle(actor=request.getfixturevalue(who), kind="commission", name="Jardin")


def test_the_clock_founds_none(db):
    with refused("commissions.create"):
        create_circle(actor=CLOCK, kind="commission", name="Jardin")


def test_a_circle_has_a_name_and_a_known_kind(admin):
    with refused(kind="invalid_choice", name="blank"):
        create_circle(actor=admin, kind="club", name="")
    assert Circle.objects.count() == 0


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        ("meeting_quorum", "3/2", "fraction"),
        ("meeting_quorum", "0/2", "fraction"),
        ("meeting_quorum", "half", "fraction"),
        ("meeting_quorum", "1/0", "fraction"),
        ("consent_quorum", "-1/2", "fraction"),
        ("meeting_quorum", ">12 people", "fraction"),
        ("meeting_quorum", "1 people", "fewest"),
        ("consent_quorum", "2 people", "fewest"),
        ("majority_threshold", "1/2", "threshold"),
        ("majority_threshold", "most", "fraction"),
        ("fallback_rounds", 0, "min_value"),
        ("stage_days", {"objections": 0}, "days"),
        ("stage_days", {"objections": 61}, "days"),
        ("stage_days", {"objections": "5"}, "days"),
        ("stage_days", {"afternoon": 2}, "days"),
        ("stage_minutes", {"reactions": 0}, "minutes"),
        ("stage_minutes", {"reactions": 61}, "minutes"),
        ("stage_minutes", {"voting": 5}, "minutes"),
        ("stage_days", {"nominations": 2}, "days"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule, value, code, admin, ca):
    with refused(**{rule: code}):
        set_rules(ca, actor=admin, **{rule: value})
    assert verbs() == []


def test_a_casting_vote_only_decides_a_tie_that_just_misses(admin, ca):
    with refused(majority_tie="casting"):
        set_rules(ca, actor=admin, majority_threshold="absolute", majority_base="cast", majority_tie="casting")
    set_rules(ca, actor=admin, majority_threshold="absolute", majority_base="expressed", majority_tie="casting")


def test_the_form_of_the_rules_keeps_the_stages_that_last_otherwise(client, admin, ca):
    client.force_login(admin)
    rules = {"convener": "members", "majority_base": "expressed", "majority_threshold": "relative"}
    rules |= {"majority_tie": "rejected", "convocation_days": 7, "days_objections": 7, "days_reactions": 3}
    rules |= {"days_election_change": 3, "days_election_role": 14, "days_review": 9}
    rules |= {"minutes_reactions": 12, "minutes_election_opening": 15, "minutes_election_role": 5}
    client.post(f"/circles/{ca.slug}/rules/", {**rules, "skips_weekends": "on", "no_part_counts": "on"})
    ca.refresh_from_db()
    assert ca.no_part_counts is True
    assert ca.stage_minutes == {"reactions": 12, "election_opening": 15}
    assert any("réactions 12, ajustement 2" in sentence for sentence in rules_in_words(ca))
    assert any("écoute des raisons 15, changements 5" in sentence for sentence in rules_in_words(ca))
    assert (ca.stage_days, ca.skips_weekends) == ({"objections": 7, "review": 9, "election_change": 3}, True)
    assert told("circle.rules_set")["stage_days"] == {"election_change": 3, "objections": 7, "review": 9}
    with override("fr"):
        assert any("le cercle a 9 jours en ligne pour la garder" in sentence for sentence in rules_in_words(ca))


def test_setting_rules_tells_what_changed_and_nothing_else(admin, ca):
    set_rules(ca, actor=admin, meeting_quorum=">1/2", proxy_cap=2)
    changed = {"meeting_quorum": "1/2", "is_quorum_strict": True}
    assert told("circle.rules_set") == {"circle": ca.pk, "ground": "founding", **changed}
    set_rules(ca, actor=admin, meeting_quorum=">1/2")
    assert verbs() == ["circle.rules_set"]


@action
def tell_as_before(circle, *, actor):
    """The journal was once told whether a quorum must be passed where there was none."""
    record("circle.rules_set", topics=[circle.topic], body={"circle": circle.pk, "is_quorum_strict": True})


def test_the_rules_that_were_told_before_still_compare(admin, ca):
    circle = create_circle(actor=admin, kind="commission", name="Jardin", meeting_quorum=">1/2", consent_quorum="")
    set_rules(circle, actor=admin, meeting_quorum="")
    tell_as_before(circle, actor=admin)
    assert list(comparison.rules()) == [f"Circle {ca.pk} (CA): the journal was never told of it."]


def test_those_who_coordinate_a_circle_set_its_rules_and_no_others(ca, vie_quotidienne, malo, admin):
    give_mandate(ca, member=malo, role="coordinator", actor=admin)
    set_rules(ca, actor=malo, convocation_days=3)
    with refused("commissions.manage"):
        set_rules(vie_quotidienne, actor=malo, convocation_days=3)


def test_a_circle_is_not_within_itself(admin, ca, vie_quotidienne):
    describe_circle(vie_quotidienne, actor=admin, name="Vie Quotidienne", parent=ca)
    with refused(parent="loop"):
        describe_circle(ca, actor=admin, name="CA", parent=vie_quotidienne)


def test_the_roll_of_a_circle_is_its_members_and_its_rules(ca, ines, malo, lise, admin):
    set_rules(ca, actor=admin, meeting_quorum=">2/3", proxies_count=False, proxy_cap=None)
    ca.refresh_from_db()
    assert roll_rules(ca) == RollRules(
        electors=frozenset({ines.pk, malo.pk}),
        quorum=ShareOfRoll(Fraction(2, 3), strict=True),
        proxies_count=False,
        proxy_cap=None,
    )


def test_whether_those_who_take_no_part_count_for_the_quorum_is_its_rule(ca, admin, noe):
    assert majority_rules(ca).no_part_counts is False
    with refused("commissions.manage"):
        set_rules(ca, actor=noe, no_part_counts=True)
    for _twice in range(2):
        set_rules(ca, actor=admin, no_part_counts=True)
    ca.refresh_from_db()
    assert majority_rules(ca) == MajorityRules(no_part_counts=True)
    assert verbs() == ["circle.rules_set"]
    assert told("circle.rules_set") == {"circle": ca.pk, "ground": "founding", "no_part_counts": True}
    assert list(comparison.rules()) == []
    Circle.objects.filter(pk=ca.pk).update(no_part_counts=False)
    (wrong,) = comparison.rules()
    assert "no_part_counts" in wrong


def test_every_choice_of_majority_is_one_that_is_counted(ca):
    for base in Circle.Base.values:
        for threshold in (*Circle.Threshold.values, "2/3"):
            ca.majority_base, ca.majority_threshold = base, threshold
            assert isinstance(majority_rules(ca), MajorityRules)
    assert set(Circle.Base.values) == {one.value for one in Base}
    assert set(Circle.Threshold.values) == {one.value for one in Threshold}
    assert set(Circle.Tie.values) == {one.value for one in TieRule}


def test_the_assembly_is_those_who_are_a_jour(ines, malo, admin):
    assembly = create_circle(actor=admin, kind="assembly", name="Assemblée")
    today = timezone.localdate()
    record_membership(malo, actor=admin, year=today.year, paid_on=today)
    assert set(members_of(assembly)) == {malo}
    assert is_in(malo, assembly)
    assert not is_in(ines, assembly)
    assert assembly in circles_of(malo)
    assert assembly not in circles_of(ines)


def test_a_place_in_the_assembly_is_not_given(admin, ines):
    assembly = create_circle(actor=admin, kind="assembly", name="Assemblée")
    with refused("assembly"):
        give_mandate(assembly, member=ines, actor=admin)


def test_a_mandate_holds_from_its_day_until_the_day_before_its_end(ca, admin, noe):
    mandate = give_mandate(ca, member=noe, actor=admin, since=date(2026, 3, 1), until=date(2026, 4, 1))
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [is_in(noe, ca, on) for on in days] == [False, True, True, False]
    assert told("mandate.given")["mandate"] == mandate.pk


def test_another_role_ends_the_one_before(ca, ines, admin):
    give_mandate(ca, member=ines, actor=admin, role="coordinator")
    assert coordinates(ines, ca)
    roles = Mandate.objects.filter(member=ines, circle=ca).order_by("pk").values_list("role", "until")
    assert list(roles) == [("member", timezone.localdate()), ("coordinator", None)]
    give_mandate(ca, member=ines, actor=admin, role="coordinator")
    assert verbs() == ["mandate.given"]


@pytest.mark.django_db(transaction=True)
def test_the_same_place_given_at_once_is_given_once(ca, noe, admin):
    outcomes = at_once(*[lambda: give_mandate(ca, member=noe, actor=admin) for _ in range(2)])
    assert [type(outcome) for outcome in outcomes] == [Mandate, Mandate]
    assert Mandate.objects.filter(member=noe, circle=ca).count() == 1
    assert verbs() == ["mandate.given"]


@pytest.mark.parametrize(
    ("who", "permission"), [("ines", "commissions.manage"), ("noe", "commissions.seat"), ("lise", "commissions.seat")]
)
def test_a_place_is_given_by_those_who_may(who, permission, ca, omar, request):
    with refused(permission):
        give_mandate(ca, member=omar, actor=request.getfixturevalue(who))


def test_an_administrator_has_no_place_by_being_one(ca, admin):
    assert not is_in(admin, ca)
    assert not in_circle(admin, ca)


def test_ending_a_mandate_keeps_it_in_the_history(ca, ines, admin):
    mandate = Mandate.objects.get(member=ines)
    end_mandate(mandate, actor=admin)
    assert not is_in(ines, ca)
    assert Mandate.objects.get(pk=mandate.pk).until == timezone.localdate()
    end_mandate(mandate, actor=admin)
    assert verbs() == ["mandate.ended"]


def test_a_mandate_may_be_ended_by_whoever_holds_it_and_by_no_other_member(ca, ines, malo):
    mandate = Mandate.objects.get(member=ines)
    with refused("commissions.manage"):
        end_mandate(mandate, actor=malo)
    end_mandate(mandate, actor=ines)
    assert not is_in(ines, ca)


def test_a_mandate_does_not_end_before_it_began(ca, noe, admin):
    mandate = give_mandate(ca, member=noe, actor=admin, since=timezone.localdate())
    with refused(until="before"):
        end_mandate(mandate, actor=admin, until=timezone.localdate() - timedelta(days=1))


def test_to_end_a_mandate_never_lengthens_it(ca, noe, admin):
    term = timezone.localdate() + timedelta(days=30)
    mandate = give_mandate(ca, member=noe, until=term, actor=admin)
    for actor in (noe, admin):
        with refused(until="after"):
            end_mandate(mandate, until=term + timedelta(days=1), actor=actor)
    end_mandate(mandate, until=term, actor=noe)
    assert verbs() == ["mandate.given"]
    end_mandate(mandate, until=term - timedelta(days=1), actor=noe)
    assert told("mandate.ended")["until"] == str(term - timedelta(days=1))


def test_anyone_joins_a_circle_that_welcomes_them(jardin, noe):
    join_circle(jardin, actor=noe)
    join_circle(jardin, actor=noe)
    assert is_in(noe, jardin)
    assert verbs().count("mandate.given") == 1


def test_nobody_joins_the_board_by_themselves(ca, noe, admin):
    set_rules(ca, actor=admin, is_welcoming=True)
    with refused("commissions.join"):
        join_circle(ca, actor=noe)


def test_a_circle_that_welcomes_nobody_is_asked(vie_quotidienne, omar, noe, admin):
    with refused("commissions.join"):
        join_circle(vie_quotidienne, actor=noe)
    give_mandate(vie_quotidienne, member=omar, actor=admin, role="coordinator")
    ask_to_join(vie_quotidienne, actor=noe, message="Je sais réparer un vélo.")
    ask_to_join(vie_quotidienne, actor=noe, message="Je sais réparer un vélo.")
    letter = Mail.objects.get()
    assert letter.to == omar.email
    assert "Je sais réparer un vélo." in letter.text
    assert letter.subject == "Noé aimerait rejoindre le cercle Vie Quotidienne"


def test_without_coordination_the_administrators_are_asked(vie_quotidienne, noe, admin):
    ask_to_join(vie_quotidienne, actor=noe)
    assert Mail.objects.get().to == admin.email


def test_one_does_not_ask_to_join_where_one_is(vie_quotidienne, omar):
    with refused("inside"):
        ask_to_join(vie_quotidienne, actor=omar)


def test_a_closed_circle_is_read_by_its_members(db, noe, admin):
    closed = create_circle(actor=admin, kind="working_group", name="Médiation", is_open=False)
    sami = person("Sami", closed)
    assert can_read_circle(sami, closed)
    assert not can_read_circle(noe, closed)
    assert not can_read_circle(admin, closed)
    assert not can_read_circle(CLOCK, closed)
    assert closed in readable_circles(sami)
    assert closed not in readable_circles(noe)


def test_the_rules_are_said_in_plain_words(ca):
    ca.meeting_quorum = ">1/2"
    ca.majority_threshold, ca.majority_base = "absolute", "expressed"
    ca.proxy_cap, ca.convocation_days = 1, 7
    said = rules_in_words(ca)
    assert (
        "Une réunion décide quand l’assistance dépasse la moitié de ses membres. Les personnes représentées comptent."
    ) in said
    assert "Un vote est gagné avec plus de la moitié des voix pour et contre." in said
    assert "Une même personne porte 1 pouvoir au plus." in said
    assert (
        "Ses réunions sont convoquées au moins 7 jours francs avant. Convoqué plus tard, ou pas du tout, il décide "
        "tant que plus de la moitié de ses membres est présente."
    ) in said


def test_who_counts_for_the_quorum_of_a_vote_is_said_where_there_is_one(ca):
    ca.meeting_quorum = "1/2"
    assert "Les personnes qui ne prennent pas part à un vote ne comptent pas dans son quorum." in rules_in_words(ca)
    ca.no_part_counts = True
    assert "Les personnes qui ne prennent pas part à un vote comptent dans son quorum." in rules_in_words(ca)
    ca.meeting_quorum = ""
    assert not any("ne prennent pas part" in sentence for sentence in rules_in_words(ca))


def test_a_quorum_of_people_is_said_and_what_it_means_where_fewer_vote(ca, ines, malo):
    ca.meeting_quorum, ca.consent_quorum = "2 people", "3 people"
    said = rules_in_words(ca)
    assert (
        "Une réunion décide quand l’assistance atteint au moins 2 de ses membres. Les personnes représentées comptent."
    ) in said
    assert said[-3:-2] == [
        "2 personnes votent ici aujourd’hui, et un quorum plus grand les demande toutes\xa0: "
        "adoptez un nombre plus petit, ou une part."
    ]
    ca.consent_quorum = ""
    assert not any("les demande toutes" in sentence for sentence in rules_in_words(ca))


@pytest.mark.parametrize("meanwhile", ["joined", "left"])
def test_who_has_joined_meanwhile_is_not_told_to_ask_for_it(vie_quotidienne, admin, noe, meanwhile):
    ask_to_join(vie_quotidienne, actor=noe)
    letter = Mail.objects.get(kind="circle_request")
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    if meanwhile == "joined":
        give_mandate(vie_quotidienne, member=noe, actor=admin)
    else:
        Member.objects.filter(pk=noe.pk).update(is_active=False)
    assert wording_now(letter) is None


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "1 jour franc avant, et elle"), (2, "2 jours francs avant, et elle")]
)
def test_a_delay_of_one_day_is_told_in_the_singular(ca, days, sentence):
    ca.kind, ca.second_article, ca.second_days = Circle.Kind.ASSEMBLY, "statuts, art. 12", days
    with override("fr"):
        assert any(sentence in rule for rule in rules_in_words(ca))

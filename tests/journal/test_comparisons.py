"""`manage.py journal verify --all`: what the apps keep is what the journal was told, and what is not is said.

Somebody who owns the database takes the triggers away, changes one thing, and makes the triggers again.
"""

import re
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from journal import comparisons, triggers
from journal.comparisons import differences
from journal.immutability import JOURNAL, made_of, missing
from journal.topics import kinds
from proposals import immutability
from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.test_sealing import ONE, TWO, seal, secretly
from tests.world import world
from votes.actions import open_gathering
from votes.models import Ballot
from votes.owners import BallotOwner
from votes.rolls import RollRules

WHERE = {
    "open_decision": "id = (SELECT max(id) FROM proposals_decision WHERE id NOT IN "
    "(SELECT replaces_id FROM proposals_decision WHERE replaces_id IS NOT NULL))",
    "somebody": "(SELECT min(id) FROM members_member WHERE id NOT IN (SELECT member_id FROM assembly_signature))",
    "absent": "NOT present AND represented_by_id IS NULL",
}
TAMPERED = [
    ("DELETE FROM proposals_decision WHERE {open_decision}", "Decision .*: not in the register any more; entry"),
    ("UPDATE proposals_decision SET text = 'Vendons tout.'", "Decision .*: its text not as entry"),
    ("UPDATE proposals_decision SET result = 'Adopté.'", "Decision .*: its result not as entry"),
    (
        "UPDATE proposals_decision SET number = '2020-001' WHERE {open_decision}",
        "Decision .*: number, its place in the register not as entry",
    ),
    ("UPDATE proposals_decision SET review_on = '2050-01-01'", "Decision .*: review_on not as entry"),
    ("UPDATE proposals_decision SET audience = 'circle'", "Decision .*: who may read it not as entry"),
    ("UPDATE proposals_version SET text = 'Autre chose.'", "Proposal .*, version .*: its text is not the one of entry"),
    ("UPDATE assembly_signature SET text = 'Nous avons tout voté.'", "Minutes of meeting .*: the text that the chair"),
    ("UPDATE assembly_signature SET digest = '0'", "Minutes of meeting .*: the text that the chair signed"),
    ("DELETE FROM assembly_signature WHERE capacity = 'chair'", "Minutes of meeting .*: the chair's signature is gone"),
    ("UPDATE votes_ballot SET outcome = 'rejected' WHERE outcome = 'adopted'", "Ballot .*: its result is not that of"),
    ("UPDATE votes_ballot SET question = 'Autre ?'", "Ballot .*: its question or its options are not those of"),
    ("UPDATE votes_ballot SET ballots_hash = '0' WHERE outcome = 'adopted'", "Ballot .*: its list of ballots is not"),
    ("UPDATE votes_vote SET choice = '\"against\"'", "Ballot .*: its list of ballots is not that of entry"),
    (
        "UPDATE votes_rollentry SET present = false, represented_by_id = NULL",
        "Ballot .*: its roll is not that of entry",
    ),
    ("DELETE FROM votes_rollentry WHERE {absent}", "Ballot .*: its roll is not that of entry"),
    ("UPDATE commissions_mandate SET role = 'coordinator' WHERE role = 'elected'", "Mandate .*: role not as entry"),
    ("UPDATE commissions_mandate SET until = NULL WHERE until IS NOT NULL", "Mandate .*: until not as entry"),
    ("DELETE FROM commissions_mandate WHERE role = 'elected'", "Mandate .* of member .*: gone; entry"),
    ("UPDATE commissions_circle SET meeting_quorum = '1/10'", "Circle .* .CA.: meeting_quorum not as the journal"),
    ("UPDATE commissions_circle SET allows_circle_to_lift = false", "Circle .*: allows_circle_to_lift not as"),
]
TAMPERED += [
    ("UPDATE proposals_decision SET decided_at = '2020-01-01 12:00:00+00:00'", "Decision .*: decided_at not as entry"),
    (
        "UPDATE proposals_decision SET circle_id = (SELECT max(id) FROM commissions_circle) "
        "WHERE circle_id <> (SELECT max(id) FROM commissions_circle)",
        "Decision .*: circle not as entry",
    ),
    ("UPDATE proposals_decision SET occasion = 'assembly:999'", "Decision .*: occasion not as entry"),
    ("UPDATE proposals_decision SET year = 2019", "Decision .*: its place in the register not as entry"),
    ("UPDATE proposals_decision SET audience = 'public' WHERE {open_decision}", "Decision .*: who may read it not as"),
    ("UPDATE assembly_signature SET member_id = {somebody}", "Minutes of meeting .*: the chair who signed is not"),
    ("UPDATE votes_ballot SET rules = '{{}}'", r"Ballot .*: its rules are not those of entry \d+ \(rules\)"),
    (
        "UPDATE votes_ballot SET quorum = '1/10' WHERE quorum <> '1/10'",
        "Ballot .*: its rules are not those of .*quorum",
    ),
    ("UPDATE votes_ballot SET is_poll = NOT is_poll", "Ballot .*: its rules are not those of .*poll"),
    (
        "UPDATE votes_ballot SET owner = 'item:999' WHERE id = (SELECT min(id) FROM votes_ballot)",
        "Ballot .*: its rules are not those of .*owner",
    ),
    ("UPDATE votes_ballot SET roll_hash = '0'", "Ballot .*: its roll is not that of entry"),
    (
        "UPDATE votes_ballot SET closed_at = '2050-01-01 12:00:00+00:00' WHERE closed_at IS NOT NULL",
        "Ballot .*: it was not closed when entry",
    ),
    ("UPDATE votes_seal SET key = ''", "Ballot .*: votes that nobody can look into, of people who were not forgotten"),
    ("UPDATE votes_seal SET vote_id = NULL", "Ballot .*: votes that nobody can look into"),
    ("UPDATE commissions_mandate SET ground = 'decision:1' WHERE role = 'elected'", "Mandate .*: ground not as entry"),
    ("UPDATE commissions_circle SET parent_id = NULL WHERE parent_id IS NOT NULL", "Circle .*: parent not as the"),
    ("UPDATE commissions_circle SET kind = 'commission' WHERE kind = 'board'", "Circle .*: kind not as the journal"),
    ("UPDATE commissions_circle SET name = 'Autre' WHERE kind = 'board'", "Circle .*: name not as the journal"),
]
TAMPERED += [
    ("UPDATE assembly_noteddecision SET text = 'Vendons tout.'", "Noted decision .*: its text not as entry"),
    ("UPDATE assembly_noteddecision SET \"end\" = 'undecided'", "Noted decision .*: its end not as entry"),
    ("UPDATE assembly_noteddecision SET noted_by_id = {somebody}", "Noted decision .*: who noted it not as entry"),
    ("DELETE FROM assembly_noteddecision", "Noted decision .*: gone; entry"),
    ("UPDATE proposals_notedposition SET noted_by_id = {somebody}", "Answer noted for .*: who noted it not as the"),
    ("DELETE FROM proposals_notedposition", "Answer noted for member .* in round .*: gone; entry"),
    ("UPDATE votes_notedvote SET noted_by_id = {somebody}", "Vote noted for member .*: who noted it not as the"),
    ("DELETE FROM votes_notedvote", "Vote noted for member .* in ballot .*: gone; entry"),
]
SLIPPED_IN = [
    (
        ("commissions_mandate", "role = 'elected'", "until = '2020-01-01', since = '2019-01-01'"),
        "Mandate .*: the journal was never told of it",
    ),
    (
        (
            "proposals_decision",
            WHERE["open_decision"],
            "number = '2019-001', year = 2019, ballot_id = NULL, proposal_id = NULL, round_id = NULL, "
            "replaces_id = NULL, is_repeal = false",
        ),
        "Decision 2019-001: in the register, and the journal was never told of it",
    ),
]


def found_after(statement: str) -> list[str]:
    """What is said once this was run under the triggers; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        triggers.drop(made_of(immutability.REFUSALS)(connection.vendor))
        cursor.execute(statement.format(**WHERE))
        assert cursor.rowcount, statement
        found = list(differences())
        transaction.set_rollback(True)
    return found


def copied(table: str, where: str, changed: str) -> str:
    """The statement that puts a row beside another, with other values."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    values = {name: f'"{name}"' for name in columns} | {"id": "id + 100000"}
    values |= dict(one.strip().split(" = ") for one in changed.split(","))
    row = f"SELECT max(id) FROM {table} WHERE {where}"
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {table} WHERE id = ({row})"


@pytest.mark.django_db(transaction=True)
def test_whatever_is_changed_under_the_journal_is_said():
    with transaction.atomic():
        world()
    assert list(differences()) == []
    assert missing() == []

    for statement, sentence in TAMPERED:
        assert_said(found_after(statement), sentence)
    for row, sentence in SLIPPED_IN:
        assert_said(found_after(copied(*row)), sentence)

    assert list(differences()) == []


def assert_said(found: list[str], sentence: str) -> None:
    assert any(re.search(sentence, said) for said in found), (sentence, found)


class RoomKind(BallotOwner):
    """Inès conducts it."""

    def conducts(self, person, pk):
        return person.name == "Inès"

    def readable(self, person, pks):
        return pks


@pytest.fixture
def secret(admin):
    """A secret ballot that Inès conducts, closed: two have voted."""
    ines, malo, rose = person("Inès"), person("Malo"), person("Rose")
    roll = RollRules(electors=frozenset(one.pk for one in (ines, malo, rose)), online=True)
    with kinds.replaced({**kinds, "room": RoomKind()}):
        ballot = secretly(open_gathering(owner="room:1", rules=roll, actor=ines), ines)
        seal(ballot, malo, "for", ONE)
        seal(ballot, rose, "against", TWO)
        yield close_in_time(ballot, actor=ines)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE votes_sealedvote SET choice = '\"for\"'", "Ballot .*: its list of ballots is not that of entry"),
        ("DELETE FROM votes_sealedvote WHERE code LIKE '4%'", "Ballot .*: its list of ballots is not that of entry"),
        ("UPDATE votes_ballot SET outcome = 'void'", "Ballot .*: void or counted, unlike entry"),
    ],
)
def test_a_secret_ballot_that_was_changed_is_said(secret, statement, sentence):
    assert list(differences()) == []
    assert_said(found_after(statement), sentence)


@pytest.mark.django_db
def test_a_ballot_that_is_gone_or_was_never_told_is_said(secret):
    gone = secret.pk
    Ballot.objects.filter(pk=gone).update(opened_at=secret.opened_at)
    with transaction.atomic():
        secret.seals.all().delete()
        secret.sealed.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM votes_signature")
        secret.roll.all().delete()
        secret.delete()
        assert_said(list(differences()), f"Ballot {gone}: gone; entry")
        transaction.set_rollback(True)
    Ballot.objects.create(
        gathering=secret.gathering, owner="room:2", question="?", rules=secret.rules, opened_at=secret.opened_at
    )
    assert_said(list(differences()), "Ballot .*: the journal was never told of it")


# Triggers


def hollow(name: str, table: str) -> list[str]:
    """A trigger of that name that does nothing."""
    if connection.vendor == "sqlite":
        return [
            f'DROP TRIGGER "{name}"',
            f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" FOR EACH ROW BEGIN SELECT 1; END',
        ]
    return [
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        f'DROP TRIGGER "{name}" ON "{table}"',
        f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION nothing()',
    ]


def every_trigger() -> list[tuple[str, str]]:
    return [(one.name, one.table) for maker in triggers.makers.values() for one in maker(connection.vendor).triggers]


@pytest.mark.django_db
def test_a_trigger_with_our_name_and_nothing_in_it_is_found_whoever_made_it():
    assert {table.partition("_")[0] for _name, table in every_trigger()} >= {"journal", "proposals"}
    for name, table in every_trigger():
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in hollow(name, table):
                cursor.execute(statement)
            assert missing() == [name]
            transaction.set_rollback(True)
    assert missing() == []


@pytest.mark.django_db
def test_a_trigger_that_lets_everything_through_is_found():
    with transaction.atomic(), connection.cursor() as cursor:
        [refusal] = [one for one in JOURNAL if one.name == "journal_refuses_update_journal_head"]
        open_to_all = replace(refusal, unless="1 = 1").trigger(connection.vendor)
        triggers.drop(triggers.Made([open_to_all]))
        cursor.execute(open_to_all.sql)
        assert missing() == ["journal_refuses_update_journal_head"]
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_function_that_refuses_nothing_any_more_is_found():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$"
        )
        assert missing() == ["journal_refuse"]
        cursor.execute("ALTER TABLE proposals_decision DISABLE TRIGGER proposals_decision_never_edited")
        assert set(missing()) == {"journal_refuse", "proposals_decision_never_edited"}
        transaction.set_rollback(True)


# The command


@pytest.mark.django_db
def test_the_command_says_what_it_compared_or_each_difference_and_ends_with_1(secret):
    told = StringIO()
    call_command("journal", "verify", "--all", stdout=told)
    assert f"The same as the journal was told: {', '.join(comparisons.compared())}." in told.getvalue()
    assert {"ballots", "decisions", "mandates", "minutes", "rules of circles"} <= set(comparisons.compared())

    secret.sealed.filter(code=ONE).update(choice="against")
    call_command("journal", "verify", stdout=StringIO())  # the chain itself holds
    said = StringIO()
    with pytest.raises(CommandError, match="1 difference") as refused:
        call_command("journal", "verify", "--all", stdout=StringIO(), stderr=said)
    assert refused.value.returncode == 1
    assert f"Ballot {secret.pk}: its list of ballots is not that of entry" in said.getvalue()

"""What people write is clean and within its limit, by whatever way it is written; every such field says so."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import models

from commissions.actions import add_task, create_circle
from commissions.models import Circle, Task
from history.actions import add_document, add_event
from history.models import Document
from journal.fields import LONGEST, Address, Line, Link, Prose, ShortProse
from journal.texts import clean, line
from members.models import Member
from tests.refusals import refused

WRITTEN = (Address, Line, Link, Prose, ShortProse)
OURS = {  # what the machine writes for itself, never what somebody typed
    *("assembly.Convocation.text", "assembly.Signature.text", "assembly.Signature.digest"),
    *("assembly.Signature.name", "assembly.Signature.open_text", "assembly.Signature.open_digest"),
    *(
        "proposals.Proposal.occasion",
        "proposals.Proposal.method",
        "proposals.Decision.occasion",
        "proposals.Decision.number",
    ),
    *("proposals.Decision.result", "commissions.Circle.slug", "history.Document.slug"),
    *("votes.Gathering.owner", "votes.Gathering.quorum", "votes.Ballot.owner", "votes.Ballot.quorum"),
    *("votes.Ballot.outcome", "votes.Ballot.roll_hash", "votes.Ballot.ballots_hash", "votes.Vote.request_key"),
    *("votes.Seal.commitment", "votes.Seal.key", "votes.Consultation.host", "votes.SealedVote.code"),
    *("members.Member.password", "members.Invitation.token_hash", "members.Mail.kind", "members.Mail.key"),
    *("members.Mail.author", "members.Mail.error", "members.Attachment.name", "members.Attachment.mimetype"),
    *("commissions.Circle.meeting_quorum", "commissions.Circle.consent_quorum"),
    *("commissions.Circle.convening_share", "commissions.Circle.second_quorum", "commissions.Mandate.ground"),
    *(
        "commissions.RulesChange.ground",
        "commissions.Spending.ground",
        "commissions.Spending.part",
        "votes.Ballot.key_name",
        "votes.EncryptedVote.mark",
        "members.Mail.about",
    ),
    *("commissions.Circle.majority_threshold", "commissions.Rota.rule", "commissions.RoleHolding.ground"),
    "commissions.Circle.ended_ground",
    *("proposals.Election.occasion", "proposals.Review.occasion", "members.Mute.scope"),
    *("proposals.AttachedFile.sha256", "proposals.AttachedFile.key"),
    *("commissions.TaskFile.sha256", "commissions.TaskFile.key"),
    *(f"members.Notification.{name}" for name in ("kind", "about", "key", "within")),
    *(f"members.AnswerLink.{name}" for name in ("kind", "about", "key")),
}
NAMES = re.compile(r"history\.(SearchEntry|UnindexedChange)|journal\.")  # an index of the others; the journal's own
APPS = {"history", "assembly", "proposals", "commissions", "votes", "members", "journal"}
FIELDS = [
    (model, field)
    for model in apps.get_models()
    if model._meta.app_label in APPS
    for field in model._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField) and not field.choices
]


def test_every_text_that_people_write_says_how_long_it_may_be():
    plain = {f"{model._meta.label}.{field.name}" for model, field in FIELDS if not isinstance(field, WRITTEN)}
    assert {name for name in plain - OURS if not NAMES.match(name)} == set()


@pytest.mark.parametrize(
    ("model", "field"),
    [pytest.param(m, f, id=f"{m._meta.label}.{f.name}") for m, f in FIELDS if isinstance(f, WRITTEN)],
)
def test_each_field_cleans_and_refuses_what_is_too_long(model, field):
    row = model(**{field.attname: "Ro\u200bse\u202e"})
    assert field.pre_save(row, add=True) == "Rose" == getattr(row, field.attname)
    setattr(row, field.attname, "x" * field.max_length)
    assert field.pre_save(row, add=True) == "x" * field.max_length
    setattr(row, field.attname, "x" * (field.max_length + 1))
    with refused(**{field.name: "too_long"}) as refusal:
        field.pre_save(row, add=True)
    assert str(field.max_length) in str(refusal.value)


def test_an_action_says_the_limit(ca, ines):
    with refused(text="too_long"):
        add_document(actor=ines, title="Charte", text="[" * (LONGEST + 1), kind=Document.Kind.CHARTER)
    assert not Document.objects.exists()


def test_what_is_written_in_one_statement_is_measured_too(ca, ines):
    task = add_task(ca, title="Relire", actor=ines)
    Task.objects.filter(pk=task.pk).update(title="Re\u202elire")
    task.refresh_from_db()
    assert task.title == "Relire"
    with refused(note="too_long"):
        Task.objects.filter(pk=task.pk).update(note="x" * 20_001)


def test_a_name_of_signs_that_nobody_sees_is_none(ca, ines, admin):
    for name in ("\u200b", "\u2060\u200d", "\u3164", " \u202e "):
        with refused(name="blank"):
            create_circle(actor=admin, kind=Circle.Kind.COMMISSION, name=name)
        with refused(title="blank"):
            add_task(ca, title=name, actor=ines)
        with refused(title="blank"):
            add_event(actor=ines, title=name, happened_on=date(2026, 1, 1))


def test_somebody_is_found_by_the_address_as_it_was_pasted(ines):
    assert Member.objects.get(email="ines@exam\u200bple.org") == ines


def test_the_database_and_its_migrations_see_django_s_own_fields():
    assert {field.deconstruct()[1].rpartition(".")[0] for _model, field in FIELDS if isinstance(field, WRITTEN)} == {
        "django.db.models"
    }
    assert Prose().deconstruct()[3] == {}
    assert clean("a") == line("a")

"""The notes never lose a text; the minutes hold exactly what was recorded; once signed they do not change."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import proposals.actions
from assembly.actions import (
    add_item,
    advance,
    arrive,
    close_meeting,
    correct_minutes,
    depart,
    give_task,
    settle_notes,
    sign,
    take_up_text,
    unsign,
    write_notes,
)
from assembly.comparison import minutes as minutes_compared
from assembly.models import AgendaItem, Meeting, Note, RivalNote, Signature
from assembly.panels import waiting_for
from assembly.presenters.minutes import signed_parts
from assembly.queries.meetings import task_origins
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from commissions.models import Circle
from journal.clock import now
from members.actions import deactivate, edit_collective, forget_member
from members.combined_reads import fetch
from members.models import Member
from proposals.actions import (
    amend,
    answer_circle,
    ask_circle,
    next_stage,
    open_round,
    set_aside,
    suggest_nothing,
    take_position,
    write_proposal,
)
from proposals.models import Objection, Version
from tests.assembly.conftest import later
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy
from web.documents import from_markdown
from web.plaintext import words_of


def text_of(item) -> str:
    return Note.objects.get(item=item).text


# Notes


def test_each_text_kept_is_a_version(news, malo, rose):
    assert write_notes(news, text="Bonjour", base=0, actor=malo).version == 1
    assert write_notes(news, text="Bonjour à tous", base=1, actor=rose).version == 2
    assert write_notes(news, text="Bonjour à tous", base=2, actor=malo).version == 2
    assert text_of(news) == "Bonjour à tous"


def test_two_texts_that_disagree_are_both_kept(news, malo, rose):
    write_notes(news, text="Texte de Malo", base=0, actor=malo)

    rival = write_notes(news, text="Texte de Rose", base=0, actor=rose)

    assert isinstance(rival, RivalNote)
    assert text_of(news) == "Texte de Malo"
    again = write_notes(news, text="Texte de Rose, suite", base=0, rival=rival.pk, actor=rose)
    assert again.pk == rival.pk
    assert [(r.written_by, r.text) for r in RivalNote.objects.all()] == [(rose, "Texte de Rose, suite")]


def test_the_same_text_twice_is_no_disagreement(news, malo, rose):
    write_notes(news, text="Pareil", base=0, actor=malo)

    assert isinstance(write_notes(news, text="Pareil", base=0, actor=rose), Note)
    assert not RivalNote.objects.exists()


def test_a_person_chooses_between_two_texts(news, malo, rose, ines):
    write_notes(news, text="Un", base=0, actor=malo)
    rival = write_notes(news, text="Deux", base=0, actor=rose)

    settle_notes(news, text="Un et deux", base=1, rivals=[rival.pk], actor=ines)

    assert text_of(news) == "Un et deux"
    assert not RivalNote.objects.exists()


def test_a_choice_made_on_an_old_text_loses_nothing(news, malo, rose, ines):
    write_notes(news, text="Un", base=0, actor=malo)
    rival = write_notes(news, text="Deux", base=0, actor=rose)
    write_notes(news, text="Un, corrigé", base=1, actor=malo)

    settle_notes(news, text="Un et deux", base=1, rivals=[rival.pk], actor=ines)

    assert text_of(news) == "Un, corrigé"
    assert sorted(RivalNote.objects.values_list("text", flat=True)) == ["Deux", "Un et deux"]


@pytest.mark.parametrize("who", ["omar", "noe", "lise", "admin"])
def test_only_the_circle_writes(news, who, request):
    with refused("assembly.write"):
        write_notes(news, text="Moi aussi", base=0, actor=request.getfixturevalue(who))

    assert not Note.objects.exists()


def test_the_autosave_answers_with_the_version_or_the_rival(client, news, malo, rose):
    url = reverse("assembly:item-notes", args=[news.pk])
    client.force_login(malo)
    assert client.post(url, {"text": "Un", "base": 0}, headers={"X-Act": "1"}).json()["version"] == 1
    client.force_login(rose)
    answer = client.post(url, {"text": "Deux", "base": 0}, headers={"X-Act": "1"}).json()

    assert answer["rival"] == RivalNote.objects.get().pk
    assert text_of(news) == "Un"


def saved(item) -> list[tuple[str, str]]:
    """Every text that can be found again, the latest first."""
    return [(text.written_by.name, text.text) for text in item.note_texts.select_related("written_by")]


def test_a_text_that_another_save_overwrote_is_found_again(news, malo, rose):
    write_notes(news, text="Texte de Malo", base=0, actor=malo)
    write_notes(news, text="Autre chose", base=1, actor=rose)

    assert text_of(news) == "Autre chose"
    assert saved(news) == [("Rose", "Autre chose"), ("Malo", "Texte de Malo")]


def test_a_rival_text_that_was_not_chosen_is_found_again(news, malo, rose, ines):
    write_notes(news, text="Un", base=0, actor=malo)
    rival = write_notes(news, text="Deux", base=0, actor=rose)
    write_notes(news, text="Trois", base=0, rival=rival.pk, actor=rose)
    settle_notes(news, text="Un", base=1, rivals=[rival.pk], actor=ines)

    assert not RivalNote.objects.exists()
    assert saved(news) == [("Rose", "Trois"), ("Rose", "Deux"), ("Malo", "Un")]


def test_what_was_wiped_is_found_again(news, malo):
    write_notes(news, text="Une page", base=0, actor=malo)
    write_notes(news, text="", base=1, actor=malo)

    assert text_of(news) == ""
    assert saved(news) == [("Malo", "Une page")]


def test_a_text_that_goes_on_is_one_text(news, malo):
    for version, text in enumerate(("Nous", "Nous avons", "Nous avons ri.")):
        write_notes(news, text=text, base=version, actor=malo)

    assert saved(news) == [("Malo", "Nous avons ri.")]


def test_an_earlier_text_is_taken_up_and_the_other_is_kept(news, malo, rose, ines):
    write_notes(news, text="Un", base=0, actor=malo)
    write_notes(news, text="Deux", base=1, actor=rose)
    first = news.note_texts.get(text="Un")

    assert take_up_text(first, base=2, actor=ines).version == 3
    assert take_up_text(first, base=2, actor=ines).version == 3
    assert text_of(news) == "Un"
    assert ("Rose", "Deux") in saved(news)


def test_an_earlier_text_does_not_overwrite_what_was_not_seen(news, malo, rose, ines):
    write_notes(news, text="Un", base=0, actor=malo)
    write_notes(news, text="Deux", base=1, actor=rose)

    with refused("changed"):
        take_up_text(news.note_texts.get(text="Un"), base=1, actor=ines)

    assert text_of(news) == "Deux"


def test_only_the_circle_takes_up_an_earlier_text(news, malo, omar):
    write_notes(news, text="Un", base=0, actor=malo)

    with refused("assembly.write"):
        take_up_text(news.note_texts.get(), base=1, actor=omar)


def test_the_page_of_an_items_texts_shows_some_at_a_time(client, news, malo):
    for version in range(32):
        write_notes(news, text=f"texte {version}", base=version, actor=malo)
    client.force_login(malo)
    url = reverse("assembly:note-texts", args=[news.pk])

    page = client.get(url).content.decode()
    link = page.partition('href="?before=')[2].partition('"')[0]
    rest = client.get(url, {"before": link}).content.decode()

    assert ("texte 31<" in page, "texte 1<" in page) == (True, False)
    assert ("texte 1<" in rest, "texte 0<" in rest, 'href="?before' in rest) == (True, True, False)


# The minutes


@pytest.fixture
def held(evening, clock, items, ines, malo, rose):
    """Rose leaves and gives Malo her proxy; the first item takes 12 minutes, a task is given."""
    arrive(evening, member=malo, actor=malo)
    arrive(evening, member=rose, actor=rose)
    advance(evening, expected=None, actor=ines)
    write_notes(items[0], text="On accueille **Noé**.", base=0, actor=malo)
    give_task(evening, title="Écrire à la mairie", item=items[0], assignee=malo, due_on=date(2026, 12, 1), actor=ines)
    later(clock, minutes=12)
    depart(evening, member=rose, actor=rose)
    accepted_proxy(evening.gathering, giver=rose, holder=malo)
    later(clock, minutes=3)
    return close_meeting(evening, actor=ines)


def test_the_minutes_hold_what_was_recorded(held):
    with override("fr"):
        told = to_data(Minutes(held, may_read_closed=True))

    assert told["opened_at"] == "2026-11-24T17:30:00.000Z"
    assert told["closed_at"] == "2026-11-24T17:45:00.000Z"
    assert told["roles"] == {"facilitator": "Inès", "chair": "Rose", "secretary": "Malo"}
    attendance = {line["name"]: line for line in told["attendance"]}
    assert attendance["Rose"] == {
        "name": "Rose",
        "present": [{"from": "2026-11-24T17:30:00.000Z", "to": "2026-11-24T17:42:00.000Z"}],
        "noted_by": None,
        "proxy_to": "Malo",
    }
    assert attendance["Inès"]["present"] == [{"from": "2026-11-24T17:30:00.000Z", "to": None}]
    first, second, _third = told["items"]
    assert (first["spent_seconds"], first["planned_seconds"], first["state"]) == (900, 600, "done")
    assert first["notes"] == "On accueille **Noé**."
    assert first["tasks"] == [{"title": "Écrire à la mairie", "name": "Malo", "due_on": "2026-12-01"}]
    assert second["state"] == "deferred"
    assert "Point de contrôle" in told["checkpoint"] or "journal" in told["checkpoint"]
    json.dumps(told)


def test_the_minutes_as_markdown(held, settings):
    settings.DEMO = True
    with override("fr"):
        text = to_markdown(Minutes(held, may_read_closed=True)).replace("\xa0", " ")

    assert text.startswith("# Procès-verbal : CA de novembre\n")
    for line in (
        "**Ceci est une démonstration : personnes et décisions inventées.**",
        "de 18 h 30 à 18 h 45",
        "- Rose : de 18 h 30 à 18 h 42, puis pouvoir à Malo",
        "- Inès : de 18 h 30 à la fin",
        "## 1. Nouvelles",
        "Information, 15 min, 10 minutes prévues",
        "On accueille **Noé**.",
        "- Écrire à la mairie · Malo · pour mardi 1er décembre",
    ):
        assert line in text.splitlines(), line


def test_the_minutes_begin_with_who_we_are_and_what_came_out(held, admin):
    edit_collective(actor=admin, name="L’Usine", address="12 quai Soubeyran, 26400 Crest")
    with override("fr"):
        minutes = Minutes(held, may_read_closed=True)
        lines = to_markdown(minutes).replace("\xa0", " ").splitlines()
        told = to_data(minutes)

    assert lines[2] == "**L’Usine**, 12 quai Soubeyran, 26400 Crest"
    summary = lines.index("## En bref")
    assert lines[summary + 2] == "- Tâche : Écrire à la mairie · Malo · pour mardi 1er décembre"
    assert summary < lines.index("## Présences")
    assert told["collective"] == {"name": "L’Usine", "address": "12 quai Soubeyran, 26400 Crest"}


def test_a_meeting_from_which_nothing_came_out_says_so(evening, ines, client):
    meeting = close_meeting(evening, actor=ines)
    client.force_login(ines)

    assert (
        "Aucune décision, aucune tâche." in client.get(reverse("assembly:minutes", args=[meeting.pk])).content.decode()
    )


def test_the_texts_written_that_evening_are_told(evening, ines, malo, ca):
    proposal = write_proposal(
        ca,
        title="Visites",
        text="Chaque mercredi.",
        need="On nous le demande.",
        facilitator=ines,
        review_on=date(2027, 6, 1),
        actor=ines,
    )
    add_item(evening, title="Visites", kind="consent", proposal=proposal, actor=ines)
    Version.objects.create(
        proposal=proposal, number=2, text="Le jeudi.", note="Moins de monde.", author=malo, created_at=now()
    )

    with override("fr"):
        text = to_markdown(Minutes(evening, may_read_closed=True)).replace("\xa0", " ")

    assert "- Version 2 du texte, par Malo à 18 h 30. Moins de monde." in text


def test_what_was_signed_is_shown_whole_with_its_long_parts_folded(held, malo, rose, client):
    sign(held, actor=rose)
    signed = Minutes(held, may_read_closed=True).signed

    with override("fr"):
        parts = signed_parts(signed)

    assert [part.title for part in parts if not part.is_open] == ["Présences", "Le journal ce soir-là"]
    assert "".join(f"## {part.title}\n{part.text}" if part.title else part.text for part in parts) == signed.text


def test_a_task_given_in_a_meeting_says_where_it_came_from(held):
    link = held.task_links.get()

    assert task_origins([link.task_id]) == {link.task_id: ("CA de novembre", f"/meetings/{held.pk}/", None)}


def test_a_closed_item_is_in_the_circle_s_minutes_only(evening, ines, malo):
    closed = add_item(evening, title="Situation de Paul", is_closed=True, actor=ines)
    advance(evening, expected=None, to=closed, actor=ines)
    write_notes(closed, text="confidences", base=0, actor=malo)
    meeting = close_meeting(evening, actor=ines)

    inside = to_markdown(Minutes(meeting, may_read_closed=True))
    outside = to_markdown(Minutes(meeting, may_read_closed=False))

    assert "Situation de Paul" in inside
    assert "confidences" in inside
    assert "Paul" not in outside
    assert "confidences" not in outside


# Signatures


def test_both_sign_and_nothing_changes_any_more(held, items, malo, rose, recorded):
    assert [thing.kind for thing in fetch(waiting_for(rose))] == ["signature"]
    recorded()

    first = sign(held, actor=rose)
    second = sign(held, actor=malo)
    sign(held, actor=malo)

    assert (first.capacity, second.capacity) == ("chair", "secretary")
    assert first.digest == second.digest
    assert first.text == second.text
    assert recorded() == ["minutes.signed", "minutes.signed"]
    assert fetch(waiting_for(rose)) == []
    for act in (
        lambda: write_notes(items[0], text="Autre chose", base=1, actor=malo),
        lambda: give_task(held, title="Autre chose", actor=malo),
        lambda: unsign(held, actor=malo),
    ):
        with refused("signed"):
            act()
    assert text_of(items[0]) == "On accueille **Noé**."


def test_until_both_have_signed_one_may_take_it_back(held, items, malo, rose, recorded):
    sign(held, actor=rose)
    with refused("signed"):
        write_notes(items[0], text="Mieux", base=1, actor=malo)
    recorded()

    unsign(held, actor=rose)
    unsign(held, actor=rose)

    assert recorded() == ["minutes.signature_taken_back"]
    assert write_notes(items[0], text="Mieux", base=1, actor=malo).version == 2


@pytest.mark.parametrize("who", ["ines", "omar", "noe", "lise", "admin"])
def test_only_chair_and_secretary_sign(held, who, request):
    with refused("assembly.sign"):
        sign(held, actor=request.getfixturevalue(who))


def test_two_texts_are_settled_before_signing(held, items, malo, rose):
    write_notes(items[0], text="Autre", base=0, actor=rose)

    with refused("rivals"):
        sign(held, actor=rose)


def test_a_correction_stands_below_what_was_signed(held, malo, rose, recorded):
    with refused("unsigned"):
        correct_minutes(held, text="Lire 470 000.", actor=malo)
    sign(held, actor=rose)
    signed = sign(held, actor=malo)
    with refused(text="blank"):
        correct_minutes(held, text=" ", actor=malo)
    recorded()

    correct_minutes(held, text="Lire 470 000.", actor=malo)

    assert recorded() == ["minutes.corrected"]
    assert "Lire 470 000." in to_markdown(Minutes(held, may_read_closed=True))
    assert "Lire 470 000." not in signed.text


EXPORTS = ("minutes", "minutes-md", "minutes-json")


def shown(client, meeting, who) -> dict[str, str]:
    """The page's text and the two files, as this person gets them."""
    client.force_login(who)
    told = {name: client.get(reverse(f"assembly:{name}", args=[meeting.pk])).content.decode() for name in EXPORTS}
    told["minutes"] = told["minutes"].partition('id="signed-title"')[2].partition("signatures-title")[0]
    return told


def test_the_file_bears_the_day_of_the_meeting_where_the_collective_lives(held, client, malo):
    starts_at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    Meeting.objects.filter(pk=held.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    client.force_login(malo)
    answer = client.get(reverse("assembly:minutes-md", args=[held.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="ca-2027-01-01.md"'


def test_what_was_signed_is_shown_byte_for_byte_whatever_is_renamed_since(held, client, ines, malo, rose, omar):
    closed = add_item_of_then(held)
    first = sign(held, actor=rose)
    AgendaItem.objects.filter(pk=closed.pk).update(title="Autre situation")
    Member.objects.filter(pk=ines.pk).update(name="Inès-Claire")
    second = sign(held, actor=malo)  # the same text: it stands still from the first on
    assert (second.text, second.data, second.digest) == (first.text, first.data, first.digest)
    before = {who: shown(client, held, who) for who in (malo, omar)}

    Member.objects.filter(pk__in=[rose.pk, malo.pk]).update(name="Renommée")
    Circle.objects.filter(pk=held.circle_id).update(name="Bureau")
    Meeting.objects.filter(pk=held.pk).update(title="Réunion", place="Ailleurs")
    AgendaItem.objects.filter(meeting=held).update(title="Un autre titre")
    Note.objects.filter(item__meeting=held).update(text="Autre chose")

    assert {who: shown(client, held, who) for who in (malo, omar)} == before
    inside, outside = before[malo], before[omar]
    assert inside["minutes-md"].startswith(first.text)
    assert outside["minutes-md"].startswith(first.open_text)
    assert "Situation de Paul" in inside["minutes"]
    for told in outside.values():
        assert "Situation de Paul" not in told
    kept = json.loads(inside["minutes-json"])
    assert sha256(kept["signed"]["text"].encode()).hexdigest() == kept["signed"]["sha256"] == first.digest
    assert list(minutes_compared()) == []


def add_item_of_then(meeting) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting, title="Situation de Paul", position=99, minutes=5, is_closed=True, kind="discussion"
    )


def test_only_a_forgotten_name_is_masked_and_that_is_said(held, client, ines, malo, rose, admin):
    Member.objects.filter(pk=ines.pk).update(name="Inès Vidal_Roux")
    sign(held, actor=rose)
    signed = sign(held, actor=malo)
    assert "Inès Vidal\\_Roux" in signed.text
    deactivate(Member.objects.get(pk=ines.pk), actor=admin)
    forget_member(Member.objects.get(pk=ines.pk), actor=admin)

    told = shown(client, held, malo)
    for text in told.values():
        assert "Vidal" not in text
        assert "[…]" in text
    assert "demandé à être oubliée" in told["minutes"]
    assert "demandé à être oubliée" in told["minutes-md"]
    again = Signature.objects.get(pk=signed.pk)
    assert again.text == signed.text.replace("Inès Vidal\\_Roux", "[…]")
    assert again.digest == signed.digest
    assert list(minutes_compared()) == []
    Signature.objects.filter(pk=signed.pk).update(text="Tout autre chose.")
    assert len(list(minutes_compared())) == 1


def test_no_note_forges_a_heading_of_the_minutes(held):
    def headings() -> list[str]:
        return re.findall(r"(?m)^#{1,3} .*$", to_markdown(Minutes(held, may_read_closed=True)))

    before = headings()
    Note.objects.filter(item__meeting=held).update(text="# Faux\n\n## 9. Faux\n\nFaux\n====\n\n### Decision 2026-099")

    assert headings() == before
    assert "#### Faux" in to_markdown(Minutes(held, may_read_closed=True))


def objected(evening, ca, ines, malo, rose, clock):
    """A consent on the agenda, to which Malo objects; the circle sets the text aside."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=ines,
        review_on=date(2027, 5, 1), is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Visites", kind="consent", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    proposal.refresh_from_db()
    round = open_round(proposal, actor=ines)
    take_position(round, kind="consent", actor=ines)
    take_position(round, kind="concern", text="Pas en août.", actor=rose)
    reason = {"kind": "limit", "consequence": "Personne ne tiendra.", "fact": "Deux volontaires.", "aim": "Durer"}
    take_position(round, kind="objection", objection=reason, actor=malo)
    later(clock, minutes=5)
    return item, proposal, round


def test_a_round_that_adopts_nothing_is_told_by_name_in_the_reader_s_language(evening, ca, clock, ines, malo, rose):
    item, proposal, _round = objected(evening, ca, ines, malo, rose, clock)
    set_aside(proposal, reason="Pas assez de monde.", actor=ines)
    closed = close_meeting(evening, actor=ines)
    text = to_markdown(Minutes(closed, may_read_closed=True))
    for told in (
        "### Tour 1, sur la version 1 de «\u00a0Visites\u00a0»",
        "Une objection est maintenue",
        "Consentement\u00a0: Inès",
        "Objection de Malo\u00a0: Personne ne tiendra. Deux volontaires. Durer",
        "Suite donnée\xa0: maintenue.",
        "Réserve de Rose\u00a0: Pas en août.",
        "mise de côté pour une prochaine réunion\u00a0: Pas assez de monde.",
    ):
        assert told in text, text
    with override("en"):
        assert "Objection of Malo:" in to_markdown(Minutes(closed, may_read_closed=True))
        (told,) = to_data(Minutes(closed, may_read_closed=True))["items"][item.position - 1]["rounds"]
    assert (told["outcome"], told["objections"][0]["became"]) == ("an objection stands", "it stands")
    assert told["answers"]["consent with a concern"] == "Rose"


def test_an_objection_that_the_circle_carries_names_who_agreed(evening, ca, clock, ines, malo, rose):
    ali, zoe = person("Ali", ca), person("Zoé", ca)
    _item, _proposal, round = objected(evening, ca, ines, malo, rose, clock)
    for member in (ali, zoe):
        take_position(round, kind="consent", actor=member)
    objection = Objection.objects.get()
    proposals.actions.test_aloud(objection, shows_harm=False, shows_better_way=False, actor=ines)
    request = ask_circle(objection, actor=ines)
    for member in (ines, rose, ali, zoe):
        answer_circle(request, agrees=True, actor=member)
    later(clock, minutes=5)
    text = to_markdown(Minutes(close_meeting(evening, actor=ines), may_read_closed=True))
    assert "par accord nominatif du cercle\u00a0: Ali, Inès, Rose, Zoé" in text
    assert "Réserve de Malo\u00a0:" in text


def test_minutes_ask_no_more_for_more_rounds(evening, ca, clock, ines, malo, rose):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            to_markdown(Minutes(evening, may_read_closed=True))
        return len(asked)

    _item, proposal, _round = objected(evening, ca, ines, malo, rose, clock)
    one = questions()
    suggest_nothing(Objection.objects.get(), actor=malo)
    next_stage(proposal, actor=ines)
    amend(proposal, text="Un mercredi sur deux.", actor=rose)
    again = open_round(proposal, actor=ines)
    for member in (ines, rose):
        take_position(again, kind="consent", actor=member)
    take_position(again, kind="objection", actor=malo)
    later(clock, minutes=1)
    assert questions() == one


def test_the_pdf_holds_the_signed_text_part_by_part_and_its_hash_at_the_end(held, client, malo, rose):
    for member in (malo, rose):
        sign(held, actor=member)
    signature = held.signatures.first()
    minutes = Minutes(held, may_read_closed=True)
    document = from_markdown(to_markdown(minutes))
    headings = [words_of(line[3:]) for line in signature.text.splitlines() if line.startswith("## ")]
    assert [part.title for part in document.parts] == [*headings, "Signatures"]
    for part in document.parts[:-1]:
        assert part.text in signature.text
    assert document.parts[-1].text.count(signature.digest) == 2

    client.force_login(malo)
    answer = client.get(reverse("assembly:minutes-pdf", args=[held.pk]))
    assert (answer["Content-Type"], b"pdfuaid:part" in answer.content) == ("application/pdf", True)
    assert "ca-2026-11-24.pdf" in answer["Content-Disposition"]
    assert to_markdown(minutes).startswith(signature.text)


def test_whoever_follows_from_outside_finds_no_closed_item_in_the_pdf(closed_item, evening, ines, omar, client):
    advance(evening, expected=None, to=closed_item, actor=ines)
    client.force_login(omar)
    assert client.get(reverse("assembly:minutes-pdf", args=[evening.pk])).status_code == 200
    document = from_markdown(to_markdown(Minutes(evening, may_read_closed=False)))
    assert not [part for part in document.parts if "Paul" in part.title]

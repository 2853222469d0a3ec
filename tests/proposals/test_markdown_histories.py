"""A proposal as a Markdown file: what is taken away comes in as it was, and a file that was broken says where."""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.clock import stamp
from proposals import actions
from proposals.history_labels import HEADINGS, LABELS
from proposals.history_shape import MOST, MOST_VALUES, SHAPE, Rows, a_number, a_yes, an_instant
from proposals.imports import read_history
from proposals.markdown_histories import write_markdown
from proposals.models import Proposal
from proposals.process import State
from tests.hostile import TEXTS, check_harmless
from tests.proposals.collective import PROPOSAL_FILE
from tests.refusals import code_of, refused
from web.markdown_html import made

LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
FILE = """\
# Une cuisine partagée

- Format : avant-minuit/proposal/1
- Cercle : CA d’ailleurs
- Rédaction : 2025-05-03T10:00:00.000Z

**Pourquoi maintenant ?**

> On mange seul.

## Version 1

- Nom : Alix

**Texte**

> # Une cuisine
>
> ## Version 2

## Question 1

- Nom : Basile
"""

words = st.text(max_size=30) | st.sampled_from(sorted(TEXTS.values())) | st.text("#>*-_`\\ \n:1", max_size=12)


@st.composite
def histories(draw) -> dict[str, Any]:
    """One of any shape, in which people typed some of a few words."""
    pool = draw(st.lists(words, min_size=1, max_size=4))
    instants = draw(st.lists(st.datetimes(timezones=st.just(UTC)).map(stamp), min_size=1, max_size=3))
    chance = draw(st.randoms(use_true_random=True))

    def filled(shape: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value(read) for name, read in shape.items()}

    def value(read: Any) -> Any:
        if isinstance(read, Rows):
            return [filled(read.shape) for _row in range(chance.randrange(3))]
        said = {
            a_number: chance.choice([0, 1, 12, 9999]),
            a_yes: chance.random() < 0.5,
            an_instant: chance.choice(["", *instants]),
        }
        return said[read] if read in said else read(chance.choice(["", *pool]))

    history = filled(SHAPE)
    return {
        **history,
        "title": history["title"] or "Un titre",
        "versions": history["versions"] or [filled(SHAPE["versions"].shape)],
    }


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_whatever_a_history_says_comes_in_as_it_was_and_is_written_the_same_again(history, written_in, read_in):
    with override(written_in):
        file = write_markdown(history)
    with override(read_in):
        again = read_history(file.encode())
    assert again == history
    with override(written_in):
        assert write_markdown(again) == file


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_name_of_a_file_says_one_thing_where_it_stands(language):
    def check(shape):
        with override(language):
            for kind, labels in (("row", HEADINGS), ("fact", LABELS)):
                names = [name for name in shape if isinstance(shape[name], Rows) == (kind == "row")]
                said = [str(labels[name]) for name in names if name not in {"title", "number"}]
                assert len(set(said)) == len(said)
                assert not any(":" in one or "*" in one for one in said)
        for rows in shape.values():
            if isinstance(rows, Rows):
                check(rows.shape)

    check(SHAPE)


def test_both_files_of_a_proposal_bring_the_same_in(client, scene):
    scene.bring_to(State.PRESENTED)
    question = actions.ask(scene.proposal, text="# Qui ouvre ?\n\n> Vraiment.", actor=scene.rose)
    actions.answer(question, text="- Deux volontaires.\n\n## Version 7", actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="concern")
    actions.lift_objection(scene.objection, actor=scene.rose)
    client.force_login(scene.zoe)
    markdown, data = (
        client.get(reverse(f"proposals:proposal-{kind}", args=[scene.proposal.pk])).content for kind in ("md", "json")
    )
    assert read_history(markdown) == read_history(data)
    client.force_login(scene.malo)
    client.post(reverse("proposals:import"), {"circle": "ca", "file": SimpleUploadedFile("p.md", markdown)})
    copy = Proposal.objects.latest("pk")
    assert (copy.title, copy.is_draft, copy.author) == (scene.proposal.title, True, scene.malo)
    assert copy.imported.history["questions"][0]["answer"] == "- Deux volontaires.\n\n## Version 7"
    assert [one["name"] for one in copy.imported.history["rounds"][0]["objections"]] == ["Rose"]


def test_it_comes_in_by_the_api(client, ca, malo):
    client.force_login(malo)
    address = reverse("api-proposal-import")

    def send(**file):
        return client.post(address, {"circle": "ca", **file}, content_type="application/json")

    answer = send(markdown=FILE)
    assert answer.status_code == 201, answer.json()
    assert Proposal.objects.get().imported.history["questions"][0]["name"] == "Basile"
    assert [send().status_code, send(markdown=FILE, file=PROPOSAL_FILE).status_code] == [400, 400]
    refusal = send(markdown=FILE.replace("- Nom : Basile", "Basile"))
    assert (refusal.status_code, "Ligne 23" in json.dumps(refusal.json())) == (400, True)
    assert Proposal.objects.count() == 1


def test_words_of_a_text_are_never_taken_for_a_part_of_the_file():
    history = read_history(FILE.encode())
    assert [one["text"] for one in history["versions"]] == ["# Une cuisine\n\n## Version 2"]
    assert (history["circle"], history["need"]) == ("CA d’ailleurs", "On mange seul.")


def test_a_file_that_went_through_an_editor_is_read_the_same():
    edited = "\ufeff" + FILE.replace("\u00a0", " ").replace("\n", "\r\n") + "\r\n\r\n"
    assert read_history(edited.encode()) == read_history(FILE.encode())


@pytest.mark.parametrize(
    ("former", "changed", "place"),
    [
        ("- Cercle : CA", "- Couleur : CA", 4),
        ("- Cercle : CA", "Cercle : CA", 4),
        ("- Cercle : CA", "- Format : CA", 4),
        ("- Cercle : CA", "- Texte : CA", 4),
        ("2025-05-03T10:00:00.000Z", "hier", 5),
        ("> On mange seul.", "On mange seul.", 9),
        ("**Pourquoi maintenant ?**", "", 9),
        ("**Pourquoi maintenant ?**", "**Et alors ?**", 7),
        ("## Version 1", "## Chapitre 1", 11),
        ("## Version 1", "## Version un", 11),
        ("## Version 1", "### Version 1", 11),
        ("## Version 1", "# Version 1", 11),
        ("- Nom : Alix", "- Acceptée : oui", 13),
        (">\n> ##", "\n> ##", 19),
        ("## Question 1", "###### Question 1", 21),
        ("- Nom : Basile", "- Nom : Basile\n- Nom : Basile", 24),
        ("- Nom : Basile", "- Nom : Basile\n\n**Texte**\n\n> a\n\n**Texte**", 29),
        ("- Nom : Basile", "<script>alert(1)</script>", 23),
    ],
)
def test_a_line_that_cannot_be_read_is_named(former, changed, place):
    assert FILE.count(former) >= 1
    with refused("line") as refusal, override("fr"):
        read_history(FILE.replace(former, changed, 1).encode())
    assert f"Ligne {place} " in refusal.value.message


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("#", "format"),
        ("# Un titre", "format"),
        (FILE.replace("proposal/1", "proposal/2"), "format"),
        ("# \n\n- Format: avant-minuit/proposal/1", "unreadable"),
        ("# Un titre\n\n- Format: avant-minuit/proposal/1", "unreadable"),
        ("Une\n" + FILE, "unreadable"),
        (FILE + "\n## Question 2" * (MOST + 1), "too_long"),
        (FILE + "\n**Comment cela s’est terminé**\n\n> " + "a" * 20_001, "line"),
        (FILE.replace("## Version 2", "a" * 100_001), "too_long"),
        ("#" * 1_999_999, "line"),
        (FILE.replace("> On mange", ">\n" * 900_000 + "> On mange"), "too_long"),
        (FILE + "\n**Texte**\n\n" + ">\n" * 900_000, "too_long"),
        (FILE + "\n- Cercle : a" * MOST_VALUES, "line"),
        (FILE + ("\n## Tour 1" + "\n### Réserve 1" * (MOST - 1)) * 41, "too_long"),
    ],
    ids=range(14),
)
def test_what_is_no_file_of_a_proposal_is_refused(file, code):
    assert code_of(read_history, file.encode()) == code


def test_a_file_that_is_no_utf_8_is_refused():
    assert code_of(read_history, FILE.encode("latin-1", "replace")) == "unreadable"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_was_typed_is_only_shown_by_the_file(text):
    row = dict.fromkeys(("name", "note", "text"), text)
    history = {**read_history(FILE.encode()), "title": text, "circle": text, "versions": [{"number": 1, **row}]}
    html = made(write_markdown(history))
    check_harmless(html)
    assert html.count("Version 1") == 1

"""« d’Alix », « de Malo », « qu’Adèle »: what stands before a name depends on the name."""

import pytest
from django.template import Context, Template
from django.utils import translation

from journal.elision import elided, joined
from journal.lists import listed
from journal.phrases import sentence
from journal.topics import Known


@pytest.mark.parametrize(
    ("word", "following", "together"),
    [
        ("de", "Alix", "d’Alix"),
        ("de", "Malo", "de Malo"),
        ("de", "Élodie", "d’Élodie"),
        ("de", "Œuvre commune", "d’Œuvre commune"),
        ("de", "Hélène", "d’Hélène"),
        ("de", "Hadrien", "d’Hadrien"),
        ("de", "habitants", "d’habitants"),
        ("de", "Hugo", "de Hugo"),
        ("de", "Hassan", "de Hassan"),
        ("de", "haie", "de haie"),
        ("de", "héros", "de héros"),
        ("de", "HLM", "de HLM"),
        ("de", "Yves", "d’Yves"),
        ("de", "Yvonne", "d’Yvonne"),
        ("de", "Yanis", "de Yanis"),
        ("de", "Yohann", "de Yohann"),
        ("de", "onze personnes", "de onze personnes"),
        ("de", "un tiers", "d’un tiers"),
        ("de", "oui", "de oui"),
        ("de", "ouverture", "d’ouverture"),
        ("de", "Ouassim", "de Ouassim"),
        ("de", "11", "de 11"),
        ("que", "A", "que A"),
        ("de", "(Alix)", "de (Alix)"),
        ("de", "« Accueil »", "de « Accueil »"),
        ("de", '<a href="/members/3/"><b>Alix</b></a>', 'd’<a href="/members/3/"><b>Alix</b></a>'),
        ("de", "", "de "),
        ("que", "Adèle", "qu’Adèle"),
        ("que", "Malo", "que Malo"),
        ("jusque", "avril", "jusqu’avril"),
        ("le", "atelier", "l’atelier"),
        ("la", "halle", "la halle"),
        ("De", "Inès", "D’Inès"),
        ("à", "Alix", "à Alix"),
    ],
)
def test_a_word_before_a_name(word: str, following: str, together: str):
    assert joined(word, following) + following == together


def test_each_place_of_a_message_is_elided_by_its_own_value():
    message = "La voix de %(giver)s, que %(holder)s porte : celle-là, de <b>%(giver)s</b>, au nom de tous."
    text, values = elided(message, {"giver": "Omar", "holder": "Malo"})
    assert text % values == "La voix d’Omar, que Malo porte : celle-là, d’<b>Omar</b>, au nom de tous."


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], "Le pouvoir de  est allé à , que  porte."),
        (["Alix"], "Le pouvoir d’Alix est allé à Alix, qu’Alix porte."),
        (["Malo", "Alix"], "Le pouvoir de Malo et d’Alix est allé à Malo et à Alix, que Malo et Alix porte."),
        (
            ["Alix", "Inès", "Omar"],
            "Le pouvoir d’Alix, d’Inès et d’Omar est allé à Alix, à Inès et à Omar, qu’Alix, Inès et Omar porte.",
        ),
    ],
)
def test_a_list_repeats_the_word_before_each_name(names: list[str], told: str):
    message = "Le pouvoir de <b>%(names)s</b> est allé à %(names)s, que %(names)s porte."
    with translation.override("fr"):
        text, values = elided(message, {"names": listed(names)})
        assert (text % values).replace("<b>", "").replace("</b>", "") == told


def test_what_is_no_list_keeps_the_space_before_it():
    text, values = elided("Il se ferme à\u00a0%(end)s, dit « à %(name)s ».", {"end": "20 h", "name": "Alix, Inès"})
    assert text % values == "Il se ferme à\u00a020 h, dit « à Alix, Inès »."


@pytest.mark.parametrize(("language", "told"), [("fr", "Alix, Inès et Omar"), ("en", "Alix, Inès and Omar")])
def test_a_list_of_names_in_words(language: str, told: str):
    with translation.override(language):
        assert listed(["Alix", "Inès", "Omar"]) == told


@pytest.mark.parametrize(("name", "title"), [("Alix", "Le vote d’Alix"), ("Malo", "Le vote de Malo")])
def test_a_template_and_a_filled_message_elide(name: str, title: str):
    template = Template("{% load i18n %}{% blocktranslate %}The vote of {{ name }}{% endblocktranslate %}")
    with translation.override("fr"):
        assert template.render(Context({"name": name})) == title
        assert translation.gettext("The vote of %(name)s") % {"name": name} == title
        assert str(translation.gettext_lazy("The vote of %(name)s")) % {"name": name} == title
    with translation.override("en"):
        assert translation.gettext("The vote of %(name)s") % {"name": name} == f"The vote of {name}"


@pytest.mark.parametrize(("name", "place"), [("Inès", "le pouvoir d’Inès"), ("Rose", "le pouvoir de Rose")])
def test_a_sentence_of_the_journal_elides(name: str, place: str):
    names = {"member:1": Known(name), "member:2": Known("Malo")}
    with translation.override("fr"):
        assert place in sentence("proxy.accepted", "member:2", {"giver": 1, "holder": 2}, {}, names)


def test_a_sentence_of_the_journal_repeats_the_word_before_each_of_several():
    names = {f"member:{key}": Known(name) for key, name in enumerate(["Inès", "Rose", "Malo", "Omar"], start=1)}
    with translation.override("fr"):
        told = sentence("proxy.assigned", "member:1", {"givers": [1, 2], "holders": [3, 4]}, {}, names)
    assert told == "Les pouvoirs en blanc d’Inès et de Rose sont allés à Malo et à Omar."

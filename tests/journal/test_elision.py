"""« d’Alix », « de Malo », « qu’Adèle »: what stands before a name depends on the name."""

import pytest
from django.template import Context, Template
from django.utils import translation

from journal.elision import elided, joined
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
        ("de", "Alix, Inès et Omar", "d’Alix, Inès et Omar"),
        ("de", "Malo, Alix", "de Malo, Alix"),
    ],
)
def test_a_word_before_a_name(word: str, following: str, together: str):
    assert joined(word, following) + following == together


def test_each_place_of_a_message_is_elided_by_its_own_value():
    message = "La voix de %(giver)s, que %(holder)s porte : celle-là, de <b>%(giver)s</b>, au nom de tous."
    assert elided(message, {"giver": "Omar", "holder": "Malo"}) % {"giver": "Omar", "holder": "Malo"} == (
        "La voix d’Omar, que Malo porte : celle-là, d’<b>Omar</b>, au nom de tous."
    )


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

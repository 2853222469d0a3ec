"""The subjects of a circle, and what is in force today under each."""

import pytest
from django.urls import reverse

from proposals import actions, comparison
from proposals.models import Decision
from tests.proposals.test_register import adopt
from tests.proposals.told import verbs
from tests.refusals import refused


def in_force(client) -> str:
    return client.get(reverse("proposals:in-force")).content.decode()


def test_it_is_chosen_when_drafting_and_stays_with_the_decision(client, scene):
    adopt(scene, "Le samedi", subject="Accueil")
    client.force_login(scene.malo)
    form = client.get(reverse("proposals:new"), {"circle": "ca"}).content.decode()
    assert '<option value="Accueil"></option>' in form
    sent = {"circle": "ca", "title": "Le dimanche", "text": "Fermé.", "process": "consent", "audience": "members"}
    client.post(reverse("proposals:new"), {**sent, "then": "draft", "subject": "accueil"})
    assert scene.malo.proposals.get(title="Le dimanche").subject == "Accueil"


def test_the_circle_files_it_later_and_the_journal_hears(client, scene, omar):
    decision = adopt(scene, "Le samedi")
    with refused("proposals.file"):
        actions.file_decision(decision, subject="Accueil", actor=omar)
    client.force_login(scene.rose)
    page = reverse("proposals:subject", args=[decision.number])
    assert client.post(page, {"subject": "Accueil"}).status_code == 303
    actions.file_decision(decision, subject="accueil", actor=scene.rose)
    assert verbs().count("decision.filed") == 1
    assert Decision.objects.get().subject == "Accueil"
    assert list(comparison.decisions()) == []
    Decision.objects.update(subject="Argent")
    (difference,) = comparison.decisions()
    assert difference.startswith(f"Decision {decision.number}: its subject not as")
    with refused(subject="max_length"):
        actions.file_decision(decision, subject="x" * 61, actor=scene.rose)


def test_what_is_in_force_stands_by_circle_and_subject(client, scene):
    first = adopt(scene, "Le samedi", subject="Accueil")
    adopt(scene, "Le samedi, revu", subject="Accueil", replaces=first)
    adopt(scene, "Un four")
    ended = adopt(scene, "Une taxe")
    adopt(scene, "Fin de la taxe", replaces=ended, is_repeal=True)
    client.force_login(scene.rose)
    page = in_force(client)
    assert page.index(">CA<") < page.index("Un four") < page.index("CA · Accueil") < page.index("Le samedi, revu")
    assert not [title for title in (">Le samedi<", "Une taxe", "Fin de la taxe") if title in page]


def test_a_subject_is_known_to_those_who_read_what_stands_under_it(client, scene, omar):
    adopt(scene, "La dette de Paul", subject="Dettes", audience="circle")
    for reader in (None, omar):
        if reader:
            client.force_login(reader)
        for name in ("decisions", "in-force", "register-json"):
            assert "Dettes" not in client.get(reverse(f"proposals:{name}")).content.decode()
    client.force_login(scene.rose)
    assert "Dettes" in in_force(client)


def test_the_register_is_looked_through_by_subject_and_way_of_deciding(client, scene):
    adopt(scene, "Le samedi", subject="Accueil")
    adopt(scene, "Un four")
    client.force_login(scene.rose)

    def found(**query):
        page = client.get(reverse("proposals:decisions"), query).content.decode()
        return {title for title in ("Le samedi", "Un four") if f">{title}<" in page}

    assert found(subject="Accueil") == {"Le samedi"}
    assert found(process="majority") == set()
    assert found(process="consent") == {"Le samedi", "Un four"}
    assert found(q="besoin") == {"Le samedi", "Un four"}


@pytest.mark.parametrize("name", ["in-force", "decisions"])
def test_a_page_asks_as_much_for_many_as_for_few(client, scene, name, django_assert_max_num_queries):
    adopt(scene, "Un", subject="A")
    client.force_login(scene.rose)
    page = reverse(f"proposals:{name}")
    client.get(page)
    with django_assert_max_num_queries(100) as before:
        client.get(page)
    for number in range(3):
        adopt(scene, f"Titre {number}", subject=f"S {number}")
    with django_assert_max_num_queries(len(before)):
        client.get(page)


def test_where_all_was_ended_the_page_of_what_is_in_force_says_so(scene, client):
    client.force_login(scene.rose)
    assert "Aucune décision pour l’instant" in in_force(client)
    first = adopt(scene, "Un")
    adopt(scene, "Fin", replaces=first, is_repeal=True)
    page = in_force(client)
    assert "Aucune décision pour l’instant" not in page
    assert "tout ce qui a été décidé a été remplacé ou abrogé depuis" in page

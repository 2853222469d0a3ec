"""On which articles the rules of a circle stand: entered with them, by the same decision, shown with their text."""

from datetime import datetime

import pytest
from django.urls import reverse

from commissions.actions import create_circle, set_rules
from commissions.changes import Change
from commissions.comparison import rules as differences_of_rules
from commissions.models import Circle
from commissions.rule_presenters import sources_of, told_rules
from history.actions import add_document
from history.models import Document
from members.actions import end_founding
from tests.commissions.helpers import told
from tests.commissions.test_grounds import browser, decided, rules_form
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(admin, ca) -> Circle:
    return create_circle(actor=admin, kind="commission", name="Jardin", parent=ca)


@pytest.fixture
def statutes(admin) -> Document:
    return add_document(actor=admin, title="Statuts", text="Art. 12.", kind=Document.Kind.STATUTES)


def articles(circle: Circle) -> dict[str, tuple[str, str]]:
    return {rule.key: (rule.article, rule.read_in.name if rule.read_in else "") for rule in told_rules(circle)}


def test_an_article_and_its_text_are_written_with_the_rules(garden, admin, statutes):
    garden = set_rules(
        garden,
        actor=admin,
        proxy_cap=1,
        articles={"proxies": " statuts,  art. 12 ", "majority": ""},
        article_texts={"proxies": statutes.topic},
    )
    assert (garden.articles, garden.article_texts) == ({"proxies": "statuts, art. 12"}, {"proxies": statutes.topic})
    assert articles(garden)["proxies"] == ("statuts, art. 12", "Statuts")
    assert {key for key, cited in articles(garden).items() if cited != ("", "")} == {"proxies"}
    body = told("circle.rules_set")
    assert body["articles"] == {"proxies": "statuts, art. 12"}
    assert body["article_texts"] == {"proxies": statutes.topic}
    assert [line for line in differences_of_rules() if "Jardin" in line] == []
    Circle.objects.filter(pk=garden.pk).update(articles={"proxies": "art. 1"})
    assert [line for line in differences_of_rules() if "Jardin" in line] == [
        f"Circle {garden.pk} (Jardin): articles not as the journal was told."
    ]


def test_what_is_left_out_stays_and_what_is_emptied_goes_with_its_text(garden, admin, statutes):
    texts = {"proxies": statutes.topic, "majority": statutes.topic}
    set_rules(garden, actor=admin, articles={"proxies": "art. 12", "majority": "art. 14"}, article_texts=texts)
    garden = set_rules(garden, actor=admin, articles={"majority": ""})
    assert (garden.articles, garden.article_texts) == ({"proxies": "art. 12"}, {"proxies": statutes.topic})


def test_the_article_of_a_rule_is_that_rule(admin, ca, statutes):
    board = set_rules(ca, actor=admin, online_article="art. 9", article_texts={"online": statutes.topic})
    assert articles(board)["online"] == ("art. 9", "Statuts")
    with refused(articles="article"):
        set_rules(board, actor=admin, articles={"online": "art. 10"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"articles": {"soup": "art. 1"}}, {"articles": "article"}),
        ({"articles": {"tie": "x" * 81}}, {"articles": "article"}),
        ({"articles": {"tie": "art. 1"}, "article_texts": {"tie": "member:1"}}, {"article_texts": "document"}),
        ({"articles": {"tie": "art. 1"}, "article_texts": {"tie": "document:999"}}, {"article_texts": "document"}),
    ],
)
def test_what_is_no_article_is_refused(garden, admin, given, code):
    with refused(**code):
        set_rules(garden, actor=admin, **given)


def test_an_article_changes_no_source_and_needs_the_decision_as_a_rule_does(garden, admin, statutes):
    garden = set_rules(garden, actor=admin, proxy_cap=1)
    before = sources_of(garden)
    end_founding(actor=admin)
    with refused(ground="ground"):
        set_rules(garden, actor=admin, articles={"proxies": "art. 12"})
    decision = decided(garden, 1, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=decision.topic, articles={"proxies": "art. 12"})
    assert garden.rules_changes.first().changed == {"articles": {"proxies": "art. 12"}}
    assert sources_of(garden) == before


def test_the_page_of_rules_asks_for_them_and_the_page_of_sources_shows_them(garden, admin, ines, statutes):
    typed = {"article_of_tie": "statuts, art. 12", "text_of_tie": statutes.topic, "proxy_cap": 1}
    url = reverse("commissions:circle-rules", args=[garden.slug])
    assert browser(admin).post(url, rules_form(garden, admin, **typed)).status_code == 303
    garden.refresh_from_db()
    assert (garden.articles, garden.article_texts) == ({"tie": "statuts, art. 12"}, {"tie": statutes.topic})
    assert 'value="statuts, art. 12"' in browser(admin).get(url).content.decode()
    page = browser(ines).get(reverse("commissions:circle-rule-sources", args=[garden.slug])).content.decode()
    link = f'<a href="{statutes.get_absolute_url()}">Statuts</a>'
    assert f"Article · statuts, art. 12 · {link}" in " ".join(page.split())


def test_an_article_says_what_entered_it_apart_from_the_rule(garden, admin, ines):
    set_rules(garden, actor=admin, articles={"proxies": "art. 11", "tie": "art. 12"})
    end_founding(actor=admin)
    decision = decided(garden, 1, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=decision.topic, proxy_cap=1)
    later = decided(garden, 2, Change("rules", garden.pk))
    garden = set_rules(garden, actor=admin, ground=later.topic, articles={"proxies": "art. 13"})

    told = {rule.key: rule for rule in told_rules(garden)}
    assert [told[key].article_line.source.ground for key in ("proxies", "tie")] == [later.topic, "founding"]
    assert told["proxies"].lines[0].source.ground == decision.topic
    assert [key for key, rule in told.items() if rule.article_line] == ["proxies", "tie"]
    page = browser(ines).get(reverse("commissions:circle-rule-sources", args=[garden.slug])).content.decode()
    proxies = page.partition('id="proxies"')[2].partition("</li>")[0]
    assert (
        proxies.index("art. 13") < proxies.index(later.get_absolute_url()) < proxies.index(decision.get_absolute_url())
    )


def test_an_article_that_went_and_came_back_is_the_last_ones(garden, admin):
    for articles in ({"tie": "art. 1"}, {"tie": ""}, {"tie": "art. 1"}):
        garden = set_rules(garden, actor=admin, articles=articles)
    [line] = [rule.article_line for rule in told_rules(garden) if rule.key == "tie"]
    assert line.source.at == garden.rules_changes.first().at
    garden = set_rules(garden, actor=admin, articles={"tie": ""})
    assert [rule for rule in told_rules(garden) if rule.article_line] == []


def test_the_page_of_a_circle_lists_its_rules_with_their_articles(garden, admin, ines, statutes):
    set_rules(
        garden,
        actor=admin,
        convocation_article="art. 9",
        articles={"proxies": "art. <11>", "tie": "art. 12"},
        article_texts={"tie": statutes.topic},
    )
    for viewer, address in ((ines, garden.get_absolute_url()), (admin, f"{garden.get_absolute_url()}rules/")):
        page = " ".join(browser(viewer).get(address).content.decode().split())
        assert '<span class="muted">(art. &lt;11&gt;)</span>' in page
        assert f'<span class="muted">(<a href="{statutes.get_absolute_url()}">art. 12</a>)</span>' in page
        assert "(art. 9)" in page
        assert '<span class="muted">(art. 9)' not in page  # the sentence says it


def test_a_text_that_is_chosen_without_its_article_is_not_lost_silently(garden, admin, statutes):
    url = reverse("commissions:circle-rules", args=[garden.slug])
    answer = browser(admin).post(url, rules_form(garden, admin, text_of_tie=statutes.topic))
    assert "Écrivez l’article qui s’y lit, ou ne choisissez pas de texte." in answer.content.decode()
    set_rules(garden, actor=admin, articles={"tie": "art. 12"}, article_texts={"tie": statutes.topic})
    emptied = rules_form(Circle.objects.get(pk=garden.pk), admin, article_of_tie="")
    assert browser(admin).post(url, emptied).status_code == 303
    garden.refresh_from_db()
    assert (garden.articles, garden.article_texts) == ({}, {})


def test_the_api_says_each_rule_its_article_and_what_set_it(garden, admin, ines, statutes):
    set_rules(
        garden,
        actor=admin,
        meeting_quorum=">1/2",
        articles={"quorum": "art. 12"},
        article_texts={"quorum": statutes.topic},
    )
    said = {one["name"]: one for one in browser(ines).get(reverse("api-circle-rules", args=[garden.slug])).json()}
    change = garden.rules_changes.get()
    assert said["meeting_quorum"] == {
        "name": "meeting_quorum",
        "subject": "quorum",
        "value": ">1/2",
        "article": "art. 12",
        "read_in": statutes.get_absolute_url(),
        "set_by": "saisi à la mise en place par Ada",
        "ground": "founding",
        "url": "",
        "at": said["meeting_quorum"]["at"],
    }
    assert datetime.fromisoformat(said["meeting_quorum"]["at"]) == change.at
    assert said["proxy_cap"] == {
        "name": "proxy_cap",
        "subject": "proxies",
        "value": 2,
        "article": "",
        "read_in": "",
        "ground": "",
        "set_by": "la valeur habituelle, que rien n’a changée",
        "url": "",
        "at": None,
    }

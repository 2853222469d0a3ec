"""The pages of proxies and of papers, by plain forms; and the same over the API."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Mail
from tests.conftest import person
from tests.letters import who_is_asked
from tests.votes.conftest import accepted_proxy, ask, in_the_box, rules_for, spaced
from votes.actions import cast_vote, give_proxy, mark_present, open_gathering
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.models import PaperBatch, Proxy
from votes.queries.ballots import turnout
from votes.queries.paper import papers_of


def shown(client, who, name, *args) -> str:
    client.force_login(who)
    answer = client.get(reverse(f"votes:{name}", args=args))
    assert answer.status_code == 200, answer.content[:300]
    return spaced(answer.content.decode())


def sent(client, who, name, *args, **data):
    client.force_login(who)
    return client.post(reverse(f"votes:{name}", args=args), data)


def test_a_proxy_by_plain_forms(client, meeting, malo, rose, ines):
    page = shown(client, rose, "proxies", meeting.pk)
    assert "Donner mon pouvoir à quelqu’un" in page

    answer = sent(client, rose, "proxies", meeting.pk, holder=malo.pk, instructions="Pour la serre.")
    assert (answer.status_code, answer["Location"]) == (303, f"/gatherings/{meeting.pk}/proxies/")
    assert "Vous demandez à Malo de porter votre pouvoir" in shown(client, rose, "proxies", meeting.pk)
    proxy = Proxy.objects.get()

    asked = shown(client, malo, "proxies", meeting.pk)
    assert "Rose vous demande de porter son pouvoir" in asked
    assert "Pour la serre." in asked
    assert sent(client, malo, "proxy-acceptance", proxy.pk).status_code == 303
    assert "Vous portez le pouvoir de Rose." in shown(client, malo, "proxies", meeting.pk)
    assert "Malo porte votre pouvoir." in shown(client, rose, "proxies", meeting.pk)
    assert sent(client, rose, "proxy-end", proxy.pk).status_code == 303
    assert Proxy.objects.get().ended_at


def test_nobody_else_reads_what_was_asked(client, meeting, malo, rose, ines):
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Pour la serre.")
    for who in (ines, malo, rose):
        client.force_login(who)
        assert ("serre" in shown(client, who, "proxies", meeting.pk)) is (who != ines)
        for address in (
            reverse("api-gathering-proxies", args=[meeting.pk]),
            reverse("api-gathering-detail", args=[meeting.pk]),
            "/api/v1/journal/",
        ):
            assert "serre" not in client.get(address).content.decode()
    client.force_login(malo)
    accepted = client.post(reverse("api-proxy-acceptance", args=[proxy.pk]))
    assert (accepted.status_code, "serre" in accepted.content.decode()) == (200, False)


def test_a_refusal_stands_on_the_form_with_what_was_typed(client, meeting, malo, rose):
    mark_present(meeting, rose, actor=rose)
    answer = sent(client, rose, "proxies", meeting.pk, holder=malo.pk, instructions="Pour la serre.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pour la serre." in page
    assert "vous votez donc" in page or "présence" in page


def test_a_blank_proxy_and_its_assignment_by_plain_forms(client, meeting, malo, rose, ines):
    sent(client, rose, "proxies", meeting.pk, holder="blank")
    assert Proxy.objects.get().holder is None
    mark_present(meeting, malo, actor=malo)
    assert "Attribuer le pouvoir en blanc" in shown(client, ines, "proxies", meeting.pk)
    assert "Attribuer" not in shown(client, malo, "proxies", meeting.pk)

    assert sent(client, ines, "proxies-assignment", meeting.pk).status_code == 303

    assert Proxy.objects.get().holder == malo


def test_a_paper_proxy_by_plain_forms(client, meeting, malo, rose, ines):
    assert sent(client, ines, "proxies-paper", meeting.pk, giver=rose.pk, paper_holder=malo.pk).status_code == 303
    proxy = Proxy.objects.get()
    assert (proxy.is_on_paper, proxy.accepted_at) == (True, None)
    assert "Inès a saisi un pouvoir sur papier à votre nom" in shown(client, rose, "proxies", meeting.pk)
    assert sent(client, rose, "proxy-confirmation", proxy.pk).status_code == 303
    proxy.refresh_from_db()
    assert proxy.accepted_at is not None
    wrong = sent(client, ines, "proxies-paper", meeting.pk, giver=rose.pk, paper_holder=rose.pk)
    assert wrong.status_code == 422


def test_declining_with_a_word(client, meeting, malo, rose):
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    sent(client, malo, "proxy-refusal", proxy.pk, word="Je pars.")
    assert "Je pars." in Mail.objects.get(kind="proxy_declined").text


def test_online_the_page_leads_to_the_ballot(client, consultation, ines, malo, rose):
    ballot = ask(consultation, ines)
    page = shown(client, rose, "proxies", consultation.pk)
    assert ballot.get_absolute_url() in page
    assert "pouvoir en blanc" not in page


def test_the_form_to_print(client, meeting, rose):
    client.force_login(rose)
    blank = client.get(reverse("votes:proxy-form", args=[meeting.pk]))
    mine = client.get(reverse("votes:proxy-form", args=[meeting.pk]) + "?mine=1")
    assert (blank["Content-Type"], blank.content[:5]) == ("application/pdf", b"%PDF-")
    assert mine.content != blank.content


def test_a_holder_with_no_room_is_not_offered(client, ca, ines, malo):
    givers = [person(name, ca) for name in ("Ana", "Bo", "Cy")]
    meeting = open_gathering(owner="room:5", rules=rules_for(ines, malo, *givers, proxy_cap=1), actor=ines)
    accepted_proxy(meeting, giver=givers[0], holder=malo)
    page = shown(client, givers[1], "proxies", meeting.pk)
    assert f'value="{malo.pk}"' not in page
    assert f'value="{ines.pk}"' in page
    assert f'value="{givers[0].pk}"' not in page  # she has given hers


# Papers


@pytest.fixture
def hall(ca, board, ines):
    people = [*board, person("Ana", ca), person("Bo", ca)]
    meeting = open_gathering(owner="room:9", rules=rules_for(*people), actor=ines)
    for member in people:
        mark_present(meeting, member, actor=member)
    return meeting


def test_papers_by_plain_forms(client, hall, ines, malo, rose):
    ballot = ask(hall, ines)
    ana, bo = hall.electors.filter(name__in=["Ana", "Bo"]).order_by("name")
    assert "Saisir ces bulletins" in shown(client, ines, "paper", ballot.pk)

    typed = {"electors": [ana.pk, bo.pk, rose.pk], "n_for": "2", "spoilt": "1", "second": malo.pk}
    answer = sent(client, ines, "paper", ballot.pk, **typed)

    assert answer.status_code == 303
    batch = PaperBatch.objects.get()
    page = shown(client, malo, "paper", ballot.pk)
    assert "Je trouve le même compte" in page
    assert "Ana, Bo, Rose" in page
    assert "Saisir ces bulletins" not in page
    assert sent(client, malo, "paper-confirmation", batch.pk).status_code == 303
    assert turnout(ballot).answered == 3
    assert "Je trouve le même compte" not in shown(client, malo, "paper", ballot.pk)


def test_a_sum_that_is_wrong_keeps_what_was_typed(client, hall, ines, malo, rose):
    ballot = ask(hall, ines)
    answer = sent(client, ines, "paper", ballot.pk, electors=[rose.pk], n_for="2", second=malo.pk)
    page = spaced(answer.content.decode())
    assert answer.status_code == 422
    assert "2 bulletins pour 1 personne pointée" in page
    assert 'name="n_for" value="2"' in page
    assert f'value="{rose.pk}"' in page


def test_few_secret_papers_are_warned_of_then_entered(client, hall, ines, malo, rose):
    ballot = ask(hall, ines, rules=MajorityRules(secret=True), secret=True)
    typed = {"electors": [rose.pk], "n_for": "1", "second": malo.pk}
    assert 'name="anyway"' not in shown(client, ines, "paper", ballot.pk)

    warned = sent(client, ines, "paper", ballot.pk, **typed)
    assert (warned.status_code, 'name="anyway"' in warned.content.decode()) == (422, True)
    assert sent(client, ines, "paper", ballot.pk, **typed, anyway="on").status_code == 303


def test_rankings_line_by_line(client, hall, ines, malo, rose):
    ballot = ask(hall, ines, rules=OptionRules(method="irv"), options=["Die", "Crest"])
    ana, bo = hall.electors.filter(name__in=["Ana", "Bo"]).order_by("name")
    typed = {
        "electors": [ana.pk, bo.pk, rose.pk],
        "line-0-n": "2",
        "line-0-rank-1": "1",
        "line-0-rank-0": "2",
        "n_blank": "1",
        "lines": "5",
        "second": malo.pk,
    }
    more = sent(client, ines, "paper", ballot.pk, **typed, more="1").content.decode()
    assert 'name="lines" value="10"' in more
    assert 'name="line-9-n"' in more
    assert 'name="line-0-n" value="2"' in more

    assert sent(client, ines, "paper", ballot.pk, **typed).status_code == 303

    kept = papers_of(PaperBatch.objects.get()).lines
    assert {"n": 2, "choice": {"ranking": ["Crest", "Die"]}} in kept
    assert {"n": 1, "choice": {"ranking": []}} in kept


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"line-1-rank-0": "1"}, "Réponse 2 : dites combien de bulletins"),
        ({"line-0-n": "2"}, "Réponse 1 : Répondez"),
        ({"line-0-n": "-1", "line-0-rank-0": "1"}, "Réponse 1 : dites combien"),
        ({"line-0-n": "9" * 30, "line-0-rank-0": "1"}, "Réponse 1 : dites combien"),
    ],
)
def test_a_line_that_is_half_filled_is_told(line, said, client, hall, ines, malo, rose):
    ballot = ask(hall, ines, rules=OptionRules(method="irv"), options=["Die", "Crest"])
    answer = sent(client, ines, "paper", ballot.pk, electors=[rose.pk], second=malo.pk, **line)
    assert answer.status_code == 422
    assert said in spaced(answer.content.decode())


def test_every_method_has_its_fields(client, hall, ines):
    methods = {
        "approval": OptionRules(method="approval"),
        "score": OptionRules(method="score", highest=5),
        "stv_scottish": OptionRules(method="stv_scottish"),
        "majority_judgment": OptionRules(method="majority_judgment", grades=("non", "oui")),
        "dates": OptionRules(method="dates"),
    }
    fields = {"approval": "approve", "score": "score", "stv_scottish": "rank"}
    for number, (name, rules) in enumerate(methods.items()):
        options = ["2026-12-03", "2026-12-04"] if name == "dates" else ["A", "B"]
        ballot = ask(hall, ines, owner=f"room:{100 + number}", rules=rules, options=options)
        assert f'name="line-0-{fields.get(name, "grade")}-1"' in shown(client, ines, "paper", ballot.pk)


def test_the_reminder_button(client, consultation, ines, malo):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=2))
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert sent(client, ines, "ballot-reminder", ballot.pk).status_code == 303
    assert who_is_asked("vote") == ["Inès", "Rose"]


# The API


def call(client, who, name, *args, method="post", **data):
    client.force_login(who)
    return getattr(client, method)(reverse(name, args=args), json.dumps(data), content_type="application/json")


def test_proxies_over_the_api(client, meeting, malo, rose, ines):
    given = call(client, rose, "api-gathering-proxies", meeting.pk, holder=malo.pk, instructions="Pour.")
    assert given.status_code == 201
    assert given.json()["accepted_at"] is None
    pk = given.json()["id"]
    assert call(client, ines, "api-proxy-acceptance", pk).status_code == 403
    assert call(client, malo, "api-proxy-acceptance", pk).json()["accepted_at"]
    mark_present(meeting, malo, actor=malo)
    client.force_login(rose)
    state = client.get(reverse("api-gathering-detail", args=[meeting.pk])).json()
    assert (state["present"], state["represented"], state["roll"]) == (1, 1, 3)
    assert call(client, malo, "api-proxy-end", pk).json()["end"] == "given_back"


def test_a_blank_and_a_paper_proxy_over_the_api(client, meeting, malo, rose, ines):
    assert call(client, rose, "api-gathering-proxies", meeting.pk, holder=None).json()["holder"] is None
    mark_present(meeting, malo, actor=malo)
    assigned = call(client, ines, "api-gathering-assignment", meeting.pk).json()
    assert [one["holder"]["name"] for one in assigned] == ["Malo"]
    moved = call(client, ines, "api-gathering-paper-proxies", meeting.pk, giver=rose.pk, holder=ines.pk)
    assert (moved.status_code, moved.json()["is_on_paper"]) == (201, True)


def test_papers_over_the_api(client, hall, ines, malo, rose):
    ballot = ask(hall, ines)
    said = {"ballot": ballot.pk, "electors": [rose.pk], "lines": [{"n": 1, "choice": "for"}], "second": malo.pk}
    made = call(client, ines, "api-paper-list", **said)
    assert made.status_code == 201
    pk = made.json()["id"]
    client.force_login(malo)
    (waits,) = client.get(reverse("api-paper-list")).json()["results"]
    assert waits["lines"] == [{"n": 1, "choice": "for"}]
    client.force_login(rose)
    assert client.get(reverse("api-paper-list")).json()["results"] == []
    confirmed = call(client, malo, "api-paper-confirmation", pk).json()
    assert (confirmed["number"], confirmed["lines"]) == (1, [])
    assert list(in_the_box(ballot).values()) == ["for"]

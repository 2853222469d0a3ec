"""The API: ballots of any method, own papers, results when they are everyone's, consultations from end to end."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from commissions.models import Circle
from tests.closing import close_in_time
from tests.votes.conftest import ask, in_the_box, rules_for, the_others_vote
from tests.votes.test_ballots import time_passes
from votes.actions import open_gathering, plan_consultation
from votes.counting import recount
from votes.counting.majority import MajorityRules
from votes.integrity import commitments
from votes.methods.rules import OptionRules
from votes.models import Ballot, Consultation, Vote
from votes.questions import QuestionSpec

BALLOTS, CONSULTATIONS = "/api/v1/ballots/", "/api/v1/consultations/"
TOWNS = ["Die", "Crest"]
CODE = "4F7K2MNPQ9RT8VWX"


@pytest.fixture
def api(client, malo):
    """Malo's program."""
    client.force_login(malo)

    def send(verb: str, address: str, /, **body):
        return getattr(client, verb)(address, json.dumps(body), content_type="application/json")

    return send


def soon(days: int = 7) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat()


def test_it_reads_votes_and_tells_the_result_after_the_close(api, client, ballot, ines, malo, rose, omar):
    base = f"{BALLOTS}{ballot.pk}/"
    assert [one["id"] for one in client.get(BALLOTS).json()["results"]] == [ballot.pk]
    shown = client.get(base).json()
    assert (shown["turnout"], shown["options"], shown["is_secret"]) == ({"answered": 0, "entitled": 3}, [], False)
    assert shown["mine"] == [
        {"elector": {"id": malo.pk, "name": "Malo"}, "choice": None, "has_signed": False, "may_change": True}
    ]

    answer = api("post", f"{base}votes/", choice="for", request_key="a")
    assert (answer.status_code, answer.json()["choice"], answer.json()["elector"]["name"]) == (200, "for", "Malo")
    perhaps = api("post", f"{base}votes/", choice="perhaps")
    assert perhaps.json() == {"errors": {"__all__": ["Choisissez une des réponses du scrutin."]}}
    assert api("post", f"{base}votes/", choice="for", elector=rose.pk).status_code == 403
    assert api("post", f"{base}votes/", choice="for", elector="x").status_code == 400

    close_in_time(ballot, actor=ines)
    result = client.get(f"{base}result/").json()
    assert (result["answer"]["outcome"], result["answer"]["base"], result["answer"]["needed"]) == ("adopted", 1, 1)
    assert result["sentence"].endswith("(1 sur 1) atteinte\u00a0: adoptée.")
    assert len(result["steps"]) == len(result["answer"]["steps"])
    assert [(one["elector"]["name"], one["choice"]) for one in result["votes"]] == [("Malo", "for")]
    assert recount.answer(client.get(f"{base}count/").json())["outcome"] == "adopted"
    client.force_login(omar)
    assert client.get(BALLOTS).json()["results"] == []
    for address in ("", "result/", "count/", "published/"):
        assert client.get(f"{base}{address}").status_code == 403


def test_nothing_tells_a_result_before_the_close(client, consultation, ines, malo):
    ballot = ask(consultation, ines, rules=OptionRules(method="irv"), options=TOWNS)
    client.force_login(ines)
    for address in ("result/", "count/", "published/"):
        assert client.get(f"{BALLOTS}{ballot.pk}/{address}").status_code == 403


def test_a_live_ballot_tells_it_as_it_comes_and_its_list_at_the_end(api, client, consultation, ines):
    ballot = ask(consultation, ines, rules=OptionRules(method="approval"), options=TOWNS, live=True)
    base = f"{BALLOTS}{ballot.pk}/"
    api("post", f"{base}votes/", choice={"approve": ["Die"]})

    result = client.get(f"{base}result/").json()
    assert (result["answer"]["counts"], result["votes"]) == ({"Die": 1, "Crest": 0}, [])
    assert client.get(f"{base}published/").status_code == 403


@pytest.mark.parametrize("choice", [{"ranking": ["Gap"]}, {"ranking": 3}, {"scores": {}}, "for", 3, None, []])
def test_what_is_no_answer_is_a_bad_request(choice, api, consultation, ines):
    ballot = ask(consultation, ines, rules=OptionRules(method="irv"), options=TOWNS)
    assert api("post", f"{BALLOTS}{ballot.pk}/votes/", choice=choice).status_code == 400
    assert not Vote.objects.exists()


def test_a_secret_ballot_is_cast_under_a_code_of_ones_own(api, client, crowd, ines, malo):
    online = open_gathering(owner="room:3", rules=rules_for(*crowd, online=True), actor=ines)
    ballot = ask(online, ines, rules=OptionRules(method="irv"), options=TOWNS, secret=True)
    base = f"{BALLOTS}{ballot.pk}/"
    assert api("post", f"{base}votes/", choice={"ranking": ["Die"]}).status_code == 400
    sent = {"choice": {"ranking": ["Die"]}, "code": CODE}

    for _again in range(2):
        answer = api("post", f"{base}sealed-votes/", **sent)
        assert answer.json() == {"elector": {"id": malo.pk, "name": "Malo"}, "code": CODE}
    assert api("post", f"{base}sealed-votes/", **{**sent, "code": CODE[::-1]}).status_code == 400
    assert api("post", f"{base}sealed-votes/", **{**sent, "code": "short"}).status_code == 400

    assert list(in_the_box(ballot).values()) == [{"ranking": ["Die"]}]
    shown = client.get(base).json()
    assert (shown["turnout"]["answered"], shown["mine"][0]["choice"], shown["mine"][0]["has_signed"]) == (1, None, True)
    the_others_vote(ballot, "blank")
    closed = close_in_time(ballot, actor=ines)
    assert client.get(f"{base}published/").json() == json.loads(json.dumps(commitments.published(closed)))


def test_it_extends_and_closes_what_is_held_online(api, client, ca, ines, malo, rose, ballot):
    ends = timezone.now() + timedelta(days=2)
    spec = QuestionSpec("Où ?", OptionRules(method="irv"), options=TOWNS, closes_at=ends)
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="2 people")
    planned = plan_consultation(spec, host=ca.topic, actor=malo)
    online = api("post", f"{CONSULTATIONS}{planned.pk}/opening/").json()
    base = f"{BALLOTS}{online['id']}/"
    assert (online["quorum"], online["quorum_strict"]) == ("2 people", False)

    longer = api("post", f"{base}extension/", closes_at=soon(3))
    assert longer.json()["closes_at"] > online["closes_at"]
    assert api("post", f"{base}extension/", closes_at=soon(1)).status_code == 400
    assert api("post", f"{base}extension/").status_code == 400
    assert api("post", f"{base}closing/").status_code == 400  # it was announced
    time_passes(Ballot.objects.get(pk=online["id"]))
    assert api("post", f"{base}closing/").json()["outcome"] == "no_quorum"
    client.force_login(ines)
    assert api("post", f"{BALLOTS}{ballot.pk}/closing/").status_code == 400  # a meeting's is closed there
    assert api("post", f"{base}closing/").status_code == 403


def test_a_question_from_its_draft_to_its_ballot(api, client, ca, malo, ines, rose):
    asked = {
        "host": ca.topic,
        "question": "Où part-on ?",
        "method": "majority_judgment",
        "options": TOWNS,
        "rules": {"grades": ["à rejeter", "passable", "bien"], "threshold": "2/3"},
        "closes_at": soon(),
    }
    answer = api("post", CONSULTATIONS, **asked)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["host"], made["author"]["name"], made["ballot"]) == (ca.topic, "Malo", None)
    assert made["rules"] == {"seats": 1, "no_part_counts": False, "grades": ["à rejeter", "passable", "bien"]}

    address = f"{CONSULTATIONS}{made['id']}/"
    del asked["host"]
    majority = {"method": "majority", "options": [], "rules": {"threshold": "2/3", "base": "roll"}, "secret": True}
    majority["rules"]["no_part_counts"] = True
    changed = api("put", address, **{**asked, **majority}).json()
    assert (changed["rules"]["threshold"], changed["rules"]["secret"], changed["is_secret"]) == ("2/3", True, True)
    assert changed["rules"]["no_part_counts"] is True
    assert [one["id"] for one in client.get(CONSULTATIONS).json()["results"]] == [made["id"]]
    opened = api("post", f"{address}opening/").json()
    assert (opened["method"], opened["owner"]) == ("majority", f"consultation:{made['id']}")
    assert client.get(address).json()["ballot"] == opened["id"]
    assert api("delete", address).status_code == 400


def test_a_draft_is_given_up(api, client, ca, malo):
    planned = plan_consultation(
        QuestionSpec("?", MajorityRules(), closes_at=timezone.now() + timedelta(days=1)), host=ca.topic, actor=malo
    )
    assert api("delete", f"{CONSULTATIONS}{planned.pk}/").status_code == 204
    assert api("delete", f"{CONSULTATIONS}{planned.pk}/").status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "guessing"},
        {"method": "score"},
        {"method": "score", "rules": {"highest": "many"}},
        {"method": "irv", "rules": {"seats": 0}},
        {"method": "equal_shares", "rules": {"budget": 10**30, "costs": {"Die": 1, "Crest": 1}}},
        {"method": "majority", "options": [], "rules": {"threshold": "1/2"}},
        {"method": "majority", "options": [], "rules": {"threshold": "1/0"}},
        {"method": "majority", "options": [], "rules": {"base": "moon"}},
        {"options": ["Die", "Di\x00e"]},
        {"options": "Die"},
        {"question": ""},
        {"closes_at": "tomorrow"},
        {"host": "circle"},
        {"casting_voter": 99999},
    ],
)
def test_a_question_that_makes_no_sense_is_a_bad_request(changed, api, ca, malo):
    asked = {"host": ca.topic, "question": "Où ?", "method": "irv", "options": TOWNS, "closes_at": soon()}
    answer = api("post", CONSULTATIONS, **{**asked, **changed})
    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == ["errors"]
    assert not Consultation.objects.exists()

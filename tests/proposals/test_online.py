"""What a circle decides online enters the register by itself."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from journal.actions import CLOCK
from journal.clock import telling
from proposals.actions import conclude_consultation
from proposals.due import conclude_consultations
from proposals.models import Decision, ProposalAudience
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.due import close_ballots
from votes.methods.rules import OptionRules
from votes.models import Ballot
from votes.questions import QuestionSpec


@pytest.fixture
def asks(ca, ines):
    """Have the board asked something, answered by Inès and closed."""

    def ask(rules, choice, options=(), question="Ouvrir le samedi ?", **changed) -> Ballot:
        closes_at = timezone.now() + timedelta(days=2)
        spec = QuestionSpec(question, rules, options=options, closes_at=closes_at, **changed)
        planned = plan_consultation(spec, host=ca.topic, text="À l’essai.", actor=ines)
        ballot = open_consultation(planned, actor=ines)
        cast_vote(ballot, elector=ines, choice=choice, actor=ines)
        with telling(closes_at + timedelta(seconds=1)):
            return close_ballot(ballot, actor=CLOCK)

    return ask


def test_what_was_adopted_is_a_decision_of_the_circle_once(asks, ca):
    ballot = asks(MajorityRules(), "for")

    conclude_consultations()
    conclude_consultations()

    decision = Decision.objects.get()
    assert (decision.circle, decision.ballot, decision.title) == (ca, ballot, "Ouvrir le samedi ?")
    assert (decision.process, decision.reasons) == (Decision.Process.MAJORITY, "À l’essai.")
    assert decision.result.endswith("adoptée.")
    assert decision.audience == ProposalAudience.MEMBERS


def test_a_long_question_is_a_short_title(asks):
    asks(MajorityRules(), "for", question="Pourquoi " * 40)

    conclude_consultations()

    decision = Decision.objects.get()
    assert len(decision.title) <= 120
    assert decision.text == ("Pourquoi " * 40).strip()


def test_a_choice_is_a_decision_a_date_is_an_appointment(asks):
    asks(OptionRules("approval"), {"approve": ["Bleu"]}, ["Bleu", "Vert"], question="Quelle couleur ?")
    day = asks(OptionRules("dates"), {"grades": {"2026-12-03": 2}}, ["2026-12-03", "2026-12-04"], question="Quand ?")

    conclude_consultations()

    assert [decision.title for decision in Decision.objects.all()] == ["Quelle couleur ? Bleu"]
    assert conclude_consultation(day, actor=CLOCK) is None


def test_the_register_says_who_was_chosen_among_those_that_the_question_names(asks):
    question = "Qui, d’Alix ou de Malo, pour la trésorerie ?"
    asks(OptionRules("approval"), {"approve": ["Malo"]}, ["Alix", "Malo"], question=question)

    conclude_consultations()

    decision = Decision.objects.get()
    assert (decision.title, decision.text) == (f"{question} Malo", f"{question}\n\nMalo")


def test_what_was_rejected_decides_nothing(asks):
    asks(MajorityRules(), "against")

    conclude_consultations()

    assert not Decision.objects.exists()


def test_what_a_closed_circle_decided_is_its_own(asks, ca):
    ca.is_open = False
    ca.save(update_fields=["is_open"])
    asks(MajorityRules(), "for")

    conclude_consultations()

    assert Decision.objects.get().audience == ProposalAudience.CIRCLE


def test_a_vote_of_the_last_evening_of_the_year_is_numbered_in_it_whenever_the_server_wakes(ca, ines):
    last_evening = timezone.make_aware(datetime(2026, 12, 31, 23, 30))
    with telling(last_evening - timedelta(days=3)):
        planned = plan_consultation(
            QuestionSpec("Adhérons-nous ?", MajorityRules(), closes_at=last_evening), host=ca.topic, actor=ines
        )
        cast_vote(open_consultation(planned, actor=ines), elector=ines, choice="for", actor=ines)

    with telling(last_evening + timedelta(days=2)):
        close_ballots()
        conclude_consultations()

    decision = Decision.objects.get()
    assert (decision.number, decision.year, decision.decided_at) == ("2026-001", 2026, last_evening)

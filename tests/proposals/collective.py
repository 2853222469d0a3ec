"""The proposals and decisions of the world that the table of rights visits (`tests/world.py`)."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from commissions.actions import create_circle, give_mandate
from commissions.models import Circle
from journal.actions import CLOCK, action, record
from members.models import Member
from proposals import actions
from proposals.models import (
    AttachedFile,
    Decision,
    EarlierDecision,
    NotedPosition,
    Objection,
    Proposal,
    ProposalAudience,
    Question,
    Review,
    ReviewElector,
    Round,
)
from proposals.process_templates import IN_MEETING, ONLINE
from proposals.queries import last_round_of
from tests.proposals.files import PDF, kept

DAYS = {str(stage): 3 for stage in ONLINE["consent"]}
MINUTES = {str(stage): 6 for stage in IN_MEETING["consent"]}
PROPOSAL_FILE = {
    "format": "avant-minuit/proposal/1",
    "title": "Une cuisine partagée",
    "circle": "CA d’ailleurs",
    "author": "Alix",
    "created_at": "2025-05-03T10:00:00.000Z",
    "need": "On mange seul.",
    "versions": [
        {"number": 1, "at": "2025-05-03T10:00:00.000Z", "name": "Alix", "text": "Une cuisine."},
        {"number": 2, "at": "2025-05-09T10:00:00.000Z", "name": "Alix", "note": "Un soir.", "text": "Le mardi soir."},
    ],
    "questions": [{"at": "2025-05-04T10:00:00.000Z", "name": "Basile", "text": "Qui range ?", "answer": "Tous."}],
    "comments": [
        {
            "at": "2025-05-04T11:00:00.000Z",
            "name": "Basile",
            "version": 1,
            "quote": "Une cuisine",
            "text": "Laquelle ?",
            "answers": [{"at": "2025-05-04T12:00:00.000Z", "name": "Alix", "text": "Celle du bas."}],
        }
    ],
    "rounds": [
        {
            "number": 1,
            "version": 1,
            "at": "2025-05-06T10:00:00.000Z",
            "outcome": "une objection est maintenue",
            "answers": [{"position": "objection", "names": "Colette"}],
            "objections": [{"name": "Colette", "consequence": "Personne ne range.", "became": "levée"}],
        }
    ],
}
"""The file of a proposal that comes from elsewhere."""


def add_proposals(w: Any) -> None:
    """One at each stage in the CA (Malo's, facilitated by Inès), and one that holds `size` of everything."""
    kitchen = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name="Cuisine")
    give_mandate(kitchen, member=w.ines, actor=w.ada)
    for number in range(w.size):
        w.things["process_template"] = actions.add_process_template(
            kitchen, process="consent", name=f"Pas à pas {number}", days=DAYS, minutes=MINUTES, actor=w.ines
        )
    w.things["draft"] = write(w, w.malo, "Un brouillon", is_presented=False)
    w.things["proposal"] = write(w, w.malo, "Ouvrir le samedi")
    w.things["closed_proposal"] = write(w, w.malo, "La situation de Zoé", audience=ProposalAudience.CIRCLE)
    for number in range(min(w.size, 10)):
        w.things["attached_file"] = attach(w.proposal, w.malo, f"Le plan {number}")
    actions.detach_file(attach(w.proposal, w.malo, "Un ancien plan"), actor=w.malo)
    w.things["closed_file"] = attach(w.closed_proposal, w.malo, "Une lettre")
    w.things["question"] = actions.ask(w.proposal, text="Qui ouvre ?", actor=w.rose)
    w.things["asked"] = actions.ask(write(w, w.rose, "Un four"), text="Quel four ?", actor=w.malo)
    w.things["reacting"] = walk(w, write(w, w.rose, "Une bibliothèque"), 2)
    w.things["amending"] = walk(w, write(w, w.malo, "Un composteur"), 3)
    w.things["edited_proposal"] = walk(w, write(w, w.malo, "Un banc"), 3)
    for number in range(w.size):
        w.things["suggested_edit"] = actions.suggest_edit(
            w.edited_proposal,
            version=1,
            start=0,
            end=15,
            replacement=f"Nous ferons {number}",
            reason="plus clair",
            actor=w.ines,
        )
        w.things["comment"] = actions.comment_passage(
            w.edited_proposal, version=1, start=8 * (number % 3), end=28, text=f"À quel prix ? {number}", actor=w.rose
        )
        actions.reply_to_comment(w.comment, text="Celui du bois.", actor=w.malo)
    w.things["round"] = actions.open_round(walk(w, write(w, w.malo, "Un vélo"), 3), actor=w.ines)
    w.things["noted_position"] = note_online(w.round, member=w.malo, actor=w.ines)
    w.things["objection"] = objected(w, write(w, w.rose, "Un piano"))
    w.things["asked_objection"] = carried_by_a_circle(w)
    w.things["helped"] = helped(w, write(w, w.rose, "Une serre"))
    w.things["written"] = actions.object_beforehand(w.amending, reason={"consequence": "alors…"}, actor=w.malo)
    actions.ask_for_help(w.written, helper=w.ines, actor=w.malo)
    w.things["set_aside"] = actions.set_aside(write(w, w.malo, "Un étang"), reason="trop tard", actor=w.ines)
    w.things["paused"] = actions.pause(write(w, w.malo, "Un puits"), days=7, reason="Les congés.", actor=w.ines)
    w.things["to_facilitate"] = write(w, w.rose, "Une mare")
    Proposal.objects.filter(pk=w.to_facilitate.pk).update(facilitator=w.malo, facilitator_since=None)
    w.things["handed"] = write(w, w.malo, "Un compost commun")
    actions.escalate(w.handed, to=w.vie_quotidienne, reason="C’est leur travail.", actor=w.ines)
    w.handed.refresh_from_db()
    first = decide(w, "Un portail")
    w.things["overtaken"] = write(w, w.malo, "Sans portail", replaces=first, is_repeal=True)
    decide(w, "Un portail vert", replaces=first)
    w.things["imported_proposal"] = actions.present(imported(w), actor=w.malo)
    add_advice(w)
    said = {"need": "On nous le demande.", "text": "Il est vert.", "process": "information", "is_presented": True}
    w.things["information"] = actions.write_proposal(w.ca, title="Le portail est peint", actor=w.malo, **said)
    w.things["majority"] = write(w, w.malo, "Un logo", process="majority")
    colours = "\n\n".join(["Pour la porte.", *(f"# Bleu {number}" for number in range(w.size + 1))])
    w.things["choosing"] = walk(w, write(w, w.malo, "Une couleur", process="choice", text=colours), 3)
    for number in range(w.size):
        w.things["decision"] = decide(w, f"Le café à prix libre {number}")
        w.things["public_decision"] = decide(w, f"Ouvert à tous {number}", audience=ProposalAudience.PUBLIC)
        earlier = EarlierDecision(
            circle=w.ca, title=f"Le bail {number}", text="Signer.", source="Cahier", entered_by=w.rose
        )
        earlier.decided_on, earlier.entered_at = w.today, timezone.now()
        earlier.save()
        w.things["earlier"] = earlier
        w.things["closed_decision"] = decide(w, f"Une dette {number}", audience=ProposalAudience.CIRCLE)
    add_reviewed_decision(w)
    add_full_proposal(w)


@action
def note_online(round: Round, *, member: Member, actor: Member) -> NotedPosition:
    """An answer noted for somebody, as in a meeting."""
    body = {"proposal": round.proposal_id, "round": round.pk, "member": member.pk}
    record("position.noted", topics=[round.proposal.topic], body=body)
    return NotedPosition.objects.create(
        round=round, member=member, kind="consent", noted_by=actor, noted_at=timezone.now()
    )


def write(w: Any, author: Member, title: str, *, circle: Circle | None = None, **fields: Any) -> Proposal:
    is_presented = fields.pop("is_presented", True)
    proposal = actions.write_proposal(
        circle or w.ca,
        title=title,
        need="Il en manque un.",
        facilitator=w.ines,
        review_on=date(w.today.year + 1, 1, 15),
        actor=author,
        **{"text": "Nous le faisons au printemps.", **fields},
    )
    if author != w.ines:
        actions.agree_to_facilitate(proposal, actor=w.ines)
    return actions.present(proposal, actor=author) if is_presented else proposal


def attach(proposal: Proposal, actor: Member, name: str) -> AttachedFile:
    return actions.attach_file(proposal, name=name, file=kept(PDF), actor=actor)


def walk(w: Any, proposal: Proposal, stages: int) -> Proposal:
    for _ in range(stages):
        proposal = actions.next_stage(proposal, actor=w.ines)
    return proposal


def objected(w: Any, proposal: Proposal, by: Member | None = None) -> Objection:
    """Under examination: Malo, or another, objects."""
    objector = by or w.malo
    round = actions.open_round(walk(w, proposal, 3), actor=w.ines)
    for member in (w.ines, w.malo, w.rose):
        kind = "objection" if member == objector else "consent"
        actions.take_position(round, kind=kind, actor=member)
    return Objection.objects.get(position__round=round)


def helped(w: Any, proposal: Proposal) -> Objection:
    """Hidden in an open round: Malo objects, and asked Inès to help to word it."""
    round = actions.open_round(walk(w, proposal, 3), actor=w.ines)
    position = actions.take_position(round, kind="objection", actor=w.malo)
    actions.ask_for_help(position.objection, helper=w.ines, actor=w.malo)
    return Objection.objects.get(position=position)


def carried_by_a_circle(w: Any) -> Objection:
    """Rose objects in a circle of five, whose others are asked to carry it as a concern."""
    circle = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name="Fresque")
    everyone = (w.ines, w.malo, w.rose, w.omar, w.many[0])
    for member in everyone:
        give_mandate(circle, member=member, actor=w.ada, since=date(w.today.year, 1, 1))
    round = actions.open_round(walk(w, write(w, w.ines, "Une fresque", circle=circle), 3), actor=w.ines)
    for member in everyone:
        actions.take_position(round, kind="objection" if member == w.rose else "consent", actor=member)
    objection = Objection.objects.get(position__round=round)
    actions.test_aloud(objection, shows_harm=False, shows_better_way=True, actor=w.ines)
    actions.ask_circle(objection, actor=w.ines)
    return objection


def decide(w: Any, title: str, *, is_undated: bool = False, **fields: Any) -> Decision:
    """By consent; where it `is_undated`, the day to look at it again is over by then."""
    proposal = walk(w, write(w, w.malo, title, **fields), 3)
    if is_undated:
        Proposal.objects.filter(pk=proposal.pk).update(review_on=w.today)
    round = actions.open_round(proposal, actor=w.ines)
    for member in (w.ines, w.malo, w.rose):
        concern = member == w.rose
        text = "à suivre" if concern else ""
        actions.take_position(round, kind="concern" if concern else "consent", text=text, actor=member)
    return Decision.objects.get(proposal=proposal)


def add_advice(w: Any) -> None:
    """In a circle where one may decide alone: Malo's text, which Inès decides after Omar's advice, and many others'."""
    circle = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name="Potager", allows_advice=True)
    for member in (w.ines, w.malo, w.rose):
        give_mandate(circle, member=member, actor=w.ada, since=date(w.today.year, 1, 1))
    w.things["advised_circle"] = circle
    w.things["by_advice"] = by_advice(w, "Une haie", w.ines, advisers=[w.omar, w.noe, *w.many])
    for member in w.many:
        w.things["advice"] = actions.advise(w.by_advice, text="Plutôt au nord.", actor=member)
    w.things["named_decider"] = by_advice(w, "Un verger", w.malo, advisers=[w.rose, w.omar])
    w.things["to_decide"] = by_advice(w, "Une ruche", w.ines, advisers=[w.rose])
    actions.answer_advice(
        actions.advise(w.to_decide, text="Loin du chemin.", actor=w.rose), text="Au fond du pré.", actor=w.ines
    )
    w.to_decide.refresh_from_db()


def by_advice(w: Any, title: str, decider: Member, *, advisers: Sequence[Member]) -> Proposal:
    """Malo's; asked of Inès, who has agreed, or by Rose of Malo, who has not answered yet."""
    author = w.rose if decider == w.malo else w.malo
    said = {"need": "Il en manque un.", "text": "Nous le faisons au printemps.", "process": "advice"}
    proposal = actions.write_proposal(
        w.advised_circle,
        title=title,
        review_on=date(w.today.year + 1, 1, 15),
        decider=decider,
        advisers=advisers,
        actor=author,
        **said,
    )
    if decider == w.ines:
        actions.agree_to_decide(proposal, actor=decider)
    return actions.present(proposal, actor=author)


def add_reviewed_decision(w: Any) -> None:
    """Malo's, which the CA is asked to keep, and about which Rose brings a new fact."""
    decision = decide(w, "Le compost")
    instant = timezone.now()
    review = Review.objects.create(decision=decision, opened_at=instant, ends_at=instant + timedelta(days=5))
    for member in (w.ines, w.malo, w.rose):
        ReviewElector.objects.create(review=review, member=member)
    w.things["review"] = review
    w.things["undated_decision"] = decide(w, "Le composteur", is_undated=True)
    w.things["reopening_request"] = actions.ask_to_reopen(decision, fact="Le voisin déménage.", actor=w.rose)


def add_full_proposal(w: Any) -> None:
    """In a circle of its own with `size` more people: questions, reactions, versions, rounds, objections."""
    circle = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name="Chantier")
    for member in (w.ines, w.malo, w.rose, *w.many):
        give_mandate(circle, member=member, actor=w.ada, since=date(w.today.year, 1, 1))
    proposal = write(w, w.malo, "Refaire le toit", circle=circle)
    proposal = actions.next_stage(proposal, actor=w.ines)
    for member in w.many:
        question = actions.ask(proposal, text="Combien ?", actor=member)
        actions.answer(question, text="Assez.", actor=w.malo)
    proposal = actions.next_stage(proposal, actor=w.ines)
    for member in (w.rose, *w.many):
        actions.react(proposal, text="Oui.", actor=member)
    proposal = actions.next_stage(proposal, actor=w.ines)
    for number in range(w.size):
        actions.amend(proposal, text=f"Nous le refaisons en {number} ans.", actor=w.malo)
    for number in range(1 + min(w.size, 3)):
        actions.open_round(proposal, actor=w.ines)
        round = last_round_of(proposal)
        for member in (w.rose, *w.many):
            actions.take_position(round, kind="objection", objection={"suggestion": "En été."}, actor=member)
        actions.close_round(round, actor=CLOCK)
        proposal.refresh_from_db()
        w.things["full_objection"] = Objection.objects.filter(position__round=round).first()
        actions.next_stage(proposal, actor=w.ines)
        actions.amend(proposal, text=f"Autrement, {number}.", actor=w.malo)
        proposal.refresh_from_db()
    w.things["full_proposal"] = proposal
    assert Question.objects.filter(proposal=proposal).count() == w.size
    assert proposal.review_on > w.today + timedelta(days=1)


def imported(w: Any) -> Proposal:
    """Complete, as a draft that is presented must be."""
    proposal = actions.import_proposal(w.ca, content=json.dumps(PROPOSAL_FILE).encode(), actor=w.malo)
    proposal.facilitator, proposal.review_on = w.ines, w.today + timedelta(days=100)
    proposal.save(update_fields=["facilitator", "review_on"])
    return proposal

"""The states of a meeting that decides by consent, or elects without candidate."""

from datetime import date, timedelta
from typing import Any

from tests.journeys.meeting_scene import BETTER, NEED, REASON, STATES, TEXT, Scene, state


@state
def consent_presented(scene: Scene) -> None:
    scene.propose(scene.begin())


@state
def consent_clarification(scene: Scene) -> None:
    from proposals.actions import answer, ask

    proposal = scene.propose(scene.begin(), 1)
    for person in scene.people[3:7]:
        question = ask(proposal, text=f"{NEED} Qui paie l’électricité de ces trois soirs ?", actor=person)
    answer(question, text=TEXT, actor=scene.people[2])


@state
def consent_reactions(scene: Scene) -> None:
    from proposals.actions import react

    proposal = scene.propose(scene.begin(), 2)
    for person in scene.people[3:7]:
        react(proposal, text=TEXT, actor=person)


@state
def consent_amending(scene: Scene) -> None:
    scene.propose(scene.begin(), 3)


@state
def consent_objections(scene: Scene) -> None:
    from proposals.actions import open_round

    open_round(scene.propose(scene.begin(), 3), actor=scene.ines)


@state
def consent_examination(scene: Scene) -> None:
    scene.answer(scene.propose(scene.begin(), 3), "cncoocnc")


@state
def consent_carried(scene: Scene) -> None:
    from proposals.actions import ask_circle, test_aloud
    from proposals.models import Objection

    proposal = scene.answer(scene.propose(scene.begin(), 3), "cccccocn")
    objection = Objection.objects.get(position__round__proposal=proposal)
    test_aloud(objection, shows_harm=False, shows_better_way=True, actor=scene.ines)
    ask_circle(objection, actor=scene.ines)


@state
def consent_integration(scene: Scene) -> Any:
    from proposals.actions import next_stage, suggest
    from proposals.models import Objection

    proposal = scene.answer(scene.propose(scene.begin(), 3), "cncoocnc")
    proposal = next_stage(proposal, actor=scene.ines)
    for objection in Objection.objects.filter(position__round__proposal=proposal):
        suggest(objection, text=BETTER, actor=objection.position.member)
    return proposal


@state
def consent_asked_again(scene: Scene) -> None:
    from proposals.actions import amend, open_round

    proposal = consent_integration(scene)
    amend(proposal, text=BETTER, note="Plus tôt, et moins cher.", actor=scene.people[2])
    proposal.refresh_from_db()
    if proposal.state != "objections":
        open_round(proposal, actor=scene.ines)


@state
def consent_adopted(scene: Scene) -> None:
    scene.answer(scene.propose(scene.begin(), 3), "cccccccn")


def elect(scene: Scene, stages: int) -> Any:
    from assembly.actions import start_item_election
    from proposals import actions

    item = start_item_election(
        scene.begin(),
        title="Trésorerie du bistro et de la cuisine partagée",
        mission="Tenir les comptes du bistro, payer les factures et dire chaque mois où l’on en est.",
        criteria="Deux heures par semaine, à l’aise avec un tableur, et quelqu’un avec qui en parler.",
        until=date.today() + timedelta(days=730),
        role="coordinator",
        facilitator=scene.ines,
        actor=scene.ines,
    )
    election = item.election
    for stage in range(stages):
        if stage == 1:
            for rank, person in enumerate(scene.people):
                nominee = scene.people[2 + (rank % 2) * 2]
                actions.nominate(election, nominee=nominee, reason=REASON["aim"], actor=person)
            election.refresh_from_db()
        else:
            election = actions.next_election_stage(election, actor=scene.ines)
    return election


def election_at(name: str, stages: int) -> None:
    STATES[f"election {name}"] = lambda scene: elect(scene, stages)


for stages, name in enumerate(("role", "nominations", "opening", "change", "proposal")):
    election_at(name, stages)


@state
def election_objections(scene: Scene) -> None:
    from proposals.actions import propose_person

    propose_person(elect(scene, 4), person=scene.people[4], argument=REASON["aim"], actor=scene.ines)

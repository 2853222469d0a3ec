"""Scenes after each of which letters leave: together, of every kind that is answered by a link, and of many others."""

from collections.abc import Callable
from datetime import date, time, timedelta

from django.utils.timezone import localdate

from assembly.actions import add_item, cancel_meeting, convene, plan_meeting
from assembly.models import Meeting
from commissions.actions import give_up_turn, join_rota, make_rota, plan_rota
from commissions.models import Circle, Mandate, RotaTurn
from commissions.rota_due import ask_to_confirm
from journal.actions import CLOCK
from journal.clock import now
from members.actions import end_founding
from members.due import tell_notifications
from members.mime import html_of
from members.models import Mail, Member, Notification
from members.outbox import wording_now
from proposals import actions, due
from proposals.election_process import ElectionState
from proposals.models import Decision
from proposals.process import State
from tests.conftest import person
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.scene import Scene
from tests.proposals.scene import scene as consent_scene
from tests.world import world

PLAY = Callable[[], object]


def written() -> dict[str, dict[str, str]]:
    """What the letters that wait say as they leave now, all of one person at once; those of many things once a kind."""
    Notification.objects.update(leaves_at=now())
    tell_notifications()
    said: dict[str, dict[str, str]] = {}
    for mail in Mail.objects.order_by("pk"):
        if not (wording := wording_now(mail)):
            continue
        mail.subject, mail.text = wording.subject, wording.text
        letter = {"subject": mail.subject, "text": mail.text, "html": html_of(mail)}
        asked = list(mail.notifications.values_list("kind", flat=True))
        for kind in asked if mail.kind == "notifications" else [mail.kind]:
            said.setdefault(kind, letter)
    return said


def board() -> tuple[Circle, Member, Member, Member]:
    """A board that decides online, with Inès, Malo and Rose."""
    circle = Circle.objects.create(kind="board", name="CA", slug="ca", online_article="statuts, art. 9")
    return circle, person("Inès", circle), person("Malo", circle), person("Rose", circle)


def consent(state: State, then: Callable[[Scene], object] = lambda scene: None) -> PLAY:
    def play() -> None:
        circle, ines, malo, rose = board()
        scene = consent_scene(circle, malo, ines, rose)
        scene.bring_to(state)
        then(scene)

    return play


def election(state: ElectionState, then: Callable[[ElectionScene], object] = lambda scene: None) -> PLAY:
    def play() -> None:
        circle, ines, malo, rose = board()
        scene = election_scene(circle, ines, malo, rose)
        scene.bring_to(state)
        then(scene)

    return play


def advice(then: Callable[[AdviceScene], object]) -> PLAY:
    def play() -> None:
        circle, ines, malo, rose = board()
        scene = set_scene(circle, malo, ines, rose, person("Omar"))
        scene.present()
        then(scene)

    return play


def ask(scene: Scene) -> None:
    actions.ask(scene.proposal, text="Qui ouvre la porte, et avec quelles clés\u00a0?", actor=scene.rose)
    actions.ask(scene.proposal, text="Et en août\u00a0?", actor=scene.paul)


def speak_of_the_words(scene: Scene) -> None:
    """Rose comments, and Malo answers her; Paul comments too, and suggests a change."""
    place = {"version": 1, "start": 0, "end": len("Les visites")}
    first = actions.comment_passage(scene.proposal, **place, text="Lesquelles\u00a0?", actor=scene.rose)
    actions.reply_to_comment(first, text="Celles du samedi.", actor=scene.malo)
    actions.comment_passage(scene.proposal, **place, text="Guidées\u00a0?", actor=scene.paul)
    actions.suggest_edit(
        scene.proposal, **place, replacement="Les visites guidées", reason="C’est plus clair.", actor=scene.paul
    )


def ask_another_to_facilitate(scene: Scene) -> None:
    Mandate.objects.filter(member=scene.ines).update(role=Mandate.Role.COORDINATOR)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.ines)


def look_again(scene: Scene) -> None:
    Decision.objects.update(next_review_on=date.today())
    due.open_reviews()


def bring_a_new_fact(scene: Scene) -> None:
    decision = Decision.objects.get()
    actions.entrust(decision, responsible=scene.paul, due_on=localdate() + timedelta(days=30), actor=scene.ines)
    actions.ask_to_reopen(decision, fact="Deux personnes de plus ont une clé.", actor=scene.rose)


def ask_another_to_decide(scene: AdviceScene) -> None:
    Mandate.objects.filter(member=scene.malo).update(role=Mandate.Role.COORDINATOR)
    actions.replace_decider(scene.proposal, person=scene.rose, actor=scene.malo)


def ask_another_to_facilitate_an_election(scene: ElectionScene) -> None:
    values = {"title": "Accueil", "mission": "Ouvrir.", "until": scene.election.until, "role": "coordinator"}
    actions.describe_role(scene.election, **values, facilitator=scene.malo, actor=scene.ines)


def object_to_the_name(scene: ElectionScene) -> None:
    scene.all_answer(malo="objection")


def inform() -> None:
    circle, _ines, malo, _rose = board()
    words = {"title": "Le portail est peint", "need": "On nous le demande.", "text": "Il est vert."}
    actions.write_proposal(circle, **words, process="information", is_presented=True, actor=malo)


def share_shifts() -> None:
    """Tomorrow's turn is Malo's or Rose's; whose is the next cannot come."""
    circle, ines, malo, rose = board()
    rota = make_rota(
        circle,
        title="Ménage du foyer",
        every="week",
        first_on=localdate(now()) + timedelta(days=1),
        hour=time(18),
        minutes=60,
        actor=ines,
    )
    for member in (malo, rose):
        join_rota(rota, actor=member)
    plan_rota(rota, actor=CLOCK)
    ask_to_confirm()
    later = RotaTurn.objects.filter(shift__rota=rota).order_by("shift__starts_at")[1]
    give_up_turn(later, actor=later.member)


def convene_board() -> Meeting:
    circle, ines, malo, _rose = board()
    start = now() + timedelta(days=14)
    meeting = plan_meeting(circle, title="CA", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    add_item(meeting, title="Rachat du bâtiment", kind="vote", minutes=25, actor=malo)
    convene(meeting, actor=ines)
    return meeting


def cancel_board() -> None:
    meeting = convene_board()
    cancel_meeting(meeting, reason="La salle est sous la neige.", actor=meeting.created_by)


def enter_an_earlier_decision() -> None:
    circle, ines, _malo, _rose = board()
    ines.is_administrator = True
    ines.save(update_fields=["is_administrator"])
    end_founding(actor=ines)
    actions.enter_earlier_decision(
        circle,
        title="Des tarifs doux",
        text="Chacun paie ce qu’il peut.",
        source="PV du 3 mai 2022",
        decided_on=date(2022, 5, 3),
        actor=ines,
    )


SCENES: list[PLAY] = [
    consent(State.PRESENTED),
    consent(State.CLARIFICATION, ask),
    consent(State.CLARIFICATION, ask_another_to_facilitate),
    consent(State.AMENDING, speak_of_the_words),
    consent(State.REACTIONS),
    consent(State.AMENDING),
    consent(State.OBJECTIONS),
    consent(State.EXAMINATION, Scene.ask_circle),
    consent(State.INTEGRATION),
    consent(State.HANDED),
    consent(State.ADOPTED, look_again),
    consent(State.ADOPTED, bring_a_new_fact),
    advice(lambda scene: None),
    advice(AdviceScene.all_advise),
    advice(ask_another_to_decide),
    inform,
    share_shifts,
    convene_board,
    cancel_board,
    enter_an_earlier_decision,
    election(ElectionState.ROLE, ask_another_to_facilitate_an_election),
    election(ElectionState.NOMINATIONS),
    election(ElectionState.CHANGE),
    election(ElectionState.OBJECTIONS),
    election(ElectionState.OBJECTIONS, object_to_the_name),
    election(ElectionState.ACCEPTANCE),
    lambda: world(2),
]

"""The world of the tests that visit everything: a small collective in the middle of an evening.

Built through the actions wherever they exist, so that it is a state that people can reach.
`world(n)` holds `n` of everything that a page may list: the queries of a page must not depend on it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from assembly.actions import give_decision_task
from commissions.actions import (
    add_checklist_line,
    add_task,
    ask_to_join,
    attach_task_file,
    comment_task,
    create_circle,
    finish_task,
    give_mandate,
    tick_checklist_line,
)
from commissions.models import Circle, Mandate, Task
from history.actions import add_document, add_event, change_document, plan_visit, sign_up
from history.search import reindex
from journal import listeners
from journal.actions import CLOCK, action
from members.actions import (
    accept_invitation,
    add_member,
    deactivate,
    invite,
    invite_first_administrator,
    record_membership,
    record_residency,
)
from members.models import Attachment, Invitation, Mail, Member
from members.outbox import send
from members.tokens import Bearer, digest
from tests.proposals.collective import add_proposals
from tests.proposals.collective_elections import add_elections
from tests.proposals.files import PDF, kept
from tests.world_endings import add_endings
from tests.world_evening import add_meetings
from tests.world_letters import add_letters
from tests.world_proxies import add_proxies
from tests.world_roles import add_roles
from tests.world_rotas import add_rotas
from tests.world_votes import add_consultations

ROLES = ("visitor", "newcomer", "other", "member", "former", "facilitator", "administrator")
WHO = {
    "newcomer": "noe",
    "other": "omar",
    "member": "malo",
    "former": "lise",
    "facilitator": "ines",
    "administrator": "ada",
}


@dataclass
class World:
    """What the rows of the table of rights name. Each part is filled by one function below."""

    size: int
    today: date = field(default_factory=timezone.localdate)
    tokens: dict[str, str] = field(default_factory=dict)

    # people: `many` are there for their number alone
    noe: Member = field(init=False)
    omar: Member = field(init=False)
    malo: Member = field(init=False)
    rose: Member = field(init=False)
    lise: Member = field(init=False)
    ines: Member = field(init=False)
    ada: Member = field(init=False)
    many: list[Member] = field(default_factory=list)
    invitation: Invitation = field(init=False)
    mail: Mail = field(init=False)

    # circles and tasks
    assembly: Circle = field(init=False)
    ca: Circle = field(init=False)
    vie_quotidienne: Circle = field(init=False)
    mandate: Mandate = field(init=False)  # Rose's, in the CA
    task: Task = field(init=False)  # of the CA, free to take
    held_task: Task = field(init=False)  # of the CA, Malo's

    # everything else, by the name that its rows use
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        things = self.__dict__.get("things", {})
        if name not in things:
            raise AttributeError(f"the world has no {name!r} yet: add it in tests/world.py")
        return things[name]

    @property
    def circle(self) -> Circle:
        return self.ca

    def person(self, role: str) -> Member | AnonymousUser:
        """Who plays this role; nobody has signed in as a visitor."""
        return AnonymousUser() if role == "visitor" else getattr(self, WHO[role])

    def evening(self, days: int, hour: int = 18, minute: int = 30) -> datetime:
        """An instant of an evening, so many days from today."""
        return timezone.make_aware(datetime.combine(self.today + timedelta(days=days), time(hour, minute)))


def world(size: int = 1) -> World:
    """Build it, in whatever transaction the caller has opened."""
    w = World(size)
    with listeners.within.replaced({name: fn for name, fn in listeners.within.items() if name != "search"}):
        add_people(w)
        add_circles(w)
        add_tasks(w)
        add_doors(w)
        add_endings(w)
        add_roles(w)
        add_rotas(w)
        add_memory(w)
        add_proposals(w)
        add_elections(w)
        add_decision_tasks(w)
        add_meetings(w)
        add_proxies(w)
        add_consultations(w)
        add_letters(w)
    reindex()  # once for all of them: what each act does is in tests/history
    return w


def add_people(w: World) -> None:
    """Seven roles, one more of the CA, one who left, and `size` others; letters and an open invitation."""
    token = invite_first_administrator(actor=CLOCK, email="ada@example.org")
    link = Invitation.objects.get(token_hash=digest(token))
    w.ada = accept_invitation(link, actor=Bearer(token), name="Ada", password="", language="fr")
    for name in ("Noé", "Omar", "Malo", "Rose", "Lise", "Inès"):
        plain = name.lower().replace("é", "e").replace("è", "e")
        member = add_member(actor=w.ada, email=f"{plain}@example.org", name=name, joined_on=date(w.today.year, 1, 1))
        setattr(w, plain, member)
    for number in range(w.size):
        email, trade = f"many{number}@example.org", f"Menuiserie {number}"
        member = add_member(actor=w.ada, email=email, name=f"Membre {number}", joined_on=date(w.today.year, 1, 1))
        record_residency(member, actor=w.ada, trade=trade, pole="building", since=date(w.today.year, 1, 1))
        w.many.append(member)
    for member in (w.noe, w.omar, w.malo, w.rose, w.ines, w.ada, *w.many):
        record_membership(member, actor=w.ada, year=w.today.year, paid_on=date(w.today.year, 1, 1), price_cents=1500)
    gone = add_member(actor=w.ada, email="gone@example.org", name="Jean")
    w.things["gone"] = deactivate(gone, actor=w.ada)
    for number in range(w.size):
        w.invitation = invite(actor=w.ada, email=f"guest{number}@example.org", name=f"Invitée {number}")
        w.things["attachment"] = write_letter(w, number, actor=w.ada)
    w.mail = Mail.objects.filter(kind="invitation").latest("pk")
    w.tokens["invitation"] = w.mail.text.partition("/invitations/")[2].partition("/")[0]


@action
def write_letter(w: World, number: int, *, actor: Member) -> Attachment:
    """A letter with a file, as a convocation is."""
    file = ("soiree.ics", "text/calendar", b"BEGIN:VCALENDAR")
    text = "Bonjour, voici la soirée."
    letter = send(
        to=w.noe, kind="letter", key=str(number), subject="La soirée", text=text, attachments=[file], actor=actor
    )
    return letter.attachments.get()


def add_circles(w: World) -> None:
    """The assembly, the CA (Inès, Malo, Rose; Lise until this year), Vie Quotidienne (Omar), and others."""
    year = w.today.year
    w.assembly = create_circle(actor=w.ada, kind=Circle.Kind.ASSEMBLY, name="Assemblée générale")
    w.ca = create_circle(
        actor=w.ada,
        kind=Circle.Kind.BOARD,
        name="CA",
        slug="ca",
        parent=w.assembly,
        mission="Tenir la maison.",
        decides_late=True,
        online_article="statuts, art. 9",
    )
    w.vie_quotidienne = create_circle(
        actor=w.ada, kind=Circle.Kind.COMMISSION, name="Vie Quotidienne", slug="vie-quotidienne", parent=w.ca
    )
    for number in range(w.size):
        circle = create_circle(actor=w.ada, kind=Circle.Kind.WORKING_GROUP, name=f"Groupe {number}", parent=w.ca)
        give_mandate(circle, member=w.many[number], actor=w.ada, since=date(year, 1, 1))
    give_mandate(w.ca, member=w.ines, actor=w.ada, role=Mandate.Role.ELECTED, since=date(year, 1, 1))
    give_mandate(w.ca, member=w.malo, actor=w.ada, role=Mandate.Role.ELECTED, since=date(year, 1, 1))
    w.mandate = give_mandate(w.ca, member=w.rose, actor=w.ada, role=Mandate.Role.ELECTED, since=date(year, 1, 1))
    give_mandate(w.ca, member=w.lise, actor=w.ada, since=date(year - 1, 1, 1), until=date(year, 1, 1))
    give_mandate(w.vie_quotidienne, member=w.omar, actor=w.ada, since=date(year, 1, 1))


def add_tasks(w: World) -> None:
    """Tasks of the CA, some done; `size` of each sort."""
    for number in range(w.size):
        due = w.today + timedelta(days=number - 3)
        w.task = add_task(w.ca, title=f"Relire le bail {number}", actor=w.malo, due_on=due)
        w.held_task = add_task(w.ca, title=f"Appeler la mairie {number}", actor=w.malo, assignee=w.malo)
        finish_task(add_task(w.ca, title=f"Ranger {number}", actor=w.malo, assignee=w.malo), actor=w.malo)
        add_task(w.vie_quotidienne, title=f"Compost {number}", actor=w.omar, due_on=due)
    for number in range(w.size):
        w.things["ticked_line"] = add_checklist_line(w.task, text=f"Trouver le bail {number}", actor=w.malo)
        tick_checklist_line(w.things["ticked_line"], actor=w.malo)
        w.things["line"] = add_checklist_line(w.task, text=f"L’annoter {number}", actor=w.malo)
        w.things["task_comment"] = comment_task(w.task, text=f"Il est dans le classeur {number}.", actor=w.malo)
    for number in range(min(w.size, 10)):
        w.things["task_file"] = attach_task_file(w.task, name=f"Le bail {number}", file=kept(PDF), actor=w.malo)


def add_decision_tasks(w: World) -> None:
    """What is to be done for a decision, and for one that is looked at again; `size` of each sort."""
    for number in range(w.size):
        for decision in (w.decision, w.review.decision):
            give_decision_task(decision, title=f"Ouvrir tôt {number}", actor=w.malo)


def add_doors(w: World) -> None:
    """A circle that anyone may join, and one (Omar's) that keeps its life to itself."""
    group = Circle.Kind.WORKING_GROUP
    w.things["welcoming_circle"] = create_circle(actor=w.ada, kind=group, name="Jardin", is_welcoming=True)
    w.things["hidden_circle"] = hidden = create_circle(actor=w.ada, kind=group, name="Médiation", is_open=False)
    give_mandate(hidden, member=w.omar, actor=w.ada, since=date(w.today.year, 1, 1))
    w.things["join_request"] = ask_to_join(w.vie_quotidienne, message="Je sais réparer un vélo.", actor=w.noe)
    w.things["hidden_task"] = add_task(hidden, title="Écouter", actor=w.omar)
    w.things["hidden_file"] = attach_task_file(w.hidden_task, name="Une lettre", file=kept(PDF), actor=w.omar)


def add_memory(w: World) -> None:
    """The story, a public charter with two versions, house rules for members, visits; `size` of each sort."""
    for number in range(w.size):
        day = date(2014 + number, 1, 15)
        w.things["event"] = add_event(
            actor=w.ines, title=f"Les premières réunions {number}", happened_on=day, precision="month"
        )
        charter = add_document(actor=w.ines, title=f"Charte {number}", text="Décider.", kind="charter", is_public=True)
        change_document(charter, actor=w.ines, text="Décider ensemble.", note="ensemble")
        w.things["charter"] = charter
        w.things["house_rules"] = add_document(actor=w.ines, title=f"Règlement {number}", text="Fermer.", kind="rules")
        w.things["visit"] = visit = plan_visit(
            actor=w.ines, starts_at=w.evening(7 + number), place="Devant le portail", host=w.ines, capacity=40
        )
        for member in w.many:
            sign_up(visit, actor=member)

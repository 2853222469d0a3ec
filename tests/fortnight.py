"""The letters that one member of two circles receives in a fortnight, by a clock that is moved.

Twelve proposals by consent online, six in each circle, moved by the clock from stage to stage, the first of them begun
ten days before; three meetings that are convened; two votes online of a week, a named one and a secret one, which
reminds everybody. Everybody else acts at once; she answers in the evening whatever a letter asked of her.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from assembly.actions import add_item, convene, plan_meeting
from commissions.models import Circle, Mandate
from journal import schedule
from journal.clock import now, telling
from members.due import send_mail
from members.models import Mail, Member, Notification
from members.panels import waiting_for
from proposals.actions import present, react, take_position, write_proposal
from proposals.models import Position, Proposal, Round
from proposals.queries import open_round_of
from votes.actions import cast_vote, open_consultation, plan_consultation, seal_vote
from votes.counting.majority import MajorityRules
from votes.models import Ballot
from votes.questions import QuestionSpec

BEFORE, DAYS = 10, 14
HOURS = (8, 10, 20)  # at which letters leave, things begin, and she answers
APART = {"letters", "what secret ballots left behind"}  # run in a thread, or with nobody else in the database


@dataclass(frozen=True)
class Letter:
    """One that left: its first line says what is asked, `things` what it is about, each as kind, topic and key."""

    left_at: str
    subject: str
    first_line: str
    things: tuple[str, ...]

    @classmethod
    def of(cls, mail: Mail) -> "Letter":
        asked = tuple(f"{one.kind} {one.about} {one.key}" for one in mail.notifications.all())
        left_at = f"{timezone.localtime(mail.sent_at):%a %d/%m %H:%M}"
        return cls(left_at, mail.subject, mail.text.partition("\n")[0], asked or (f"{mail.kind} {mail.key}",))


def told_twice(letters: Sequence[Letter]) -> list[str]:
    """What more than one letter, or one letter more than once, is about."""
    about = Counter(thing for letter in letters for thing in letter.things)
    return sorted(thing for thing, times in about.items() if times > 1)


def first_day(today: date) -> date:
    """So long before the Monday that comes next."""
    return today + timedelta(days=7 - today.weekday() - BEFORE)


@dataclass
class Fortnight:
    """What happens, and what she gets, in the days from `first`: a Friday, for the fortnight to begin on a Monday."""

    first: date
    acts: dict[datetime, list[Callable[[], object]]] = field(default_factory=dict)

    def run(self) -> list[Letter]:
        self._found()
        for instant in (self._instant(day, hour) for day in range(BEFORE + DAYS) for hour in HOURS):
            with telling(instant):
                for act in self.acts.get(instant, ()):
                    act()
                self._let_letters_leave()
                self._others_answer()
                if timezone.localtime(instant).hour == HOURS[-1]:
                    self._answer()
        return self._letters()

    def _instant(self, day: int, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.first + timedelta(days=day), time(hour)))

    def _at(self, day: int, hour: int, act: Callable[[], object]) -> None:
        self.acts.setdefault(self._instant(day, hour), []).append(act)

    def _found(self) -> None:
        board = Circle.objects.create(kind="board", name="CA", slug="ca", online_article="statuts, art. 9")
        group = Circle.objects.create(kind="commission", name="Vie Quotidienne", slug="vie-quotidienne")
        names = ("Rose", "Malo", "Inès", "Paul", "Zoé")
        self.people = [Member.objects.create_user(f"p{n}@example.org", name=name) for n, name in enumerate(names)]
        self.rose, self.malo, self.ines = self.people[:3]
        for circle in (board, group):
            for person in self.people:
                Mandate.objects.create(member=person, circle=circle, since=date(2026, 1, 1))
        for number in range(12):
            self._at(2 * number, 10, lambda circle=(board, group)[number % 2], n=number: self._propose(circle, n))
        for number, circle in enumerate((board, group, board)):
            self._at(BEFORE + 1 + 4 * number, 10, lambda circle=circle, n=number: self._convene(circle, n))
        self._at(BEFORE + 2, 8, lambda: self._vote(board))
        self._at(BEFORE + 4, 8, lambda: self._vote(group, secret=True))

    def _propose(self, circle: Circle, number: int) -> None:
        proposal = write_proposal(
            circle,
            title=f"Proposition {number + 1}",
            text="Nous le faisons.",
            need="Il le faut.",
            facilitator=self.ines,
            review_on=self.first + timedelta(days=200),
            actor=self.malo,
        )
        present(proposal, actor=self.malo)

    def _others_answer(self) -> None:
        """Everybody else consents as soon as they are asked."""
        for round in Round.objects.open():
            answered = set(Position.objects.filter(round=round).values_list("member", flat=True))
            for person in self.people[1:]:
                if person.pk not in answered:
                    take_position(round, kind="consent", actor=person)

    def _convene(self, circle: Circle, number: int) -> None:
        starts_at = now() + timedelta(days=6, hours=8)
        meeting = plan_meeting(
            circle,
            title=f"Réunion {number + 1}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            actor=self.ines,
        )
        add_item(meeting, title="Le four", actor=self.ines)
        convene(meeting, actor=self.ines)

    def _vote(self, circle: Circle, *, secret: bool = False) -> None:
        rules = MajorityRules(secret=secret)
        question = QuestionSpec("Où part-on ?", rules, secret=secret, closes_at=now() + timedelta(days=7))
        open_consultation(plan_consultation(question, host=circle.topic, actor=self.malo), actor=self.malo)

    def _let_letters_leave(self) -> None:
        for due in schedule.due():
            if due.name not in APART:
                due.run()
        send_mail()

    def _answer(self) -> None:
        """Whatever a letter asked of her: she reacts, takes her positions, votes."""
        told = set(Notification.objects.filter(member=self.rose, mail__isnull=False).values_list("kind", "about"))
        for thing in waiting_for(self.rose):
            if (thing.kind, thing.about) not in told:
                continue
            key = int(thing.about.partition(":")[2])
            if thing.kind == "reaction":
                react(Proposal.objects.get(pk=key), actor=self.rose)
            elif thing.kind == "position" and (round := open_round_of(Proposal.objects.get(pk=key))):
                take_position(round, kind="consent", actor=self.rose)
            elif thing.kind == "vote":
                self._cast(Ballot.objects.get(pk=key))

    def _cast(self, ballot: Ballot) -> None:
        if ballot.is_secret:
            seal_vote(ballot, elector=self.rose, choice="for", code="4F7K2MNPQ9RT8VWX", actor=self.rose)
        else:
            cast_vote(ballot, elector=self.rose, choice="for", actor=self.rose)

    def _letters(self) -> list[Letter]:
        mails = Mail.objects.filter(member=self.rose, sent_at__gte=self._instant(BEFORE, 0))
        return [Letter.of(mail) for mail in mails.order_by("sent_at")]

"""A circle and the rules that it gave itself, with what gave them."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissions.lengths import ALL_USUAL_DAYS, ALL_USUAL_MINUTES, LONGEST, LONGEST_MINUTES
from commissions.rule_subjects import ARTICLES, SUBJECTS
from journal.fields import Line, Prose
from journal.numbers import number
from journal.refusals import wrong
from journal.topics import TOPIC, HasTopic
from members.models import Member
from votes.counting import majority
from votes.models.quorum import QuorumField
from web.alphabet import COLLATION

LONGEST_ARTICLE = 80


def read_fraction(text: str) -> Fraction | None:
    """The share that `text` ("1/2") names; None when it is empty. Raises `ValidationError`."""
    if not text:
        return None
    upper, slash, lower = text.partition("/")
    part, whole = number(upper.strip()), number(lower.strip() if slash else "1")
    if part is None or not whole:
        raise ValidationError(_("Write a fraction, such as 1/2."), code="fraction")
    share = Fraction(part, whole)
    if not 0 < share <= 1:
        raise ValidationError(_("A fraction here is more than 0, and 1 at most."), code="fraction")
    return share


def validate_fraction(text: str) -> None:
    read_fraction(text)


def validate_threshold(text: str) -> None:
    """A qualified majority is more than half: anything less would let two opposites both pass."""
    if text in Circle.Threshold.values:
        return
    if (share := read_fraction(text)) is None or share <= Fraction(1, 2):
        raise ValidationError(_("A qualified majority is more than half, such as 2/3."), code="threshold")


def validate_stage_days(days: Any) -> None:
    """Whole days from 1 to `LONGEST` for stages that there are."""
    known = isinstance(days, dict) and set(days) <= set(ALL_USUAL_DAYS)
    if not known or not all(type(length) is int and 1 <= length <= LONGEST for length in days.values()):
        raise ValidationError(_("A stage lasts from 1 to %(longest)d days."), "days", {"longest": LONGEST})


def validate_stage_minutes(minutes: Any) -> None:
    """Whole minutes from 1 to `LONGEST_MINUTES` for stages that there are."""
    known = isinstance(minutes, dict) and set(minutes) <= set(ALL_USUAL_MINUTES)
    if not known or not all(type(one) is int and 1 <= one <= LONGEST_MINUTES for one in minutes.values()):
        message = _("In a meeting a stage lasts from 1 to %(longest)d minutes.")
        raise ValidationError(message, "minutes", {"longest": LONGEST_MINUTES})


def validate_articles(articles: Any) -> None:
    """A short reference for each of some subjects of rules, but those whose article is a rule itself."""
    known = isinstance(articles, dict) and set(articles) <= set(SUBJECTS) - set(ARTICLES)
    if not known or not all(isinstance(text, str) and len(text) <= LONGEST_ARTICLE for text in articles.values()):
        message = _("An article is cited in %(longest)d characters at most.")
        raise ValidationError(message, "article", {"longest": LONGEST_ARTICLE})


def validate_article_texts(texts: Any) -> None:
    """The topic of a text for each of some subjects of rules."""
    known = isinstance(texts, dict) and set(texts) <= set(SUBJECTS)
    if not known or not all(isinstance(topic, str) and TOPIC.fullmatch(topic) for topic in texts.values()):
        raise ValidationError(_("Choose one of the documents that are offered."), "document")


class CircleQuerySet(models.QuerySet["Circle"]):
    """Circles, among which those where something new may begin."""

    def living(self) -> "CircleQuerySet":
        """Those that have not ended: what is offered to begin something. What was there is read of all of them."""
        return self.filter(ended_on__isnull=True)

    def followed_by_all(self) -> "CircleQuerySet":
        """Those whose life every member may follow."""
        return self.filter(models.Q(is_open=True) | models.Q(kind=Circle.Kind.ASSEMBLY))


class Circle(HasTopic, models.Model):
    """A group that can meet, decide and hold tasks, by rules of its own."""

    topic_prefix = "circle"

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("assembly")
        BOARD = "board", _("board")
        COMMISSION = "commission", _("commission")
        WORKING_GROUP = "working_group", _("working group")

    class Base(models.TextChoices):
        EXPRESSED = majority.Base.EXPRESSED, _("votes for and against")
        CAST = majority.Base.CAST, _("every ballot cast")
        PRESENT = majority.Base.PRESENT, _("everyone present or represented")
        ROLL = majority.Base.ROLL, _("the whole roll")

    class Threshold(models.TextChoices):
        RELATIVE = majority.Threshold.RELATIVE, _("more for than against")
        ABSOLUTE = majority.Threshold.ABSOLUTE, _("more than half")

    class Tie(models.TextChoices):
        REJECTED = majority.TieRule.REJECTED, _("a tie is a rejection")
        CASTING = majority.TieRule.CASTING, _("a named person has the casting vote")

    class Convener(models.TextChoices):
        BOARD = "board", _("those who sit on the board, or enough members together")
        TOGETHER = "together", _("enough members together, and nobody alone")
        MEMBERS = "members", _("any of its members")
        COORDINATORS = "coordinators", _("those who coordinate it")

    kind = models.CharField(_("kind of circle"), max_length=16, choices=Kind)
    name = Line(_("name"), max_length=80, db_collation=COLLATION)
    slug = models.SlugField(unique=True)
    mission = Prose(_("mission"), blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("within")
    )
    domain = Prose(_("its domain: what it decides by itself"), blank=True, default="")
    is_open = models.BooleanField(_("open to other members, who may read and comment"), default=True)
    is_welcoming = models.BooleanField(_("any member may join without asking"), default=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ends_on = models.DateField(_("the group ends on"), null=True, blank=True)  # a working group's own rule
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_ground = models.CharField(max_length=40, blank=True)  # on what its end rests: "decision:14" (`grounds.py`)
    left = Prose(_("what it leaves"), blank=True)

    meeting_quorum = QuorumField(_("quorum of a meeting"))
    asks_membership = models.BooleanField(_("only members whose membership is paid vote"), default=False)
    proxies_count = models.BooleanField(_("those represented count towards the quorum"), default=True)
    no_part_counts = models.BooleanField(_("those who take no part in a vote count towards its quorum"), default=False)
    proxy_cap = models.PositiveSmallIntegerField(
        _("proxies that one person may hold"), null=True, blank=True, default=2
    )
    convener = models.CharField(
        _("who convenes its meetings"), max_length=12, choices=Convener, blank=True, default=""
    )  # empty: as is usual for its kind, see `convened_by`
    convening_share = models.CharField(
        _("members who convene together"), max_length=16, default="1/4", validators=[validate_fraction]
    )  # an assembly's; never fewer than two
    convocation_days = models.PositiveSmallIntegerField(_("clear days between convocation and meeting"), default=7)
    urgent_days = models.PositiveSmallIntegerField(_("clear days, when it is urgent"), null=True, blank=True)
    convocation_article = Line(_("article on its convocations"), max_length=LONGEST_ARTICLE, blank=True, default="")
    online_article = Line(
        _("article on deciding outside a meeting"), max_length=LONGEST_ARTICLE, blank=True, default=""
    )
    remote_article = Line(_("article on taking part at a distance"), max_length=LONGEST_ARTICLE, blank=True, default="")
    second_article = Line(_("article on a second convocation"), max_length=LONGEST_ARTICLE, blank=True, default="")
    second_days = models.PositiveSmallIntegerField(_("clear days before the second meeting"), default=15)
    second_quorum = QuorumField(_("quorum of the second meeting"))
    decides_added = models.BooleanField(_("what was not in the convocation may be decided"), default=False)
    decides_late = models.BooleanField(_("a meeting that was not convened in time decides all the same"), default=False)
    consent_quorum = QuorumField(_("quorum of a consent"), fewest=3, default="1/2")
    allows_circle_to_lift = models.BooleanField(
        _("everyone else together may turn an objection into a concern"), default=True
    )
    ratifies_elections = models.BooleanField(
        _("an election without candidate is ratified by a secret ballot"), default=False
    )
    presumes_consent = models.BooleanField(
        _("silence counts as a consent, shown apart, once a reminder was sent"), default=False
    )
    hides_comments = models.BooleanField(
        _("comments and reactions are hidden from those who are asked, until they have answered"), default=False
    )
    fallback_rounds = models.PositiveSmallIntegerField(
        _("rounds of objections after which a vote is possible"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    fallback_at_deadline = models.BooleanField(
        _("a vote is possible too once the time to improve the text is over without a new version"), default=False
    )
    allows_advice = models.BooleanField(
        _("one of its members may decide alone, after asking for advice by name"), default=False
    )
    links_vote = models.BooleanField(
        _("those who represent another circle on this board vote there"), default=False
    )  # elsewhere they always do, see `gives_links_a_vote`
    stage_days = models.JSONField(
        _("days of each stage online"), default=dict, blank=True, validators=[validate_stage_days]
    )  # {"objections": 7}: of the stages that last otherwise than is usual (`lengths.py`)
    stage_minutes = models.JSONField(
        _("minutes of each stage in a meeting"), default=dict, blank=True, validators=[validate_stage_minutes]
    )  # {"reactions": 12}: the same
    skips_weekends = models.BooleanField(_("Saturdays and Sundays do not count in these days"), default=False)
    skips_closed_days = models.BooleanField(
        _("public holidays and the closed days of the collective do not count in them"), default=False
    )
    majority_base = models.CharField(_("a majority of"), max_length=16, choices=Base, default=Base.EXPRESSED)
    majority_threshold = models.CharField(
        _("threshold"), max_length=16, default=Threshold.RELATIVE, validators=[validate_threshold]
    )
    majority_tie = models.CharField(_("in case of a tie"), max_length=16, choices=Tie, default=Tie.REJECTED)

    articles = models.JSONField(
        default=dict, blank=True, validators=[validate_articles]
    )  # {"majority": "statutes, article 14"}: on what its rules of a subject stand (`rule_subjects.py`)
    article_texts = models.JSONField(
        default=dict, blank=True, validators=[validate_article_texts]
    )  # {"majority": "document:3"}: where that article is read

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_on__isnull=True) | Q(kind="working_group"),
                name="only_a_working_group_ends",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_end(self) -> bool:
        """A working group is there for a time. An assembly, a board and a commission stay."""
        return self.kind == self.Kind.WORKING_GROUP

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None

    @property
    def is_assembly(self) -> bool:
        return self.kind == self.Kind.ASSEMBLY

    @property
    def conveners(self) -> tuple[str, ...]:
        """Those among whom its rules may choose: nobody alone makes an assembly of everybody (PRODUCT §3.4)."""
        if self.is_assembly:
            return (self.Convener.BOARD, self.Convener.TOGETHER)
        return (self.Convener.MEMBERS, self.Convener.COORDINATORS)

    @property
    def convened_by(self) -> str:
        """Who plans, convenes and names who conducts: by its rules, or as is usual for its kind."""
        return self.convener or self.conveners[0]

    def article_on(self, subject: str) -> str:
        """The article on which its rules of this subject stand; "" where none is cited."""
        if subject in ARTICLES:
            return str(getattr(self, ARTICLES[subject]))
        return str(self.articles.get(subject, ""))

    @property
    def decides_online(self) -> bool:
        """Whether what is asked outside a meeting is decided: in an assembly or a board, by an article (§3.3)."""
        return self.kind not in {self.Kind.ASSEMBLY, self.Kind.BOARD} or bool(self.online_article)

    @property
    def lets_one_decide(self) -> bool:
        """Whether one member may decide after asking for advice: by its rules, where it decides outside a meeting."""
        return self.allows_advice and self.decides_online

    @property
    def gives_links_a_vote(self) -> bool:
        """Whether those who represent another circle here decide too: not on a board, which is elected, by default."""
        return self.kind != self.Kind.BOARD or self.links_vote

    def clean(self) -> None:
        """What its rules cannot be together.

        A casting vote decides an exact tie of for and against, so only where that tie just misses (PRODUCT §3.1)."""
        if self.ends_on is not None and not self.may_end:
            message = _("A working group alone has a last day: leave it empty.")
            raise wrong("ends_on", str(message), code="kind")
        if self.convened_by not in self.conveners:
            message = _("Meetings of such a circle are convened otherwise: choose one of those offered.")
            raise wrong("convener", str(message), code="convener")
        relative = self.majority_threshold == self.Threshold.RELATIVE
        absolute = self.majority_threshold == self.Threshold.ABSOLUTE and self.majority_base == self.Base.EXPRESSED
        if self.majority_tie == self.Tie.CASTING and not (relative or absolute):
            message = _("A casting vote needs a relative majority, or an absolute one of the votes for and against.")
            raise wrong("majority_tie", str(message), code="casting")

    def get_absolute_url(self) -> str:
        return reverse("commissions:circle", args=[self.slug])


class RulesChange(models.Model):
    """Rules that a circle was given, with what gave them (`grounds.py`) and who entered them."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="rules_changes")
    at = models.DateTimeField()
    ground = models.CharField(max_length=40)
    entered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed = models.JSONField()  # {name of the rule: its value}

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.circle} · {self.at:%Y-%m-%d}"

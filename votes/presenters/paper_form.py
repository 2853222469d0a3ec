"""The form of one ballot on a person's panel: what they may answer, what counts for now, what was typed and refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from votes.counting.majority import Choice, MajorityRules
from votes.methods import tallying
from votes.methods.majority import LOOKS
from votes.models import Ballot
from votes.presenters.ballot_paper import OptionsPaper
from votes.queries.ballots import Paper
from votes.wording import ballots as ballot_wording

ICONS = {
    Choice.FOR: "thumbs-up",
    Choice.AGAINST: "thumbs-down",
    Choice.ABSTAIN: "circle-minus",
    Choice.BLANK: "circle-dashed",
    Choice.NO_PART: "circle-slash",
}


@dataclass(frozen=True)
class Answer:
    """One answer to a majority, as a button."""

    value: str
    label: str
    tone: str
    shape: str
    icon: str
    is_mine: bool

    @property
    def look(self) -> str:
        """For and against, which the question is about, are drawn larger."""
        return f"{self.tone} big" if self.value in (Choice.FOR, Choice.AGAINST) else self.tone


@dataclass(frozen=True)
class PaperForm:
    """One ballot to cast, with what counts in it for now, or what was just typed and refused."""

    paper: Paper
    ballot: Ballot
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"ballot-{self.ballot.pk or 'preview'}-{self.paper.elector.pk}"

    @property
    def action(self) -> str:
        """Where it is sent; nowhere while it is a preview."""
        return reverse("votes:ballot-votes", args=[self.ballot.pk]) if self.ballot.pk else ""

    @property
    def is_final(self) -> bool:
        """Whether what is cast can no longer change."""
        return self.ballot.is_secret

    @cached_property
    def options_paper(self) -> OptionsPaper | None:
        """What is asked about the options; a majority has none."""
        rules = tallying.read_rules(self.ballot)
        if isinstance(rules, MajorityRules):
            return None
        return OptionsPaper(rules, self.ballot.options, self.choice, self.typed)

    @property
    def template(self) -> str:
        return f"votes/_answer_{self.options_paper.kind if self.options_paper else 'majority'}.html"

    @property
    def choice(self) -> Any:
        """What counts for now."""
        return self.paper.vote.choice if self.paper.vote else None

    @property
    def title(self) -> str:
        """Whose vote it is."""
        if self.paper.is_own:
            return _("My vote")
        return _("The vote of %(name)s, whose proxy you hold") % {"name": self.paper.elector.name}

    @property
    def short_title(self) -> str:
        if self.paper.is_own:
            return _("My vote")
        return _("The vote of %(name)s") % {"name": self.paper.elector.name}

    @property
    def vote_in_words(self) -> str:
        """What counts for now, in words."""
        return ballot_wording.recorded(self.paper.vote, self.ballot) if self.paper.vote else ""

    @property
    def holder_in_words(self) -> str:
        """Who has cast it in this person's name, if it was not they."""
        vote = self.paper.vote
        if vote is None or not (self.paper.by_holder and self.paper.is_own):
            return ""
        return _("(by %(name)s, your proxy; your own vote replaces it)") % {"name": vote.cast_by.name}

    @property
    def signed_sentence(self) -> str:
        """What can no longer change, since it has no name."""
        if self.is_final:
            return _("The ballot is in the box. It is secret, and can no longer change.")
        return _("The vote was given on paper, and can no longer change.")

    @property
    def has_voted(self) -> bool:
        return bool(self.vote_in_words or self.paper.has_signed)

    @property
    def outcome(self) -> str:
        """What became of it, once the ballot has closed."""
        if self.vote_in_words:
            return self.vote_in_words
        return pgettext("a ballot", "in the box") if self.paper.has_signed else _("No vote was received.")

    @property
    def is_published(self) -> bool:
        """Whether it can be found, under its receipt code, in the list of a closed ballot."""
        ballot = self.ballot
        is_listed = ballot.is_secret and ballot.closed_at is not None and not ballot.shows_outcome_alone
        return is_listed and self.paper.has_signed and not self.vote_in_words

    @property
    def cast_label(self) -> str:
        return _("Change my ballot") if self.vote_in_words else _("Cast my ballot")

    @property
    def afterwards(self) -> str:
        """Until when a named vote may change, and when others see it."""
        if self.vote_in_words:
            return _("You can change it until the ballot closes.")
        if self.ballot.is_live:
            return _("The result shows while people vote. You can change your answer until the close.")
        return _("Everyone sees it once the ballot has closed, not before.")

    @property
    def takes_no_part(self) -> bool:
        return self.choice == Choice.NO_PART

    @property
    def reason_id(self) -> str:
        return f"{self.id}-reason"

    @property
    def reason_hint(self) -> str:
        """Who reads why this person takes no part."""
        hint = _("A personal interest in the question, for instance. Whoever conducts the vote can read it.")
        if not self.is_final:
            return hint
        named = _("Your name stands with it, even where the vote is secret.")
        return f"{hint} {named}"

    @property
    def reason(self) -> str:
        """Why this person takes no part."""
        typed = self.typed.get("reason", "")
        return str(typed or (self.paper.vote.reason if self.paper.vote else ""))

    @property
    def answers(self) -> list[Answer]:
        """The four answers to a majority that are a ballot; taking no part has a form of its own, for its reason."""
        chosen = self.typed.get("choice") or self.choice
        return [
            Answer(choice.value, str(ballot_wording.VOTES[choice]), *LOOKS[choice], ICONS[choice], chosen == choice)
            for choice in ballot_wording.VOTES
        ]

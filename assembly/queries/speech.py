"""How speaking was shared in a meeting."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from web.dates import duration


@dataclass(frozen=True)
class Speech:
    """How the speaking time was shared: never who had how much."""

    people: int
    total: int  # seconds, as the next
    least: int
    most: int

    @property
    def sentence(self) -> str:
        """The same in words, for the minutes."""
        text = ngettext(
            "One person was given the floor, %(total)s in all.",
            "%(people)s people were given the floor, %(total)s in all: from %(least)s to %(most)s each.",
            self.people,
        )
        times = {"total": self.total, "least": self.least, "most": self.most}
        return text % {"people": self.people, **{name: duration(seconds) for name, seconds in times.items()}}

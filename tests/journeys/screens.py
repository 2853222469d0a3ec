"""How far the act is from the top of the screen, and how many screens a page is long, in each state of an evening.

A journey measures as it walks; what it measured is written beside its pictures, and printed when the run ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

NAME = "screens.txt"
# The first thing to press that the page puts forward: the bar above a phone's navigation, the big or the lit button.
MEASURE = """() => {
  const acts = [...document.querySelectorAll(".act-bar button, .act-bar a, .button--big, .button--lamp")]
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length
  const heights = acts.filter(isShown).map((one) => one.getBoundingClientRect()).map((r) => [r.top, r.bottom])
  const first = heights.sort((a, b) => a[0] - b[0])[0]
  const page = document.documentElement
  return {
    top: first ? Math.round(first[0]) : null,
    bottom: first ? Math.round(first[1]) : null,
    screens: page.scrollHeight / innerHeight,
    width: innerWidth,
    height: innerHeight,
  }
}"""


@dataclass(frozen=True)
class Measured:
    """One page as one person has it before them: pixels from the top of the screen, and screens of height."""

    step: str
    person: str
    width: int
    height: int
    top: int | None
    bottom: int | None
    screens: float

    @property
    def is_on_first_screen(self) -> bool:
        return self.bottom is not None and self.bottom <= self.height

    def __str__(self) -> str:
        top = "—" if self.top is None else f"{self.top} px"
        return (
            f"{self.step:<28} {self.person:<8} {self.width}×{self.height}  act at {top:>8}  {self.screens:.1f} screens"
        )


@dataclass
class Measures:
    """What a journey measured, written to `folder`."""

    folder: Path
    rows: list[Measured] = field(default_factory=list)

    def take(self, step: str, person: str, page: Page) -> Measured:
        """Measure the page from its top, as somebody sees it who has just opened it."""
        at = page.evaluate("scrollY")
        page.evaluate("scrollTo(0, 0)")
        row = Measured(step, person, **page.evaluate(MEASURE))
        page.evaluate("y => scrollTo(0, y)", at)
        self.rows.append(row)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / NAME).write_text("".join(f"{line}\n" for line in self.rows))
        return row

    def longer_than(self, screens: float, *, width: int, besides: Sequence[str] = ()) -> list[str]:
        """The pages of that width which are longer, but those of the steps that begin with one of `besides`."""
        rows = [row for row in self.rows if row.width == width and not row.step.startswith(tuple(besides))]
        return [str(row) for row in rows if row.screens > screens]

    def without_act(self, *people: str, besides: Sequence[str] = ()) -> list[str]:
        """The pages on which these people find nothing to press on the first screen, but those steps."""
        rows = [row for row in self.rows if row.person in people and not row.step.startswith(tuple(besides))]
        return [str(row) for row in rows if not row.is_on_first_screen]

"""The bar that holds, on a phone, the one thing that a person can do now on a page, and the sheet that it opens.

Templates: `web/_act_bar.html`, and `web/_sheet_top.html` inside the sheet, an element with `id="my-part" class="sheet"`
and `popover`. A wide screen shows no bar, and what the sheet holds stands in the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from web.components import Button

SHORT = 600  # characters: a text that is read at once stands unfolded
LAMP = "lamp"
TWO_LINES = 46  # characters, beside a button on a phone


@dataclass(frozen=True)
class SheetText:
    """A text that the sheet shows above the choices."""

    label: str
    text: str  # Markdown
    is_answered: bool = False  # what is done now is to answer to it

    @property
    def is_unfolded(self) -> bool:
        """Whether it stands unfolded: an answer to it is asked, and it is read at once."""
        return self.is_answered and len(self.text) <= SHORT


@dataclass(frozen=True)
class ActBar:
    """What there is to do: in words, then its buttons, or the words of the button that opens the sheet."""

    name: str
    text: str = ""
    about: str | int = ""  # what it is done to: another act, or the same on another thing, is a new one
    note: str = ""  # how long it takes, or until when it can be done
    since: datetime | None = None  # when this person's turn to speak began
    until: datetime | None = None  # when it happens by itself
    buttons: Sequence[Button] = ()
    opens: str = ""
    short: str = ""  # the text without the title that it names, which the page and the sheet say too
    is_announced: bool = False  # to those who do not see the bar change; what a region announces is not said twice
    counted: str = ""  # what this person has answered to what is still open
    reading: SheetText | None = None
    step: Button | None = None  # the next one for all, of whoever conducts, where something of their own comes first

    @property
    def key(self) -> str:
        return f"{self.name} {self.about}"

    @property
    def shown(self) -> str:
        """The text, or the short one where a long title would be cut."""
        return self.short if self.short and len(self.text) > TWO_LINES else self.text

    @property
    def look(self) -> str:
        """That of the button that opens the sheet: lit where something waits there."""
        return "" if self.name == "look" else LAMP

    @property
    def announcement(self) -> str:
        return self.text if self.is_announced else ""


def minutes(number: int) -> str:
    """How long an act takes."""
    return _("%(number)s min") % {"number": number}

"""The letters that one member of two circles receives in a fortnight (`tests/fortnight.py`), as a table.

Run in an environment that names an empty database:

    python -m tests.bench.letters
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.bench.results import Result
from tests.journeys.house import House

BUDGET = 8  # letters, which a fortnight stays under


def letters_fortnight() -> Result:
    """How many letters, with a table of them. Its aim: fewer than the budget, none about the same thing as another."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder), is_demo=True)
        house.manage("migrate", "--no-input", "-v", "0")
        told = json.loads(house.run("-m", "tests.bench.letters"))
    letters: list[dict[str, Any]] = told["letters"]
    for letter in letters:
        print(f"  {letter['left_at']:<17}{letter['subject'][:58]:<60}{letter['first_line'][:60]}")
    print(f"  {len(letters)} letters; about the same thing twice: {', '.join(told['twice']) or 'none'}")
    return Result.of(len(letters), "letters", BUDGET, is_met=len(letters) < BUDGET and not told["twice"])


def main() -> int:
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from tests.fortnight import Fortnight, first_day, told_twice

    settings.MAIL_LEAVES = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letters = Fortnight(first_day(timezone.localdate())).run()
    print(json.dumps({"letters": [asdict(letter) for letter in letters], "twice": told_twice(letters)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

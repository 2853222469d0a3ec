"""Long texts: what changed between two of them."""

import random
import time
from collections.abc import Callable
from difflib import SequenceMatcher

from tests.bench.results import Result
from web.diff import words
from web.differences import Difference

REPEATS = 3
SMALL = ("le", "la", "de", "et", "les", "des", "à", "un", "une", "pour", "nous", "chaque")
PARAGRAPH = 90  # words
MOST_MS = 200  # of the difference of two versions


def long_text(number: int, seed: int = 1) -> str:
    """So many words in paragraphs of five sentences, of which two fifths are the small words of French."""
    drawn = random.Random(seed)
    long = ["".join(drawn.choices("abcdefghilmnoprstuv", k=drawn.randint(3, 10))) for _word in range(1500)]
    chosen = [drawn.choice(SMALL) if drawn.random() < 0.4 else drawn.choice(long) for _word in range(number)]
    for place in range(17, number, 18):
        chosen[place] += "."
    paragraphs = (" ".join(chosen[start : start + PARAGRAPH]) for start in range(0, number, PARAGRAPH))
    return "\n\n".join(paragraphs)


def changed(text: str, share: float, seed: int = 2) -> str:
    """The same text with this share of its words replaced, all over it."""
    drawn = random.Random(seed)
    return " ".join(f"autre{place}" if drawn.random() < share else word for place, word in enumerate(text.split(" ")))


def difference(number: int) -> Result:
    """One word in twenty changed all over the text, by paragraphs. Baseline: `difflib` on its words."""
    old = long_text(number)
    new = changed(old, 0.05)
    ours = min(processor_time(lambda: Difference(words(old, new)).blocks) for _repeat in range(REPEATS))
    baseline = processor_time(lambda: SequenceMatcher(None, old.split(), new.split()).get_opcodes())
    return Result.of(ours, "ms", baseline, is_met=ours < MOST_MS)


def processor_time(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000

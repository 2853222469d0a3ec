"""Questions put to the CA online, by Inès: some are being prepared, some are open."""

from datetime import timedelta
from typing import Any

from votes.actions import open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.questions import QuestionSpec


def add_consultations(w: Any) -> None:
    """`size` of each; `consultation` is being prepared, `online_ballot` is open, `secret_ballot` too."""
    ends = w.evening(7)
    for number in range(w.size):
        w.things["consultation"] = plan_consultation(
            QuestionSpec(
                f"Où part-on en {number} ?",
                OptionRules(method="schulze"),
                options=["Die", "Saillans", "Crest"],
                closes_at=ends,
            ),
            host=w.ca.topic,
            text="Trois lieux nous accueillent.",
            actor=w.ines,
        )
        w.things["planned_by_clock"] = plan_consultation(
            QuestionSpec(f"Fermons-nous en août {number} ?", MajorityRules(), closes_at=ends + timedelta(days=1)),
            host=w.ca.topic,
            opens_at=w.evening(2),
            actor=w.ines,
        )
        w.things["online_ballot"] = _open(
            w, f"Quel soir {number} ?", OptionRules(method="approval"), ["lundi", "jeudi"]
        )
        w.things["secret_ballot"] = _open(
            w, f"Qui préside {number} ?", OptionRules(method="irv"), ["Rose", "Malo"], secret=True
        )


def _open(w: Any, question: str, rules: OptionRules, options: list[str], *, secret: bool = False) -> Any:
    planned = plan_consultation(
        QuestionSpec(question, rules, options=options, secret=secret, closes_at=w.evening(7)),
        host=w.ca.topic,
        actor=w.ines,
    )
    return open_consultation(planned, actor=w.ines)

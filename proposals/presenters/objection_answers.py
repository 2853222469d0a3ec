"""Each word that an objection changed shows that objection, and each objection shows what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from proposals.models import AnsweredPassage, Version
from web.diff import DiffMark


@dataclass(frozen=True)
class AnswerInVersion:
    """What one version changed because of an objection."""

    version: int
    passages: Sequence[AnsweredPassage]

    @property
    def key(self) -> str:
        """Keeps its fold as its reader left it."""
        return f"answer-{self.passages[0].objection_id}-{self.version}"


def marks_of(version: Version, passages: Iterable[AnsweredPassage]) -> dict[int, list[DiffMark]]:
    """For each change of this version, by where it begins in its text, the objections that it answers."""
    marks: dict[int, list[DiffMark]] = {}
    for passage in passages:
        if passage.version_id == version.pk:
            name, place = passage.objection.position.member.name, f"#objection-{passage.objection_id}"
            mark = DiffMark(
                name,
                _("answers the objection of %(name)s") % {"name": name},
                version.proposal.get_absolute_url() + place,
            )
            marks.setdefault(passage.start, []).append(mark)
    return marks


def answers_to(objection: int, passages: Iterable[AnsweredPassage]) -> list[AnswerInVersion]:
    """What was changed because of it, version by version."""
    by_version: dict[int, list[AnsweredPassage]] = {}
    for passage in passages:
        if passage.objection_id == objection:
            by_version.setdefault(passage.version.number, []).append(passage)
    return [AnswerInVersion(number, changed) for number, changed in sorted(by_version.items())]

"""Who sits where, by which rules, and the files of tasks, compared with what the journal was told."""

from collections.abc import Iterator
from typing import Any

from commissions.actions.circles import rules_of, without_words
from commissions.models import Circle, Mandate, RoleHolding, TaskFile
from commissions.models.task_file import TASK_FILES
from commissions.rule_subjects import WORDED
from journal.canonical import plain
from journal.comparisons import ReadEntry, differing, entries_of


def mandates() -> Iterator[str]:
    """A mandate that was changed, taken away, or given by nobody."""
    given: dict[int, tuple[ReadEntry, dict[str, Any]]] = {}
    for entry in entries_of("mandate.given", "mandate.given_by_link", "mandate.ended", "mandate.ended_with_link"):
        pk = entry.body["mandate"]
        if entry.verb in {"mandate.given", "mandate.given_by_link"}:
            given[pk] = (entry, {"sits_for": None, **entry.body})
            replaced = given.get(entry.body.get("replaces") or 0)
            if replaced:
                replaced[1]["until"] = max(entry.body["since"], replaced[1]["since"])
        elif pk in given:
            given[pk] = (entry, {**given[pk][1], "until": entry.body["until"]})
    standing = {one.pk: one for one in Mandate.objects.all()}
    for pk, (entry, recorded) in given.items():
        mandate = standing.pop(pk, None)
        if mandate is None:
            yield f"Mandate {pk} of member {recorded['member']}: gone; entry {entry.seq} says that it was given."
            continue
        stands = {
            "circle": mandate.circle_id,
            "member": mandate.member_id,
            "role": mandate.role,
            "since": plain(mandate.since),
            "until": plain(mandate.until),
            "sits_for": mandate.sits_for_id,
            "ground": mandate.ground,
        }
        if wrong := differing(stands, recorded):
            yield f"Mandate {pk} of member {recorded['member']}: {', '.join(wrong)} not as entry {entry.seq} says."
    for pk, mandate in standing.items():
        yield f"Mandate {pk} of member {mandate.member_id}: the journal was never told of it."


def holdings() -> Iterator[str]:
    """Somebody's holding of a role that was changed, taken away, or given by nobody."""
    given: dict[int, dict[str, Any]] = {}
    for entry in entries_of("role.entrusted", "role.substitute_named", "role.left"):
        pk, body = entry.body["holding"], entry.body
        if entry.verb == "role.left":
            given.setdefault(pk, {})["until"] = body["until"]
            continue
        given[pk] = {**body, "is_substitute": entry.verb == "role.substitute_named"}
        if replaced := given.get(body["replaces"] or 0):
            replaced["until"] = max(body["since"], replaced["since"])
    standing = {one.pk: one for one in RoleHolding.objects.all()}
    for pk, recorded in given.items():
        holding = standing.pop(pk, None)
        if holding is None:
            yield f"Holding {pk} of role {recorded.get('role')}: gone; the journal says that it was given."
            continue
        stands = {
            "role": holding.role_id,
            "member": holding.member_id,
            "is_substitute": holding.is_substitute,
            "since": plain(holding.since),
            "until": plain(holding.until),
            "ground": holding.ground,
        }
        if wrong := differing(stands, recorded):
            yield f"Holding {pk} of role {holding.role_id}: {', '.join(wrong)} not as the journal says."
    for pk, holding in standing.items():
        yield f"Holding {pk} of role {holding.role_id}: the journal was never told of it."


def task_files() -> Iterator[str]:
    """A file of a task that is another now, or gone; one that was slipped in, or taken away unseen."""
    recorded = {entry.body["file"]: entry for entry in entries_of("task.file_attached", "task.file_removed")}
    for file in TaskFile.objects.all():
        of, entry = f"Task {file.task_id}, file {file.pk}", recorded.pop(file.pk, None)
        stands = {"task": file.task_id, "kind": file.kind, "size": file.size, "sha256": file.sha256}
        if entry is None:
            yield f"{of}: the journal was never told of it."
        elif entry.verb == "task.file_removed":
            yield f"{of}: there again; entry {entry.seq} says that it was taken away."
        elif differing(stands, entry.body) or entry.differs("name", file.name):
            yield f"{of}: not as entry {entry.seq} says."
        if not TASK_FILES.holds(file.key, file.sha256):
            yield f"{of}: not on the disk as it was attached."
    for pk, entry in recorded.items():
        if entry.verb == "task.file_attached":
            yield f"Task {entry.body['task']}, file {pk}: gone; entry {entry.seq} says that it was attached."


def rules() -> Iterator[str]:
    """A circle that goes by other rules than those that it was given, or is another, or within another; a group that
    has ended, or goes on, otherwise than was told."""
    recorded: dict[int, dict[str, Any]] = {}
    named: dict[int, ReadEntry] = {}
    worded: dict[tuple[int, str], ReadEntry] = {}
    for entry in entries_of("circle.created", "circle.described", "circle.rules_set", "circle.ended", "circle.resumed"):
        recorded.setdefault(entry.body["circle"], dict.fromkeys(WORDED, False)).update(entry.body)
        if entry.verb in {"circle.created", "circle.described"}:
            named[entry.body["circle"]] = entry
        worded.update({(entry.body["circle"], rule): entry for rule in WORDED if rule in entry.body})
    standing = {one.pk: one for one in Circle.objects.all()}
    for pk, body in recorded.items():
        circle = standing.pop(pk, None)
        if circle is None:
            yield f"Circle {pk}: gone; the journal says that it was founded."
            continue
        if not body.get("meeting_quorum"):  # it was once kept whether a quorum that nobody asks must be passed
            body["is_quorum_strict"] = False
        stands = {
            **without_words(rules_of(circle)),
            "kind": circle.kind,
            "parent": circle.parent_id,
            "ended_on": circle.ended_on,
        }
        wrong = differing({name: plain(value) for name, value in stands.items()}, body)
        written = [rule for rule in WORDED if (pk, rule) in worded and rule not in wrong]
        wrong += [rule for rule in written if worded[pk, rule].differs(rule, getattr(circle, rule))]
        wrong += ["name"] if pk in named and named[pk].differs("name", circle.name) else []
        if wrong:
            yield f"Circle {pk} ({circle.name}): {', '.join(wrong)} not as the journal was told."
    for circle in standing.values():
        yield f"Circle {circle.pk} ({circle.name}): the journal was never told of it."

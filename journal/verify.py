"""Is the journal in this database the one that was written? Everything is read again, from the first entry."""

import hmac
from collections.abc import Iterator, Sequence

from django.db.models import Max

from journal import keys
from journal.chain import commitment
from journal.checkpoint import signed
from journal.clock import stamp
from journal.immutability import missing
from journal.models import Checkpoint, Entry, Head, PrivateText
from journal.verify_journal import Chain, Wrong
from journal.verify_journal import Checkpoint as Signed

__all__ = ["Wrong", "verify"]


def verify(held: Sequence[Signed] = ()) -> str:
    """Check all, checkpoints that members `held` outside too. Returns what was checked; raises `Wrong` at the first."""
    if absent := missing(of="journal"):
        raise Wrong(
            f"The database would let the journal be changed: {', '.join(absent)} missing, or not as it was made."
        )
    head = Head.objects.first() or Head()
    chain = Chain()
    checkpoints = {one.size: one for one in Checkpoint.objects.all()}
    expected = sorted(held, key=lambda one: one.size)
    vouched = max((one.size for one in held), default=0)
    erased: set[tuple[int, str]] = set()
    announced: set[tuple[int, str]] = set()
    for entry in entries_until(head.seq):
        content = chain.add(bytes(entry.bytes))
        _check_columns(entry, content, chain)
        erased |= _check_texts(entry, content["private"])
        if content["verb"] == "journal.erased":
            announced |= {(seq, name) for seq, name in content["body"]["texts"]}
        if checkpoint := checkpoints.pop(chain.size, None):
            _check_checkpoint(checkpoint, chain, vouched)
        while expected and expected[0].size == chain.size:
            expected.pop(0).check(chain.tree.root())
    _check_end(head, chain, [*checkpoints, *(one.size for one in expected)])
    if silently := erased - announced:
        seq, name = min(silently)
        raise Wrong(f"Entry {seq}: the text “{name}” was emptied without an erasure in the journal.")
    _check_signatures(held)
    return (
        f"{chain.size} entries, {Checkpoint.objects.count()} checkpoints, {len(held)} of yours: the journal verifies."
    )


def entries_until(until: int) -> Iterator[Entry]:
    """Those that were there when we began; what is appended meanwhile is for the next time."""
    entries = Entry.objects.filter(seq__lte=until).order_by("seq").prefetch_related("topics", "private_texts")
    return entries.iterator(chunk_size=500)


def _check_columns(entry: Entry, content: dict, chain: Chain) -> None:
    """The columns only repeat the bytes, so that an entry can be found."""
    repeated = {
        "number": (entry.seq, content["seq"]),
        "hash": (entry.hash, chain.hash),
        "previous hash": (entry.prev, content["prev"]),
        "instant": (stamp(entry.at), content["at"]),
        "actor": (entry.actor, content["actor"]),
        "verb": (entry.verb, content["verb"]),
        "topics": (sorted(row.topic for row in entry.topics.all()), content["topics"]),
    }
    for name, (column, written) in repeated.items():
        if column != written:
            raise Wrong(f"Entry {chain.size}: its {name} is {column!r} in the table, {written!r} in its bytes.")


def _check_texts(entry: Entry, commitments: dict[str, str]) -> set[tuple[int, str]]:
    """Each name and reason is the one committed to, or erased. Returns those that are erased."""
    texts: dict[str, PrivateText] = {text.name: text for text in entry.private_texts.all()}
    if texts.keys() != commitments.keys():
        name = min(texts.keys() ^ commitments.keys())
        raise Wrong(f"Entry {entry.seq}: the text “{name}” was {'added' if name in texts else 'taken away'}.")
    for name, text in texts.items():
        if text.key and not hmac.compare_digest(commitment(bytes(text.key), text.text), commitments[name]):
            raise Wrong(f"Entry {entry.seq}: the text “{name}” is not the one that was written then.")
    return {(entry.seq, name) for name, text in texts.items() if not text.key}


def _check_checkpoint(checkpoint: Checkpoint, chain: Chain, vouched: int) -> None:
    """Signed with the key beside this database, or within what a checkpoint held outside `vouched` for (entries)."""
    signed(checkpoint).check(chain.tree.root())
    if not signed(checkpoint).is_signed_by(checkpoint.public_key):
        raise Wrong(f"Checkpoint of {checkpoint.size} entries: its signature is wrong.")
    if checkpoint.public_key != keys.public_key() and checkpoint.size > vouched:
        raise Wrong(
            f"Checkpoint of {checkpoint.size} entries: it was signed with another key than this installation's. "
            "If the key was lost and made anew, give a checkpoint that somebody holds (--held)."
        )
    if checkpoint.frontier.split() != [root.hex() for root in chain.tree.roots]:
        raise Wrong(f"Checkpoint of {checkpoint.size} entries: what the next one starts from was changed.")


def _check_end(head: Head, chain: Chain, beyond: list[int]) -> None:
    if (head.seq, head.hash) != (chain.size, chain.hash):
        raise Wrong(f"Entry {chain.size + 1}: missing; the journal's end is at entry {head.seq}, hash {head.hash}.")
    if beyond:
        raise Wrong(f"Checkpoint of {min(beyond)} entries: the journal was cut short; it has {chain.size}.")
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    if last > (Head.objects.first() or Head()).seq:
        raise Wrong(f"Entry {last}: it stands beyond the journal's end.")


def _check_signatures(held: Sequence[Signed]) -> None:
    known = set(Checkpoint.objects.values_list("public_key", flat=True))
    for one in held:
        if not any(one.is_signed_by(key) for key in known):
            raise Wrong(f"Checkpoint of {one.size} entries: the one you hold was not signed by this journal's key.")

"""The journal as a file that anybody can check without us (`verify_journal.py`)."""

import json
from collections.abc import Iterator

from journal.clock import stamp
from journal.models import Checkpoint, Head, PrivateText
from journal.verify import entries_until
from journal.verify_journal import HEADER


def export(*, texts: bool) -> Iterator[bytes]:
    """The file that `verify_journal.py` reads, line by line: entries' exact bytes, checkpoints in their places.

    With `texts`, the names and reasons that were not erased, for those who may read them.
    """
    yield HEADER
    head = Head.objects.first() or Head()
    checkpoints = {one.size: one for one in Checkpoint.objects.filter(size__lte=head.seq)}
    for entry in entries_until(head.seq):
        yield bytes(entry.bytes)
        for text in entry.private_texts.all() if texts else []:
            if text.key:
                yield b"#text " + _text_line(text)
        if one := checkpoints.get(entry.seq):
            yield f"#checkpoint {one.size} {stamp(one.at)} {one.root} {one.signature} {one.public_key}".encode()
    yield f"#end {head.seq} {head.hash}".encode()


def _text_line(text: PrivateText) -> bytes:
    line = {"entry": text.entry_id, "key": bytes(text.key or b"").hex(), "name": text.name, "text": text.text}
    return json.dumps(line, ensure_ascii=False).encode()

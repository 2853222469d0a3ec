"""HTML that was made once and is shown many times, in this process's memory."""

import threading
from collections import OrderedDict
from hashlib import blake2b

from django.utils.safestring import SafeString

Html = SafeString | None


def digest(*texts: str) -> bytes:
    """What stands for these texts: they themselves are not kept."""
    made = blake2b(digest_size=16)
    for text in texts:
        made.update(blake2b(text.encode(errors="replace"), digest_size=16).digest())
    return made.digest()


class Remembered:
    """What was asked for last, within so many characters of HTML; None for what could not be made."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.held: OrderedDict[bytes, Html] = OrderedDict()
        self.alone = threading.Lock()

    def get(self, key: bytes) -> tuple[bool, Html]:
        """Whether it is known, and what it is."""
        with self.alone:
            if key not in self.held:
                return False, None
            self.held.move_to_end(key)
            return True, self.held[key]

    def keep(self, key: bytes, html: Html) -> Html:
        with self.alone:
            if key not in self.held:
                self.held[key] = html
                self.size += _size(key, html)
            while self.size > self.most:
                self.size -= _size(*self.held.popitem(last=False))
        return html


def _size(key: bytes, html: Html) -> int:
    return len(key) + len(html or "")

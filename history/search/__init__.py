"""Finding anything in French, whatever the accents, plurals, capitals and elisions, and by right.

`register(kind, prefix, fn)` is all that an app needs: its entries then follow the journal.
"""

from history.search.index import Found, Indexed, find, refresh, register, reindex

__all__ = ["Found", "Indexed", "find", "refresh", "register", "reindex"]

"""Finding anything in French, whatever the accents, plurals, capitals and elisions, and by right.

A `Source` in `index.sources` is all that a kind of thing needs: its entries then follow the journal.
"""

from history.search.index import Found, Indexed, Source, catch_up, find, found_among, note, refresh, reindex

__all__ = ["Found", "Indexed", "Source", "catch_up", "find", "found_among", "note", "refresh", "reindex"]

"""The record of what happened, and the one way of a change.

Invariants, each proved in `tests/journal/`:
- whatever writes is an action, and what it recorded is committed with it or not at all;
- entries are numbered 1, 2, 3… without a hole, and each holds the hash of the one before;
- an entry, once written, is neither changed nor deleted: the database refuses it too;
- a name or a reason can be erased, and the chain still verifies;
- what the apps keep is what they told: a decision deleted, a signed text edited, a trigger emptied are found;
- a checkpoint that somebody holds outside catches any rewriting of what it covers.
"""

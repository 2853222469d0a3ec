"""What happened and what is coming, told to people: home, the newcomer's path, timeline, documents, visits, search.

What always holds here:
- a visitor sees what is published, and nothing of what is not; with the collective closed to visitors, nothing;
- a version of a document never changes: another text is another version, and each can be compared with the one before;
- a visit never has more people than places, whatever the races;
- the search finds for each person what that person may read, at the time of asking, and nothing else;
- the index follows what changed before anybody reads it: what was undone, hidden or deleted is not found.
"""

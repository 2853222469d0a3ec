"""Meetings: a circle's evening, from the convocation to the signed minutes.

What always holds, and the test that proves it:
- one item at most is current in a meeting, and one person at most speaks (`test_races.py`);
- time spent is measured by the server, in rows, and survives a restart (`test_actions.py`);
- a closed item is in the regions of those who may read it, and in no other (`test_live.py`);
- the decision of an item is written by the act that ends its ballot or its round, once (`test_deciding.py`);
- a decision noted in one line holds by the end of its minute alone, once, whoever taps at that instant
  (`test_noted_races.py`);
- what somebody typed in the notes is never lost: two texts that disagree are both kept (`test_minutes.py`);
- once both have signed, the notes never change: a correction is an act of its own (`test_minutes.py`).
"""

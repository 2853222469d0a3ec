"""Proposals: a text and its versions, the consent process, the register of decisions.

What always holds, and the test that proves it:
- an act is done by those whom the table names, at the stages that it names (`test_process.py`);
- a text that was presented is never edited, nor a decision: the database refuses (`test_stages.py`,
  `test_register.py`);
- a file that comes with a text is told by what it contains, goes to those who may read the text, and stays as it was
  when the circle answered (`test_attached_files.py`);
- what an adopted text lets be changed stood in the version that was answered, and is done once (`test_changes.py`,
  `test_grounds.py`);
- nobody learns a position before all are shown together: not on a page, not by the API, not in the
  journal (`test_pages.py`, `test_rounds.py`, `test_live.py`);
- a comment follows its words from version to version, or says that they are gone (`test_comments.py`);
- who is asked is settled when a round opens, anew for each version (`test_rounds.py`);
- an objection ends by its author, or by everyone else together and by name (`test_objections.py`);
- a round closes exactly once, whoever answers at the same moment (`test_races.py`);
- decisions are numbered by year, without hole or duplicate (`test_register.py`, `test_races.py`).
"""

"""Circles (AG, CA, commissions, working groups), the rules they gave themselves, mandates, tasks, shifts.

What always holds here:
- a person has at most one mandate in force in a circle; nobody is in an assembly but by being à jour;
- a mandate is ended, never deleted, and the journal names every change of people or of rules;
- once the founding is over, rules, roles and new circles rest on a decision that says so, of that circle or of one
  above it, and each thing that it says is done once (`what_a_ground_allows_is_done_once`);
- a circle says by a role of its own who represents it in the circle above, or in one within it: they sit there as long
  as they hold it, with a vote (on a board with a voice, unless its rules say otherwise), and that circle sends nobody
  away;
- only a working group ends, by a decision or on its day, once nothing needs it; what it decided holds, those who were
  there read it, and nothing begins in it any more;
- a task is held by one person at most, whatever the races: the second to take it is told who was first;
- a line of a checklist is ticked by one person, and what is done has a checklist that stands still;
- taking, finishing, giving back or reopening twice changes nothing;
- only members of a circle change its board; where it is open, any member may take what wants a volunteer;
- of two people available for the same shifts, neither has two turns more than the other; who was away catches nothing
  up; nobody is shown a count;
- a place at a shift is taken once, whatever the races, and an exchange gives each of the two the other's turn, or none;
- being an administrator makes circles and mandates possible, and gives no place in any of them.
"""

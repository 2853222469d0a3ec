"""Rolls, presence, proxies, ballots, and counts that anyone can redo.

What always holds here; `tests/votes/` proves each:
- One elector, one counting vote, by a constraint of the database. Every version of it is kept.
- The roll, the quorum, and who is present or represented, are those of the ballot's opening, under a hash.
- What was acknowledged before the close is counted; nothing is accepted after it.
- A coming or a going that somebody else notes counts once the person, or a second holder of a role, confirms it.
- An announced end may come later, never earlier, unless everybody has answered; where the result shows meanwhile,
  never later either.
- Nobody reads a result before the close, unless the ballot is live. The turnout is always shown.
- Whoever may read a closed ballot may verify it; a visitor, where what it decided is public, and reads no name.
- A closing counts as anyone recounts (`counting.recount`), and a lot is drawn from the list of ballots itself.
- A count that might take long is made after the closing, in a process that can be killed; its result is written once.
- As many marks on the roll as ballots without a name, or nothing is counted.
- Casting a vote writes nothing in the journal; opening and closing do.
- A secret ballot leaves a mark on the roll and, apart from it, an answer under a random code, encrypted until
  the close with a key that lies outside the database. Once the clock has mixed what it left and destroyed the
  key, who reads the whole database, its write-ahead log and its backups of those hours links them no better
  than by chance; no log, error report, session, letter or journal ever holds the code or the answer.
- Nobody votes for another without that person's proxy: no facilitator, no administrator.
- A proxy counts once its holder has accepted it; what its giver asks for is read by these two alone, and
  erased after a secret vote.
- A ballot whose key is not at hand takes no vote and is not counted; lost for every server,
  it is void before everybody, on the word of two people.
- Papers count once two people have counted the same; then nothing tells them from other ballots without a name.
- Only those who have not answered are reminded, and once; of a secret ballot everybody, so that no letter tells who
  has voted.

For the floors above: `votes.actions` (all that writes), `votes.queries.ballots`, `votes.rolls.RollRules`,
`votes.counting.majority.MajorityRules`, `votes.methods.rules.OptionRules`,
`votes.counting.consent.evaluate`, `votes.wording.results.sentence_of` (the result of any ballot, in words).
An app that opens gatherings and ballots declares the kind of each `owner` that it gives them ("meeting:12", "item:31")
as a `votes.owners.BallotOwner`; as a `Host`, it may be asked questions online. An app that publishes what a ballot
decided says so by `votes.rules.publishers`: everybody may then verify it.
To show a ballot in a region of its page: `shown = votes.presenters.ballots.show(ballot)` in `load()`, the topic
`shown.ballot.topic`, `{% include "votes/_ballot.html" %}` and the sheet `votes/results.css`; in the
personal panel `mine = votes.presenters.voting_panel.my_vote(ballot, member)` and `{% include "votes/_my_vote.html" %}`,
with `{% include "votes/_scripts.html" %}` among the page's scripts. To have a ballot written:
`votes.methods.purposes`, `votes.forms.ballots.BallotForm`, and `{% include "votes/_ballot_fields.html" %}` in the form.
"""

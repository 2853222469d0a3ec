"""The methods by which a ballot is decided: a module each, whose `METHOD` says all that people see of it.

How it counts is in the module of the same name of `votes.counting`. `shared/` is what several methods have in common;
`rules`, `answers`, `tallying` and `purposes` are what all have.
"""

"""The rules of a circle, by what they are about: each is a column of `Circle`, and stands under one subject.

A subject is what one sentence says (`sentences/`), and what one article of the statutes usually covers.
"""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "domain": ("domain",),
    "openness": ("is_open",),
    "joining": ("is_welcoming",),
    "last_day": ("ends_on",),
    "convening": ("convener", "convening_share"),
    "convocation": ("convocation_days", "urgent_days", "convocation_article", "decides_added", "decides_late"),
    "roll": ("asks_membership",),
    "links": ("links_vote",),
    "quorum": ("meeting_quorum", "proxies_count"),
    "no_part": ("no_part_counts",),
    "second": ("second_article", "second_days", "second_quorum"),
    "online": ("online_article",),
    "distance": ("remote_article",),
    "proxies": ("proxy_cap",),
    "majority": ("majority_base", "majority_threshold"),
    "tie": ("majority_tie",),
    "stages": ("stage_days", "stage_minutes", "skips_weekends", "skips_closed_days"),
    "consent": ("consent_quorum",),
    "presumed": ("presumes_consent",),
    "comments": ("hides_comments",),
    "lifting": ("allows_circle_to_lift",),
    "ratification": ("ratifies_elections",),
    "advice": ("allows_advice",),
    "fallback": ("fallback_rounds", "fallback_at_deadline"),
}
ARTICLES = {
    "convocation": "convocation_article",
    "second": "second_article",
    "online": "online_article",
    "distance": "remote_article",
}
"""The subjects whose article is a rule itself, without which they have no effect. Of the others it is a reference."""
ARTICLE_OF = "article_of_"  # before a subject: the field that asks for its article, on every page

RULES = tuple(rule for rules in SUBJECTS.values() for rule in rules)
WORDED = ("domain",)  # what people wrote: a private text of the journal, whose entry says whether there is one

"""The demo collective: the public facts of L'Usine Vivante's activity report of 2018, and invented people.

Facts (dates, figures, missions, circles, what was at stake) come from published documents.
Every person, the trade of every single person, every structure, every vote and every decision
is invented; founders are not named. Each page of the demo says so.
"""

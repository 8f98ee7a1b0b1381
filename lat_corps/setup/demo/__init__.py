"""The demo: a year of two fictional municipalities, played from the files in `data/`.

Each step is taken as the person whose step it is, through the same saves and workflow actions as Desk. The
year ends now: the referrals say when they were drawn up, and every date is moved by whole weeks so that this
day falls within the last week. Only what the site stamps itself (signatures, receipts) carries today's time.
All people and both municipalities are invented; logins end in example.org.
"""

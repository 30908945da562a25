"""What staff read and nobody publishes: why a state is so, drills, the audit, and what a change would change.

Each module says one kind of answer in several forms. Nothing here is a format of the site: `outputs` does not
know this room, so no report can slip into what is published.
"""

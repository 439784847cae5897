"""Summaries: which sentences of a body may be quoted, what each is worth, and which of them go together."""

# Chosen: what a reader takes in at a glance, and what the LEAD-3 baseline is held to as well.
MAX_SENTENCES = 3
MAX_WORDS = 95

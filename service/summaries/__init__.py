"""Summaries: which sentences of a body may be quoted, what each is worth, and which of them go together."""

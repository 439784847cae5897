"""The message contracts: models that are the source of truth, and what is generated from them."""

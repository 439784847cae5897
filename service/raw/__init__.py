"""Raw messages: what form they have, how their bytes become text, and whose identity they carry."""

"""Which language and script a text is in: script counts, two detectors, and the order in which they are heard."""

"""How long and how many the lines can be that a page prints above its copy."""

# Blocks above the body that a page can plausibly print; a longer run of labels is a list, so copy.
HEADER_BLOCKS = 40
# Lines at the top that wrapping never joins to their neighbours.
STANDING_LINES, LONGEST_STANDING_LINE = 14, 100
# A name without "By" is told from a headline by the longer one above it.
FEWEST_HEADLINE_WORDS = 3
# Above the headline, a label in lower case ("stadtblick-online", "65p") is no longer.
LONGEST_WEAK_LABEL, MOST_WEAK_WORDS = 40, 6
LONGEST_HEADLINE_LINE = 90
LONGEST_DATE_LINE = 60
MOST_PLACE_WORDS = 4

"""Roles of a print's lines that a person can give, where the machine took a line for something else.

The words are those of the columns that keep it and of the parsers that follow it.
"""

ARTICLE = "article"  # an article begins here
SECTION = "section"  # it is a section's heading
PASSAGE = "passage"  # it begins a text that is no article
JOIN = "join"  # it goes on with what stands before it
ATTACHMENT = "attachment"  # an attachment begins here, and this is its heading
TABLE = "table"  # it is the head of a table, whose columns hold what the person says

LONGEST_HEADING = 200  # of what can be said to be a heading
# Those by which a line begins something inside a text: such a line is no part of a head, and ends what stood before it.
OPENS = frozenset((ARTICLE, SECTION, PASSAGE, TABLE))

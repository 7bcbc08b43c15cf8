"""Policy text as characters: what is the same, what differs, what is a number. Knows no row."""

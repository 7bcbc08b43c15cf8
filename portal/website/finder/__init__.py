"""The finder: which articles one asks for, how many there are beside every value, and what else could be asked."""

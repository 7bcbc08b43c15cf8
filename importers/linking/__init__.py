"""Links that need more than one passage: inherited duties, resolved citations, parallels, declared counts."""

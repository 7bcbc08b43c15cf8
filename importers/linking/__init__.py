"""What needs more than one passage: inherited duties, resolved citations, parallels, declared counts."""

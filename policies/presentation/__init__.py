"""Facts as people read them: marks in a print, and words."""

"""Source text → documents, sections, articles; knows no row."""

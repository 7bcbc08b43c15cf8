"""Vocabularies: terms and synonyms, by the names that people use."""

"""What people call things: terms and synonyms."""

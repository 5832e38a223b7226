"""Sentences parsed by spaCy, and the grammar read off their parses."""

"""A glossary and its rules: their files read, checked and put together."""

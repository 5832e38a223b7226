"""A draft's Markdown: read with the place of each character, and what an insertion needs to know of it."""

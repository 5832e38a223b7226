"""What is inserted into drafts: caveats, comments and contracts, and the proof that nothing else changes."""

"""From mention to finding: what is asked of its words, its grammar and the draft around it, and what that comes to."""

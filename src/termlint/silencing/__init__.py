"""What is left out of a report: by comments, selections, baselines and unchanged lines."""

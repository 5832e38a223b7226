"""The settings of a project, and its first files."""

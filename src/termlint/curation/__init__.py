"""A curator's commands on the files of a glossary."""

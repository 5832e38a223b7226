"""The website of a glossary: static pages, and the same for machines."""

VERDICTS = "site-verdicts.json"
"""The file in which verdicts on examples are kept from one build to the next."""

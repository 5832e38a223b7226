"""The website of a glossary: static pages, and the same for machines."""

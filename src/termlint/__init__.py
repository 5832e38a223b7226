"""termlint flags alignment terms that readers will take two ways, and offers a caveat instead of another word."""

__version__ = "0.1.0"

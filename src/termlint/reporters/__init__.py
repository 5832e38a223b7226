"""Reporters: one output format a module, each with one function `write`."""

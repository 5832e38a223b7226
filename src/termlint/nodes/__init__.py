"""YAML and TOML as plain data that knows where each value stands, and what such data must look like."""

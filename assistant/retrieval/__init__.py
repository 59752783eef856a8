"""Query -> ranked passages."""

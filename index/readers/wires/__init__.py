"""Formats in which news agencies send their items."""

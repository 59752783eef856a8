"""Data files of records: JSON, JSON Lines, CSV."""

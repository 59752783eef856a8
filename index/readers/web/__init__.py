"""Web pages: their story, marks and metadata."""

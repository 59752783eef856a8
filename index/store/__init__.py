"""What is kept: the catalog in SQLite, the vectors in Chroma, and what keeps the two alike."""

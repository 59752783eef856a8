"""BUILD: files to articles to passages to an archive."""

"""Files in: found, fetched, unpacked, read into articles, and put into the archive."""

"""One module a format: bytes in, text out, with what the format states about it."""

"""A conversation as a file, and whether its quotations still stand."""

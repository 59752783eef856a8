"""SHOW: an answer on the screen, in the terminal, in an export."""

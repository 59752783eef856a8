"""A draft held against the archive: its quotations, figures, days and names, each with the words of the archive that decide."""

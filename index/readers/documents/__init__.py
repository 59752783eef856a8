"""Documents with pages and styles: PDF, Word."""

"""One text, many articles: where each begins, its headline and its date line."""

"""Question -> query: what is asked, of which days, after which questions."""

"""What a language model claims, and how much of it stands in the passages."""

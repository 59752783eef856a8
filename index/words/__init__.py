"""The words of a language that rules go by, as data: each list once."""

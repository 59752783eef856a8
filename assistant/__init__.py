"""ASK: question to query to hits to statements to verified citations to an answer."""

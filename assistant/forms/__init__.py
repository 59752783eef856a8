"""What was typed that asks the articles nothing, or asks for a list: recognised, and answered in its own form."""

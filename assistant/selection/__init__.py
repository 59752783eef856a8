"""Which sentences an answer shows, in what order, and what is said of them."""

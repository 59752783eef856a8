"""Records of news databases, given out as text: Nexis, Factiva."""

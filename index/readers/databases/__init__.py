"""Text exports of news databases: Nexis, Factiva."""

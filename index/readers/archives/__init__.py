"""Archives of the web: the pages that a crawler or a browser has kept."""

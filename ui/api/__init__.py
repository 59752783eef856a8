"""The archive for other programs: an HTTP interface, one that speaks as OpenAI's does, and tools of the Model Context Protocol."""

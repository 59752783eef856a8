"""What the page's scripts ask of the server beside Gradio's events: pieces of the page, and changes to the archive."""

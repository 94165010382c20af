"""A module a kind of page: Site and Graph into Markdown for the renderer."""

"""Turn an argued essay and a timeline with sources into pages that readers can check."""

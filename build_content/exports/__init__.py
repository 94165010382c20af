"""The site for other programs: JSON, its schema, CSV."""

"""What the pages say, once more for machines: nodes of schema.org, written as JSON-LD."""

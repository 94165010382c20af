"""The whole site on paper and in readers: PDF, EPUB, and a handout for a class."""

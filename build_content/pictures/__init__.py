"""The picture that stands for the site where others link to it: what it shows, and its pixels."""

"""Drawings made when the site is built: SVG that needs no script."""

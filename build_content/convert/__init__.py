"""Texts and timelines made elsewhere, turned into files of `data/` for an editor to complete."""

"""The words that readers see: one file a language, `TAG.toml` beside this module.

A language is added by adding its file: the same keys as `en.toml`, which is complete. Values are
plain text with `str.format` fields; what is counted has a list of forms, of which the file's own
rule `plural` picks one. Words for editors (problems, hints, the command line) are English.
"""

from __future__ import annotations

from build_content.languages.language import DateWords, Language, fill
from build_content.languages.loading import ENGLISH, load_language

__all__ = ["ENGLISH", "DateWords", "Language", "fill", "load_language"]

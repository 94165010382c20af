"""Which parts of the edition begin no page of their own, found by setting it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from build_content.editions.setting import Ask, quote

AFTER_CONTENTS: Final = ("_marks",)
"""The parts that are short, and stand below the contents."""
FEW_LINES: Final = 75
"""How far down the page a part may end, in millimetres, for the next one to go on there."""


@dataclass(slots=True)
class RunOn:
    """Finds the parts that go on below the one before, since that leaves its last page empty.

    Every part begins a page, unless the one before has only a few lines on its last one.
    """

    found: tuple[str, ...] = AFTER_CONTENTS

    def __call__(self, ask: Ask) -> Mapping[str, bytes]:
        """Return the file that names the parts, if there are more of them than before."""
        names = [part for part, height in ask("part-start") if height < FEW_LINES]
        if set(names) <= set(self.found):
            return {}
        self.found = (*self.found, *(name for name in names if name not in self.found))
        return {"run-on.typ": write_names(self.found)}


def write_names(names: Sequence[str]) -> bytes:
    """Return Typst source that names parts by their ids."""
    return f"#metadata(({''.join(f'{quote(name)},' for name in names)}))<run-on>\n".encode()

"""Write build_content/charts/advances.json: how wide each character of the site's sans font is.

Usage: python tools/make_advances.py FOLDER

FOLDER is `files/` of the npm package @fontsource-variable/libre-franklin, whose woff2 files part
the font by script. The widths of the two weights that drawings use are grouped, for many
characters share one.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS: Final = (400, 600)
SCRIPTS: Final = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "vietnamese")
TARGET: Final = Path(__file__).parent.parent / "build_content" / "charts" / "advances.json"


def read_advances(file: Path, weight: int) -> Iterator[tuple[str, int]]:
    """Yield (character, advance in thousandths of an em) of a variable font at a weight."""
    font: Any = instantiateVariableFont(TTFont(file), {"wght": weight})
    per_em = font["head"].unitsPerEm
    for code, glyph in font.getBestCmap().items():
        yield chr(code), round(font["hmtx"][glyph][0] * 1000 / per_em)


def group_characters(folder: Path, weight: int) -> dict[str, str]:
    """Return the characters of each advance, both in order."""
    advances: dict[str, int] = {}
    for script in SCRIPTS:
        for character, advance in read_advances(
            folder / f"libre-franklin-{script}-wght-normal.woff2", weight
        ):
            advances.setdefault(character, advance)
    groups: dict[int, list[str]] = defaultdict(list)
    for character, advance in sorted(advances.items()):
        groups[advance].append(character)
    return {str(advance): "".join(groups[advance]) for advance in sorted(groups)}


def main() -> int:
    """Read the folder and write the file."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    tables = {str(weight): group_characters(folder, weight) for weight in WEIGHTS}
    TARGET.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    print(f"written: {TARGET.name}, {sum(map(len, tables[str(WEIGHTS[0])].values()))} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())

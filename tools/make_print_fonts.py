"""Cut the fonts that the editions are set in: build_content/editions/fonts/*.ttf.

Usage: python tools/make_print_fonts.py NODE_MODULES

Typst reads whole, static fonts, not the pieces that a page loads. Weights and scripts that the
editions do not set are left out, hinting too: paper and readers of today do without. The fonts and
their licences (SIL OFL 1.1, Bitstream Vera) come from npm.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).resolve().parent.parent / "build_content" / "editions" / "fonts"
SANS: Final = "@expo-google-fonts/libre-franklin"
SERIF: Final = "@expo-google-fonts/source-serif-4"
MARKS: Final = "dejavu-fonts-ttf"
# Latin with all its extensions, combining marks, Greek, Cyrillic, punctuation, currencies
TEXT: Final = "20-7E,A0-24F,250-36F,370-3FF,400-52F,1E00-1EFF,2000-206F,2070-209F,20A0-20C0,\
2100-214F,2190-2193,2212,2248,2260,2264,2265,2C60-2C7F,A720-A7FF,FB00-FB06"
# What those lack: arrows, mathematics, shapes, ticks
SHAPES: Final = "2190-21FF,2200-22FF,2500-257F,25A0-25FF,2600-2605,2610-2612,2713-2718"
FACES: Final = (
    (SERIF, "400Regular/SourceSerif4_400Regular.ttf", "source-serif-4.ttf", TEXT),
    (SERIF, "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf", "source-serif-4-italic.ttf",
     TEXT),
    (SERIF, "700Bold/SourceSerif4_700Bold.ttf", "source-serif-4-bold.ttf", TEXT),
    (SANS, "400Regular/LibreFranklin_400Regular.ttf", "libre-franklin.ttf", TEXT),
    (SANS, "400Regular_Italic/LibreFranklin_400Regular_Italic.ttf", "libre-franklin-italic.ttf",
     TEXT),
    (SANS, "700Bold/LibreFranklin_700Bold.ttf", "libre-franklin-bold.ttf", TEXT),
    (MARKS, "ttf/DejaVuSans.ttf", "dejavu-sans.ttf", SHAPES),
)  # fmt: skip
LICENCES: Final = (
    (SERIF, "LICENSE_FONT", "source-serif-4.LICENSE.txt"),
    (SANS, "LICENSE_FONT", "libre-franklin.LICENSE.txt"),
    (MARKS, "LICENSE", "dejavu-sans.LICENSE.txt"),
)


def main() -> int:
    """Write every font and its licence."""
    modules = Path(sys.argv[1])
    FONTS.mkdir(parents=True, exist_ok=True)
    for package, file, name, characters in FACES:
        cut_font(modules / package / file, characters, FONTS / name)
        print(f"{(FONTS / name).stat().st_size:>7,} bytes  {name}")
    for package, file, name in LICENCES:
        text = (modules / package / file).read_text("utf-8")
        (FONTS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def cut_font(source: Path, characters: str, path: Path) -> None:
    """Write the given characters of a font: code points and ranges in hexadecimal."""
    options: Any = subset.Options()
    options.layout_features = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14, 16, 17]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(characters))
    cutter.subset(font)
    # the day of making would make every file a new one
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(path)


if __name__ == "__main__":
    sys.exit(main())

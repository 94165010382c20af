"""Cut the site's fonts out of the full ones: docs/assets/fonts/*.woff2, and the sheets naming them.

Usage: python tools/make_fonts.py NODE_MODULES

Each face is cut by script, so that a page loads only what it shows: nearly all need the first cut
alone. That one stands in the stylesheet itself, so that text is set in it from the first and no
line moves when a font comes late.

What is left out on purpose: hinting (screens of today smooth type themselves) and weights that no
page uses. The fonts and their licences (SIL OFL 1.1, Bitstream Vera) come from npm.
"""

from __future__ import annotations

import shutil
import sys
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT: Final = Path(__file__).resolve().parent.parent
FONTS: Final = ROOT / "docs" / "assets" / "fonts"
SHEETS: Final = ROOT / "docs" / "assets" / "stylesheets"

# What English text is set with; all a first visit has to load.
CORE: Final = (
    "U+0020-007E, U+00A0, U+00A7, U+00AB, U+00B0, U+00B6, U+00B7, U+00BB, U+00D7, U+2010-2015, "
    "U+2018-201E, U+2026, U+202F, U+2032, U+2033, U+2190-2193, U+2212"
)
LATIN: Final = "U+00A1-00A6, U+00A8-00AA, U+00AC-00AF, U+00B1-00B5, U+00B8-00BA, U+00BC-00D6, \
U+00D8-00FF, U+0131, U+0152, U+0153, U+02C6, U+02DA, U+02DC, U+20AC, U+2122"
LATIN_EXT: Final = "U+0100-0130, U+0132-0151, U+0154-02C5, U+02C7-02D9, U+02DD-02FF, U+1E00-1EFF, \
U+20A0-20AB, U+20AD-20C0, U+2C60-2C7F, U+A720-A7FF"
CYRILLIC: Final = "U+0301, U+0400-045F, U+0490, U+0491, U+04B0, U+04B1, U+2116"
# The shapes of verdicts, and of what a drawing says in passing: few fonts have them all.
MARKS: Final = "U+2248, U+25CB, U+25D0, U+25F7, U+2713, U+2717"
FEATURES: Final = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum")


@dataclass(frozen=True, slots=True)
class Face:
    """A face as the stylesheet names it: where it comes from and which weights are kept."""

    family: str
    package: str
    file: str
    style: str
    weights: tuple[int, int]
    scripts: tuple[str, ...]
    sheet: str

    def find_source(self, modules: Path, script: str) -> Path:
        """Return the font of a script; the core is a part of the Latin one."""
        kept = "latin" if script == "core" else script
        return modules / self.package / "files" / self.file.format(script=kept)


SANS: Final = "@fontsource-variable/libre-franklin"
SERIF: Final = "@fontsource-variable/source-serif-4"
ALL: Final = ("core", "latin", "latin-ext", "cyrillic")
FACES: Final = (
    Face("Libre Franklin", SANS, "libre-franklin-{script}-wght-normal.woff2",
         "normal", (400, 700), ALL, "fonts"),
    Face("Source Serif 4", SERIF, "source-serif-4-{script}-wght-normal.woff2",
         "normal", (400, 400), ALL, "serif"),
    Face("Source Serif 4", SERIF, "source-serif-4-{script}-wght-italic.woff2",
         "italic", (400, 400), ("core", "latin"), "serif"),
)  # fmt: skip
INLINE: Final = ("libre-franklin-core.woff2", "source-serif-4-core.woff2", "marks.woff2")
RANGES: Final = {"core": CORE, "latin": LATIN, "latin-ext": LATIN_EXT, "cyrillic": CYRILLIC}


def main() -> int:
    """Write every font, its licence and the stylesheet that names them."""
    modules = Path(sys.argv[1])
    FONTS.mkdir(parents=True, exist_ok=True)
    rules = {face: [cut_face(face, script, modules) for script in face.scripts] for face in FACES}
    for sheet in ("fonts", "serif"):
        parts = [rule for face, cut in rules.items() if face.sheet == sheet for rule in cut]
        parts += [cut_marks(modules), FALLBACKS] if sheet == "fonts" else []
        SHEETS.joinpath(f"{sheet}.css").write_text(HEAD + "\n".join(parts), encoding="utf-8")
    for package, name in ((SANS, "libre-franklin"), (SERIF, "source-serif-4")):
        shutil.copyfile(modules / package / "LICENSE", FONTS / f"{name}.LICENSE.txt")
    shutil.copyfile(modules / "dejavu-fonts-ttf" / "LICENSE", FONTS / "dejavu.LICENSE.txt")
    for path in sorted(FONTS.glob("*.woff2")):
        print(f"{path.stat().st_size:>7,} bytes  {path.name}")
    return 0


def cut_face(face: Face, script: str, modules: Path) -> str:
    """Write a face's font for a script; return its rule."""
    font = TTFont(face.find_source(modules, script))
    low, high = face.weights
    instancer.instantiateVariableFont(font, {"wght": low if low == high else face.weights},
                                      inplace=True)  # fmt: skip
    slant = "-italic" if face.style == "italic" else ""
    name = f"{face.family.lower().replace(' ', '-')}-{script}{slant}.woff2"
    write_subset(font, RANGES[script], FONTS / name)
    weight = f"{low}" if low == high else f"{low} {high}"
    return write_rule(face.family, name, face.style, weight, RANGES[script])


def cut_marks(modules: Path) -> str:
    """Write the font of the marks; return its rule."""
    write_subset(
        TTFont(modules / "dejavu-fonts-ttf" / "ttf" / "DejaVuSans.ttf"), MARKS,
        FONTS / "marks.woff2",
    )  # fmt: skip
    return write_rule("Marks", "marks.woff2", "normal", "400 700", MARKS)


def write_subset(font: TTFont, ranges: str, path: Path) -> None:
    """Write those characters of a font that a range names, as WOFF2."""
    options: Any = subset.Options()
    options.layout_features = list(FEATURES)
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(ranges.replace("U+", "").replace(" ", "")))
    cutter.subset(font)
    # the day of making would make every file a new one
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(path)


def write_rule(family: str, file: str, style: str, weight: str, ranges: str) -> str:
    """Return an @font-face rule (https://www.w3.org/TR/css-fonts-4/#font-face-rule)."""
    address = f"../fonts/{file}"
    if file in INLINE:
        font = b64encode((FONTS / file).read_bytes()).decode()
        address = f"data:font/woff2;base64,{font}"
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n'
        f"  font-weight: {weight};\n  font-display: optional;\n"
        f'  src: url("{address}") format("woff2");\n  unicode-range: {ranges};\n}}\n'
    )


HEAD: Final = """\
/* Made by tools/make_fonts.py (make fonts). What English is set with stands in the sheet itself,
   and theme/main.html opens it before anything is shown. A font that comes later all the same
   waits for the next page (`optional`): no line ever moves under a reader's eyes. */

"""
# Fonts that are nearly everywhere, brought to our widths, so that lines break where ours would:
# measured over the text of the essay, with Liberation Sans and Gelasio, which share the widths of
# Arial and Georgia.
FALLBACKS: Final = """
@font-face {
  font-family: "Franklin Fallback";
  src: local("Arial"), local("Liberation Sans");
  size-adjust: 104.4%;
  ascent-override: 92.6%;
  descent-override: 23.6%;
  line-gap-override: 0%;
}

@font-face {
  font-family: "Franklin Fallback";
  font-weight: 700;
  src: local("Arial Bold"), local("Arial-BoldMT"), local("Liberation Sans Bold");
  size-adjust: 100.2%;
  ascent-override: 96.4%;
  descent-override: 24.6%;
  line-gap-override: 0%;
}

@font-face {
  font-family: "Serif Fallback";
  src: local("Georgia"), local("Gelasio");
  size-adjust: 107.1%;
  ascent-override: 96.7%;
  descent-override: 31.3%;
  line-gap-override: 0%;
}
"""

if __name__ == "__main__":
    sys.exit(main())

"""Pack a built site into one zip that opens from a folder by a double click.

Usage: python tools/make_offline.py SITE_DIR ZIP

What only hosts and other machines read is left out. The same site gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
USAGE: Final = "Usage: python tools/make_offline.py SITE_DIR ZIP"


def main(arguments: list[str]) -> int:
    """Pack the site in the folder that is named."""
    if len(arguments) != 2 or not Path(arguments[0], "index.html").is_file():
        print(USAGE, file=sys.stderr)
        return 2
    sys.path.insert(0, os.fspath(ROOT))
    from build_content.build import check  # noqa: PLC0415 - the path to it is set above
    from build_content.offline import pack_site  # noqa: PLC0415

    folder, target = map(Path, arguments)
    site, _ = check(os.fspath(ROOT / "data"))
    packed = pack_site(folder, site)
    target.write_bytes(packed)
    print(f"packed: {target}, {len(packed) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

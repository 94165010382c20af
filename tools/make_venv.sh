#!/bin/sh
# Make .venv with the first Python that is new enough; PYTHON=... names one to use instead.
set -eu

say() { printf '%s\n' "$*" >&2; }

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11
    fi
    for name in "$@"; do
        if new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    say "No Python 3.11 or later found (looked for: $*)."
    say "  Install one, or name it: make PYTHON=/path/to/python3.12 ..."
    return 1
}

python=$(find_python)

# Debian and Ubuntu keep the part of Python that puts pip into a new environment in a package
# of its own, named for the version.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    say "$python cannot make a virtual environment with pip in it (its ensurepip is missing)."
    sh tools/apt_install.sh "$version-venv"
fi

rm -rf .venv
"$python" -m venv .venv
say "Made .venv with $(.venv/bin/python --version)."

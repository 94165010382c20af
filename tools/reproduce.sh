#!/bin/sh
# Build the last commit twice, as differently as one machine allows, and compare every byte:
# two clones in two folders, two time zones, two languages, two hash seeds.
set -eu

here=$(pwd)
python="$here/.venv/bin/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if [ -n "$(git status --porcelain)" ]; then
    echo "Note: what is not committed is not part of this comparison."
fi
# The sitemap's dates must come from the data, not from a clock that someone set.
unset SOURCE_DATE_EPOCH
export PYTHONDONTWRITEBYTECODE=1

# Usage: build FOLDER TIME_ZONE LOCALE HASH_SEED
build() {
    echo "Building in a clone: TZ=$2 LC_ALL=$3 PYTHONHASHSEED=$4"
    git clone --quiet --no-local "$here" "$work/$1"
    (
        cd "$work/$1"
        export TZ="$2" LC_ALL="$3" PYTHONHASHSEED="$4"
        {
            "$python" -m build_content build &&
                "$python" -m build_content editions &&
                "$python" -m mkdocs build --strict
        } >build.log 2>&1 || { cat build.log >&2; exit 1; }
        rm build.log
        # The history and byte code are no part of what is published.
        rm -rf .git .cache
        find . -name __pycache__ -prune -exec rm -rf {} +
    )
}

build first Pacific/Kiritimati C.UTF-8 1
build "second, with spaces" America/Adak C 2

# The two folders differ in their name alone, and no file may hold it.
diff -r "$work/first" "$work/second, with spaces"
echo "Reproduced: $(find "$work/first/site" -type f | wc -l | tr -d ' ') files in site/ and" \
    "$(find "$work/first/docs" -type f | wc -l | tr -d ' ') in docs/ are the same, byte for byte."

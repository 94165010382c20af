#!/bin/sh
# See that one of some commands is there; if none is, install a Debian package that brings it.
# Usage: need.sh "what for" "command command ..." PACKAGE
set -eu

purpose=$1
commands=$2
package=$3

found() {
    for name in $commands; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

if found; then exit 0; fi
printf '%s\n' "$purpose: none of these is installed: $commands." >&2
sh tools/apt_install.sh "$package"
if found; then exit 0; fi
printf '%s\n' "  The package $package was installed, but brought none of these: $commands." >&2
exit 1

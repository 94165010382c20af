#!/bin/sh
# Install Debian packages where this user may: as root, or by sudo without a password.
# Elsewhere say what is to be installed, and fail.
# Usage: apt_install.sh PACKAGE...
set -eu

say() { printf '%s\n' "$*" >&2; }

if ! command -v apt-get >/dev/null 2>&1; then
    say "  There is no apt-get here: please install by hand what Debian calls: $*"
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    become=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    become="sudo -n"
else
    say "  Please run: sudo apt-get update && sudo apt-get install $*"
    exit 1
fi

say "  Installing it: ${become:+$become }apt-get install $*"
export DEBIAN_FRONTEND=noninteractive
# A list that cannot be refreshed may still do: only the install itself decides.
$become apt-get update -qq >&2 || say "  (the package lists could not be refreshed)"
$become apt-get install -y -qq --no-install-recommends "$@" >/dev/null

#!/bin/sh
# Freezes the program for the system that this runs on: build/frozen/tocsin, one folder that needs no Python.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
[ -x "$python" ] || [ ! -x .venv/Scripts/python.exe ] || python=.venv/Scripts/python.exe

# The same source gives the same files, as far as the tools allow.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 PYTHONDONTWRITEBYTECODE=1

# What the build says of itself: who keeps it up to date, and where a newer one is announced.
home=$(sed -n 's/^Homepage = "\(.*\)"/\1/p' pyproject.toml)
mkdir -p build
printf '{"kind": "%s", "releases": "%s/release.json"}\n' "${TOCSIN_KIND:-installer}" "$home" > build/package.json

rm -rf build/frozen build/freezing
"$python" packaging/icons.py build/icons
"$python" -m PyInstaller --noconfirm --log-level ERROR --distpath build/frozen --workpath build/freezing \
    packaging/frozen/tocsin.spec
find build/frozen -path "*tocsin/resources/package.json" -exec cp build/package.json {} \;
if [ "$(uname -s)" = Linux ]; then
    if command -v strip >/dev/null; then
        find build/frozen/tocsin -type f -name '*.so*' -exec strip --strip-unneeded {} + 2>/dev/null || true
    fi
    "$python" packaging/linux/small_icu.py build/frozen
fi
du -sm build/frozen/* | while read -r size folder; do printf '%s: %s MB\n' "$folder" "$size"; done

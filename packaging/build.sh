#!/bin/sh
# Makes every package that can be made on this system, from the frozen program, in dist.
set -eu
cd "$(dirname "$0")/.."
case $(uname -s) in
Linux)
    packaging/freeze.sh
    if command -v dpkg-deb >/dev/null; then packaging/linux/deb.sh; fi
    packaging/linux/appdir.sh
    ;;
Darwin) packaging/macos/build.sh ;;
*) powershell -ExecutionPolicy Bypass -File packaging/windows/build.ps1 ;;
esac

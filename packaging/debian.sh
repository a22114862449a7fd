#!/bin/sh
# Debian's libraries for Qt and, with the word "tests", a whole desktop to test on;
# with "packages", what making and checking packages needs.
# As root it installs what is missing; otherwise it prints the command, and goes on.
set -eu

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

# A bar stands between the names that releases gave to one library, the newest first.
packages="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
libglib2.0-0t64|libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
if [ "${1:-}" = tests ]; then
    packages="$packages xvfb openbox dbus dunst xfce4-notifyd gnome-keyring poppler-utils
    desktop-file-utils appstream nsis mandoc
    trayer libnotify-bin xdotool imagemagick fonts-dejavu-core fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"
fi
if [ "${1:-}" = packages ]; then
    packages="$packages binutils gcc libc6-dev dpkg-dev lintian desktop-file-utils appstream nsis debootstrap xvfb xdotool
    wine wine64"
fi

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
offered() { apt-cache show "$1" >/dev/null 2>&1; }

# Prints, for each library that is not there, the name under which this release has it.
missing() {
    for package in $packages; do
        first= found=
        for name in $(printf '%s' "$package" | tr '|' ' '); do
            if installed "$name"; then found=$name; break; fi
            if [ -z "$first" ] && offered "$name"; then first=$name; fi
        done
        if [ -z "$found" ]; then printf '%s ' "${first:-${package##*|}}"; fi
    done
}

wanted=$(missing)
if [ -z "$wanted" ]; then exit 0; fi
if [ "$(id -u)" != 0 ]; then
    printf 'Some of Debian’s packages are missing; what needs them will not work, or its tests are skipped:\n' >&2
    printf '    sudo apt-get install %s\n' "$wanted" >&2
    exit 0
fi
printf 'Installing %s…\n' "$wanted" >&2
apt-get update -qq || true
wanted=$(missing)
# shellcheck disable=SC2086  # the names are words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=120 $wanted >/dev/null ||
    printf 'That did not work; the tests that need them are skipped. To try by hand: apt-get install %s\n' "$wanted" >&2

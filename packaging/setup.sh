#!/bin/sh
# Makes .venv from requirements.lock and installs the project in it; does nothing when that is already so.
# Needs Python 3.11 or newer; PYTHON chooses which.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    say "Tocsin needs Python 3.11 or newer, and ${PYTHON:-python3} is not. Set PYTHON to one that is."
    exit 1
}

need_venv_module() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package=python3-venv
    case $(readlink -f "$(command -v "$1")") in
        /usr/bin/python3.*) package=$(basename "$(readlink -f "$(command -v "$1")")")-venv ;;
    esac
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        say "Installing $package …"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        say "Python's module for making environments is missing. Install it, then run this again:"
        say "    sudo apt-get install $package"
        exit 1
    fi
}

# One package of the lock, with its hashes, as a requirements file of its own.
locked() { awk -v name="$1" '/^[^ #]/ { on = index($0, name "==") == 1 } on' requirements.lock; }

stamp=.venv/.installed
wanted=$(cat requirements.lock pyproject.toml packaging/setup.sh | cksum)
if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c 'import sys' 2>/dev/null; then
    exit 0
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    need_venv_module "$python"
    say "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi

say "Installing what requirements.lock names …"
locked uv > .venv/uv.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.lock

# uv does not read pip's settings: hand over the index that this machine was told to use.
if [ -z "${UV_DEFAULT_INDEX:-}" ]; then
    index=${PIP_INDEX_URL:-$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
fi
export VIRTUAL_ENV="$PWD/.venv"
.venv/bin/uv pip install --quiet --require-hashes -r requirements.lock
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" > $stamp

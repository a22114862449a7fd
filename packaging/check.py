"""Checks the packages that were just made on Linux: each is looked into, installed where it can be, and started.

    python packaging/check.py [STEP…]      all steps, or those named

A step that lacks its tool says so and counts as skipped; the exit status is 1 when any step failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "build" / "frozen" / "tocsin"
PROGRAM = FROZEN / "tocsin"
DEBIAN = "bookworm"
MOST_INSTALLED, MOST_DEB = 150, 45
"""Megabytes."""


class Skipped(Exception):
    """The step cannot be done here; the text says why."""


def run(*command: str | Path, env: dict[str, str] | None = None, seconds: int = 600) -> str:
    """Run a command and return what it printed; raises AssertionError with its output when it failed."""
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True,
        timeout=seconds, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def need(tool: str) -> str:
    """Return where a tool lies, or skip the step."""
    found = shutil.which(tool)
    if found is None:
        raise Skipped(f"{tool} is not on this machine")
    return found


def deb() -> Path:
    """Return the package that was made."""
    (found,) = (ROOT / "dist").glob("*.deb")
    return found


def self_test() -> str:
    """The frozen program checks itself, without a display."""
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    return run(PROGRAM, "--self-test", env=bare).strip()


def end_to_end() -> str:
    """The tests that use the program as a person does, with the frozen one."""
    out = run(sys.executable, "-m", "pytest", "-q", "tests/e2e", env={"TOCSIN_PROGRAM": str(PROGRAM)}, seconds=1200)
    return out.strip().splitlines()[-1]


def wheel() -> str:
    """The wheel in a new environment, as pipx and `uv tool` install it."""
    (made,) = (ROOT / "dist").glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        python = f"{folder}/bin/python"
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", made, seconds=900)
        return "\n" + run(f"{folder}/bin/tocsin", "--self-test", env={"DISPLAY": "", "PYTHONPATH": ""}).strip()


def sizes() -> str:
    """What it takes of a disk and of a line."""
    installed = int(run("du", "-sm", FROZEN).split()[0])
    packed = deb().stat().st_size / 1e6
    assert installed <= MOST_INSTALLED, f"installed {installed} MB"
    assert packed <= MOST_DEB, f"packed {packed:.1f} MB"
    forbidden = [path.name for path in FROZEN.rglob("*") if re.search(r"Qml|Quick|WebEngine|qgtk|gtk-3", path.name)]
    assert not forbidden, forbidden
    return f"installed {installed} MB (at most {MOST_INSTALLED}), .deb {packed:.1f} MB (at most {MOST_DEB})"


def desktop_file() -> str:
    """Desktop file, AppStream metadata, MIME types."""
    share = ROOT / "build" / "deb" / "usr" / "share"
    run(need("desktop-file-validate"), *share.glob("applications/*.desktop"))
    run(need("appstreamcli"), "validate", "--no-net", *share.glob("metainfo/*.xml"))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(share / "mime", Path(folder, "mime"))
        run(need("update-mime-database"), Path(folder, "mime"))
    return "valid"


def debian_policy() -> str:
    """The .deb against Debian's policy."""
    run(need("lintian"), "--allow-root", "--fail-on", "error", deb())
    return "no errors"


def installer() -> str:
    """The Windows installer's script, compiled with this system's files standing in."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "files")
        files.mkdir()
        for name in ("tocsin.exe", "tocsin-cli.exe"):
            shutil.copy(PROGRAM, files / name)
        made = _compiled(Path(folder), files)
        return f"compiles without a warning, {made.stat().st_size / 1e6:.1f} MB"


def installed_by_wine() -> str:
    """The installer run silently under wine, with two of wine's own programs standing in, and then uninstalled."""
    need("wine"), need("Xvfb")
    (notepad,) = list(Path("/usr/lib").glob("*/wine/x86_64-windows/notepad.exe"))[:1] or [None]
    if notepad is None:
        raise Skipped("wine has no 64-bit programs here")
    with tempfile.TemporaryDirectory() as folder, _screen() as display:
        files = Path(folder, "files")
        (files / "_internal").mkdir(parents=True)
        (files / "_internal" / "a.txt").write_text("a")
        shutil.copy(notepad, files / "tocsin.exe")
        shutil.copy(notepad.with_name("whoami.exe"), files / "tocsin-cli.exe")
        made = _compiled(Path(folder), files, "-DTARGET=amd64-unicode")
        env = {"WINEPREFIX": f"{folder}/prefix", "WINEARCH": "win64", "WINEDEBUG": "-all", "DISPLAY": display}
        try:
            run("wineboot", "-i", env=env)
            run("wine", made, "/S", env=env)
            (home,) = Path(folder, "prefix/drive_c/users").glob("*/AppData")
            program, link = (
                home / "Local/Programs/Tocsin",
                home / "Roaming/Microsoft/Windows/Start Menu/Programs/Tocsin.lnk",
            )
            assert link.exists() and (program / "_internal/a.txt").exists() and (program / "uninstall.exe").exists()
            command = run("wine", "reg", "query", r"HKCU\Software\Classes\tocsin\shell\open\command", env=env)
            assert r'Programs\Tocsin\tocsin.exe" "%1"' in command, command
            (home / "Local/tocsin").mkdir()
            (home / "Local/tocsin/tocsin.db").touch()
            run("wine", program / "uninstall.exe", "/S", env=env)
            until = time.monotonic() + 30
            while program.exists() and time.monotonic() < until:  # the uninstaller goes on in a copy of itself
                time.sleep(0.5)
            assert not program.exists() and not link.exists(), "the uninstaller left something"
            assert (home / "Local/tocsin/tocsin.db").exists(), "the uninstaller took the profile away"
        finally:
            subprocess.run(["wineserver", "-k"], env={**os.environ, **env}, check=False, capture_output=True)
    return "installed, registered, uninstalled; the profile stays (the shortcut's AppUserModelID is not looked at)"


def _compiled(folder: Path, files: Path, *more: str) -> Path:
    out = folder / "Tocsin-setup-test.exe"
    defines = {"VERSION": "0.0.1", "SOURCE": files, "ICON": ROOT / "build/icons/tocsin.ico", "OUT": out}
    given = [f"-D{name}={value}" for name, value in defines.items()]
    run(need("makensis"), "-WX", "-V2", *more, *given, "packaging/windows/tocsin.nsi")
    return out


@contextmanager
def _screen() -> Iterator[str]:
    """Start a screen of our own, give its name, and end it."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24"]
    screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert screen.stdout is not None
        yield ":" + screen.stdout.readline().strip()
    finally:
        screen.terminate()
        screen.wait(10)


def first_window() -> str:
    """How long until the window can be seen, the second time."""
    need("Xvfb"), need("xdotool")
    with tempfile.TemporaryDirectory() as folder, _screen() as display:
        env = {"DISPLAY": display, "TOCSIN_PROFILE": folder, "HOME": folder}
        times = [_seconds_to_window(env) for _ in range(3)]
    return f"{times[0]:.2f} s the first time, {min(times[1:]):.2f} s warm (at most 1.0)"


def _seconds_to_window(env: dict[str, str]) -> float:
    env = {**os.environ, **env}
    began = time.monotonic()
    program = subprocess.Popen([PROGRAM], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Tocsin"]
        subprocess.run(search, env=env, check=True, capture_output=True, timeout=30)
        return time.monotonic() - began
    finally:
        program.terminate()
        program.wait(20)


def clean_system() -> str:
    """The .deb in a new, minimal Debian: installed with what it depends on, tested, started, removed."""
    if os.geteuid() != 0:
        raise Skipped("only root can make one")
    need("debootstrap")
    root = ROOT / "build" / "clean-debian"
    if not (root / "usr" / "bin" / "dpkg").exists():
        shutil.rmtree(root, ignore_errors=True)
        run("debootstrap", "--variant=minbase", DEBIAN, root, _mirror(), seconds=900)
        _copy_apt_settings(root)
    shutil.copy(deb(), root / "tmp" / "tocsin.deb")
    script = """
        set -e
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
        dpkg -r tocsin >/dev/null 2>&1 || true  # of a run that failed
        apt-get -qq update 2>/dev/null
        apt-get -qq install -y --no-install-recommends /tmp/tocsin.deb xvfb xauth >/dev/null 2>&1
        tocsin --version
        tocsin --self-test
        xvfb-run -a tocsin --self-test >/dev/null
        xvfb-run -a timeout 12 tocsin demo >/tmp/demo.log 2>&1 || [ $? = 124 ]
        cat /tmp/demo.log
        dpkg -r tocsin >/dev/null
        test ! -e /usr/lib/tocsin
    """
    mounts = [("proc", "proc"), ("devtmpfs", "dev")]
    mounted = []
    try:
        for kind, place in mounts:
            if subprocess.run(["mount", "-t", kind, kind, str(root / place)], check=False).returncode == 0:
                mounted.append(root / place)
        out = run("chroot", root, "sh", "-c", script, seconds=900)
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "-l", str(place)], check=False)
    return "\n" + out.strip()


def _mirror() -> str:
    """Return the mirror that this machine's apt uses."""
    listing = run("apt-get", "indextargets", "--format", "$(REPO_URI)")
    found = [line for line in listing.splitlines() if line.rstrip("/").endswith("/debian")]
    return found[0] if found else "http://deb.debian.org/debian"


def _copy_apt_settings(root: Path) -> None:
    for place in ("etc/apt/apt.conf.d", "etc/apt/sources.list", "etc/apt/sources.list.d", "etc/resolv.conf"):
        source, target = Path("/", place), root / place
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy(source, target)
    for place in ("etc/ssl/certs/ca-certificates.crt",):
        if Path("/", place).exists():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path("/", place), root / place)


STEPS: dict[str, Callable[[], str]] = {
    "self-test": self_test,
    "wheel": wheel,
    "sizes": sizes,
    "desktop-file": desktop_file,
    "debian-policy": debian_policy,
    "installer": installer,
    "installed-by-wine": installed_by_wine,
    "first-window": first_window,
    "end-to-end": end_to_end,
    "clean-system": clean_system,
}


def main(chosen: list[str]) -> int:
    """Do the steps; returns the exit status."""
    failed = 0
    for name in chosen or STEPS:
        try:
            print(f"== {name}: {STEPS[name]()}", flush=True)
        except Skipped as why:
            print(f"== {name}: skipped, {why}", flush=True)
        except (AssertionError, subprocess.SubprocessError, OSError, ValueError) as error:
            failed += 1
            print(f"== {name}: FAILED\n{error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

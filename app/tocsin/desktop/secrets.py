"""Passwords of feeds, in the system's keyring and nowhere else."""

from __future__ import annotations

from tocsin.core.errors import TocsinError

SERVICE = "tocsin"


class NoKeyring(TocsinError):
    """The system has no keyring that answers; nothing was kept."""


def _name(url: str, user: str) -> str:
    return f"{user}@{url}"


def remember(url: str, user: str, password: str) -> None:
    """Keep the password of a feed. May wait for the user to unlock the keyring; raises NoKeyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, _name(url, user), password)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(
            "There is no keyring on this system that could keep the password, so it was not kept. "
            "Install or unlock one (on Linux: GNOME Keyring or KWallet) and add the feed again."
        ) from error


def recall(url: str, user: str) -> str:
    """Give the password of a feed, "" when none is kept; raises NoKeyring when nobody can say."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, _name(url, user)) or ""
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring("The keyring that holds this feed's password is locked or missing.") from error


def forget(url: str, user: str) -> None:
    """Take the password out of the keyring; says nothing when there was none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, _name(url, user))
    except (KeyringError, OSError, RuntimeError):
        return


def backend() -> str:
    """Name the keyring that is in use, for `tocsin doctor`; raises NoKeyring when there is none."""
    import keyring
    from keyring.backends.fail import Keyring as Missing

    found = keyring.get_keyring()
    if isinstance(found, Missing):
        raise NoKeyring("There is no keyring on this system; feeds that ask for a password cannot be followed.")
    return str(getattr(found, "name", type(found).__name__))

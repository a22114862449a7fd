"""Passwords of feeds and addresses of other bells, in the system's keyring and nowhere else."""

from __future__ import annotations

from tocsin.core.errors import TocsinError

SERVICE, BELLS = "tocsin", "tocsin bells"
"""Under what the keyring files the passwords of feeds, and the addresses of other bells."""


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


def remember_bell(key: str, address: str) -> None:
    """Keep the address of an other bell, which holds its secrets. May wait for the user; raises NoKeyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(BELLS, key, address)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(
            "There is no keyring on this system that could keep the address with its password, so the bell was not "
            "added. Install or unlock one (on Linux: GNOME Keyring or KWallet) and try again."
        ) from error


def recall_bell(key: str) -> str:
    """Give the address of an other bell; raises NoKeyring when there is none or nobody can say."""
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(BELLS, key)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring("The keyring that holds this bell's address is locked or missing.") from error
    if not found:
        raise NoKeyring("The keyring does not hold this bell's address any more. Give it anew.")
    return found


def forget_bell(key: str) -> None:
    """Take the address of an other bell out of the keyring; says nothing when there was none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(BELLS, key)
    except (KeyringError, OSError, RuntimeError):
        return

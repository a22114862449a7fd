"""A keyring of a test's own, in memory."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class PaperKeyring(KeyringBackend):
    """Keeps passwords in a dictionary, for this process."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop((service, username), None)

"""What can go wrong with a vault. Open it to read or change what the user is told.

Every message says what happened and what to do next, and holds no word from inside the vault.
"""

from __future__ import annotations

from circumspect.domain.errors import PlainError


class VaultError(PlainError, ValueError):
    """Something about the vault; the message says what to do. Surfaces show it as it is."""


class NoVaultError(VaultError):
    """There is no vault yet."""

    def __init__(self) -> None:
        """Say how to begin."""
        super().__init__("there is no vault here yet. Make one with: circumspect vault create")


class VaultExistsError(VaultError):
    """There is a vault already, where one was to be made."""

    def __init__(self) -> None:
        """Say that nothing was touched."""
        super().__init__(
            "there is a vault here already, and it was not touched. Name another folder with --vault; "
            "to put a backup in its place, use: circumspect vault restore FILE --replace"
        )


class WeakPassphraseError(VaultError):
    """The passphrase is too short."""


class WrongPassphraseError(VaultError):
    """The passphrase does not open this vault or backup."""

    def __init__(self) -> None:
        """Say what may help."""
        super().__init__(
            "this passphrase does not open the vault. Nothing was changed. "
            "Check capital letters and the keyboard's language, and try again"
        )


class WrongKeyError(VaultError):
    """A key that was kept is not the key of this vault."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("the key that was kept belongs to another vault. Use: circumspect vault unlock")


class DamagedKeyslotError(VaultError):
    """keyslot.json is missing, or not what was written."""

    def __init__(self, what: str) -> None:
        """Say what is wrong with it; `what` is our own words."""
        super().__init__(
            f"keyslot.json {what}, so the vault cannot be opened: it holds the key. vault.db was not touched. "
            "Put keyslot.json back from a copy of the folder, or use: circumspect vault restore FILE --replace"
        )


class DamagedDatabaseError(VaultError):
    """vault.db is missing, or not what was written. `pages`: the damaged pages, from 1, where they are known."""

    def __init__(self, what: str, pages: tuple[int, ...] = ()) -> None:
        """Say what is wrong with it; `what` is our own words."""
        self.pages = pages
        super().__init__(
            f"the vault is damaged: vault.db {what}. Your passphrase is not the cause. Keep a copy of the folder as it "
            "is, then put a backup in its place with: circumspect vault restore FILE --replace"
        )


class DamagedBackupError(VaultError):
    """A backup file is not what was written."""

    def __init__(self, what: str) -> None:
        """Say what is wrong with it; `what` is our own words."""
        super().__init__(f"this backup {what}. Nothing was changed. Use another backup file")


class NewerVaultError(VaultError):
    """A newer program wrote this vault or backup."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("a newer circumspect wrote this. Nothing was changed. Update circumspect, then try again")


class MigrationError(VaultError):
    """An older vault could not be brought up to date; it is as it was."""

    def __init__(self, copy: str) -> None:
        """Name the copy that was made before; `copy` is a file name of ours."""
        super().__init__(
            "this vault is from an older circumspect and could not be brought up to date. It is as it was, and "
            f"{copy} beside it is a copy. Use the older circumspect, or report this with the version you came from"
        )


class VaultLockedError(VaultError):
    """The vault was locked: by its owner, or after a while without use."""

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("the vault is locked. Use: circumspect vault unlock")


class VaultInUseError(VaultError):
    """Another process holds the vault."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "another circumspect is using the vault. Nothing was changed. Let it end or close it; then try again"
        )


class VaultFullError(VaultError):
    """The disk took no more."""

    def __init__(self) -> None:
        """Say what was kept."""
        super().__init__("the disk is full. Nothing of this step was kept. Make room, then try again")


class FileExistsAlreadyError(VaultError):
    """A backup is never written over another file."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("there is a file of that name already, and it was not touched. Name another file")


class KeyStoreError(VaultError):
    """There is no system keyring that a key can be trusted to; the message says which were refused."""


class RosterError(VaultError):
    """A client cannot be kept as given; the message says why, without the words."""

"""Whether a process may work on the data it finds: keys, profile and outside accounts are those of the data.

Pure: what was found comes in, a refusal comes out, one line that says what is wrong and what to do. Nothing is written
before this was asked (docs/decisions/0022).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import CannotOpen
from shared.platform.settings import Profile
from shared.support.errors import CannotStart


class NotPaired(CannotStart):
    """These data belong to other keys, another profile or another account."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """The row `installation`: what the data are paired with.

    `root` is the fingerprint of the key file's root, `wrapping` those of the wrapping keys in use, by id. `facts` are
    accounts outside (`wecom_corpid`), and what the last process that started had (`policies`).
    """

    profile: Profile
    root: str
    wrapping: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)


class Emptied(CannotStart):
    """The database of a service has lost its history."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrappedKey:
    """A case key as it is stored: one example for each wrapping key."""

    case_id: str
    key_id: str
    wrapped: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What lies in the databases before anything is written.

    Without a `pairing` (a new installation, or one older than it): the wrapped keys, the profile the rows look like,
    and the services that hold sealed data. `emptied`: the services whose log is empty or not there, and the position
    that it had reached.
    """

    pairing: Pairing | None = None
    wrapped: tuple[WrappedKey, ...] = ()
    looks_like: Profile | None = None
    sealed: tuple[str, ...] = ()
    emptied: Mapping[str, int] = field(default_factory=dict)


def judge(found: Found, keys: KeyFile | None, profile: Profile, path: Path) -> None:
    """Raise `NotPaired` unless these keys (None: there is no file at `path`) and this profile go with the data.

    Raises `Emptied` if a service's database has lost its history.
    """
    judge_profile(found, profile)
    if found.pairing is not None:
        _judge_keys(found.pairing, keys, path)
    else:
        _judge_unpaired(found, keys, path)
    judge_logs(found)


def judge_logs(found: Found) -> None:
    """Raise `Emptied` if a service's database has no event, and had some when the hotline last ran."""
    for service, position in found.emptied.items():
        raise Emptied(
            f"{service}: its database has no event any more, and had come to number {position}: it was emptied, "
            "removed or replaced; restore the newest back-up, or, to give up what only it knew, run "
            f"`python -m services keys accept {service}`"
        )


def judge_account(name: str, paired: str, given: str) -> None:
    """Raise `NotPaired` if an outside account is another than the one the data belong to."""
    if paired != given:
        raise NotPaired(
            f"HOTLINE_{name.upper()} is {given}, but these data belong to {paired}: set it back, or, if the enterprise "
            f"really has a new one, run `python -m services keys accept {name}` once"
        )


def judge_profile(found: Found, profile: Profile) -> None:
    """Raise `NotPaired` if the data were made by another profile."""
    paired = found.pairing.profile if found.pairing else found.looks_like
    if paired is not None and paired is not profile:
        raise NotPaired(
            f"HOTLINE_PROFILE is {profile.value}, but these data were made by the profile {paired.value}, and the two "
            "never mix: set it back, or choose another HOTLINE_DATA_DIR and HOTLINE_DATABASE_URL"
        )


def _judge_keys(pairing: Pairing, keys: KeyFile | None, path: Path) -> None:
    if keys is None:
        raise _absent(path, f"the wrapping keys {_listed(pairing.wrapping)}")
    if keys.fingerprint() != pairing.root:
        raise NotPaired(
            f"{path}: this key file is of another installation: its fingerprint is {keys.fingerprint()}, the data need "
            f"{pairing.root}; put back the key file of this installation"
        )
    missing = pairing.wrapping.keys() - keys.wrapping.keys()
    if missing:
        raise _older(path, missing)
    if wrong := [each for each, print_ in pairing.wrapping.items() if keys.fingerprint(each) != print_]:
        raise NotPaired(
            f"{path}: the key file is damaged: its wrapping key {_listed(wrong)} is not the one that the data were "
            "sealed with; put back a copy of it"
        )


def _judge_unpaired(found: Found, keys: KeyFile | None, path: Path) -> None:
    if keys is None and found.wrapped:
        raise _absent(path, f"the wrapping keys {_listed(each.key_id for each in found.wrapped)}")
    if keys is None and found.sealed:
        raise _absent(path, "keys that are not known any more")
    if found.sealed and not found.wrapped:
        raise NotPaired(
            f"{', '.join(found.sealed)} hold sealed data, but the platform's database has no key of any case: it is "
            "empty, or that of another installation; restore the one that belongs to them"
        )
    if keys is None:
        return
    missing = {each.key_id for each in found.wrapped} - keys.wrapping.keys()
    if missing:
        raise _older(path, missing)
    for each in found.wrapped:
        try:
            keys.unwrap(each.case_id, each.key_id, each.wrapped)
        except CannotOpen:
            raise NotPaired(
                f"{path}: this key file does not open the data keys wrapped by {each.key_id}: it is damaged, or of "
                "another installation; put back the key file of this installation"
            ) from None


def _absent(path: Path, needed: str) -> NotPaired:
    return NotPaired(
        f"{path}: the key file is absent, and the data were sealed with {needed}: put back the key file of this "
        "installation (no new one is made: it could read nothing)"
    )


def _older(path: Path, missing: set[str]) -> NotPaired:
    return NotPaired(
        f"{path}: the key file is older than the data, or of another installation: it lacks the wrapping key "
        f"{_listed(missing)}; put back the newest copy of it"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))

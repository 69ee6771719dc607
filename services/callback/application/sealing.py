"""What people write, sealed under the key of its case before anything is decided or stored."""

from services.callback.application.ports import CaseReader
from shared.contracts.base import Sealed
from shared.contracts.intake import SealedCustomer
from shared.platform.privacy.complaints import ComplaintWords, seal_complaint
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault
from shared.support.errors import NotFound


class Sealing:
    """Seals texts for one case each; nothing sealed here opens under another case's key."""

    def __init__(self, vault: Vault, reader: CaseReader) -> None:
        self._vault = vault
        self._reader = reader

    async def optional(self, case_id: str, field: str, text: str | None) -> Sealed | None:
        """The text sealed; None for no text or an empty one."""
        return await self._vault.seal(case_id, field, text or None)

    async def required(self, case_id: str, field: str, text: str) -> Sealed:
        """The text sealed. Raises `NotFound` if there is no such case, `Conflict` if it was erased."""
        return (await self.key(case_id)).seal(field, text)

    async def key(self, case_id: str) -> CaseKey:
        """The key of a case. Raises `NotFound` if there is none, `Conflict` if it was erased."""
        key = await self._vault.key_to_write(case_id)
        if key is None:
            raise NotFound("not_found", "There is no such case here.")
        return key

    async def complaint(self, case_id: str, *, source: str, number: str | None, note: str | None) -> ComplaintWords:
        """The words of a complaint as they are stored. Raises `NotFound` if there is no such case."""
        found, key = await self._reader.find(case_id), await self.key(case_id)
        customer = found.details.customer if found is not None else SealedCustomer()
        return seal_complaint(key, customer, source=source, number=number, note=note)

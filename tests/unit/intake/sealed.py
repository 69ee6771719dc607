"""A case key and a blind index, and what sealing makes of plain details with them."""

from services.intake.application.plain import PlainDetails
from services.intake.application.sealing import seal_change
from shared.contracts.intake import Details
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import CaseKey

CASE = "01935000-0000-7000-8000-0000deadbeef"
KEY = CaseKey(CASE, bytes(range(32)))
INDEX = BlindIndex(KeyFile.new())


def details(plain: PlainDetails) -> Details:
    """The details of a report that says this."""
    return seal_change(KEY, INDEX, plain).details

"""The files of a directory as they come in a form, whose body may be large: read once the sender's rights are known."""

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from shared.platform.directory.reading import COLUMNS
from shared.support.errors import Invalid
from shared.web.site.forms import KEY

MOST_FILES = 20
"""So many files may be chosen at a page; those with other names are left out."""
FILES = "files"


async def files_of_fields(request: Request) -> dict[str, bytes]:
    """The files of a request to the API, each by the name of its field."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Invalid("form_expected", "Send the files of a directory as a form (multipart/form-data).")
    async with request.form(max_files=len(COLUMNS), max_fields=0) as form:
        parts = [(name, part) for name, part in form.multi_items() if isinstance(part, UploadFile)]
        return {name: await part.read() for name, part in parts}


async def files_chosen(request: Request) -> tuple[dict[str, bytes], str]:
    """The files that were chosen at a page, each by its own name, and the form's key. Raises `Invalid`."""
    try:
        async with request.form(max_files=MOST_FILES, max_fields=1) as form:
            key = form.get(KEY)
            parts = [(_name(part), part) for part in form.getlist(FILES) if isinstance(part, UploadFile)]
            found = {name: await part.read() for name, part in parts if name in COLUMNS}
            return found, key if isinstance(key, str) else ""
    except HTTPException as error:
        code = "too_large" if error.status_code == 413 else "form_expected"
        raise Invalid(code, "This is not a form with the files of a directory.") from None


def _name(part: UploadFile) -> str:
    return (part.filename or "").replace("\\", "/").rpartition("/")[2].lower()

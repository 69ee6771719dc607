"""A directory is checked first and imported as it was checked: the files are kept for an hour in between.

Who checks sees what changes; who imports is asked for nothing more, and imports these files and no others.
"""

from collections.abc import Mapping

from services.admin.application.administration import Administration
from services.admin.application.ports import By
from services.admin.application.views import Imported
from shared.platform.context import AppContext
from shared.platform.directory.drafts import Draft, DraftStore, Version
from shared.support.errors import Conflict


class CheckedDirectories:
    """Drafts and the history. Permissions are checked by the pages."""

    def __init__(self, context: AppContext, administration: Administration, drafts: DraftStore) -> None:
        self._context = context
        self._administration = administration
        self._drafts = drafts

    async def check(self, files: Mapping[str, bytes], by: By) -> str:
        """Check these files and keep them. Returns the id of the draft; raises as `import_directory` does."""
        found = await self._administration.import_directory(files, check_only=True, by=by)
        draft = Draft(
            draft_id=self._context.ids.new(),
            by=by.name,
            at=self._context.wall(),
            based_on=found.based_on,
            units=found.units,
            people=found.people,
            diff=found.diff,
        )
        await self._drafts.keep(draft, files)
        return draft.draft_id

    async def check_again(self, draft_id: str, by: By) -> str:
        """Check the files of a draft against the directory that is in force now. Raises `Conflict` if it is gone."""
        draft = await self._must_be_kept(draft_id)
        files = await self._drafts.files(draft.draft_id)
        return await self.check(files, by)

    async def import_checked(self, draft_id: str, by: By) -> Imported:
        """Import what was checked. Raises `Conflict` if it is gone, or if another directory was imported since."""
        draft = await self._must_be_kept(draft_id)
        files = await self._drafts.files(draft.draft_id)
        done = await self._administration.import_directory(files, check_only=False, by=by, based_on=draft.based_on)
        await self._drafts.drop(draft.draft_id)
        return done

    async def draft(self, draft_id: str) -> Draft | None:
        """A draft; None if it was imported or is too old."""
        return await self._drafts.find(draft_id, self._context.wall())

    async def versions(self) -> tuple[Version, ...]:
        """The last imports, the newest first."""
        return await self._drafts.versions()

    async def _must_be_kept(self, draft_id: str) -> Draft:
        draft = await self.draft(draft_id)
        if draft is None:
            sentence = "What was checked was imported, or is older than an hour. Check the files again."
            raise Conflict("draft_gone", sentence)
        return draft

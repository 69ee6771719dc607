"""One of the two WeCom apps as its members use it: messages go through `FakeWeCom` and over HTTP to the hotline."""

import re

import httpx
from sqlalchemy import select

from services.intake.adapters.tables import reports, wecom_messages
from tests.harness.wecom import FakeWeCom, Reply, Request
from tests.harness.world import World

NUMBER = re.compile(r"R\d{6}-[0-9A-Z]{8}")


class Chat:
    """The app `claims` or `service` of the demo, in a world."""

    def __init__(self, world: World, app: str) -> None:
        keys = ("token", "aeskey", "agentid")
        token, aeskey, agentid = (getattr(world.intake_settings, f"wecom_{app}_{key}") for key in keys)
        self.wecom = FakeWeCom(world.intake_settings.wecom_corpid or "", token, aeskey, agentid)
        self.world = world
        self.url = f"/wecom/{app}/callback"

    async def says(self, userid: str, content: str) -> str:
        """A member writes; returns what the app answers at once, and lets everything happen that follows."""
        answer = await self.sends(self.wecom.text(userid, content, self.world.now))
        reply = self.reply(answer)
        await self.world.settle()
        assert reply is not None, "there was no reply"
        assert reply.to_user == userid
        return reply.content

    async def reports(self, userid: str, content: str) -> str:
        """A member reports; returns the id of the case."""
        return await self.case(await self.says(userid, content))

    async def sends(self, request: Request) -> httpx.Response:
        """WeCom delivers a push, right or wrong."""
        return await self.world.http.post(f"{self.url}?{request.query}", content=request.body)

    def reply(self, answer: httpx.Response) -> Reply | None:
        """What the member sees of an answer that must be right; None for an empty one."""
        assert answer.status_code == 200, answer.text
        return self.wecom.read_reply(answer.content)

    async def case(self, said: str) -> str:
        """The id of the case whose number stands in a text."""
        found = NUMBER.search(said)
        assert found is not None, said
        rows = await self.world.rows("intake", select(reports.c.id).where(reports.c.number == found[0]))
        return str(rows[0]["id"])

    async def cases(self) -> list[str]:
        """The ids of all reports there are."""
        return [row["id"] for row in await self.world.rows("intake", select(reports.c.id))]

    async def states(self) -> list[str]:
        """What became of every push that was stored, in order of arrival."""
        rows = await self.world.rows("intake", select(wecom_messages).order_by(wecom_messages.c.at))
        return [row["state"] for row in rows]

"""WeCom in the demo: sends a member's text to the callback of the claims app, as WeCom does, and reads the reply."""

import re
import secrets
import time
from xml.etree import ElementTree

from deploy.demo.scenario import Hotline, ScenarioFailed
from services.intake.adapters.wecom_crypto import WeComCrypto
from services.intake.settings import DEMO_APPS

CORPID, AGENT = DEMO_APPS["wecom_corpid"], DEMO_APPS["wecom_claims_agentid"]


async def send(hotline: Hotline, userid: str, text: str) -> str:
    """Send a text as this member; returns the text of the reply."""
    keys = hotline.server.wecom_keys
    crypto = WeComCrypto(token=keys["wecom_claims_token"], aes_key=keys["wecom_claims_aeskey"], corpid=CORPID)
    now, nonce = str(int(time.time())), secrets.token_hex(8)  # WeCom's time is real time, at any speed of the hotline
    message = (
        f"<xml><ToUserName>{CORPID}</ToUserName><FromUserName>{userid}</FromUserName><CreateTime>{now}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{text}</Content><MsgId>{secrets.randbits(62)}</MsgId>"
        f"<AgentID>{AGENT}</AgentID></xml>"
    )
    sealed = crypto.encrypt(message.encode(), secrets.token_bytes(16))
    body = f"<xml><ToUserName>{CORPID}</ToUserName><AgentID>{AGENT}</AgentID><Encrypt>{sealed}</Encrypt></xml>"
    query = {"msg_signature": crypto.signature(now, nonce, sealed), "timestamp": now, "nonce": nonce}
    answer = await hotline.client.post("/wecom/claims/callback", params=query, content=body.encode())
    if answer.status_code != 200 or not answer.content:
        raise ScenarioFailed(f"WeCom's push got {answer.status_code} {answer.text!r} instead of a reply")
    reply = ElementTree.fromstring(answer.text).findtext("Encrypt", "")  # noqa: S314 - our own server's answer
    return ElementTree.fromstring(crypto.decrypt(reply)).findtext("Content", "")  # noqa: S314


def number_in(reply: str) -> str:
    """The report's number in a reply. Raises `ScenarioFailed` if there is none."""
    found = re.search(r"R\d{6}-[0-9A-Z]{8}", reply)
    if found is None:
        raise ScenarioFailed(f"the answer names no report: {reply}")
    return found[0]

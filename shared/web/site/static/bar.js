// The bar: what is unread. A minute before the session ends a dialog asks.

import {ask, on, one} from "./clock.js";

const badge = one("#unread"), dialog = one("#ending"), LEFT = "/me/session";
const number = async (address) => Number(await (await ask(address)).text()) || 0;
let timer;

async function count() {
	if (document.hidden) return;
	const all = await Promise.all(badge.dataset.of.split(" ").map((service) => number(`/parts/${service}/unread`)));
	const sum = all.reduce((a, b) => a + b);
	badge.textContent = sum > 99 ? "99+" : sum;
	badge.hidden = !sum;
}

async function look(address) {
	const left = await number(address);
	if (!left || left > 60) dialog.close();
	else if (!dialog.open) dialog.showModal();
	clearTimeout(timer);
	timer = setTimeout(look, Math.max(left - 60, 30) * 1000, LEFT);
}

count();
setInterval(count, 60000);
on("hotline:message", count);
on("close", () => look(`${LEFT}?stay=1`), dialog);
if (dialog.showModal) timer = setTimeout(look, dialog.dataset.left * 1000, LEFT);

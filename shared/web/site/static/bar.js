// The bar: what is unread. A minute before the session ends a dialog asks.

import {ask, on, one} from "./clock.js";

const badge = one("#unread"), dialog = one("#ending");
const number = async (address) => +await (await ask(address)).text() || 0;
let timer;

async function count() {
	if (document.hidden) return;
	let sum = 0;
	for (const service of badge.dataset.of.split(" ")) sum += await number(`/parts/${service}/unread`);
	badge.textContent = sum > 99 ? "99+" : sum;
	badge.hidden = !sum;
}

async function look(address = "/me/session") {
	const left = await number(address);
	if (!left || left > 60) dialog.close();
	else if (!dialog.open) dialog.showModal();
	clearTimeout(timer);
	timer = setTimeout(look, Math.max(left - 60, 30) * 1e3);
}

count();
setInterval(count, 6e4);
on("hotline:message", count);
on("close", () => look("/me/session?stay=1"), dialog);
if (dialog.showModal) timer = setTimeout(look, dialog.dataset.left * 1e3);

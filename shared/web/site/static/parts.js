// Parts of other services; copying; hiding.

import {all, ask, on, one, tick} from "./clock.js";
import {restore} from "./draft.js";
import {parsed} from "./rows.js";

async function load(link) {
	const answer = await ask(link.dataset.part), after = answer.headers.get("Retry-After");
	if (after) setTimeout(load, after * 1e3, link);
	if (!answer.ok) return;
	const part = parsed(await answer.text());
	restore(part);
	link.replaceWith(part);
	tick();
}

all("[data-part]").forEach(load);
all("[data-copy]").forEach((button) => {
	button.hidden = !navigator.clipboard;
	on("click", async () => {
		await navigator.clipboard.writeText(one(button.dataset.copy).textContent.trim());
		button.textContent = button.dataset.done;
	}, button);
});
setTimeout(() => all("[data-revealed]").forEach((shown) => shown.replaceWith(shown.dataset.revealed)), 120e3);

// The messages of all services as one list. A silent service stays a link, and says so.

import {all, ask, on, one} from "./clock.js";
import {parsed} from "./rows.js";

const list = one("#messages"), forms = [];

async function add(part) {
	const [link, away] = part.children, answer = await ask(link.dataset.box);
	if (!answer.ok) return void (away.hidden = false);
	const found = parsed(await answer.text());
	list.append(...all("li", found));
	forms.push(...all("form", found));
	one("#older").append(...all(".older", found));
	part.remove();
}

Promise.all(all("#parts li").map(add)).then(() => {
	list.append(...all("li", list).sort((a, b) => a.dataset.order < b.dataset.order ? 1 : -1));
	one("#no-messages").hidden = one("#messages li, #parts li");
	one("#all-read").hidden = !forms.length;
});
on("click", async () => {
	const body = (form) => new URLSearchParams(new FormData(form));
	for (const form of forms) await ask(form.getAttribute("action"), {method: "POST", body: body(form)});
	location.reload();
}, one("#all-read"));

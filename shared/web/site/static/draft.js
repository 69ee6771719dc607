// What one types stays in this tab until it is on record.

import {all, ask, meta, on, one} from "./clock.js";

const store = sessionStorage, turns = new Set(), beat = one("[data-heartbeat]");
const nameOf = (form) => form.getAttribute("action"), typedIn = (form) => new URLSearchParams(new FormData(form));
let goes;

// A redirect confirms what was sent. Drafts are of one person, keys of one session.
const answered = one("#summary") || /reveal$/.test(location.pathname)
	|| performance.getEntriesByType("navigation")[0]?.redirectCount;
if (meta.staff) {
	if (store.who !== meta.staff) store.clear();
	if (answered) delete store[store.sent];
	store.who = meta.staff;
}
if (answered || !meta.staff) delete store.sent;

export const restore = (root) => all("form", root).filter((form) => nameOf(form) in store).forEach((form) => {
	const typed = new URLSearchParams(store[nameOf(form)]), sent = nameOf(form) === store.sent;
	for (const field of form.elements) {
		const {name, type, value} = field;
		if (/radio|checkbox/.test(type)) field.checked = typed.getAll(name).includes(value);
		else if (typed.has(name) && (type !== "hidden" || (sent && name === "key"))) field.value = typed.get(name);
	}
	for (const part of all("details", root)) if (part.contains(form) || form.contains(part)) part.open = true;
});

async function keep() {
	const body = typedIn(beat), {heartbeat, heartbeatKey, calling} = beat.dataset, said = one("#lease-lost");
	if (document.hidden && !calling) return;
	body.set("key", `${heartbeatKey}.${Date.now()}`);
	const answer = await ask(heartbeat, {method: "POST", body, headers: {Accept: "application/json"}});
	if (answer.status !== 409) return;
	const {by} = await answer.json();
	said.textContent = by ? said.dataset.taken.replace("{name}", by) : said.dataset.lost;
}

on("input", ({target: {form}}) => {
	if (form?.elements.key) store[nameOf(form)] = typedIn(form);
});
on("submit", async (event) => {
	const {target: form, submitter} = event;
	if (nameOf(form) === "/sign-out") return store.clear();
	if (!form.elements.key || !submitter || form === goes) return;
	event.preventDefault();
	if (turns.has(form)) return;
	turns.add(form);
	store.sent = nameOf(form);
	store[store.sent] = typedIn(form);
	while (!(await ask("/api/platform/clock")).status) {
		if (!one(".unsent", form)) form.append(one("#words-unsent").content.cloneNode(true));
		await new Promise((wait) => [setTimeout(wait, 5000), on("online", wait, window)]);
	}
	one(".unsent", form)?.remove();
	goes = form;
	form.requestSubmit(submitter);
	goes = null;
	setTimeout(() => turns.delete(form), 1000);
});
if (beat) {
	setInterval(keep, 30000);
	on("hotline:wake", keep);
}
restore(document);

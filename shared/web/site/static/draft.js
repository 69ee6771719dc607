// What one types stays in this tab until it is on record.

import {all, ask, meta, on, one} from "./clock.js";

const store = sessionStorage, turns = new Set(), beat = one("[data-heartbeat]"), lease = one("#lease-lost");
const nameOf = (form) => form.getAttribute("action"), typedIn = (form) => new URLSearchParams(new FormData(form));
let goes, kept = performance.now();

// A redirect confirms what was sent. Drafts are of one person, keys of one session.
const done = one("#summary") || /reveal$/.test(location.pathname)
	|| performance.getEntriesByType("navigation")[0]?.redirectCount;
if (meta.staff) {
	if (store.who !== meta.staff) store.clear();
	if (done) delete store[store.sent];
	store.who = meta.staff;
}
if (done || !meta.staff) delete store.sent;

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
	const {heartbeat, heartbeatKey} = beat.dataset, body = typedIn(beat);
	kept = performance.now();
	body.set("key", `${heartbeatKey}.${Date.now()}`);
	const answer = await ask(heartbeat, {method: "POST", body, headers: {Accept: "application/json"}});
	lease.textContent = "";
	if (answer.status !== 409) return;
	const {by} = await answer.json();
	lease.textContent = by ? lease.dataset.taken.replace("{name}", by) : lease.dataset.lost;
	kept = Infinity;
}

function look(act) {
	const since = performance.now() - kept;
	if (since > 29e3 && (act || beat.dataset.calling)) keep();
	else if (since > 89e3) lease.textContent = lease.dataset.idle;
}

on("input", ({target: {form}}) => form?.elements.key && (store[nameOf(form)] = typedIn(form)));
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
		await new Promise((wait) => [setTimeout(wait, 5e3), on("online", wait, window)]);
	}
	one(".unsent", form)?.remove();
	goes = form;
	form.requestSubmit(submitter);
	goes = null;
	setTimeout(() => turns.delete(form), 1e3);
});
if (beat) {
	setInterval(look, 5e3);
	for (const act of ["keydown", "pointermove", "hotline:wake"]) on(act, look);
}
restore(document);

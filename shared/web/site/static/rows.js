// Lists: what one points at never moves. The only HTML sink.

import {all, ask, meta, on, one, tick} from "./clock.js";

const policy = window.trustedTypes?.createPolicy("rows", {createHTML: (text) => text});
const lists = all("[data-live-list]");

export function parsed(html) {
	const part = document.createElement("template");
	part.innerHTML = policy?.createHTML(html) ?? html;
	return part.content;
}

const keyOf = ({dataset}) => dataset.key;
const rowsOf = ({children}) => [...children].filter(keyOf);
const later = ({dataset}, other) => dataset.order > other.dataset.order;
const shownIn = (list) => all("[data-key]:not(.gone)", list).length;
const held = (list) => list.matches(matchMedia("(hover: hover)").matches ? ":hover, :focus-within" : ":focus-within");

function morph(old, fresh) {
	if (old.nodeName !== fresh.nodeName || !old.attributes) return old.isEqualNode(fresh) || old.replaceWith(fresh);
	for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
	for (const {name, value} of fresh.attributes) old.setAttribute(name, value);
	const was = [...old.childNodes], is = [...fresh.childNodes];
	is.forEach((node, at) => was[at] ? morph(was[at], node) : old.append(node));
	was.slice(is.length).forEach((node) => node.remove());
}

function put(list, fresh) {
	const key = keyOf(fresh), rows = rowsOf(list), old = rows.find((row) => keyOf(row) === key);
	if (old) return morph(old, fresh);
	if (held(list) && rows.some((row) => later(row, fresh))) list.waiting.add(key);
	list.append(fresh);
}

const leave = (list, which, says) => rowsOf(list).filter(which).forEach((row) => {
	row.classList.add("gone");
	if (says) one("td:last-child, .faint:last-child", row).textContent = says;
});

function settle(list, asked) {
	if (asked || !held(list)) {
		list.waiting.clear();
		all(".gone", list).forEach((row) => row.remove());
		const rows = rowsOf(list).sort((row, other) => later(row, other) - later(other, row));
		rows.forEach((row, at) => list.children[at] === row || list.insertBefore(row, list.children[at]));
		list.beyond += rows.splice(list.dataset.most).map((row) => row.remove()).length;
	}
	for (const row of rowsOf(list)) {
		row.classList.toggle("mine", row.dataset.holder === meta.staff);
		row.hidden = list.waiting.has(keyOf(row));
	}
	const {beyond, waiting: {size}} = list, whole = shownIn(list) + beyond;
	say(list, "count-of", 1, whole);
	say(list, "new-in", size, size);
	say(list, "empty-of", !whole);
	say(list, "full-of", whole);
	const title = document.title.replace(/^\(\d+\) /, "");
	if ("titled" in list.dataset) document.title = whole ? `(${whole}) ${title}` : title;
	tick();
}

const say = ({id}, attribute, shown, number) => all(`[data-${attribute}=${id}]`).forEach((said) => {
	const text = (said.dataset.words || "{n}").replace("{n}", number);
	if (number >= 0 && said.textContent !== text) said.textContent = text;
	said.hidden = !shown;
});

export function apply(kind, {list: name, key, html, n, says}) {
	const list = lists.find(({id}) => id === name);
	if (!list) return;
	list.etag = "";
	list.touched[key] = performance.now();
	if (kind === "row") put(list, parsed(html).firstElementChild);
	if (kind === "gone") leave(list, (row) => keyOf(row) === key, says);
	if (kind === "count") list.beyond = Math.max(0, n - shownIn(list));
	settle(list);
}

export const refresh = () => lists.forEach(async (list) => {
	const asked = performance.now(), answer = await ask(list.dataset.url, {headers: {"If-None-Match": list.etag}});
	if (!answer.ok) return;
	const fresh = rowsOf(parsed(await answer.text())), older = (row) => !(list.touched[keyOf(row)] >= asked);
	leave(list, older);
	fresh.filter(older).forEach((row) => put(list, row));
	list.touched = {};
	list.etag = answer.headers.get("ETag");
	list.beyond = Math.max(0, (answer.headers.get("Hotline-Count") ?? fresh.length) - shownIn(list));
	settle(list);
});

for (const list of lists) {
	Object.assign(list, {touched: {}, waiting: new Set(), beyond: 0, etag: ""});
	list.onpointerleave = () => settle(list);
	on("focusout", () => setTimeout(settle, 0, list), list);
}
on("click", ({target}) => {
	const list = target.closest("[data-new-in]")?.dataset.newIn;
	if (list) settle(one(`#${list}`), true);
});

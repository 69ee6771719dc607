// Single keys count outside of fields, if switched on.

import {all, on, one} from "./clock.js";

const sheet = one("#keys"), switched = one("#keys-on"), here = one(".entries [aria-current]");
const off = () => document.cookie.includes("hotline-keys=off");
const typing = ({tagName, type}) => /INPUT|SELECT|TEXTAREA/.test(tagName) && !/radio|checkbox/.test(type);
let going;

function press(element) {
	const part = element.matches("summary") && element.parentElement;
	if (part) part.open = true;
	(part ? one("input:not([type=hidden]), select, textarea, button", part) : element).focus();
	if (!part && !typing(element)) element.click();
	one(element.dataset.then || "_")?.focus();
}

function step(by) {
	const rows = all("[id^=row-]:not(.gone):not([hidden])"), at = rows.findIndex((row) => row.matches(":focus-within"));
	const row = rows[Math.max(0, at + by)] || rows.pop();
	(row && (one("[data-enter]", row) || one("a, button", row)))?.focus();
}

function help() {
	switched.checked = !off();
	sheet.showModal();
}

function pressed(event) {
	const {target, key = "", ctrlKey, timeStamp} = event, single = key.length === 1 && !ctrlKey;
	if (event.isComposing || event.altKey || event.metaKey || sheet.open || (single && (typing(target) || off()))) return;
	const name = single ? key.toLowerCase() : (ctrlKey ? "Ctrl+" : "") + (event.shiftKey ? "Shift+" : "") + key;
	const place = timeStamp - going < 2e3 ? ".entries" : "main", move = {j: 1, k: -1}[name];
	const found = all(`${place} [data-key~="${CSS.escape(name)}"]`);
	going = name === "g" ? timeStamp : NaN;
	if (found[0]) press(found.find(({form}) => form === target.form) || found[0]);
	else if (move) step(move);
	else if (name === "?") help();
	else if (name === "Escape") typing(target) ? target.blur() : here?.href === location.href || here?.click();
	else return;
	event.preventDefault();
}

on("keydown", pressed);
switched.onchange = () => {
	document.cookie = `hotline-keys=${switched.checked ? "on" : "off"};path=/;max-age=31536000`;
};
Object.assign(one("#keys-open"), {onclick: help, hidden: false});

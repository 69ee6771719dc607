// Live lists: rows are placed and morphed by key; what a person points at or types in never moves. The one HTML sink.

import {run} from "./clock.js";

const meta = document.querySelector('meta[name="hotline"]').dataset;
const policy = window.trustedTypes ? trustedTypes.createPolicy("rows", {createHTML: (text) => text}) : null;
const lists = new Map();

// The elements of a piece of HTML that this server rendered.
export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
}

const rowsOf = (list) => [...list.element.children].filter((row) => row.dataset.key !== undefined);
const rowOf = (list, key) => rowsOf(list).find((row) => row.dataset.key === key);
const orderOf = (row) => row.dataset.order || "";
const held = ({element}) => element.contains(document.activeElement)
  || (matchMedia("(hover: hover)").matches && element.matches(":hover"));

function morph(old, fresh) {
  if (old === document.activeElement && /^(INPUT|TEXTAREA|SELECT)$/.test(old.tagName)) return;
  const runs = old.dataset.due && fresh.dataset.due;
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const {name, value} of fresh.attributes) {
    if (old.getAttribute(name) !== value && !(runs && name === "class")) old.setAttribute(name, value);
  }
  if (runs) return;
  const was = [...old.childNodes], is = [...fresh.childNodes];
  is.forEach((node, index) => {
    const there = was[index];
    if (!there) old.append(node);
    else if (there.nodeType !== node.nodeType || there.nodeName !== node.nodeName) there.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) morph(there, node);
    else if (there.nodeValue !== node.nodeValue) there.nodeValue = node.nodeValue;
  });
  was.slice(is.length).forEach((node) => node.remove());
}

function place(list, row) {
  const after = rowsOf(list).find((each) => each !== row && orderOf(each) > orderOf(row));
  list.element.insertBefore(row, after || null);
}

function mark(row) {
  row.classList.toggle("mine", Boolean(row.dataset.holder) && row.dataset.holder === meta.staff);
  run(row);
}

function put(list, fresh) {
  const key = fresh.dataset.key, old = rowOf(list, key);
  list.touched.set(key, performance.now());
  if (old) {
    const moved = orderOf(old) !== orderOf(fresh);
    morph(old, fresh);
    mark(old);
    if (moved && !held(list)) place(list, old);
    else if (moved) list.moved.add(key);
    return;
  }
  const rows = rowsOf(list), last = rows[rows.length - 1];
  const atEnd = !last || orderOf(last) <= orderOf(fresh);
  if (atEnd && rows.length >= list.most) return void list.beyond++; // only counted
  if (held(list) && !atEnd) {
    list.waiting.set(key, fresh);
  } else {
    place(list, fresh);
    mark(fresh);
    if (!held(list)) trim(list);
  }
}

function gone(list, key) {
  const row = rowOf(list, key);
  list.touched.set(key, performance.now());
  list.waiting.delete(key);
  if (!row) return;
  if (held(list)) row.classList.add("gone");
  else row.remove();
}

function trim(list) {
  for (const row of rowsOf(list).slice(list.most)) row.remove(), list.beyond++;
}

const shownIn = (list) => rowsOf(list).filter((row) => !row.classList.contains("gone")).length + list.waiting.size;

// Do what waited while a person was in the list.
function settle(list, asked) {
  if (!asked && held(list)) return;
  for (const row of rowsOf(list)) if (row.classList.contains("gone") && !row.contains(document.activeElement)) row.remove();
  for (const key of list.moved) if (rowOf(list, key)) place(list, rowOf(list, key));
  for (const row of list.waiting.values()) place(list, row), mark(row);
  list.moved.clear();
  list.waiting.clear();
  trim(list);
  tell(list);
}

function say(name, attribute, number) {
  for (const element of document.querySelectorAll(`[${attribute}="${name}"]`)) {
    const text = (element.dataset.words || "{n}").replace("{n}", number);
    if (element.textContent !== text) element.textContent = text;
    if (attribute !== "data-count-of") element.hidden = number <= 0;
  }
}

function tell(list) {
  const whole = shownIn(list) + list.beyond;
  say(list.name, "data-count-of", whole);
  say(list.name, "data-more-of", list.beyond);
  say(list.name, "data-new-in", list.waiting.size);
  for (const empty of document.querySelectorAll(`[data-empty-of="${list.name}"]`)) empty.hidden = whole > 0;
  for (const full of document.querySelectorAll(`[data-full-of="${list.name}"]`)) full.hidden = whole === 0;
  if ("titled" in list.element.dataset) {
    document.title = (whole ? `(${whole}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }
}

export function apply(kind, data) {
  const list = lists.get(data.list);
  if (!list) return;
  if (kind === "row") put(list, parsed(data.html).firstElementChild);
  if (kind === "gone") gone(list, data.key);
  if (kind === "count") list.beyond = Math.max(0, data.n - shownIn(list));
  tell(list);
}

// Ask for the whole of every list; rows that were pushed meanwhile are newer than the answer. False if none came.
export async function refresh() {
  const answers = await Promise.all([...lists.values()].map((list) => load(list).catch(() => false)));
  return answers.every(Boolean);
}

async function load(list) {
  const asked = performance.now(), headers = list.etag ? {"If-None-Match": list.etag} : {};
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10000);
  try {
    const answer = await fetch(list.url, {headers, redirect: "manual", signal: stop.signal});
    if (answer.status === 304) return true;
    if (!answer.ok) return false;
    const fresh = [...parsed(await answer.text()).children].filter((row) => row.dataset.key !== undefined);
    const keys = new Set(fresh.map((row) => row.dataset.key));
    const older = (key) => (list.touched.get(key) || 0) < asked;
    list.etag = answer.headers.get("ETag");
    const number = Number(answer.headers.get("Hotline-Count") || fresh.length);
    for (const {dataset} of rowsOf(list)) if (!keys.has(dataset.key) && older(dataset.key)) gone(list, dataset.key);
    for (const row of fresh) if (older(row.dataset.key)) put(list, row);
    list.touched.clear();
    list.beyond = Math.max(0, number - shownIn(list));
    tell(list);
    return true;
  } finally {
    clearTimeout(late);
  }
}

for (const element of document.querySelectorAll("[data-live-list]")) {
  const {liveList: name, url, most = "60"} = element.dataset;
  const list = {name, element, url, most: Number(most), touched: new Map(), waiting: new Map(), moved: new Set(), beyond: 0};
  lists.set(name, list);
  rowsOf(list).forEach(mark);
  element.addEventListener("pointerleave", () => settle(list));
  element.addEventListener("focusout", () => setTimeout(settle, 0, list));
}
document.addEventListener("click", ({target}) => {
  const button = target.closest("[data-new-in]");
  if (button) settle(lists.get(button.dataset.newIn), true);
});

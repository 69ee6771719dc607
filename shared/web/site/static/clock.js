// What all scripts use; the server's time, continued.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const on = (kind, run, of = document) => of.addEventListener(kind, run);
export const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(`hotline:${kind}`, {detail}));
export const meta = one("[name=hotline]").dataset;

// An answer of status 0 if none came in ten seconds.
export function ask(address, options) {
	const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10e3);
	const answer = fetch(address, {redirect: "manual", signal: stop.signal, ...options});
	return answer.catch(() => Response.error()).finally(() => clearTimeout(late));
}

const words = one("#words-left")?.dataset, bar = one("#hotline-time"), gap = () => Date.now() - performance.now();
let base, at, speed, ahead = gap();

export const now = () => base + (performance.now() - at) * speed;
export const shanghai = (time = now()) => new Date(time + 288e5).toISOString().slice(11, 19);

export function hear(said) {
	base = Date.parse(said.now);
	at = performance.now();
	speed = +said.speed;
	tick();
}

// 03:12, 1:03:12, or days and hours.
function length(seconds) {
	const hours = Math.floor(seconds / 3600), short = new Date(seconds * 1e3).toISOString().slice(14, 19);
	if (hours > 47) return words.days.replace("{d}", Math.floor(hours / 24)).replace("{h}", hours % 24);
	return hours ? `${hours}:${short}` : short;
}

export function near({due, soon}) {
	const rest = Date.parse(due) - now(), seconds = Math.trunc(rest / 1e3);
	return [rest <= 0 ? "late" : seconds <= soon ? "soon" : "calm", seconds];
}

function show(left) {
	if (Date.parse(left.dataset.pausedUntil) > now()) return;
	const [state, seconds] = near(left.dataset), [ticks, unseen] = left.children;
	const pattern = seconds < -2 && "waits" in left.dataset ? words.waiting : words[state];
	const text = pattern.replace("{t}", length(Math.abs(seconds)));
	if (ticks.textContent !== text) ticks.textContent = text;
	if (left.classList.contains(state)) return;
	unseen.textContent = text;
	left.className = `left ${state}`;
}

export function tick() {
	if (words) all(".left[data-due]").forEach(show);
	if (bar) bar.textContent = shanghai();
}

// The clocks of a machine that slept part.
function look() {
	if (Math.abs(gap() - ahead) > 1500) wake();
	ahead = gap();
	tick();
	setTimeout(look, speed === 1 ? 1005 - now() % 1000 : 1e3);
}

async function wake() {
	tell("wake");
	const answer = await ask("/api/platform/clock");
	if (answer.ok) hear(await answer.json());
}

on("visibilitychange", () => document.hidden || wake());
on("pageshow", ({persisted}) => persisted && wake(), window);
hear(meta);
look();

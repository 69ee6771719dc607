// The stream: one tab listens and passes on.

import {hear, meta, now, on, one, shanghai, tell} from "./clock.js";
import {apply, refresh} from "./rows.js";

const address = document.body.dataset.live, bar = one("#stream-state");
const channel = window.BroadcastChannel && new BroadcastChannel(address);
let source, retry, last = "", lost, heard = performance.now(), heardAt = now(), seconds = 0;

function connect() {
	clearTimeout(retry);
	source?.close();
	source = new EventSource(`${address}?after=${last}`);
	source.onerror = () => source.readyState === 2 && leave();
	for (const kind of "hello beat row gone count reload message bye".split(" ")) on(kind, ({data, lastEventId}) => {
		const said = JSON.parse(data);
		last = lastEventId || last;
		channel?.postMessage([kind, said]);
		take(kind, said);
		if (kind === "bye") leave(said.why);
	}, source);
}

function leave(why) {
	source.close();
	clearTimeout(retry);
	const after = {stopping: 500 + Math.random() * 1e3, rights: 0}[why] ?? 5e3;
	if (why !== "elsewhere") retry = setTimeout(connect, after);
}

function take(kind, data) {
	const again = lost && kind !== "bye";
	heard = performance.now();
	if (kind === "hello" || kind === "beat") hear(data);
	heardAt = now();
	if (again) say("connected");
	apply(kind, data);
	tell(kind, data);
	if (kind === "reload") setTimeout(refresh, Math.random() * 2e3);
	if (kind === "hello" && data.version !== meta.version) say("updated");
	if (again || (kind === "hello" && !data.replayed)) refresh();
}

function say(state) {
	lost = state === "lost";
	document.body.classList.toggle("stream-lost", lost);
	bar.textContent = (bar.dataset[state] || "").replace("{t}", shanghai(heardAt));
	bar.dataset.state = state;
	bar.hidden = !bar.textContent;
}

function look() {
	const silent = performance.now() - heard;
	if (silent > 12e3 && !lost) say("lost");
	if (silent > 24e3 && source?.readyState === 1) connect();
	if (++seconds % (lost ? 5 : 60) === 0 && !document.hidden) refresh();
}

if (channel) channel.onmessage = ({data}) => take(...data);
if (navigator.locks) navigator.locks.request(address, () => new Promise(connect));
else {
	connect();
	on("visibilitychange", () => document.hidden ? source.close() : connect());
}
setInterval(look, 1e3);
on("hotline:wake", () => {
	refresh();
	if (source?.readyState === 2) connect();
});
refresh();

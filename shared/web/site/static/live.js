// The stream: one a service and browser. The tab with the lock listens and passes on to the others; silence is said.

import {hear, now} from "./clock.js";
import {apply, refresh} from "./rows.js";

const SILENT = 12000, ASKS = 5000, EVERY_MINUTE = 60000; // milliseconds; two beats were missed
const address = document.body.dataset.live, name = address.replace(/\W/g, "-").slice(1);
const meta = document.querySelector('meta[name="hotline"]').dataset;
const bar = document.getElementById("stream-state");
const channel = window.BroadcastChannel ? new BroadcastChannel(name) : null;
const KINDS = ["hello", "beat", "row", "gone", "count", "reload", "call", "message", "bye"];
let source = null, last = "", heard = performance.now(), heardAt = now(), lost = false, leads = false, retry = 0;

function connect() {
  clearTimeout(retry);
  if (source) source.close();
  source = new EventSource(address + (last ? `?after=${encodeURIComponent(last)}` : ""));
  for (const kind of KINDS) source.addEventListener(kind, (event) => {
    const data = JSON.parse(event.data);
    last = event.lastEventId || last;
    if (channel) channel.postMessage({kind, data});
    take(kind, data);
    if (kind === "bye") leave(data.why);
  });
  source.onerror = () => source.readyState === EventSource.CLOSED && later(ASKS);
}

function later(milliseconds) {
  clearTimeout(retry);
  retry = setTimeout(connect, milliseconds);
}

function leave(why) {
  source.close();
  if (why !== "elsewhere") later(why === "stopping" ? 500 + Math.random() * 1000 : why === "rights" ? 0 : ASKS);
}

function take(kind, data) {
  const again = lost;
  heard = performance.now();
  if (kind === "hello" || kind === "beat") hear(data);
  heardAt = now();
  if (kind !== "bye") found();
  if (kind === "row" || kind === "gone" || kind === "count") apply(kind, data);
  else if (kind === "reload") setTimeout(refresh, Math.random() * 2000);
  else if (kind === "hello" && data.version !== meta.version && meta.version) say("updated");
  else if (kind === "call" || kind === "message") document.dispatchEvent(new CustomEvent(`hotline:${kind}`, {detail: data}));
  if ((kind === "hello" && !data.replayed) || (again && kind !== "bye")) refresh();
}

function say(state) {
  if (!bar) return;
  const time = new Date(heardAt + 28800000).toISOString().slice(11, 19);
  bar.textContent = (bar.dataset[state] || "").replace("{t}", time);
  bar.dataset.state = state;
  bar.hidden = !bar.textContent;
}

function found() {
  if (!lost && bar && bar.dataset.state) return;
  lost = false;
  document.body.classList.remove("stream-lost");
  say("connected");
}

function look() {
  if (performance.now() - heard < SILENT) return;
  if (!lost) {
    lost = true;
    document.body.classList.add("stream-lost");
    say("lost");
  }
  if (leads && source && performance.now() - heard > 2 * SILENT && source.readyState === EventSource.OPEN) connect();
}

function lead() {
  leads = true;
  connect();
  return new Promise(() => {}); // until the tab closes
}

if (channel) channel.onmessage = ({data: {kind, data}}) => take(kind, data);
if (navigator.locks) {
  navigator.locks.request(name, lead);
} else {
  lead();
  document.addEventListener("visibilitychange", () => document.hidden ? source.close() : connect());
}
setInterval(look, 1000);
setInterval(() => lost && !document.hidden && refresh(), ASKS);
setInterval(() => document.hidden || refresh(), EVERY_MINUTE);
document.addEventListener("hotline:wake", () => {
  refresh();
  if (leads && source.readyState === EventSource.CLOSED) connect();
});
refresh();

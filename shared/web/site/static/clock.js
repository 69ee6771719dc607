// The hotline's time: what the server said last, continued by the steady clock of the browser. It decides nothing.

const meta = document.querySelector('meta[name="hotline"]').dataset;
const words = (document.getElementById("words-left") || {dataset: {}}).dataset;
const bar = document.getElementById("hotline-time");
const inView = new Set();
let base = Date.parse(meta.now), at = performance.now(), speed = Number(meta.speed);
let ahead = Date.now() - performance.now();

export const now = () => base + (performance.now() - at) * speed;

export function hear(said) {
  base = Date.parse(said.now);
  at = performance.now();
  if ("speed" in said) speed = Number(said.speed);
  tick();
}

// 03:12, from an hour on 1:03:12, from two days on in days and hours.
function length(seconds) {
  if (seconds >= 172800 && words.days) {
    return words.days.replace("{d}", Math.floor(seconds / 86400)).replace("{h}", Math.floor(seconds % 86400 / 3600));
  }
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), rest = seconds % 3600;
  const short = `${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
  return hours ? `${hours}:${short}` : short;
}

function show(left) {
  const paused = left.dataset.pausedUntil;
  if (paused && Date.parse(paused) > now()) return; // the server's words say until when
  const seconds = Math.trunc((Date.parse(left.dataset.due) - now()) / 1000);
  const passed = Date.parse(left.dataset.due) <= now();
  const state = passed ? "late" : seconds <= Number(left.dataset.soon) ? "soon" : "calm";
  const waits = passed && seconds <= -3 && "waits" in left.dataset && words.waiting;
  const pattern = waits ? words.waiting : words[state];
  const ticks = left.querySelector(".ticks"), unseen = left.querySelector(".unseen");
  if (!pattern || !ticks) return;
  const text = pattern.replace("{t}", length(Math.abs(seconds)));
  if (ticks.textContent !== text) ticks.textContent = text;
  if (!left.classList.contains(state) && unseen) unseen.textContent = text;
  if (!left.classList.contains(state)) {
    left.classList.remove("calm", "soon", "late", "paused");
    left.classList.add(state);
  }
}

const observer = new IntersectionObserver((entries) => {
  for (const {target, isIntersecting} of entries) {
    if (isIntersecting && target.isConnected) inView.add(target), show(target);
    else inView.delete(target);
  }
});

// Let the countdowns below this element run.
export function run(root) {
  for (const left of root.querySelectorAll(".left[data-due]")) observer.observe(left), show(left);
}

function tick() {
  for (const left of inView) left.isConnected ? show(left) : inView.delete(left);
  if (bar) bar.textContent = new Date(now() + 28800000).toISOString().slice(11, 19); // Shanghai
}

// The clocks of a machine that slept part from each other, or the timer comes late: what was missed is asked for.
function look() {
  const gap = Date.now() - performance.now();
  if (Math.abs(gap - ahead) > 1500) wake();
  ahead = gap;
  tick();
  setTimeout(look, speed === 1 ? 1000 - now() % 1000 + 5 : 1000);
}

async function wake() {
  document.dispatchEvent(new CustomEvent("hotline:wake"));
  const answer = await fetch("/api/platform/clock").catch(() => null);
  if (answer && answer.ok) hear(await answer.json());
}

document.addEventListener("visibilitychange", () => document.hidden || wake());
window.addEventListener("pageshow", (shown) => shown.persisted && wake());
run(document);
look();

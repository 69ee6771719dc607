"use strict";
// The live page: signs in, asks once a second, keeps the cards and their clocks. Whatever fails is asked again later.

const EVERY = 1_000;
const HIDDEN = 10_000;
const LONGEST_PAUSE = 15_000;
const CLOCK_EVERY = 20_000;
const ENDED_STAYS = 5 * MINUTE;
const KEY = "hotline-token";

const clock = new HotlineClock();
const byId = (id) => document.getElementById(id);
const state = { token: null, failures: 0, clockAt: -Infinity, ended: new Map(), seesCalls: true, timer: null };

class SignedOut extends Error {}
class Refused extends Error {}

async function ask(path, token = state.token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const answer = await fetch(path, { headers, cache: "no-store", signal: AbortSignal.timeout(8_000) });
  if (answer.status === 401) throw new SignedOut();
  if (answer.status === 403) throw new Refused();
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

// Names of people and units, asked for once, many at a time.
const names = {
  known: { staff: new Map(), unit: new Map() },
  wanted: { staff: new Set(), unit: new Set() },
  staff(id) { return this.name("staff", id); },
  unit(id) { return this.name("unit", id); },
  name(kind, id) {
    if (!id) return "";
    if (!this.known[kind].has(id)) this.wanted[kind].add(id);
    return this.known[kind].get(id) || id;
  },
  async learn() {
    const [staff, unit] = [[...this.wanted.staff].slice(0, 100), [...this.wanted.unit].slice(0, 100)];
    if (!staff.length && !unit.length) return false;
    const query = new URLSearchParams([...staff.map((id) => ["staff", id]), ...unit.map((id) => ["unit", id])]);
    const answer = await ask(`/api/platform/names?${query}`);
    for (const id of staff) { this.known.staff.set(id, answer.staff[id] || id); this.wanted.staff.delete(id); }
    for (const id of unit) { this.known.unit.set(id, answer.units[id] || id); this.wanted.unit.delete(id); }
    return true;
  },
};

async function round() {
  if (performance.now() - state.clockAt > CLOCK_EVERY) await hearClock();
  const cases = await liveCases();
  await rememberEnded(cases);
  showCases(cases);
  if (await names.learn()) showCases(cases);
  await showCalls();
}

// A page is short if most of what was read for it is not this person's to see: then the next ones are asked for.
async function liveCases() {
  const cases = [];
  let cursor = "";
  do {
    const page = await ask(`/api/escalation/cases?live=true&limit=200${cursor}`);
    cases.push(...page.items);
    cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : "";
  } while (cursor && cases.length < 200);
  return cases;
}

async function hearClock() {
  const askedAt = performance.now();
  const answer = await ask("/api/platform/clock");
  clock.hear(answer, askedAt, performance.now());
  state.clockAt = performance.now();
}

function showCases(cases) {
  const gone = [...state.ended.values()].map((entry) => entry.item);
  fill(byId("onsite-cards"), cases, (card, item) => fillCase(card, item, names));
  fill(byId("ended-cards"), gone, (card, item) => fillCase(card, item, names));
  setText(byId("onsite-count"), String(cases.length));
  byId("onsite").hidden = false;
  byId("onsite-empty").hidden = cases.length > 0;
  byId("ended").hidden = gone.length === 0;
}

async function showCalls() {
  if (!state.seesCalls) return;
  try {
    const queued = (await ask("/api/callback/tasks?state=queued&limit=50")).items;
    const claimed = (await ask("/api/callback/tasks?state=claimed&limit=50")).items;
    const tasks = [...claimed, ...queued];
    fill(byId("calls-cards"), tasks, fillCall, (task) => task.task);
    setText(byId("calls-count"), String(tasks.length));
    byId("calls").hidden = false;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    state.seesCalls = false;
  }
}

// Cases that were here a moment ago: they are shown a while longer, with how they ended.
async function rememberEnded(cases) {
  const live = new Set(cases.map((item) => item.id));
  const before = [...byId("onsite-cards").children].map((card) => card.dataset.id);
  for (const id of before.filter((id) => !live.has(id) && !state.ended.has(id))) {
    const item = await ask(`/api/escalation/cases/${encodeURIComponent(id)}`);
    state.ended.set(id, { item, at: performance.now() });
    announce(`${item.number} ${word("state", item.state)}`);
  }
  for (const [id, entry] of state.ended) {
    if (live.has(id) || performance.now() - entry.at > ENDED_STAYS) state.ended.delete(id);
  }
}

// One card for each item, in their order; cards that stay are not made anew, so that nothing flickers or loses focus.
function fill(list, items, fillOne, idOf = (item) => item.id) {
  const cards = new Map([...list.children].map((card) => [card.dataset.id, card]));
  items.forEach((item, place) => {
    const card = cards.get(idOf(item)) || makeCard(idOf(item));
    const [levelBefore, isNew] = [card.dataset.level, !cards.delete(idOf(item))];
    card.dataset.level = String(item.level || 0);
    fillOne(card, item);
    if (list.children[place] !== card) list.insertBefore(card, list.children[place] || null);
    if (list.id === "onsite-cards" && (isNew || levelBefore !== card.dataset.level)) announceCase(item, isNew);
    if (clock.known) tick(card, clock);
  });
  for (const card of cards.values()) card.remove();
}

function announceCase(item, isNew) {
  announce(isNew ? `新案件 ${item.number} ${word("state", item.state)}` : `${item.number} 上报至第 ${item.level} 级`);
}

function announce(text) {
  setText(byId("news"), text);
}

function notice(text) {
  byId("notice").hidden = !text;
  setText(byId("notice"), text || "");
}

async function keepAsking() {
  state.timer = null;
  const token = state.token;
  try {
    await round();
    state.failures = 0;
    notice("");
  } catch (error) {
    if (error instanceof SignedOut) return signOut("令牌无效或已过期，请重新登录。");
    state.failures += 1;
    state.clockAt = -Infinity;
    if (state.failures > 1) notice("连接中断，正在重试。计时仍按最后一次的系统时间进行。");
  }
  if (state.token !== token) return undefined;
  const calm = document.hidden ? HIDDEN : EVERY;
  const pause = state.failures ? Math.min(EVERY * 2 ** state.failures, LONGEST_PAUSE) * (0.75 + Math.random() / 2) : calm;
  state.timer = setTimeout(keepAsking, pause);
  return undefined;
}

function everySecond() {
  if (!clock.known) return;
  const speed = clock.speed === 1 ? "" : ` · ${clock.speed} 倍速`;
  setText(byId("clock"), CHINA_TIME.format(clock.now()) + speed);
  for (const card of document.querySelectorAll(".card")) tick(card, clock);
}

async function signIn(token) {
  state.token = token;
  try {
    const me = await ask("/api/platform/me");
    sessionStorage.setItem(KEY, token);
    setText(byId("me"), `${me.name} · ${me.unit.name}`);
    state.seesCalls = true;
  } catch (error) {
    if (error instanceof SignedOut) return signOut("令牌无效或已过期。");
    notice("暂时无法连接，正在重试。");
    state.timer = setTimeout(() => signIn(token), 3_000);
    return undefined;
  }
  notice("");
  byId("me").hidden = byId("sign-out").hidden = false;
  byId("sign-in").hidden = true;
  return keepAsking();
}

function signOut(why) {
  clearTimeout(state.timer);
  sessionStorage.removeItem(KEY);
  Object.assign(state, { token: null, failures: 0, ended: new Map() });
  for (const id of ["onsite", "calls", "ended", "me", "sign-out"]) byId(id).hidden = true;
  for (const id of ["onsite-cards", "calls-cards", "ended-cards"]) byId(id).replaceChildren();
  byId("sign-in").hidden = false;
  byId("token").value = "";
  notice(why || "");
  byId("token").focus();
}

// A link with #token=… fills in the form and says whose token it is; only a person signs in. Otherwise whoever sends a
// link could have others work under a name that is not theirs.
async function offer(token) {
  signOut();
  byId("token").value = token;
  byId("enter").focus();
  const me = await ask("/api/platform/me", token).catch(() => null);
  if (me && byId("token").value === token) notice(`这个链接用于登录：${me.name}（${me.unit.name}）。确是本人，请按“进入”。`);
}

// The token of a link; it leaves the address bar at once.
function tokenOfLink() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (location.hash) history.replaceState(null, "", location.pathname);
  return found;
}

byId("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(byId("token").value.trim());
});
byId("sign-out").addEventListener("click", () => signOut());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && state.timer) { clearTimeout(state.timer); keepAsking(); }
});
window.addEventListener("hashchange", () => {
  const token = tokenOfLink();
  if (token) offer(token);
});
setInterval(everySecond, 250);
hearClock().catch(() => {});
const offered = tokenOfLink();
const remembered = sessionStorage.getItem(KEY);
if (offered) offer(offered); else if (remembered) signIn(remembered); else signOut();

"use strict";
// Cards: one for each case or call, made once, then kept up to date. All text goes in as text, never as HTML.

const WORDS = {
  channel: { pc: "PC", wecom: "企业微信", phone: "电话" },
  state: { calming: "安抚中", raised: "已上报", settled: "已化解", filed: "已启动流程", queued: "待拨打", claimed: "已认领" },
  told_as: { leader: "直接领导", deputy: "代行", duty_desk: "值班", role: "按岗位" },
  reason: {
    vacant: "空缺", on_leave: "休假", departed: "已离职", already_told: "已通知", cycle: "循环", no_leader: "无上级",
    reporter: "本人为报告人", unknown_reporter: "通讯录外人员", conflict: "须回避",
  },
  next_step: {
    direct_leader: "后通知直接领导", next_leader: "后通知上级领导", duty_desk: "后通知值班", role: "后通知该岗位",
    file: "后启动流程",
  },
  kind: { first_callback: "首次回访", follow_up: "办结回访" },
};
const MINUTE = 60_000;

function word(group, code) {
  return WORDS[group][code] || code;
}

function makeCard(id) {
  const card = document.getElementById("card").content.firstElementChild.cloneNode(true);
  card.dataset.id = id;
  return card;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fillCase(card, item, names) {
  card.dataset.state = item.state;
  card.dataset.due = item.next_due_at || "";
  card.dataset.began = began(item);
  const level = item.level ? ` · 第 ${item.level} 级` : "";
  setText(card.querySelector(".state"), word("state", item.state) + (item.state === "raised" ? level : ""));
  setText(card.querySelector(".number"), item.number);
  const reporter = item.reporter_id ? names.staff(item.reporter_id) : "通讯录外人员";
  const unit = names.unit(item.reporter_unit_id);
  const at = CHINA_MINUTE.format(Date.parse(item.accepted_at));
  setText(card.querySelector(".card-who"), `${at} ${word("channel", item.channel)} · ${unit} · ${reporter}`);
  setText(card.querySelector(".next"), item.next_step ? word("next_step", item.next_step) : "");
  fillTold(card.querySelector(".told"), item, names);
}

// When the step that is running began: the ring shows how much of it is left.
function began(item) {
  const last = item.told[item.told.length - 1];
  return last ? last.told_at : item.detected_at < item.accepted_at ? item.accepted_at : item.detected_at;
}

function fillTold(list, item, names) {
  const lines = item.told.map((told) => toldLine(told, names));
  if (item.state === "filed") lines.push({ text: `${CHINA_MINUTE.format(Date.parse(item.filed_at))} 由 95518 回访` });
  if (item.state === "settled") lines.push({ text: `${names.staff(item.moved_by)} 已化解` });
  while (list.children.length > lines.length) list.lastElementChild.remove();
  while (list.children.length < lines.length) list.append(document.createElement("li"));
  lines.forEach((line, place) => {
    setText(list.children[place], line.text);
    list.children[place].classList.toggle("acknowledged", Boolean(line.acknowledged));
  });
}

function toldLine(told, names) {
  const who = [told.staff_id, ...told.others].filter(Boolean).map((id) => names.staff(id)).join("、");
  const parts = [`${CHINA_MINUTE.format(Date.parse(told.told_at))} 第 ${told.level} 级 ${who}`];
  if (told.told_as !== "leader") parts.push(word("told_as", told.told_as));
  if (told.acknowledged_at) parts.push("已介入");
  for (const skip of told.skipped) {
    const skipped = skip.staff_id ? names.staff(skip.staff_id) : "该岗";
    parts.push(`跳过${skipped}（${word("reason", skip.reason)}）`);
  }
  return { text: parts.join(" · "), acknowledged: Boolean(told.acknowledged_at) };
}

// Until the first attempt the promise runs; after it, the time until the next one.
function fillCall(card, task) {
  card.dataset.state = task.state;
  card.dataset.due = task.attempts ? task.not_before : task.due_at;
  card.dataset.began = new Date(Date.parse(card.dataset.due) - 5 * MINUTE).toISOString();
  setText(card.querySelector(".state"), `${word("kind", task.kind)} · ${word("state", task.state)}`);
  setText(card.querySelector(".number"), task.number);
  setText(card.querySelector(".next"), task.attempts ? "后可再拨" : "内须拨打");
  const tried = task.attempts ? `已拨 ${task.attempts} 次` : "尚未拨打";
  setText(card.querySelector(".card-who"), task.ask_reporter ? `${tried} · 待补充电话` : tried);
}

function tick(card, clock) {
  const time = card.querySelector(".dial-time");
  if (!card.dataset.due) {
    setText(time, card.dataset.state === "settled" ? "✓" : "→");
    card.dataset.urgency = "none";
    card.querySelector(".dial").removeAttribute("aria-label");
    return;
  }
  const left = clock.until(card.dataset.due);
  const whole = Date.parse(card.dataset.due) - Date.parse(card.dataset.began);
  const share = Math.min(Math.max(whole > 0 ? left / whole : 0, 0), 1);
  setText(time, asCountdown(left));
  card.querySelector(".dial").setAttribute("aria-label", asWords(left));
  card.querySelector(".dial-left").setAttribute("stroke-dasharray", `${(share * 100).toFixed(2)} 100`);
  card.dataset.urgency = left < 0 ? "late" : left < MINUTE ? "soon" : "calm";
}

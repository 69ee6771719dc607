// The messages of all services as one list, newest first. A service that does not answer stays a link, and says so.

import {parsed} from "./rows.js";

const by = (id) => document.getElementById(id), list = by("messages"), parts = by("parts").children, forms = [];

async function add(part) {
  const link = part.firstElementChild, answer = await fetch(link.dataset.box, {redirect: "error"});
  if (!answer.ok) throw 0;
  const all = (selector) => found.querySelectorAll(selector), found = parsed(await answer.text());
  list.append(...all("li"));
  forms.push(...all("form"));
  by("older").append(...all(".older"));
  part.remove();
}

Promise.all([...parts].map((part) => add(part).catch(() => part.lastElementChild.hidden = false))).then(() => {
  list.append(...[...list.children].sort((a, b) => a.dataset.order < b.dataset.order ? 1 : -1));
  by("no-messages").hidden = list.children.length + parts.length;
  by("all-read").hidden = !forms.length;
});
by("all-read").onclick = async () => {
  for (const form of forms) await fetch(form.getAttribute("action"), {method: "POST", body: new URLSearchParams(new FormData(form))});
  location.reload();
};

// The bar: how many messages are unread in all services. A minute before the session ends a dialog asks.

const badge = document.getElementById("unread"), dialog = document.getElementById("ending"), LEFT = "/me/session";
const asked = (path, unknown) => fetch(path).then((answer) => answer.text()).then(Number).catch(() => unknown);
let timer;

async function count() {
  if (document.hidden) return;
  const numbers = await Promise.all(badge.dataset.parts.split(" ").map((part) => asked(part, 0)));
  const number = numbers.reduce((sum, each) => sum + each);
  badge.textContent = number > 99 ? "99+" : number;
  badge.hidden = !number;
}

async function look(path) {
  const left = await asked(path, 90);
  if (!left || left > 60) dialog.close();
  else if (!dialog.open) dialog.showModal();
  clearTimeout(timer);
  if (left) timer = setTimeout(look, Math.max(left - 60, 9) * 1000, LEFT);
}

count();
setInterval(count, 60000);
document.addEventListener("hotline:message", count);
dialog.onclose = () => look(LEFT + "?stay=1");
if (dialog.showModal) timer = setTimeout(look, dialog.dataset.left * 1000, LEFT);

// Reminders of what is new, near or late.

import {all, near, one} from "./clock.js";

const asks = one("#remind"), known = {};
let audio;

const begin = () => {
	audio = new AudioContext();
	asks.hidden = sessionStorage.remind = true;
};

function look() {
	for (const left of all(".mine .left[data-due], [data-remind] .left[data-due]")) {
		const {key} = left.closest("[data-key]").dataset, [state] = near(left.dataset), was = known[key];
		const said = was ? state : "fresh";
		known[key] = state;
		if (!audio || was === state || said === "calm") continue;
		const tone = audio.createOscillator();
		tone.frequency.value = said === "late" ? 880 : 587;
		tone.connect(audio.destination);
		tone.start();
		tone.stop(audio.currentTime + .3);
		try {
			new Notification(asks.dataset[said], {tag: key});
		} catch {}
	}
}

look();
setInterval(look, 1e3);
asks.hidden = false;
asks.onclick = () => window.Notification?.requestPermission(begin) ?? begin();
if (sessionStorage.remind) begin();

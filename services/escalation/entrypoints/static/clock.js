"use strict";
// The hotline's time in the browser: what the server said last, carried on by the browser's own steady clock.

class HotlineClock {
  constructor() {
    this.speed = 1;
    this.known = false;
  }

  // The answer was under way for a while: it is taken for the moment half way between asking and hearing.
  hear(answer, askedAt, heardAt) {
    this.base = Date.parse(answer.now);
    this.speed = answer.speed;
    this.at = (askedAt + heardAt) / 2;
    this.known = true;
  }

  // Milliseconds since 1970 on the hotline's clock.
  now() {
    return this.base + (performance.now() - this.at) * this.speed;
  }

  // Milliseconds until a moment of the hotline; negative once it has passed.
  until(moment) {
    return Date.parse(moment) - this.now();
  }
}

const CHINA_TIME = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
});
const CHINA_MINUTE = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false,
});

// 04:09, 1:02:03, or how long it is overdue: -00:12.
function asCountdown(milliseconds) {
  const total = Math.ceil(Math.abs(milliseconds) / 1000);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (number) => String(number).padStart(2, "0");
  const text = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
  return milliseconds < 0 && total ? `-${text}` : text;
}

// The same for a screen reader.
function asWords(milliseconds) {
  const total = Math.ceil(Math.abs(milliseconds) / 1000);
  const words = `${Math.floor(total / 60)} 分 ${total % 60} 秒`;
  return milliseconds < 0 ? `超时 ${words}` : `剩 ${words}`;
}

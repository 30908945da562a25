/* Optional: every page is complete without this file. docs/scripts.md says what it does. */
"use strict";
(() => {
  const said = document.currentScript.dataset;
  const $ = (selector) => document.querySelector(selector);
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const made = Date.parse(document.lastModified);
  let bar, first, last, seen, wait, asked, newer;

  const tell = (text, action = "") => {
    if (bar) bar.remove();
    bar = text && make("p", `${text} `, { className: "sp-bar sp-bar--doubt", role: "status" });
    if (bar) {
      bar.append(action);
      ($("header") || document.body).prepend(bar);
    }
  };
  const stale = (moment) => {
    const form = { month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZone: said.zone };
    tell(said.stale.replace("{when}", new Date(moment).toLocaleString(document.documentElement.lang, form)));
  };
  const look = async () => {
    if (document.hidden || Math.abs(Date.now() - last) < wait) return;
    [last, wait] = [Date.now(), 42e3 + Math.random() * 36e3];
    try {
      const answer = await fetch(said.build, { cache: "no-store" });
      if (!answer.ok) throw answer;
      const build = await answer.json(), head = (name) => answer.headers.get(name);
      /* The server's clock, not the reader's; what a cache kept for a while is older than it says. */
      const now = (Date.parse(head("date")) || Date.now()) + (head("age") || 0) * 1000;
      const due = Math.min(Date.parse(build.at) + said.limit * 1000, (Date.parse(build.next_change) || Infinity) + 6e5);
      const mark = [build.changed, build.next_change, build.commit].join();
      first ??= mark;
      seen = Date.parse(build.at);
      if (mark !== asked && (mark !== first || Date.parse(build.changed) > (Date.parse(said.changed) || 0))) {
        /* Something changed; whether this page did, its own address tells. */
        const page = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
        const there = Date.parse(page.headers.get("last-modified"));
        [asked, newer] = [mark, there ? there > made : mark !== first];
      }
      if (newer)
        tell(said.newer, make("button", said.reload, { type: "button", onclick: () => location.reload() }));
      else if (now > due) stale(seen);
      else tell("");
    } catch {
      if (seen) stale(seen);
      else tell(said.unreached);
    }
  };

  if (location.protocol === "file:") tell(said.saved, make("a", said.now, { href: $("link[rel=canonical]").href }));
  else {
    look();
    document.addEventListener("visibilitychange", look);
  }
})();

// What a browser can say about a page without a person looking at it. Every function gives a list of complaints.
"use strict";
window.look = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const called = (element) => {
    const id = element.id ? "#" + element.id : "";
    const kind = (element.getAttribute("class") || "").split(" ").filter(Boolean).map((name) => "." + name);
    return `<${element.localName}${id}${kind.join("")}> ${short(element.textContent)}`;
  };
  // A closed <details> keeps its boxes but shows none of them.
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const reached = () =>
    all("a[href], button, input, select, textarea, summary, [tabindex]").filter(
      (element) => seen(element) && element.tabIndex >= 0 && !element.disabled,
    );
  const spoken = (node) => {
    const element = node.parentElement && node.parentElement.closest("[lang]");
    return element ? element.lang : "";
  };
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && !node.parentElement.closest("script, style, template")) found.push(node);
    }
    return found;
  };

  const language = () => {
    const tag = document.documentElement.lang;
    const found = tag ? [] : ["the page names no language"];
    for (const node of texts()) {
      if (/[가-힣]/.test(node.data) && spoken(node) !== "ko") found.push(`not marked as Korean: ${short(node.data)}`);
      const english = (node.data.match(/\b[a-z]{2,}\b/g) || []).length;
      if (english > 3 && /\w \w/.test(node.data) && !/[가-힣]/.test(node.data) && spoken(node) !== "en") found.push(`not marked as English: ${short(node.data)}`);
    }
    return found;
  };

  const title = () => {
    const heading = document.querySelector("h1");
    if (!document.title.trim()) return ["no title"];
    const overview = !document.querySelector("link[rel=stylesheet]") || document.body.classList.contains("sp-page--home");
    const names = heading ? [...heading.childNodes].map((node) => node.textContent.trim()).filter(Boolean) : [];
    return overview || names.some((name) => document.title.includes(name)) ? [] : [`title "${document.title}" does not name "${short(heading.textContent)}"`];
  };

  const skip = () => {
    const [first] = reached();
    if (!first || !first.hash) return ["the first thing to be reached is no skip link"];
    const target = document.getElementById(first.hash.slice(1));
    return target && target.localName === "main" ? [] : ["the skip link does not lead to the content"];
  };

  const headings = () => {
    const found = [];
    const ranks = all("h1, h2, h3, h4, h5, h6");
    if (ranks.filter((h) => h.localName === "h1").length !== 1) found.push("not exactly one h1");
    let before = 0;
    for (const heading of ranks) {
      const rank = Number(heading.localName[1]);
      if (!heading.textContent.trim()) found.push("an empty heading");
      if (rank > before + 1 && heading.closest("main")) found.push(`a rank is left out before ${called(heading)}`);
      if (heading.closest("main")) before = rank;
    }
    const tops = ranks.filter((h) => seen(h) && h.closest("main")).map((h) => h.getBoundingClientRect().top);
    if (tops.some((top, i) => i && top < tops[i - 1] - 1)) found.push("headings are not seen in the order they are read");
    return found;
  };

  // Two links that sound the same have to lead to the same page.
  const links = () => {
    const found = [];
    const places = new Map();
    for (const link of all("a[href]")) {
      const name = short(link.getAttribute("aria-label") || link.textContent);
      if (!name) found.push(`a link without words: ${link.getAttribute("href")}`);
      const before = places.get(name);
      if (link.protocol === "tel:") continue;
      if (before && before !== link.href) found.push(`"${name}" leads to ${before} and to ${link.href}`);
      places.set(name, link.href);
    }
    return found;
  };

  const ids = () => {
    const found = new Map();
    for (const element of all("[id]")) found.set(element.id, (found.get(element.id) || 0) + 1);
    return [...found].filter(([, n]) => n > 1).map(([id]) => `id ${id} is there more than once`);
  };

  const tables = () => {
    const found = [];
    for (const table of all("table")) {
      if (!all("th", table).length) found.push("a table without headers");
      for (const th of all("th", table)) if (!th.scope) found.push(`no scope: ${called(th)}`);
      const named = table.caption || table.ariaLabel || table.closest("[aria-labelledby], [aria-label]");
      if (!named) found.push(`a table without a name: ${called(table)}`);
    }
    return found;
  };

  const pictures = () =>
    all("img, svg, canvas, video, audio, object, iframe")
      .filter((e) => !(e.getAttribute("aria-hidden") === "true" || e.getAttribute("alt") || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.getAttribute("title")))
      .map((e) => `without words: ${called(e)}`);

  // State is said in words; shape and colour only repeat it.
  const states = () =>
    all(".sp-tag, .sp-status").filter((tag) => !tag.textContent.trim()).map(() => "a state without words");

  const still = () => {
    const found = document.getAnimations().map((a) => `moves: ${called(a.effect.target)}`);
    found.push(...all("meta[http-equiv=refresh], [autoplay], marquee, blink, [accesskey], [autofocus]").map(called));
    found.push(...all("[tabindex]").filter((e) => e.tabIndex > 0).map((e) => `changes the order: ${called(e)}`));
    return found;
  };

  // 24 pixels are the least (WCAG 2.2, 2.5.8), but for links within a sentence; ours are meant to have 44.
  const targets = (least) =>
    reached()
      .filter((e) => !e.closest(".sp-prose, .sp-reason") && !e.classList.contains("sp-skip") && e.localName !== "main" && !e.matches(".sp-scroll"))
      .map((e) => [e, (e.closest("label") || e).getBoundingClientRect()])
      .filter(([, box]) => box.height + 0.5 < least || box.width + 0.5 < 24)
      .map(([e, box]) => `${Math.round(box.width)}×${Math.round(box.height)}: ${called(e)}`);

  const sideways = () => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = all("body *").filter((e) => seen(e) && e.getBoundingClientRect().right > room + 1 && !e.parentElement.closest(".sp-scroll"));
    return [`${document.documentElement.scrollWidth} px in ${room}: ${wide.slice(0, 3).map(called).join("; ")}`];
  };

  // Words cut off by their box, or lying on other words.
  const cut = () =>
    all("body *")
      .filter((e) => seen(e) && !["visible", "auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.localName !== "svg" && !e.closest("svg, select, input, .sp-visually-hidden"))
      .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
      .map((e) => `cut off: ${called(e)}`);
  const covered = () => {
    const found = [];
    for (const element of all("main :is(h1, h2, h3, p, dt, dd, li, summary, strong, a)")) {
      if (!seen(element)) continue;
      const after = element.nextElementSibling;
      if (!after || !seen(after)) continue;
      const [one, other] = [element.getBoundingClientRect(), after.getBoundingClientRect()];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 2 && down > 4 && getComputedStyle(element).display !== "inline" && getComputedStyle(after).display !== "inline") found.push(`${called(element)} lies on ${called(after)}`);
    }
    return found;
  };

  // Where the reader's system chooses the colours, a border still shows where a tag begins and ends.
  const forced = () =>
    all(".sp-tag, .sp-status").filter(seen).filter((tag) => parseFloat(getComputedStyle(tag).borderTopWidth) < 1).map((tag) => `no border: ${called(tag)}`);

  const sheet = new CSSStyleSheet();
  const dressed = (rules) => {
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = rules ? [sheet] : [];
  };

  const judged = async (values, rules) => {
    const only = rules ? { type: "rule", values: rules } : { type: "tag", values };
    const result = await axe.run(document, { runOnly: only, resultTypes: ["violations"], iframes: false, preload: false });
    return result.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(" ")} ${short(node.any.concat(node.all).map((c) => c.message).join("; ")).slice(0, 160)}`));
  };

  const violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map((e) => e.value))).observe({ type: "layout-shift", buffered: true });

  return {
    base: () => ({
      language: language(), title: title(), skip: skip(), headings: headings(), links: links(), ids: ids(), tables: tables(),
      pictures: pictures(), states: states(), still: still(), targets: targets(24), policy: violations.slice(),
      shift: shifts.some((value) => value > 0.01) ? [`the page jumps by ${shifts.join(", ")}`] : [],
    }),
    frame: () => ({
      menu: all(".sp-menu a").map((a) => short(a.textContent)),
      help: all("#help").map((h) => h.closest("footer") && h.closest("footer").contains(h) && h.parentElement === h.closest("footer").firstElementChild ? "first in the footer" : "elsewhere"),
      landmarks: all("header, main, footer").map((e) => e.localName).filter((n, i, found) => found.indexOf(n) === i),
    }),
    narrow: () => ({ sideways: sideways(), cut: cut(), covered: covered(), targets: targets(43.5) }),
    wide: () => ({ sideways: sideways(), cut: cut(), covered: covered() }),
    open: () => all("details").forEach((e) => (e.open = true)),
    forced, dressed, judged, seen, reached, called,
  };
})();

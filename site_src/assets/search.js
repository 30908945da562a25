/* Optional: every page is complete without this file. docs/scripts.md says what it does. */
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const box = $("#search");

  const FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  /* Typing two first consonants in a row, some keyboards make one letter of them. */
  const PAIRS = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
  const fold = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}|]/gu, "");
  const letter = (c) => {
    const code = c.charCodeAt(0), first = FIRST.indexOf(c), from = 0xac00 + first * 588;
    const range = (start, size) => `[${c}${String.fromCharCode(start)}-${String.fromCharCode(start + size)}]`;
    if (first >= 0) return range(from, 587);
    /* A syllable without a last consonant may be waiting for it. */
    return code >= 0xac00 && code < 0xd7a4 && !((code - 0xac00) % 28) ? range(code, 27) : c;
  };
  const pattern = (word) => new RegExp([...fold(word).replace(/[|]/g, "").replace(/[ㄳ-ㅄ]/g, (c) => PAIRS[c] || c)].map(letter).join(""));

  const [find, unwell, category, agency] = ["find", "unwell-only", "in-category", "of-agency"].map((id) => $(`#${id}`, box));
  const told = $("output", box), list = $("ul", box), options = new Set();
  const rows = [...document.querySelectorAll("[data-group]")].flatMap((group, number) => {
    category.add(new Option($("h3", group).textContent, number));
    return [...group.querySelectorAll("ul")].flatMap((alike) => [...alike.children].map((item) => {
      const link = $("a", item), tag = $(".sp-tag", alike.previousElementSibling);
      return { item, tag, well: tag.matches(".sp-tag--operational"), group: `${number}`, name: fold(link.textContent), id: link.href.split("/").at(-2), words: "", agency: "" };
    }));
  });
  const line = (row) => {
    const item = row.item.cloneNode(true);
    $("a", item).after(" ", row.tag.cloneNode(true));
    return item;
  };
  const show = () => {
    const typed = find.value.trim(), words = [typed, ...typed.split(/\s+/)].map(pattern);
    const asked = fold(typed) || unwell.checked || category.value || agency.value;
    const rank = (row) => {
      if ((unwell.checked && row.well) || (category.value && category.value !== row.group) || (agency.value && agency.value !== row.agency)) return 0;
      const [whole, ...parts] = words, at = row.name.search(whole);
      if (at >= 0) return at ? 2 : 1;
      const both = `${row.name}|${row.words}`;
      return whole.test(both) ? 3 : parts.every((part) => part.test(both)) ? 4 : 0;
    };
    const found = asked ? rows.map((row) => [rank(row), row]).filter(([r]) => r).sort(([a], [b]) => a - b) : [];
    list.replaceChildren(...found.map(([, row]) => line(row)));
    told.value = !asked ? "" : found.length ? box.dataset.found.replace("{n}", found.length) : box.dataset.none;
  };
  const more = async () => {
    try {
      const known = await (await fetch(box.dataset.words)).json();
      box.more?.(known, rows);
      for (const row of rows) {
        [row.agency, row.words] = known[row.id] || ["", ""];
        row.words = fold(row.words);
        options.add(row.agency);
      }
      for (const link of document.querySelectorAll("#agencies a")) {
        const id = link.href.split("/").at(-2);
        if (options.has(id)) agency.add(new Option(link.textContent, id));
      }
      agency.closest("[hidden]").hidden = false;
      show();
    } catch {
      /* Without the other words, names and states can still be searched. */
    }
  };
  box.addEventListener("input", show);
  box.addEventListener("focusin", more, { once: true });
  box.hidden = false;
  /* From a browser's address bar (opensearch.xml). */
  find.value ||= new URL(location).searchParams.get("q") || "";
  if (find.value) more(show());
})();

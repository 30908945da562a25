/* Optional: every page is complete without this file. docs/scripts.md says what it does. */
"use strict";
(() => {
  const { services } = document.currentScript.dataset;
  const groups = [...document.querySelectorAll("[data-group]")].map((group) => group.dataset.group);
  /* Too many services to stand on the page: search.js finds the rest by what search.json says of them. */
  document.querySelector("#search").more = (known, rows) => {
    const there = new Set(rows.map((row) => row.id));
    for (const [id, [, , names, category]] of Object.entries(known)) {
      if (there.has(id)) continue;
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `${services}${id}/`;
      link.textContent = names[document.documentElement.lang] || Object.values(names)[0];
      item.append(link);
      rows.push({ item, tag: new Text(), well: true, group: `${groups.indexOf(category)}`, name: "", id });
    }
  };
})();

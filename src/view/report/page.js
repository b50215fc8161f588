"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const table = document.querySelector("table.all");
  const groups = [...table.tBodies].map((body) => ({ body, head: body.rows[0], rows: [...body.rows].slice(1) }));
  const rows = groups.flatMap((group) => group.rows);
  const cells = { i: 0, h: 1, w: 2 };
  const order = ["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const words = new Map();
  let sorted = null;

  const text = (row) => {
    if (!words.has(row)) words.set(row, row.textContent.toLowerCase());
    return words.get(row);
  };
  const has = (list, word) => !word || list.split(" ").includes(word);

  const filter = () => {
    const value = (name) => form.elements[name]?.value ?? "";
    const asked = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    const [s, p, o, t, f] = ["s", "p", "o", "t", "f"].map(value);
    let shown = 0;
    for (const row of rows) {
      const data = row.dataset;
      const fits = (!s || data.s === s) && (!p || data.p === p) && has(data.o, o) && has(data.t, t) && has(data.f, f)
        && asked.every((word) => text(row).includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    }
    for (const { head, rows } of groups) head.hidden = Boolean(sorted) || rows.every((row) => row.hidden);
    form.elements.n.textContent = shown === rows.length ? `${shown} activities` : `${shown} of ${rows.length} activities`;
  };

  const compare = (key) => (a, b) => {
    if (key in cells) return collator.compare(a.cells[cells[key]].textContent, b.cells[cells[key]].textContent);
    if (key === "n") return a.dataset.n - b.dataset.n;
    if (key === "s") return order.indexOf(a.dataset.s) - order.indexOf(b.dataset.s);
    const [left, right] = [a.dataset[key] || "9999", b.dataset[key] || "9999"];
    return left < right ? -1 : left > right ? 1 : 0;
  };

  const sort = (head) => {
    const before = head.getAttribute("aria-sort");
    const after = { ascending: "descending", descending: null }[before] ?? (before ? null : "ascending");
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    sorted = after && head;
    if (!after) {
      for (const { body, rows } of groups) body.append(...rows);
    } else {
      head.setAttribute("aria-sort", after);
      const down = after === "descending" ? -1 : 1;
      const by = compare(head.dataset.key);
      groups[0].body.append(...[...rows].sort((a, b) => down * by(a, b)));
    }
    filter();
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.hidden) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  });
  form.hidden = false;
  filter();
})();

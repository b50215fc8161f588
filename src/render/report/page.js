"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const table = document.querySelector("table.all");
  const list = (words) => (words ? words.split(" ") : []);
  const groups = [...table.tBodies].map((body) => ({ body, head: body.rows[0], rows: [...body.rows].slice(1) }));
  const all = groups.flatMap(({ body, rows }, group) => rows.map((row) => {
    const { s, o, t, f } = row.dataset;
    return { row, group, s, p: body.dataset.p, o: list(o), t: list(t), f: list(f) };
  }));
  const order = [...form.elements.s.options].map((option) => option.value);
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  // What has no day comes last.
  const day = ({ dataset: { d } }) => (d ? +d : 9e9);
  const { all: everything, some } = form.elements.n.dataset;
  let sorted = false;

  const filter = () => {
    const value = (name) => form.elements[name]?.value ?? "";
    const asked = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    const [s, p, o, t, f] = ["s", "p", "o", "t", "f"].map(value);
    const left = groups.map(() => 0);
    let shown = 0;
    for (const one of all) {
      const fits = (!s || one.s === s) && (!p || one.p === p) && (!o || one.o.includes(o)) && (!t || one.t.includes(t)) && (!f || one.f.includes(f))
        && asked.every((word) => (one.words ??= one.row.textContent.toLowerCase()).includes(word));
      if (one.row.hidden === fits) one.row.hidden = !fits;
      left[one.group] += fits;
      shown += fits;
    }
    groups.forEach(({ head }, group) => { head.hidden = sorted || !left[group]; });
    form.elements.n.textContent = shown === all.length ? everything : some.replace("{shown}", shown);
  };

  const compare = ({ cellIndex, dataset: { key } }) => {
    const cell = (row) => row.cells[cellIndex];
    const date = (row) => day(cell(row));
    const by = { n: (row) => parseFloat(cell(row).textContent), s: (row) => order.indexOf(row.dataset.s), b: date, d: date }[key];
    return by ? (a, b) => by(a) - by(b) : (a, b) => collator.compare(cell(a).textContent, cell(b).textContent);
  };

  const sort = (head) => {
    const before = head.getAttribute("aria-sort");
    const after = { ascending: "descending", descending: null }[before] ?? (before ? null : "ascending");
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    sorted = Boolean(after);
    if (!after) {
      for (const { body, rows } of groups) body.append(...rows);
    } else {
      head.setAttribute("aria-sort", after);
      const down = after === "descending" ? -1 : 1;
      const by = compare(head);
      groups[0].body.append(...all.map((one) => one.row).sort((a, b) => down * by(a, b)));
    }
    filter();
  };

  for (const head of table.tHead.querySelectorAll("[data-key]")) {
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

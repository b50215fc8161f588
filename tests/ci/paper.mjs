// Prints the pages in the folder that is named, on both papers with both margins, and notes what each table of a page has.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const folder = resolve(process.argv[2]);
const paper = join(folder, "paper");
await rm(paper, { recursive: true, force: true });
await mkdir(paper);
const browser = await puppeteer.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox", "--disable-gpu"] });

// What a reader of the paper sees, row by row; a cell is the texts in it. What the style puts before them is not among these.
const content = () => {
  const seen = (element) => element.checkVisibility() && !element.closest(".unseen, tbody svg, .gantt td span");
  const texts = (cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() && seen(walker.currentNode.parentElement)) found.push(walker.currentNode.data.trim());
    return found;
  };
  const cells = (row) => [...row.cells].map(texts);
  const tables = [...document.querySelectorAll("table")].filter(seen).map((table) => ({
    name: table.className,
    heads: table.tHead ? [...table.tHead.rows].flatMap(cells).flat() : [],
    rows: [...table.tBodies].flatMap((body) => [...body.rows]).filter(seen).map(cells),
  }));
  const day = document.querySelector("time").textContent;
  return { title: document.querySelector("h1").innerText, day, headings: [...document.querySelectorAll("h2")].filter(seen).map((head) => head.innerText), tables };
};

const all = [["A4", "0.4in"], ["A4", "20mm"], ["Letter", "0.4in"], ["Letter", "20mm"]];
for (const [name, forms] of [["usual", all], ["principals", all], ["public", [["A4", "20mm"]]], ["arabic", all], ["chinese", all], ["sixty", all], ["thousand", [["Letter", "20mm"]]], ["site-git-index", all], ["site-git-members-iom", all]]) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  await page.emulateMediaType("print");
  await writeFile(join(paper, `${name}.json`), JSON.stringify(await page.evaluate(content)));
  for (const [format, margin] of forms) {
    const style = await page.addStyleTag({ content: `@page{margin:${margin}}` });
    await writeFile(join(paper, `${name}+${format}+${margin}.pdf`), await page.pdf({ format, printBackground: false }));
    await style.evaluate((element) => element.remove());
  }
  await page.close();
}
await browser.close();

// What page.sh asks of the pages in the folder that is named.
import { readFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const folder = resolve(process.argv[2]);
const faults = [];
const fault = (...words) => faults.push(words.join(" "));
const browser = await puppeteer.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox", "--disable-gpu"] });

const open = async (name, width, scheme) => {
  const page = await browser.newPage();
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && fault(name, "console:", message.text()));
  page.on("pageerror", (error) => fault(name, "error:", error.message));
  page.on("request", (request) => request.url() !== address && fault(name, "asks for", request.url()));
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(address, { waitUntil: "load" });
  return page;
};

const names = readdirSync(folder).filter((file) => file.endsWith(".html")).map((file) => basename(file, ".html"));
for (const name of names) {
  for (const [width, scheme] of [[360, "light"], [1280, "light"], [1280, "dark"], [1920, "light"]]) {
    const page = await open(name, width, scheme);
    const { wide, cut } = await page.evaluate(() => {
      // What sticks out is a fault, unless it can be scrolled to.
      const sticks = (e) => e.getClientRects().length && !e.closest(".scroll, .unseen, .gantt td span, .skip, svg, thead") && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1);
      return { wide: document.documentElement.scrollWidth, cut: [...document.body.querySelectorAll("*")].filter(sticks).slice(0, 3).map((e) => `${e.tagName}.${e.className}`) };
    });
    if (wide > width || cut.length) fault(name, `at ${width}:`, `${wide} wide`, cut.join(", "));
    if (name !== "thousand" && name !== "sixty") await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: name !== "long" });
    if (name !== "thousand" && width < 1920) {
      // The page's own policy lets no other script in; the debugger's way does not go through it.
      const client = await page.createCDPSession();
      await client.send("Runtime.evaluate", { expression: axe.source });
      const { result } = await client.send("Runtime.evaluate", { expression: "axe.run(document).then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary])))", awaitPromise: true, returnByValue: true });
      for (const violation of JSON.parse(result.value)) fault(name, `axe at ${width} ${scheme}:`, JSON.stringify(violation));
    }
    await page.close();
  }
}

// By keyboard alone.
const page = await open("usual", 1280, "light");
const shown = () => page.$$eval(".all tr[id]:not([hidden])", (rows) => rows.map((row) => row.id));
const focus = (what) => page.evaluate((what) => document.activeElement?.matches(what), what);
const tabTo = async (what) => {
  for (let steps = 0; steps < 400 && !(await focus(what)); steps += 1) await page.keyboard.press("Tab");
  if (!(await focus(what))) fault("usual: Tab never comes to", what);
};
const all = await shown();
await tabTo("#filter [name=q]");
await page.keyboard.type("survivor");
const few = await shown();
if (!(few.length > 0 && few.length < all.length)) fault("usual: the search shows", few.length, "of", all.length);
await tabTo("#filter [type=reset]");
await page.keyboard.press("Enter");
await page.waitForFunction((count) => document.querySelectorAll(".all tr[id]:not([hidden])").length === count, { timeout: 2000 }, all.length).catch(() => fault("usual: reset does not show all"));
await tabTo(".all th[data-key=d] button");
await page.keyboard.press("Enter");
const days = await page.$$eval(".all tr[id]:not([hidden])", (rows) => rows.map((row) => Date.parse(row.cells[5].textContent)));
if (days.join() !== [...days].sort((a, b) => a - b).join() || new Set(days).size < 2) fault("usual: Enter on Due does not sort by it");
if ((await page.$eval(".all th[data-key=d]", (head) => head.getAttribute("aria-sort"))) !== "ascending") fault("usual: aria-sort does not say so");
await page.close();

// Without scripts everything is there.
const still = await browser.newPage();
await still.setJavaScriptEnabled(false);
await still.goto(pathToFileURL(join(folder, "usual.html")).href);
if ((await still.$$(".all tr[id]")).length !== all.length) fault("usual: rows are missing without scripts");
await still.close();

// A thousand activities: how long from a key to the page laid out anew, and to the frame that shows it. The best of nine rounds counts,
// for other work on the machine can only add to it.
const large = await open("thousand", 1280, "light");
const rounds = await large.evaluate(async () => {
  const field = document.querySelector("#filter [name=q]");
  const shown = () => new Promise((then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  }));
  field.scrollIntoView();
  const times = {};
  for (let round = 0; round < 9; round += 1) {
    for (const word of ["t", "tr", "tra", "activity 7.3", "nothing of it", ""]) {
      const begin = performance.now();
      field.value = word;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      const laidOut = performance.now() - begin;
      await shown();
      (times[word] ??= []).push([laidOut, performance.now() - begin]);
    }
  }
  return times;
});
const best = (number) => Math.max(...Object.values(rounds).map((times) => Math.min(...times.map((time) => time[number]))));
const [worst, seen] = [best(0), best(1)];
if (worst > 50) fault("thousand: filters in", worst.toFixed(1), "ms");
const weight = (await readFile(join(folder, "thousand.html"))).length;
if (weight > 1.5e6) fault("thousand: weighs", weight);
console.log(`page: a thousand activities: ${(weight / 1e6).toFixed(2)} MB, filtered in ${worst.toFixed(1)} ms, shown after ${seen.toFixed(1)} ms`);
await browser.close();
for (const one of faults) console.error(`page: ${one}`);
process.exit(faults.length ? 1 : 0);

// Reads calendars with ical.js, as mail programs do. usage: node calendar.mjs FOLDER; ical.js is found from there.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { strict as assert } from "node:assert";

const folder = resolve(process.argv[2]);
const { default: ICAL } = await import(createRequire(join(folder, "node_modules", "x.js")).resolve("ical.js"));
const read = (name, kind) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), "utf8")));
  assert.equal(calendar.getFirstPropertyValue("method"), null, `${name} has a METHOD`);
  const entries = calendar.getAllSubcomponents(kind);
  const uids = new Set(entries.map((entry) => entry.getFirstPropertyValue("uid")));
  assert.ok(entries.length > 0 && uids.size === entries.length, `${name}: ${uids.size} identities of ${entries.length}`);
  for (const entry of entries) {
    const value = (key) => entry.getFirstPropertyValue(key);
    assert.ok(value("last-modified") instanceof ICAL.Time && value("last-modified").zone === ICAL.Timezone.utcTimezone);
    assert.ok(Number.isInteger(value("sequence")) && value("sequence") > 0);
    assert.equal(value("dtstamp").toString(), value("last-modified").toString());
    assert.ok(value("categories").length > 0);
  }
  return { calendar, entries };
};

const { calendar, entries: events } = read("plan.ics", "vevent");
assert.ok(!calendar.getFirstPropertyValue("x-wr-calname").startsWith("Workplan Workplan"));
for (const entry of events) {
  const event = new ICAL.Event(entry);
  assert.match(event.summary, /^(Due|Cancelled): (◆ )?\S+ ./u);
  assert.equal(event.summary.startsWith("Cancelled: "), entry.getFirstPropertyValue("status") === "CANCELLED");
  assert.ok(event.startDate.isDate && event.duration.toSeconds() === 86400);
}
const alarms = read("later.ics", "vevent").entries.flatMap((event) => event.getAllSubcomponents("valarm"));
assert.ok(alarms.length > 0);
for (const alarm of alarms) assert.equal(alarm.getFirstPropertyValue("trigger").toSeconds(), -(7 * 24 - 9) * 3600);

const { entries: tasks } = read("tasks.ics", "vtodo");
assert.equal(tasks.length, events.length);
const known = new Set(events.map((event) => event.getFirstPropertyValue("uid")));
for (const task of tasks) {
  const value = (key) => task.getFirstPropertyValue(key);
  assert.ok(value("due").isDate && !known.has(value("uid")));
  assert.ok(["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"].includes(value("status")));
  assert.equal(value("completed") !== null, value("status") === "COMPLETED");
  assert.ok(value("dtstart") === null || (value("dtstart").isDate && value("dtstart").compare(value("due")) < 0));
  for (const alarm of task.getAllSubcomponents("valarm")) assert.equal(alarm.getFirstProperty("trigger").getParameter("related"), "END");
}
assert.ok(tasks.some((task) => task.getFirstPropertyValue("status") === "COMPLETED"));
console.log(`export: ical.js reads ${events.length} events and ${tasks.length} tasks`);

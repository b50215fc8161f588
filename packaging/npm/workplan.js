#!/usr/bin/env node
// Runs the program out of the package for this platform: arguments, input and output are its own, signals reach it, and its exit status is returned.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { version, optionalDependencies } = require("../package.json");

const platform = `${process.platform}-${process.arch}`;
const name = `@workplan/${platform}`;

function program() {
  try {
    return require.resolve(`${name}/bin/workplan${process.platform === "win32" ? ".exe" : ""}`);
  } catch {
    const known = Object.keys(optionalDependencies).map((one) => one.replace("@workplan/", ""));
    const advice = known.includes(platform)
      ? `install it: npm install ${name}@${version} (npm leaves it out with --omit=optional)`
      : `there are packages for ${known.join(", ")}; elsewhere, compile it from source with cargo`;
    console.error(`error: the package ${name} with the program is not installed\nhelp: ${advice}`);
    process.exit(2);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`error: the program cannot be run: ${error.message}`);
  process.exit(2);
});
child.on("exit", (status, signal) => {
  if (!signal) process.exit(status);
  // Ends as the program has ended.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 1000);
});

// Drives the server with the protocol library of Visual Studio Code, and the extension's own client code.
// Usage: node test/client.js PROGRAM FOLDER, where FOLDER holds a copy of the sample plans.

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const protocol = require("vscode-languageserver-protocol/node");
const { withReason } = require("../out/reason.js");

const [program, folder] = process.argv.slice(2);
const file = join(folder, "workplans", "2024", "1-field.yaml");
const uri = pathToFileURL(file).href;
const day = ["--as-of", "2024-09-15"];

function place(text, part) {
  const before = text.slice(0, text.indexOf(part));
  const line = before.split("\n").length - 1;
  return { line, character: before.length - (before.lastIndexOf("\n") + 1) };
}

async function main() {
  const server = spawn(program, ["lsp", ...day], { cwd: folder });
  const reader = new protocol.StreamMessageReader(server.stdout);
  const writer = new protocol.StreamMessageWriter(server.stdin);
  const connection = protocol.createProtocolConnection(reader, writer);
  const published = new Map();
  let arrived = () => {};
  connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
    published.set(params.uri, params);
    arrived();
  });
  connection.onRequest(protocol.RegistrationRequest.type, () => {});
  const applied = [];
  connection.onRequest(protocol.ApplyWorkspaceEditRequest.type, (params) => {
    applied.push(params.edit);
    return { applied: true };
  });
  const until = async (held) => {
    while (!held()) {
      await new Promise((resolve) => (arrived = resolve));
    }
  };
  connection.listen();
  const root = pathToFileURL(folder).href;
  const { capabilities } = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: "group" }],
    initializationOptions: { asksForReason: true },
    capabilities: {
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } } },
      workspace: { workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  assert.equal(capabilities.positionEncoding, "utf-16");
  await connection.sendNotification(protocol.InitializedNotification.type, {});

  const text = readFileSync(file, "utf8");
  const document = { uri, languageId: "yaml", version: 1, text };
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: document });
  await until(() => published.get(uri)?.version === 1);
  const before = published.get(uri).diagnostics.length;

  // A slip while typing is found, in its place, and gone when it is mended.
  const at = place(text, "status: ");
  const slip = { range: { start: at, end: { ...at, character: at.character + 6 } }, text: "😀" };
  const change = (version, contentChanges) =>
    connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  await change(2, [slip]);
  await until(() => published.get(uri)?.version === 2);
  const found = published.get(uri).diagnostics.find((one) => one.code === "unknown-key");
  assert.deepEqual(found.range, { start: at, end: { ...at, character: at.character + 2 } });
  await change(3, [{ text }]);
  await until(() => published.get(uri)?.version === 3);
  assert.equal(published.get(uri).diagnostics.length, before);

  // Names, values, and what an activity offers.
  const owner = { textDocument: { uri }, position: place(text, "iom, osrsg-vac]\n        partners") };
  const uses = await connection.sendRequest(protocol.ReferencesRequest.type, {
    ...owner,
    context: { includeDeclaration: true },
  });
  assert.ok(uses.length > 20, `${uses.length} uses`);
  const edit = await connection.sendRequest(protocol.RenameRequest.type, { ...owner, newName: "migration" });
  const edits = edit.documentChanges.flatMap((one) => one.edits);
  assert.equal(edits.length, uses.length);
  const hover = await connection.sendRequest(protocol.HoverRequest.type, owner);
  assert.match(hover.contents.value, /International Organization for Migration/);
  const offered = await connection.sendRequest(protocol.CompletionRequest.type, owner);
  assert.ok(offered.some((one) => one.label === "unodc"));
  const open = place(text, "status: ongoing");
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: open, end: open },
    context: { diagnostics: [] },
  });
  const postpone = actions.find((one) => one.title.startsWith("Postpone"));
  const wanted = withReason(postpone.command.arguments, "The funds come in spring");
  assert.equal(withReason([{}], "x"), undefined);
  await connection.sendRequest(protocol.ExecuteCommandRequest.type, {
    command: postpone.command.command,
    arguments: wanted,
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.match(JSON.stringify(applied), /The funds come in spring/);

  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  const status = await new Promise((resolve) => server.on("exit", resolve));
  assert.equal(status, 0);
  console.log(`the protocol library of Visual Studio Code: ${before} findings, ${uses.length} uses, all as expected`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

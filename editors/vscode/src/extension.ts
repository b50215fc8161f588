import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { POSTPONE, withReason } from "./reason";

const run = promisify(execFile);
let client: LanguageClient | undefined;

function program(): string {
  return vscode.workspace.getConfiguration("workplan").get<string>("path") || "workplan";
}

/** The folder that is open in the window, for the commands. */
function folder(): string | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

async function start(): Promise<void> {
  const command = program();
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "yaml", scheme: "file" }],
    initializationOptions: { asksForReason: true },
    middleware: {
      async executeCommand(name, args, next) {
        if (name !== POSTPONE) {
          return next(name, args);
        }
        const reason = await vscode.window.showInputBox({ prompt: "Why is it postponed?" });
        const all = reason ? withReason(args, reason) : undefined;
        return all && next(name, all);
      },
    },
  };
  client = new LanguageClient("workplan", "Workplan", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    void vscode.window.showErrorMessage(
      `The program "${command}" cannot be started. Install workplan, or name it in the setting workplan.path.`,
    );
  }
}

function showStatus(): void {
  const terminal = vscode.window.createTerminal({ name: "Workplan", cwd: folder() });
  terminal.show();
  terminal.sendText(`${quoted(program())} status`);
}

/** A path with spaces, for a shell. */
function quoted(path: string): string {
  if (!path.includes(" ")) {
    return path;
  }
  return process.platform === "win32" ? `& "${path}"` : `"${path}"`;
}

async function openReport(): Promise<void> {
  const file = join(tmpdir(), `workplan-report-${process.pid}.html`);
  try {
    await run(program(), ["report", "--format", "html", "-o", file], { cwd: folder() });
    await vscode.env.openExternal(vscode.Uri.file(file));
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    void vscode.window.showErrorMessage(said || `The report cannot be written: ${String(error)}`);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("workplan.showStatus", showStatus),
    vscode.commands.registerCommand("workplan.openReport", openReport),
    vscode.commands.registerCommand("workplan.restart", async () => {
      await deactivate();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

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

/** The folder that the commands are about: that of the file in view, or the first. */
function folder(): string | undefined {
  const file = vscode.window.activeTextEditor?.document.uri;
  const own = file && vscode.workspace.getWorkspaceFolder(file);
  return (own ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
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
        const all = reason?.trim() ? withReason(args, reason.trim()) : undefined;
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

async function showStatus(): Promise<void> {
  const execution = new vscode.ProcessExecution(program(), ["status"], { cwd: folder() });
  const task = new vscode.Task({ type: "process" }, vscode.TaskScope.Workspace, "Status", "Workplan", execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  await vscode.tasks.executeTask(task);
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

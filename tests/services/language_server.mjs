// Talks to `sekisho lsp` through the protocol library that VS Code's own client is built on:
// node language_server.mjs PROGRAM FOLDER_OF_MODULES FILING
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, modules, filing] = process.argv.slice(2);
const protocol = createRequire(resolve(modules, "x.js"))("vscode-languageserver-protocol/node");

function expect(condition, what) {
  if (!condition) {
    console.error(`not as expected: ${what}`);
    process.exit(1);
  }
}

const server = spawn(program, ["lsp", "--stdio", "--today", "2026-11-30"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = protocol.createProtocolConnection(server.stdout, server.stdin);
const told = new Map();
const waiting = new Map();
connection.onNotification(protocol.PublishDiagnosticsNotification.type, ({ version, diagnostics }) => {
  told.set(version, diagnostics);
  waiting.get(version)?.(diagnostics);
});
const diagnostics = (version) => told.get(version) ?? new Promise((done) => waiting.set(version, done));
connection.listen();

const welcome = await connection.sendRequest(protocol.InitializeRequest.type, {
  processId: process.pid, rootUri: null, locale: "ja", capabilities: {},
});
expect(welcome.serverInfo.name === "sekisho", "the name of the server");
await connection.sendNotification(protocol.InitializedNotification.type, {});

const uri = pathToFileURL(resolve(filing)).href;
const text = readFileSync(filing, "utf8");
const document = { uri, languageId: "yaml", version: 1, text };
await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: document });
const first = await diagnostics(1);
expect(first.length > 0 && first.every(({ code, source, range }) => code && source === "sekisho" && range), "findings");

const lines = text.split("\n");
const line = lines.findIndex((one) => one.includes("action: "));
const start = { line, character: lines[line].indexOf("action: ") + "action: ".length };
const change = { range: { start, end: start }, text: "x" };
const versioned = (version) => ({ uri, version });
await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument: versioned(2), contentChanges: [change] });
expect((await diagnostics(2)).some(({ code }) => code === "unknown-value"), "a finding that appears");
const offered = await connection.sendRequest(protocol.CompletionRequest.type, { textDocument: { uri }, position: start });
expect(offered.some(({ label, detail }) => label === "extract" && detail === "抽出"), "an action that is offered");
const back = { range: { start, end: { line, character: start.character + 1 } }, text: "" };
await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument: versioned(3), contentChanges: [back] });
expect((await diagnostics(3)).length === first.length, "a finding that goes");

const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
  textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } }, context: { diagnostics: [] },
});
expect(actions.every(({ isPreferred, edit }) => !isPreferred && edit.changes[uri].length > 0), "answers, none of them preferred");
const symbols = await connection.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument: { uri } });
expect(symbols.length > 5, "an outline");
const unknown = await connection.sendRequest("workspace/none", {}).then(() => null, (error) => error);
expect(unknown?.code === protocol.ErrorCodes.MethodNotFound, "an error for what is not known");

await connection.sendRequest(protocol.ShutdownRequest.type);
const ended = new Promise((done) => server.on("exit", done));
await connection.sendNotification(protocol.ExitNotification.type);
expect((await ended) === 0, "an end in order");
console.log(`${first.length} findings, ${actions.length} answers, ${symbols.length} things`);

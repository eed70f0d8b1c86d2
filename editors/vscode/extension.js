// Starts `sekisho lsp` for filings, records and packs.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const settings = workspace.getConfiguration("sekisho");
  const patterns = ["**/*.filing.{yaml,yml}", "**/*.evidence.{yaml,yml,csv,tsv,txt}", "**/evidence.{yaml,yml,csv,tsv,txt}"];
  const files = [...patterns, "**/policies/**/*.yaml"];
  client = new LanguageClient("sekisho", "Sekisho", { command: settings.get("path"), args: ["lsp"] }, {
    documentSelector: files.map((pattern) => ({ scheme: "file", pattern })),
    initializationOptions: { lang: settings.get("lang"), policy: settings.get("policy") },
    synchronize: { fileEvents: [...files, "**/sekisho.toml"].map((pattern) => workspace.createFileSystemWatcher(pattern)) },
  });
  return client.start();
};

exports.deactivate = () => client?.stop();

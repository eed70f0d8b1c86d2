"use strict";

/** Bytes that are read of a file: one more than any that is taken. */
const MOST_BYTES = 50 * 1024 * 1024 + 1;
/** Names of files that are papers, never filings. */
const PAPER = /\.(docx|docm|txt)$/iu;
/** Pixels of a picture for each of its own, and at most on a side. */
const SCALE = 2;
const MOST_PIXELS = 8000;

const byId = (id) => document.getElementById(id);
const say = (key) => words[key] ?? key;

let words = {};
let lang = "ja";
let json = "";
/** Each file by the name that it was given under. */
const records = new Map();
/** Number of the newest run over all files: what an older one finds is not shown. */
let run = 0;
/** Number of times that files are being taken from the browser. */
let taking = 0;

/** What was said of a file that the library would not take. */
class Refused extends Error {}
/** The library ended before it answered. */
class Broken extends Error {}

/** The library, which runs beside the page. */
const library = {
  worker: null,
  opened: null,
  waiting: new Map(),
  next: 0,

  async ask(what, more = {}) {
    if (!this.worker) await this.open();
    return this.send(what, more);
  },

  send(what, more) {
    return new Promise((resolve, reject) => {
      const number = this.next++;
      this.waiting.set(number, { resolve, reject });
      showState();
      this.worker.postMessage({ ...more, what, number });
    });
  },

  open() {
    this.opened ??= (async () => {
      const code = await unpacked("worker");
      const own = await unpacked("library");
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      this.worker = new Worker(url);
      URL.revokeObjectURL(url);
      this.worker.onmessage = ({ data }) => this.answered(data);
      this.worker.onerror = () => this.close(new Broken());
      await this.send("open", { library: own });
    })();
    return this.opened;
  },

  answered({ number, answer, refused, broke }) {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (answer) waiting?.resolve(answer);
    else waiting?.reject(broke ? new Broken() : new Refused(refused));
    if (broke) this.close(new Broken());
    showState();
  },

  close(why) {
    this.worker?.terminate();
    [this.worker, this.opened] = [null, null];
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
    showState();
  },
};

async function unpacked(id) {
  const packed = Uint8Array.from(atob(byId(id).textContent), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function showState() {
  const busy = library.waiting.size > 0 || taking > 0;
  byId("stop").hidden = !busy || !words["browser.stop"];
  const state = byId("state");
  if (busy) state.textContent = say("browser.busy");
  else if (state.textContent === say("browser.busy")) state.textContent = "";
  document.body.setAttribute("aria-busy", String(busy));
}

/** Why something could not be done, as a sentence. */
function sentence(error) {
  if (error instanceof Refused) return error.message;
  return say(error instanceof Broken ? "browser.broke" : "browser.stopped");
}

const asked = (...files) => ({ day: byId("day").value, lang, files });

async function take(list) {
  const names = [];
  taking++;
  showState();
  for (const file of list) {
    const record = { name: file.name, given: null, filing: null, told: [], shown: null, refused: "" };
    try {
      record.given = { name: file.name, bytes: new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()) };
    } catch {
      record.refused = say("browser.no-file");
    }
    records.set(file.name, record);
    names.push(file.name);
  }
  taking--;
  showState();
  await lookAt(names);
}

/** Reads and judges files, and then all of them together. */
async function lookAt(names) {
  const own = ++run;
  render();
  for (const name of names) {
    const record = records.get(name);
    if (!record?.given) continue;
    await look(record);
    if (own !== run) return;
    render();
  }
  const filings = [...records.values()].filter((record) => record.shown).map((record) => record.filing);
  byId("result").hidden = records.size === 0;
  json = "";
  byId("summary").textContent = "";
  if (filings.length > 0) {
    try {
      const judged = await library.ask("judge", asked(...filings));
      if (own !== run) return;
      json = judged.json;
      byId("summary").textContent = judged.summary;
    } catch (error) {
      byId("summary").textContent = sentence(error);
    }
  }
  byId("save-json").disabled = json === "";
}

async function look(record) {
  Object.assign(record, { filing: record.given, told: [], shown: null, refused: "" });
  try {
    if (!PAPER.test(record.name)) {
      record.shown = (await library.ask("shown", asked(record.given))).shown;
      const [first, second] = record.given.bytes;
      // What is no filing, but a file of Excel's, may be an old paper.
      if (record.shown.is_read || first !== 0x50 || second !== 0x4b) return;
    }
    const filing = await library.ask("import", asked(record.given));
    Object.assign(record, { filing: { name: filing.name, bytes: filing.bytes }, told: filing.told });
    record.shown = (await library.ask("shown", asked(record.filing))).shown;
  } catch (error) {
    // What was found when it was read as a filing stands.
    if (record.shown) record.told = [sentence(error)];
    else record.refused = sentence(error);
  }
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const button = (key, onclick) => element("button", { type: "button", "data-key": key, onclick }, say(key));
const lines = (texts) => element("p", { class: "lines" }, texts.join("\n"));

function render() {
  for (const image of document.querySelectorAll("#files img")) URL.revokeObjectURL(image.src);
  byId("files").replaceChildren(...[...records.values()].map(article));
}

function article(record) {
  const { shown } = record;
  const own = element("article", { "data-name": record.name }, element("h2", {}, shown?.title || record.name));
  own.append(element("p", { class: "hint" }, record.name));
  if (shown) own.append(element("p", { class: "status" }, shown.status_name));
  if (record.refused) own.append(element("p", { class: "refused", role: "alert" }, record.refused));
  own.append(actions(record));
  if (record.told.length > 0) {
    const isImported = record.filing !== record.given;
    if (isImported) own.append(element("p", {}, say("browser.imported-check")));
    const open = isImported ? {} : { open: "" };
    own.append(element("details", open, element("summary", {}, say("browser.imported")), lines(record.told)));
  }
  if (shown) own.append(...pictures(record), ...findings(shown));
  return own;
}

function actions(record) {
  const own = element("p", { class: "actions" });
  const told = element("span", { class: "lines", role: "status" });
  const write = (what, ending) => async () => {
    told.textContent = "";
    try {
      const file = await library.ask(what, asked(record.filing));
      save(file.bytes, base(record) + ending);
      told.textContent = file.told.join("\n");
    } catch (error) {
      told.textContent = sentence(error);
    }
  };
  if (record.shown) {
    const { filing } = record;
    if (filing !== record.given) own.append(button("browser.save-filing", () => save(filing.bytes, filing.name)));
    if (record.shown.is_read) {
      own.append(button("browser.save-checked", write("checked", ".checked.xlsx")));
      own.append(button("browser.save-form", write("form", ".docx")));
    }
    own.append(button("browser.save-report", write("report", ".html")));
  }
  own.append(button("browser.remove", () => {
    records.delete(record.name);
    lookAt([]);
  }));
  own.append(told);
  return own;
}

/** The name of a file without what says of which kind it is. */
function base(record) {
  return record.filing.name.replace(/(\.filing)?\.[^.]+$/iu, "") || "filing";
}

function pictures(record) {
  const { shown } = record;
  if (!shown.is_read) return [];
  const heading = element("h3", {}, say("html.pictures"));
  if (shown.pictures.length === 0) return [heading, element("p", {}, say("html.no-flows"))];
  const figures = shown.pictures.map((picture, at) => {
    const caption = element("figcaption", {}, picture.title);
    if (picture.svg === null) return element("figure", {}, caption, element("p", {}, picture.refused));
    const name = shown.pictures.length > 1 ? `${base(record)}-${at + 1}` : base(record);
    const blob = new Blob([picture.svg], { type: "image/svg+xml" });
    const image = element("img", { src: URL.createObjectURL(blob), alt: picture.title });
    const told = element("span", { role: "status" });
    const png = async () => {
      const bytes = await painted(image);
      if (bytes) save(bytes, `${name}.png`);
      else told.textContent = say("browser.too-large");
    };
    const own = element("p", { class: "actions" });
    own.append(button("browser.save-svg", () => save(blob, `${name}.svg`)), button("browser.save-png", png), told);
    return element("figure", {}, caption, element("div", { class: "picture" }, image), own);
  });
  return [heading, ...figures];
}

/** A picture as PNG; none where the browser cannot paint one so large. */
async function painted(image) {
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height));
  const canvas = element("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function findings(shown) {
  const heading = element("h3", {}, `${say("html.findings")} ${shown.findings.length}`);
  if (shown.findings.length === 0) return [heading, element("p", {}, say("html.no-findings"))];
  return [heading, element("ol", { class: "cards" }, ...shown.findings.map(card))];
}

function card(finding) {
  const own = element("li", { class: `card ${finding.weight}` });
  const title = finding.title ? `${finding.title}［${finding.rule}］` : `［${finding.rule}］`;
  own.append(element("p", { class: "rule" }, element("span", { class: "weight" }, finding.weight_name), " ", title));
  own.append(element("p", { class: "message" }, finding.message));
  const where = [finding.about, finding.at, finding.verdict_name].filter((text) => text !== "");
  own.append(element("p", { class: "where" }, where.join(" ・ ")));
  if (finding.source) own.append(element("pre", {}, finding.source));
  if (finding.help.length > 0) {
    own.append(element("p", {}, element("b", {}, say("browser.help"))), lines(finding.help));
  }
  if (finding.waived) own.append(element("p", {}, finding.waived));
  for (const [key, texts] of [["html.way", finding.way], ["html.basis", [...finding.basis, ...finding.related]]]) {
    if (texts.length > 0) own.append(element("details", {}, element("summary", {}, say(key)), lines(texts)));
  }
  return own;
}

function save(content, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  element("a", { href: url, download: name }).click();
  // The browser has begun to write the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function speak(asked) {
  words = (await library.ask("words", { lang: asked })).words;
  lang = asked;
  document.documentElement.lang = lang;
  document.title = say("browser.title");
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
  for (const choice of document.querySelectorAll("[data-lang]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.lang === lang));
  }
  await lookAt([...records.keys()]);
}

function listen() {
  const drop = document.querySelector(".drop");
  // A file that misses the frame would otherwise take the place of the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  const choose = byId("choose");
  choose.addEventListener("change", () => {
    const list = [...choose.files];
    choose.value = "";
    take(list);
  });
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  byId("day").addEventListener("change", (event) => {
    if (event.target.value) lookAt([...records.keys()]);
  });
  for (const choice of document.querySelectorAll("[data-lang]")) {
    choice.addEventListener("click", () => speak(choice.dataset.lang));
  }
  byId("stop").addEventListener("click", () => {
    run++;
    library.close(new Error());
    byId("state").textContent = say("browser.stopped");
  });
  byId("save-json").addEventListener("click", () => save(json, "sekisho.json"));
  byId("print").addEventListener("click", () => window.print());
  byId("clear").addEventListener("click", () => {
    records.clear();
    lookAt([]);
  });
}

document.addEventListener("DOMContentLoaded", async () => {
  try {
    // The day in Japan, as the program takes it where nothing says otherwise.
    byId("day").value = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tokyo" }).format(new Date());
    await speak("ja");
    listen();
    document.querySelector("main").hidden = false;
  } catch {
    byId("old").hidden = false;
  }
});

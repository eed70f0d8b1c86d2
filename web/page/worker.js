
// What stands above was written by wasm-bindgen. A message asks one thing, and is answered once by its number.
"use strict";

const answers = {
  open: ({ library }) => {
    wasm_bindgen.initSync({ module: library });
    return {};
  },
  words: ({ lang }) => ({ words: JSON.parse(wasm_bindgen.words(lang)) }),
  judge: (asked) => onPage(asked, (page) => {
    const judged = page.judge();
    return { json: judged.json, summary: judged.summary };
  }),
  shown: (asked) => onPage(asked, (page) => ({ shown: JSON.parse(page.shown()) })),
  report: (asked) => onPage(asked, (page) => written(page.report())),
  checked: (asked) => onPage(asked, (page) => written(page.checked())),
  form: (asked) => onPage(asked, (page) => written(page.form())),
  import: (asked) => onPage(asked, (page) => written(page.import())),
};

function onPage({ day, lang, files }, ask) {
  const page = new wasm_bindgen.Page(day, lang);
  for (const { name, bytes } of files) page.hand(name, bytes);
  const answer = ask(page);
  page.free();
  return answer;
}

function written(file) {
  return { name: file.name, bytes: file.bytes, told: file.told };
}

self.onmessage = ({ data }) => {
  try {
    self.postMessage({ number: data.number, answer: answers[data.what](data) });
  } catch (error) {
    // A sentence is an answer; anything else ended the library, which is then begun anew.
    const refused = typeof error === "string" ? error : null;
    self.postMessage({ number: data.number, refused, broke: refused === null });
  }
};

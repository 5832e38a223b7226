// The site's own conveniences: copying, light or dark, search. Everything works without them.
const { dataset } = document.documentElement;
const { root } = document.body.dataset;
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const live = make("div", { role: "status", className: "sr" });
document.body.append(live);

// Light or dark

document.querySelector("[data-theme-switch]").onclick = () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  live.textContent = dataset.theme = (dataset.theme || system) === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", dataset.theme);
  } catch {} // remembering is a courtesy
};

// Copying

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const text = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.dataset.source || text.textContent.trim());
    live.textContent = button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  } catch {
    getSelection().selectAllChildren(text); // the reader copies it by hand
  }
});

// Search

const MOST = 40;
const LONGEST = 100; // more of a question is not looked at
const form = document.querySelector("[data-search]");
const input = form.elements.q;
const box = make("div", { className: "results", id: "_results", ariaLabel: "Entries" });
let senses;
let options = [];
let at = -1;
let asked;

const words = (text) => text.toLowerCase().normalize("NFKD").match(/[\p{L}\p{N}]+/gu) || [];

// One slip apart: a letter more, less or other, or two swapped.
const near = (a, b) => {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [x, y] = [a.slice(i), b.slice(i)];
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1)
    || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
};

// What is left of a word without its endings, of which "ise" and "ize" are one: five letters or more. No ending is made
// of others ("er" is e and r): else there would be as many ways to read a long word as to split it up.
const stem = (word) => word.replace(
  /^(.{5,}?)(?:ation|ion|ing|ed|or|ive|ic|ly|ness|ment|able|abil|it(?:y|ies)|en(?:cy|ce|t)|ies|[eyrs])+$/, "$1",
).replace(/is$/, "iz");
const kin = (word, other) => {
  const [a, b] = [stem(word), stem(other)];
  if (a === b) return 0.6;
  return (a.length > 4 && other.startsWith(a)) || (b.length > 4 && word.startsWith(b)) ? 0.5 : 0;
};

// How well a word of the question fits one of the words: itself, its beginning, its stem, or, for names, all but a slip.
const fit = (word, among, slip = 0) => Math.max(0, ...among.map((other) => {
  if (other.startsWith(word)) return other === word ? 1 : 0.7;
  const slipped = word.length > 3 && (near(word, other) || near(word, other.slice(0, word.length)));
  return kin(word, other) || (slipped && slip);
}));

// Words that questions have and entries are not called by; without any other word they are all that is asked for.
const STOP = /^(?:an?|and|are|as|can|do|does|for|from|how|i|in|is|it|of|on|or|that|the|this|to|vs?|versus|what|when|which|who|why|with)$/;
const telling = (all) => {
  const left = all.filter((word) => !STOP.test(word));
  return left.length ? left : all;
};

// How many words of the question fit a sense, and how well: the lemma counts for more than the term's other forms, these
// for more than the label, and that for more than the texts. A rule answers to its own name alone, as it is written.
const score = (sense, typed, wholes, wanted) => {
  const { name, names, called, lemmaWords } = sense;
  if (sense.rule) return typed.includes("-") && name.startsWith(typed) ? [wanted.length, name === typed ? 50 : 1] : [0];
  const whole = Math.max(...wholes.map((some) => Math.max(20 * fit(some, [called], 0.3), 12 * fit(some, names, 0.3))));
  const fits = wanted.map((word) => Math.max(8 * fit(word, lemmaWords, 0.3), 6 * fit(word, sense.term, 0.3),
    5 * fit(word, sense.label, 0.3), 2 * fit(word, sense.text), fit(word, sense.more)));
  return [fits.filter(Boolean).length, fits.reduce((sum, each) => sum + each, whole)];
};

const load = () => (asked ||= fetch(`${root}api/v1/search.json`)
  .then((response) => response.json())
  .then(({ terms }) => {
    senses = terms.flatMap(({ lemma, forms, summary, senses: all, rules }) => [
      ...all.map(([url, name, label, short, more]) => ({
        lemma, url, name, short, lemmaWords: words(lemma), called: words(lemma).join(" "), names: forms.map((form) => words(form).join(" ")), term: forms.flatMap(words),
        label: words(`${name} ${label}`), text: words(short), more: words(`${summary} ${more}`),
      })),
      ...rules.map((name) => ({ lemma, url: `rules/${name}/`, name, short: "rule of the linter", rule: true })),
    ]);
  })
  .catch(() => { asked = 0; }));

const select = (index) => {
  if (options[at]) options[at].ariaSelected = "false";
  at = index;
  const option = options[at];
  if (option) {
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
  }
  input.setAttribute("aria-activedescendant", option ? option.id : "");
};

const close = () => {
  box.remove();
  options = [];
  select(-1);
  input.ariaExpanded = "false";
};

const show = async () => {
  await load();
  const typed = input.value.trim().slice(0, LONGEST).toLowerCase();
  const all = words(typed);
  const wanted = telling(all);
  const wholes = [...new Set([all, wanted].map((some) => some.join(" ")))];
  if (!senses || !wanted.length) return close();
  const hits = senses.map((sense) => [...score(sense, typed, wholes, wanted), sense]).filter(([fitted]) => fitted);
  const terms = new Map();
  hits.sort(([a, x], [b, y]) => b - a || y - x);
  for (const [, , sense] of hits.filter(([fitted]) => 2 * fitted >= hits[0][0]).slice(0, MOST)) {
    terms.set(sense.lemma, [...(terms.get(sense.lemma) || []), sense]);
  }
  options = [];
  box.replaceChildren(...[...terms].map(([lemma, found]) => make("div", { role: "group", ariaLabel: lemma }, make("b", {}, lemma),
    ...found.map(({ url, name, short }) => {
      const option = make("a", { role: "option", id: `_o${options.length}`, href: root + url, tabIndex: -1 }, make("b", {}, name), ` ${short}`);
      options.push(option);
      return option;
    }))));
  if (!options.length) box.append(make("p", { className: "none" }, "Nothing found. ", make("a", { href: `${root}t/` }, "All terms")));
  box.role = options.length ? "listbox" : "note";
  form.append(box);
  input.ariaExpanded = "true";
  select(Math.min(0, options.length - 1));
  live.textContent = options.length ? `${options.length} entr${options.length > 1 ? "ies" : "y"}, ${terms.size} term${terms.size > 1 ? "s" : ""}` : "Nothing found";
};

const address = () => {
  history.replaceState(null, "", (input.value ? `?q=${encodeURIComponent(input.value)}` : location.pathname) + location.hash);
};

Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list", onfocus: load });
input.setAttribute("aria-controls", box.id);
input.oninput = () => {
  address();
  show();
};
input.onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) select((at + step + options.length) % options.length);
  else if (step) show();
  else if (event.key !== "Escape") return;
  else {
    if (!box.isConnected) input.value = "";
    close();
    address();
  }
  event.preventDefault();
};
form.onsubmit = (event) => {
  if (!options[at]) return; // the list of all terms answers
  event.preventDefault();
  location.href = options[at].href;
};
form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || close());
box.onmousedown = (event) => event.preventDefault(); // the input keeps the focus
document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  const typing = event.target.closest("input, textarea");
  if (event.key === "k" ? command : event.key === "/" && !command && !typing) {
    event.preventDefault();
    input.focus();
    input.select();
  }
});
input.value = new URLSearchParams(location.search).get("q") || "";
if (input.value) {
  input.focus();
  show();
}

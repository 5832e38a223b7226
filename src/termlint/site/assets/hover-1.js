// Cards on links to a glossary: for any page, on any site. The links themselves stay as they are.
const base = new URL("..", import.meta.url).href;
const has = Object.hasOwn;
const on = (type, run) => document.addEventListener(type, run);
const KEY = "termlint-cards";
const WAIT = 300; // a pointer that only passes opens nothing
const GRACE = 250; // and one on its way to the card closes nothing
const CSS = `
:host{all:initial!important;color-scheme:inherit!important;display:none!important;position:absolute!important;
left:var(--x)!important;top:var(--y)!important;padding:7px 0!important;width:min(23rem,calc(100vw - 1rem))!important}
:host(:popover-open){display:block!important}
section{max-height:60vh;overflow:auto;padding:.8rem 1rem;border:1px solid #8886;border-radius:.5rem;box-shadow:0 6px 24px #0003;
background:var(--termlint-paper,light-dark(#fff,#1e1f23));color:var(--termlint-ink,light-dark(#23211e,#e5e2dc));
font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
p,ul{margin:0 0 .5rem;padding:0;list-style:none}
li{margin-bottom:.3rem}
a{color:var(--termlint-link,light-dark(#14578a,#93c2ee))}
footer{display:flex;justify-content:space-between;font-size:13px;line-height:24px}
button{all:unset;text-decoration:underline;cursor:pointer}
:focus-visible{outline:2px solid;outline-offset:2px}`;

let data;
let asked;
let link; // the one whose card is wanted or shown
let timer;
let touched;
let card;

const make = (name, attributes, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

const off = (value) => {
  try {
    if (value !== undefined) value ? localStorage.setItem(KEY, "off") : localStorage.removeItem(KEY);
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
};

// The entry that a link leads to: its term, and of its senses the one or two that it names, or all.
const entry = (a) => {
  const [, slug, anchor] = a.href.slice(base.length).match(/^t\/([^/?#]+)\/(?:index\.html)?(?:#(.+))?$/) || [];
  const name = anchor ? `${slug}.${anchor}` : slug;
  const [now, place] = (has(data.redirects, name) ? data.redirects[name] : name || "").split(".");
  const term = has(data.terms, now) && data.terms[now];
  const names = term && (!place ? Object.keys(term.senses) : has(term.pairs, place) ? term.pairs[place] : [place]);
  if (names && names.every((each) => has(term.senses, each))) return { slug: now, term, names };
};

const wanted = (target) => {
  const a = target.closest?.("a[href]");
  const here = location.href.split("#")[0];
  return a && a.href.startsWith(`${base}t/`) && a.href.split("#")[0] !== here && !a.closest("[data-termlint-off]") && !off() ? a : null;
};

const load = () => (asked ||= fetch(`${base}api/v1/hover.json`, { credentials: "omit" })
  .then((response) => response.json())
  .then((found) => {
    data = found;
    for (const a of document.querySelectorAll("a[href]")) {
      const to = wanted(a) && entry(a);
      if (to) a.setAttribute("aria-description", to.names.map((name) => to.term.senses[name].join(": ")).join("; "));
    }
  })
  .catch(() => { asked = null; }));

const hide = () => {
  clearTimeout(timer);
  link = null;
  card?.hidePopover();
};

const fill = ({ slug, term, names }) => {
  const one = names.length === 1;
  const senses = names.map((name) => {
    const [label, short] = term.senses[name];
    const title = one ? make("b", {}, label) : make("a", { href: `${base}t/${slug}/#${name}` }, name.replaceAll("-", " "));
    return make(one ? "p" : "li", {}, title, one ? make("br") : " ", short);
  });
  const head = make("p", {}, make("b", {}, term.lemma), ` (${names.length} senses)`);
  const body = one ? senses : [head, make("ul", {}, ...senses)];
  const onclick = () => {
    off(true);
    hide();
    offer();
  };
  const foot = make("footer", {}, make("a", { href: link.href }, "Open the entry"), make("button", { onclick }, "Turn cards off"));
  card.shadowRoot.replaceChildren(make("section", {}, ...body, foot));
};

const place = (box) => {
  const { width, height } = card.getBoundingClientRect();
  const root = document.documentElement;
  const left = Math.max(8, Math.min(box.left, root.clientWidth - width - 8));
  const below = box.bottom + height <= root.clientHeight || box.top < height;
  card.style.cssText = `--x:${left + scrollX}px;--y:${(below ? box.bottom : box.top - height) + scrollY}px`;
};

const show = async (a, box) => {
  link = a;
  await load();
  const to = data && a === link && entry(a);
  if (!to) return false;
  if (!card) {
    card = make("termlint-card", { popover: "manual", role: "dialog", ariaLabel: "Glossary", onpointerleave: leave });
    card.onpointerenter = () => clearTimeout(timer);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    card.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    document.body.append(card);
  }
  fill(to);
  card.hidePopover();
  card.showPopover({ source: a });
  place(box || a.getClientRects()[0]);
  return true;
};

const leave = () => {
  clearTimeout(timer);
  if (!link?.matches(":focus-visible") && !card?.matches(":focus-within")) timer = setTimeout(hide, GRACE);
};

// Where a reader turns cards on again: the page's own place for it, else the end of the page.
const offer = () => {
  let home = document.querySelector("[data-termlint-switch]");
  if (!home && !off()) return;
  home ||= document.body.appendChild(make("p", {}));
  home.dataset.termlintSwitch = "";
  const onclick = () => {
    off(!off());
    hide();
    offer();
  };
  home.replaceChildren(make("button", { type: "button", onclick }, off() ? "Turn cards on" : "Turn cards off"));
};

if (HTMLElement.prototype.showPopover) {
  on("pointerdown", ({ target, pointerType }) => {
    touched = pointerType === "touch";
    if (target !== card && target.closest("a") !== link) hide();
  });
  on("pointerover", ({ target, pointerType, clientY }) => {
    if (pointerType === "touch" || target === card) return;
    const a = wanted(target);
    if (!a) return leave();
    clearTimeout(timer);
    const box = [...a.getClientRects()].find((each) => clientY <= each.bottom);
    if (a !== link) timer = setTimeout(show, WAIT, a, box);
  });
  on("focusin", ({ target }) => {
    const a = wanted(target);
    if (a && !touched && a.matches(":focus-visible")) a === link || show(a);
    else if (target !== card && target !== link) hide();
  });
  on("click", (event) => {
    const a = touched && wanted(event.target);
    if (!a || a === link || (data && !entry(a))) return;
    event.preventDefault();
    show(a).then((shown) => shown || (location.href = a.href));
  });
  on("keydown", ({ key }) => {
    touched = false;
    if (key !== "Escape") return;
    if (card?.matches(":focus-within")) link.focus();
    hide();
  });
  offer();
}

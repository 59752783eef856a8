// The box that one asks in, the filters and the chips above it, and what can be done under an answer.

import { addressOf, ask, begin, exported, isRunning, lastExchange, limit, open, showSources, startAnew, stop } from "./ask.js";
import { entitle, fetched, fill, go, onView, place } from "./views.js";
import { copy, tell } from "./panel.js";

const DRAFT = "dateline:draft";
const DAYS = ["since", "until", "today"];
const NONE = { since: "", until: "", outlets: [], authors: [], today: "" };
const ORDER = ["editing", "published", "window", "outlet", "author", "today", "reading"]; // of the chips
const find = (css) => document.querySelector(css);
const box = () => find("#words");

let replacing = null; // the exchange whose question is being edited
let renaming = null; // the byline that is being edited
let settled = Promise.resolve(true); // whether the filters as typed can be read

// --- the box ---------------------------------------------------------------------------------------------------------------------

/** Put words into the box, to be changed or sent. */
export function write(words) {
  box().value = words;
  typed();
  box().focus();
}

function typed() {
  const longest = Number(find("#desk").dataset.longest);
  const count = box().value.length;
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight + 2}px`;
  const over = count > longest;
  const words = `${count.toLocaleString("en")} characters, and a question may have ${longest.toLocaleString("en")}: shorten it to what you want to know.`;
  find("#toolong").textContent = over ? words : "";
  box().toggleAttribute("aria-invalid", over);
  find("#send").disabled = over;
  sessionStorage[DRAFT] = box().value;
  if (replacing && !box().value) edited(null);
}

async function send(event) {
  event?.preventDefault();
  const question = box().value.trim();
  if (!question || find("#send").disabled) return;
  const instead = replacing;
  // Taken out of the box at once: what is typed from here on is the next question.
  box().value = "";
  replacing = null;
  typed();
  if (await settled) ask(question, { instead });
  else write([question, box().value].filter(Boolean).join(" ")); // and what was typed meanwhile
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  const last = lastExchange();
  if (event.key === "ArrowUp" && !box().value && last) {
    event.preventDefault();
    write(last.question);
  }
}

function edited(exchange) {
  replacing = exchange;
  refresh();
}

// --- filters and chips -----------------------------------------------------------------------------------------------------------

const filters = () => ({ ...NONE, ...open().filters });
let chipsOf = ["", ""]; // the filters that the chips were made of, and the chips

let pending = null; // filters as typed, while it is not known yet whether they can be read, and while they cannot
let drawn = { of: open().id, times: 0 }; // the conversation that the composer follows, and how often it was brought up to date

/** Set filters, unless they cannot be read, which is said beside them. */
function set(changes) {
  pending = { ...(pending ?? filters()), ...changes };
  settled = settle(pending);
  return settled;
}

async function settle(wanted) {
  try {
    await chipsFor(wanted);
  } catch (error) {
    if (pending !== wanted) return settled;
    openFilters(true);
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.textContent = error.message;
    find("#wrong").replaceChildren(problem);
    return false;
  }
  if (pending !== wanted) return settled;
  pending = null;
  find("#wrong").replaceChildren();
  limit(wanted);
  return true;
}

async function chipsFor(wanted) {
  const body = JSON.stringify(wanted);
  if (chipsOf[0] !== body) {
    const headers = { "content-type": "application/json" };
    chipsOf = [body, body === JSON.stringify(NONE) ? "" : JSON.parse(await fetched("dateline/chips", { method: "POST", headers, body }))];
  }
  return chipsOf[1];
}

const editing = () =>
  replacing
    ? '<li class="chip editing" data-chip="editing"><span class="edits">Editing the last question</span>' +
      '<button type="button" class="cross" aria-label="Do not edit it"><span aria-hidden="true">×</span></button></li>'
    : "";

/** Everything about the composer that follows from the conversation. */
async function refresh() {
  if (!find("#composer")) return;
  const last = lastExchange();
  const number = (drawn.times += 1);
  if (drawn.of !== open().id) forgetWritten();
  drawn.of = open().id;
  entitle("ask", open().name);
  find("#stop").hidden = !isRunning();
  find("#fresh").hidden = find("#export").hidden = !last;
  if (!last) find("#forms").hidden = true;
  const written = pending ?? filters();
  for (const name of DAYS) if (document.activeElement !== find(`#${name}`)) find(`#${name}`).value = written[name];
  const chips = await chipsFor(filters()).catch(() => "");
  if (number !== drawn.times) return; // what came later has its chips already
  putChips(editing() + chips + ((last?.state === "done" && last.chips) || ""));
}

/** The chips anew; whoever has come to one by keyboard stays there, or goes on from the box where it is gone. */
function putChips(html) {
  const list = find("#chips");
  if (list.filled === html) return;
  const at = [...list.querySelectorAll("button")].findIndex((one) => one.matches(":focus-visible"));
  fill(list, html);
  const rank = (chip) => ORDER.indexOf(chip.dataset.chip);
  list.append(...[...list.children].sort((one, other) => rank(one) - rank(other)));
  if (at >= 0) (list.querySelectorAll("button")[at] ?? box()).focus({ preventScroll: true });
}

/** What was typed for one conversation is none of another: its filters, and that its last question is edited. */
function forgetWritten() {
  replacing = pending = null;
  settled = Promise.resolve(true);
  find("#wrong").replaceChildren();
}

function openFilters(shown) {
  find("#filters").hidden = !shown;
  find("#limits").setAttribute("aria-expanded", shown);
  if (shown) follow();
}

const crossed = {
  editing: () => write(""),
  published: () => set({ since: "", until: "" }),
  outlet: (value) => set({ outlets: (pending ?? filters()).outlets.filter((one) => one !== value) }),
  author: (value) => set({ authors: (pending ?? filters()).authors.filter((one) => one !== value) }),
  today: () => set({ today: "" }),
  window: () => again({ ignoring: lastExchange().turn, filters: { ...filters(), since: "", until: "" } }),
  reading: () => again({ alone: true, literal: true }),
};

const edits = {
  published: () => (openFilters(true), find("#since").focus()),
  outlet: () => (openFilters(true), find("#outlet").focus()),
  author: (value) => {
    openFilters(true);
    renaming = value;
    find("#author").value = value;
    find("#author").select();
  },
  today: () => (openFilters(true), find("#today").focus()),
  reading: (value) => write(value),
  window: () => {
    const { question, window } = lastExchange().edit;
    const days = { since: window?.since ?? "", until: window?.until ?? "" };
    openFilters(true);
    set(days);
    for (const name of ["since", "until"]) find(`#${name}`).value = days[name];
    edited(lastExchange()); // the same question in other days: it takes the place of this one, and does not lean on it
    write(question);
  },
};

const again = (how) => ask(lastExchange().question, how);

function onChip(event) {
  const button = event.target.closest("button");
  const chip = button?.closest(".chip");
  if (chip) (button.classList.contains("cross") ? crossed : edits)[chip.dataset.chip]?.(chip.dataset.value);
}

// --- under an answer -------------------------------------------------------------------------------------------------------------

const howOf = ({ ignoring, alone, literal }) => ({ ignoring, alone, literal });

const acts = {
  again: (exchange) => ask(exchange.question, exchange === lastExchange() ? { instead: exchange, ...howOf(exchange) } : {}),
  edit: (exchange) => {
    edited(exchange);
    write(exchange.question);
  },
  count: async (exchange, { day }) => {
    await set({ today: day });
    ask(exchange.question, exchange === lastExchange() ? { instead: exchange } : {});
  },
  link: async (exchange, { words }, button) => {
    const copied = await copy(addressOf(exchange.number));
    button.dataset.words = words ?? button.textContent; // pressed again, it says what became of it already
    button.textContent = copied ? "Copied: it opens in this browser" : "The browser did not let it be copied";
    tell(button.textContent);
    setTimeout(() => (button.textContent = button.dataset.words), 2500);
  },
};

function onAct(event) {
  const button = event.target instanceof Element && event.target.closest("#conversation [data-act], #conversation .example");
  if (!button) return;
  if (button.classList.contains("example")) return write(button.textContent);
  const number = Number(button.closest(".turn").id.slice("answer-A".length));
  const exchange = open().exchanges.find((one) => one.number === number);
  if (exchange) acts[button.dataset.act]?.(exchange, button.dataset, button);
}

// --- export ------------------------------------------------------------------------------------------------------------------------

/** Let the browser save a conversation; the server keeps no file of it. */
export async function save(form, id) {
  try {
    const { name, type, text, said } = await exported(form, id);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    find("#saved").innerHTML = said;
  } catch (error) {
    find("#saved").textContent = error.message;
  }
}

// --- what follows the archive ------------------------------------------------------------------------------------------------------

let follows = 0; // how often the archive was looked at

/** The facts in the head of the page, the outlets, bylines and examples, as the archive is now. */
export async function follow() {
  const number = ++follows;
  let frame;
  try {
    frame = JSON.parse(await fetched("dateline/frame"));
  } catch {
    if (!find("#examples").childElementCount) setTimeout(follow, 2_000);
    return;
  }
  if (number !== follows) return; // what was asked later knows more
  fill(find("#facts"), frame.facts);
  find("#empty").hidden = frame.articles > 0;
  const outlet = find("#outlet");
  const offered = JSON.stringify([frame.outlets, frame.authors, frame.examples]);
  if (outlet.dataset.offered === offered) return; // a list that is open, or a button that is being pressed, stays
  outlet.dataset.offered = offered;
  outlet.replaceChildren(outlet.firstElementChild, ...frame.outlets.map((name) => new Option(name, name)));
  find("#bylines").replaceChildren(...frame.authors.map((name) => new Option(name, name)));
  find("#examples").replaceChildren(
    ...frame.examples.slice(0, 6).map((example) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = example;
      button.onclick = () => {
        ask(example);
        // The button goes, and the keyboard would be left on nothing.
        if (matchMedia("(pointer: fine)").matches) box().focus({ preventScroll: true });
      };
      item.append(button);
      return item;
    }),
  );
}

// --- beginning ---------------------------------------------------------------------------------------------------------------------

function shortcuts(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && place().show === "ask") {
    event.preventDefault();
    box().focus();
  }
  if (event.key === "?") find("#keys").togglePopover();
}

function wire() {
  box().addEventListener("input", typed);
  box().addEventListener("keydown", onKey);
  find("#ask").addEventListener("submit", send);
  find("#stop").addEventListener("click", stop);
  find("#chips").addEventListener("click", onChip);
  find("#limits").addEventListener("click", () => openFilters(find("#filters").hidden));
  find("#fresh").addEventListener("click", () => {
    startAnew();
    find("#saved").replaceChildren();
    openFilters(false);
    box().focus();
  });
  for (const name of DAYS) find(`#${name}`).addEventListener("change", ({ target }) => set({ [name]: target.value.trim() }));
  find("#outlet").addEventListener("change", ({ target }) => {
    const { outlets } = pending ?? filters();
    if (target.value && !outlets.includes(target.value)) set({ outlets: [...outlets, target.value] });
    target.value = "";
  });
  find("#author").addEventListener("change", ({ target }) => {
    const name = target.value.trim();
    const kept = (pending ?? filters()).authors.filter((one) => one !== renaming && one !== name);
    if (name || renaming !== null) set({ authors: name ? [...kept, name] : kept });
    renaming = null;
    target.value = "";
  });
  find("#author").addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.target.value = renaming ?? "";
  });
  find("#export").addEventListener("click", () => {
    find("#forms").hidden = !find("#forms").hidden;
    find("#export").setAttribute("aria-expanded", !find("#forms").hidden);
  });
  find("#forms").addEventListener("click", ({ target }) => target.dataset.form && save(target.dataset.form));
}

let wired = null;

/** Begin, once Gradio has put the page together, and again where it does so anew. */
export function start() {
  const desk = find("#desk");
  if (!desk || !find("#facts") || wired === desk) return;
  wired = desk;
  wire();
  box().value ||= sessionStorage[DRAFT] ?? ""; // what was typed before this script ran is the newest
  typed();
  follow();
  begin();
  if (matchMedia("(pointer: fine)").matches && place().show === "ask") box().focus({ preventScroll: true });
  desk.dataset.ready = "";
}

document.addEventListener("click", onAct);
document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("#settings [data-set=today]")) return;
  find("#settings").hidePopover();
  go({ show: "ask", article: null, char: null });
  edits.today();
});
document.addEventListener("keydown", shortcuts);
document.addEventListener("dateline:conversation", refresh);
document.addEventListener("dateline:archive", follow);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wired && follow());
document.addEventListener("dateline:sources", ({ detail }) => showSources(detail));
onView("ask", () => wired && follow());

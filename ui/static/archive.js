// The archive view: its articles found as one types, page by page; one of them corrected, removed, kept after all, asked about.

import { fetched, fill, go, onView, place } from "./views.js";
import { write } from "./composer.js";

const from = (path, asked = {}) => `${new URL(path, import.meta.url)}?${new URLSearchParams(asked)}`;
const posted = (path, asked) => fetched(from(path, asked), { method: "POST" });
const view = () => document.getElementById("view-archive");
const form = () => document.getElementById("finding");
const found = () => document.getElementById("found");

let typing = 0; // the timer that waits for the next letter
let asking = null; // what stops the request that a newer one has made useless
let loading = null; // the view while it is fetched: whoever needs it meanwhile waits for the same
let written = 0; // how many rows were put anew: a list that was asked for before is not to be shown after

/** What is looked for, as the server is asked; fields that say nothing are left out. */
function wanted() {
  return Object.fromEntries([...new FormData(form())].filter(([, value]) => value.trim()));
}

async function load() {
  const section = view();
  if (!section.firstChild) section.innerHTML = '<h2>Archive</h2><p class="wait">Opening the archive …</p>';
  try {
    const html = await fetched(from("archive"));
    section.innerHTML = html;
    if (section.clientWidth < 830) section.querySelector(".limits").open = false;
    watch();
  } catch (error) {
    complain(section, error);
  } finally {
    loading = null;
  }
}

function complain(place, error) {
  if (error.name === "AbortError") return;
  place.filled = null;
  place.innerHTML = '<p class="problem" role="alert"></p>';
  place.firstChild.textContent = error.message;
}

/** Show what is found now. */
export async function refresh() {
  if (!form()) return;
  clearTimeout(typing);
  asking?.abort();
  asking = new AbortController();
  const before = written;
  try {
    const html = await fetched(from("archive/found", wanted()), { signal: asking.signal });
    if (before !== written) return refresh();
    renew(html);
    watch();
  } catch (error) {
    complain(found(), error);
  }
}

/** What was found is brought into sight where the screen ends above it, or begins in the middle of it. */
function bringUp() {
  const { top } = found().getBoundingClientRect();
  if (top > 0.7 * innerHeight) form().scrollIntoView({ block: "start" });
  else if (top < document.getElementById("views").getBoundingClientRect().top) found().scrollIntoView({ block: "start" });
}

/** Put another list in the place of the one that is shown: what had the focus keeps it, and a date that is being corrected is kept. */
function renew(html) {
  const part = found().contains(document.activeElement) && document.activeElement;
  const forms = [...found().querySelectorAll(".corrections")];
  fill(found(), html);
  for (const form of forms) if (!form.isConnected) rowsOf(form.dataset.corrects)[0]?.querySelector(".acts")?.after(form);
  if (!part || document.activeElement === part) return;
  if (part.isConnected) return part.focus({ preventScroll: true });
  const row = part.closest("[data-article]")?.dataset.article;
  const named = ["find", "remove", "keep", "correct", "ask"].find((name) => name in part.dataset);
  const css = `${row ? `[data-article="${CSS.escape(row)}"] ` : ""}${named ? `[data-${named}="${CSS.escape(part.dataset[named])}"]` : "h4 a"}`;
  const gone = named === "find" && (found().querySelector("[data-find]:not(:disabled)") ?? form().elements.words);
  if (row || named) (found().querySelector(css) ?? gone)?.focus?.({ preventScroll: true });
}

/** The list, the head of the page and whoever listens are told that the archive is another one now. */
export function changed(detail = {}) {
  dispatchEvent(new CustomEvent("dateline:changed", { detail }));
  document.dispatchEvent(new CustomEvent("dateline:archive"));
  if (!detail.article) refresh();
}

async function more(button) {
  button.disabled = true;
  const page = document.createElement("template");
  try {
    page.innerHTML = await fetched(from("archive/found", { ...wanted(), offset: button.dataset.more }));
  } catch (error) {
    return complain(button.parentElement, error);
  }
  const rows = button.closest(".rows");
  touched();
  const hadFocus = document.activeElement === button || document.activeElement === document.body;
  button.parentElement.remove();
  const [first, last] = [page.content.querySelector("h3.month"), [...rows.querySelectorAll("h3.month")].pop()];
  const next = page.content.querySelector("li");
  if (first && last && first.textContent === last.textContent) {
    last.nextElementSibling.append(...first.nextElementSibling.children);
    first.nextElementSibling.remove();
    first.remove();
  }
  rows.append(page.content);
  if (hadFocus && document.activeElement === document.body && button.dataset.clicked) next?.querySelector("a")?.focus({ preventScroll: true });
  watch();
}

const ahead = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting && !target.disabled) more(target);
  },
  { rootMargin: "600px" },
);

function watch() {
  for (const button of view().querySelectorAll("[data-more]")) ahead.observe(button);
  for (const button of view().querySelectorAll("[data-keep]:not([data-timed])")) leave(button);
}

// --- one article ---

const rowsOf = (id) => [...document.querySelectorAll(`li[data-article="${CSS.escape(id)}"]`)];

/** The list is no longer what the server sent last. */
function touched() {
  if (found()) found().filled = null;
}

/** Put a row in the place of the one of its article; returns the new one. */
function put(id, html) {
  written += 1;
  touched();
  for (const row of rowsOf(id)) row.outerHTML = html;
  watch();
  return rowsOf(id)[0];
}

async function correct(button) {
  const id = button.dataset.correct;
  const beside = button.closest(".acts, .meta");
  const open = beside.parentElement.querySelector(".corrections");
  if (open) return open.querySelector("input").focus();
  try {
    const html = await fetched(from("archive/correct", { article: id }));
    const now = beside.isConnected ? beside : rowsOf(id)[0]?.querySelector(".acts"); // the list may have been made anew meanwhile
    if (!now || now.parentElement.querySelector(".corrections")) return;
    touched();
    now.insertAdjacentHTML("afterend", html);
    const form = now.parentElement.querySelector(".corrections");
    form.querySelector("input").select();
    form.scrollIntoView({ block: "nearest" }); // it opens under its row, which may be the last on the screen
  } catch (error) {
    sentence(beside, error);
  }
}

function sentence(beside, error) {
  const known = beside.parentElement.querySelector(".problem") ?? beside.insertAdjacentElement("afterend", document.createElement("p"));
  known.className = "problem";
  known.setAttribute("role", "alert");
  known.hidden = false;
  known.textContent = error.message;
}

/** Send one of the forms that correct something, or take back what it corrected before. */
async function save(form, path) {
  const corrections = form.closest(".corrections");
  const id = corrections.dataset.corrects;
  const isRead = corrections.closest("#reader") !== null;
  try {
    const row = put(id, await posted(path, { article: id, ...Object.fromEntries(new FormData(form)) }));
    const said = row?.querySelector(".said")?.textContent ?? (path === form.dataset.save ? "Saved as corrected." : "Taken back.");
    corrections.remove();
    if (!isRead) row?.querySelector("[data-correct]")?.focus();
    changed({ article: id, said: isRead ? said : "" });
  } catch (error) {
    sentence(corrections.querySelector("form"), error);
  }
}

function shut(corrections) {
  const button = corrections.parentElement.querySelector("[data-correct]");
  corrections.remove();
  button?.focus();
}

async function remove(id) {
  try {
    put(id, await posted("archive/remove", { article: id }))?.querySelector("[data-keep]")?.focus();
  } catch (error) {
    const row = rowsOf(id)[0];
    if (row) sentence(row.querySelector(".acts"), error);
  }
}

/** Count down to when a removed article is gone, and take its row away then. */
function leave(button) {
  button.dataset.timed = "1";
  const end = Date.now() + 1000 * Number(button.dataset.seconds);
  const tick = setInterval(() => {
    if (!button.isConnected) return clearInterval(tick);
    const left = Math.ceil((end - Date.now()) / 1000);
    button.textContent = left > 0 ? `Undo (${left} s)` : "Undo";
    if (Date.now() < end + 500) return;
    clearInterval(tick);
    const row = button.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (row.contains(document.activeElement)) (next?.querySelector("a") ?? form()?.elements.words)?.focus();
    written += 1;
    touched();
    row.remove();
    changed();
  }, 250);
}

async function keep(id) {
  try {
    put(id, await posted("archive/keep", { article: id }))?.querySelector("[data-remove]")?.focus();
  } catch (error) {
    const row = rowsOf(id)[0];
    if (row) sentence(row.querySelector("p"), error);
  }
}

function askAbout(words) {
  go({ show: "ask", article: null, char: null });
  write(words);
}

/** Look for what a piece of a query says ("dated=unknown&file=a.txt"): other fields stay as they are. */
async function find(query, pressed) {
  if (!form()) await (loading ??= load());
  if (!form()) return;
  for (const [name, value] of new URLSearchParams(query)) if (form().elements[name]) form().elements[name].value = value;
  const isHere = place().show === "archive";
  if (!isHere || pressed.closest("#reader")) go({ show: "archive", article: null, char: null }); // out of the way of what it found
  if (isHere) await refresh();
  bringUp();
}

function onClick(event) {
  const pressed =
    event.target instanceof Element &&
    event.target.closest("[data-find], [data-more], [data-correct], [data-remove], [data-keep], [data-ask], [data-take-back], [data-close]");
  if (!pressed) return;
  const { find: query, correct: corrected, remove: removed, keep: kept, ask } = pressed.dataset;
  if (query !== undefined) {
    event.preventDefault();
    find(query, pressed);
  } else if (pressed.dataset.more) {
    pressed.dataset.clicked = "1";
    more(pressed);
  } else if (corrected) correct(pressed);
  else if (removed) remove(removed);
  else if (kept) keep(kept);
  else if (ask !== undefined) askAbout(ask);
  else if (pressed.dataset.takeBack) save(pressed.closest("form"), pressed.dataset.takeBack);
  else shut(pressed.closest(".corrections"));
}

document.addEventListener("click", onClick);
document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#finding")) return;
  clearTimeout(typing);
  typing = setTimeout(() => refresh().then(bringUp), 120);
});
document.addEventListener("reset", (event) => {
  if (event.target.id !== "finding") return;
  event.target.elements.file.value = "";
  setTimeout(refresh);
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "finding") refresh();
  else if (event.target.matches(".corrections form")) save(event.target, event.target.dataset.save);
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const corrections = event.key === "Escape" && event.target instanceof Element && event.target.closest(".corrections");
  if (!corrections) return;
  event.preventDefault();
  shut(corrections);
});
onView("archive", () => (form() ? refresh() : (loading ??= load())));

// The archive view: its articles found as one types, page by page; one of them corrected, removed, kept after all, asked about.

import { fetched, go, onView, place } from "./views.js";
import { write } from "./composer.js";

const from = (path, asked = {}) => `${new URL(path, import.meta.url)}?${new URLSearchParams(asked)}`;
const posted = (path, asked) => fetched(from(path, asked), { method: "POST" });
const view = () => document.getElementById("view-archive");
const form = () => document.getElementById("finding");
const found = () => document.getElementById("found");

let typing = 0; // the timer that waits for the next letter
let asking = null; // what stops the request that a newer one has made useless

/** What is looked for, as the server is asked; fields that say nothing are left out. */
function wanted() {
  return Object.fromEntries([...new FormData(form())].filter(([, value]) => value.trim()));
}

async function load() {
  const section = view();
  if (!section.firstChild) section.innerHTML = '<h2>Archive</h2><p class="wait">Opening the archive …</p>';
  try {
    section.innerHTML = await fetched(from("archive"));
    if (section.clientWidth < 830) section.querySelector(".limits").open = false;
    watch();
  } catch (error) {
    complain(section, error);
  }
}

function complain(place, error) {
  if (error.name === "AbortError") return;
  place.innerHTML = '<p class="problem" role="alert"></p>';
  place.firstChild.textContent = error.message;
}

/** Show what is found now. */
export async function refresh() {
  if (!form()) return;
  clearTimeout(typing);
  asking?.abort();
  asking = new AbortController();
  try {
    const html = await fetched(from("archive/found", wanted()), { signal: asking.signal });
    const held = found().contains(document.activeElement) && document.activeElement.dataset.find;
    found().innerHTML = html;
    const again = held && (found().querySelector(`[data-find="${CSS.escape(held)}"]`) ?? found().querySelector("[data-find]:not(:disabled)") ?? form().elements.words);
    if (again) again.focus({ preventScroll: true });
    watch();
  } catch (error) {
    complain(found(), error);
  }
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

/** Put a row in the place of the one of its article; returns the new one. */
function put(id, html) {
  for (const row of rowsOf(id)) row.outerHTML = html;
  watch();
  return rowsOf(id)[0];
}

async function correct(button) {
  const id = button.dataset.correct;
  const beside = button.closest(".acts, .meta");
  const open = beside.parentElement.querySelector(".correcting");
  if (open) return open.querySelector("input").focus();
  try {
    beside.insertAdjacentHTML("afterend", await fetched(from("archive/correct", { article: id })));
    beside.parentElement.querySelector(".correcting input").select();
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

async function save(correcting, path) {
  const id = correcting.dataset.corrects;
  const isRead = correcting.closest("#reader") !== null;
  try {
    const row = put(id, await posted(path, { article: id, day: correcting.elements.day.value }));
    const said = row?.querySelector(".said")?.textContent ?? (path === "archive/correct" ? "Saved as corrected." : "Taken back.");
    correcting.remove();
    if (!isRead) row?.querySelector("[data-correct]")?.focus();
    changed({ article: id, said: isRead ? said : "" });
  } catch (error) {
    sentence(correcting.querySelector("button"), error);
  }
}

function shut(correcting) {
  const button = correcting.parentElement.querySelector("[data-correct]");
  correcting.remove();
  button?.focus();
}

async function remove(id) {
  try {
    put(id, await posted("archive/remove", { article: id })).querySelector("[data-keep]").focus();
  } catch (error) {
    sentence(rowsOf(id)[0].querySelector(".acts"), error);
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
    if (row.contains(document.activeElement)) next?.querySelector("a")?.focus();
    row.remove();
    changed();
  }, 250);
}

async function keep(id) {
  try {
    put(id, await posted("archive/keep", { article: id }))?.querySelector("[data-remove]").focus();
  } catch (error) {
    sentence(rowsOf(id)[0].querySelector("p"), error);
  }
}

function askAbout(words) {
  go({ show: "ask", article: null, char: null });
  write(words);
}

/** Look for what a piece of a query says ("dated=unknown&file=a.txt"): other fields stay as they are. */
async function find(query) {
  if (!form()) await load();
  for (const [name, value] of new URLSearchParams(query)) if (form().elements[name]) form().elements[name].value = value;
  if (place().show !== "archive") go({ show: "archive", article: null, char: null });
  else await refresh();
}

function onClick(event) {
  const pressed =
    event.target instanceof Element &&
    event.target.closest("[data-find], [data-more], [data-correct], [data-remove], [data-keep], [data-ask], [data-take-back], [data-close]");
  if (!pressed) return;
  const { find: query, correct: corrected, remove: removed, keep: kept, ask } = pressed.dataset;
  if (query !== undefined) {
    event.preventDefault();
    find(query);
  } else if (pressed.dataset.more) {
    pressed.dataset.clicked = "1";
    more(pressed);
  } else if (corrected) correct(pressed);
  else if (removed) remove(removed);
  else if (kept) keep(kept);
  else if (ask !== undefined) askAbout(ask);
  else if (pressed.dataset.takeBack) save(pressed.closest("form"), "archive/take-back");
  else shut(pressed.closest("form"));
}

document.addEventListener("click", onClick);
document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#finding")) return;
  clearTimeout(typing);
  typing = setTimeout(refresh, 120);
});
document.addEventListener("reset", (event) => {
  if (event.target.id !== "finding") return;
  event.target.elements.file.value = "";
  setTimeout(refresh);
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "finding") refresh();
  else if (event.target.matches(".correcting")) save(event.target, "archive/correct");
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const correcting = event.key === "Escape" && event.target instanceof Element && event.target.closest(".correcting");
  if (!correcting) return;
  event.preventDefault();
  shut(correcting);
});
onView("archive", () => (form() ? refresh() : load()));

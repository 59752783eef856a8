// The timeline: what the open conversation quotes, or articles, along their days; zoomed by month, walked through with the arrow keys.

import { open } from "./ask.js";
import { fetched, fill, onView, place } from "./views.js";

const from = (path, asked = {}) => `${new URL(path, import.meta.url)}?${new URLSearchParams(asked)}`;
const view = () => document.getElementById("view-timeline");
const form = () => document.getElementById("along");
const days = () => document.getElementById("days");

let zoom = {}; // the days that are looked at closely: { from, to }
let typing = 0; // the timer that waits for the next letter
let latest = 0; // the number of the request that was made last

/** What the open conversation quotes, as the server is asked. */
function quoted() {
  const quotes = (exchange) => exchange.answer?.citations ?? [];
  return open().exchanges.flatMap((exchange) =>
    quotes(exchange).map(({ article_id, start, end, quote, speaker }) => ({ turn: exchange.number, article_id, start, end, quote, speaker })),
  );
}

function asked() {
  const { of, ...limits } = Object.fromEntries(new FormData(form()));
  if (of === "conversation") {
    const headers = { "content-type": "application/json" };
    return fetched(from("timeline/conversation", zoom), { method: "POST", headers, body: JSON.stringify(quoted()) });
  }
  return fetched(from("timeline/articles", { ...limits, ...zoom }));
}

async function show() {
  const number = ++latest;
  form().querySelector(".fields").hidden = form().elements.of.value !== "articles";
  try {
    const html = await asked();
    if (number !== latest) return;
    const held = days().contains(document.activeElement) && document.activeElement;
    fill(days(), html);
    if (held && !held.isConnected) again(held)?.focus({ preventScroll: true });
  } catch (error) {
    if (number !== latest) return;
    fill(days(), '<p class="problem" role="alert"></p>');
    days().firstChild.textContent = error.message;
  }
}

/** What had the focus, in a list that was made anew. */
function again(held) {
  const { zoom: pressed } = held.dataset;
  if (pressed !== undefined) return days().querySelector(`[data-zoom="${CSS.escape(pressed)}"]`) ?? days().querySelector("[data-zoom]");
  const href = held.getAttribute("href");
  return href && days().querySelector(`a[href="${CSS.escape(href)}"]`);
}

let making = null; // the view while it is fetched: whoever needs it meanwhile waits for the same

async function make() {
  view().innerHTML = '<h2>Timeline</h2><p class="wait">One moment …</p>';
  try {
    view().innerHTML = await fetched(from("timeline"));
    if (!quoted().length) form().elements.of.value = "articles";
  } catch (error) {
    view().querySelector(".wait").textContent = error.message;
  } finally {
    making = null;
  }
}

async function load() {
  if (!form()) await (making ??= make());
  if (form()) await show();
}

/** What the archive view has found, along days. */
async function found() {
  if (!form()) await (making ??= make());
  if (!form()) return;
  form().elements.of.value = "articles";
  const finding = document.getElementById("finding");
  for (const name of ["words", "since", "until", "outlet"]) form().elements[name].value = finding?.elements[name]?.value ?? "";
  zoom = {};
  await show();
}

function onClick(event) {
  const pressed = event.target instanceof Element && event.target.closest("#view-timeline [data-zoom], #view-timeline [data-answer], #days [data-to]");
  if (!pressed) return;
  if (pressed.dataset.answer) location.hash = `a=${pressed.dataset.answer}`;
  else if (pressed.dataset.to) {
    const row = document.getElementById(pressed.dataset.to);
    row.scrollIntoView({ block: "center" });
    row.querySelector("a")?.focus({ preventScroll: true });
  } else {
    const { since, until } = Object.fromEntries(new URLSearchParams(pressed.dataset.zoom));
    zoom = since && !(zoom.from === since && zoom.to === until) ? { from: since, to: until } : {};
    show();
  }
}

function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !(event.target instanceof Element) || !days()?.contains(event.target)) return;
  const css = event.target.matches("[data-zoom]") ? "[data-zoom]:not(:disabled)" : event.target.closest(".line") && event.key.match(/Up|Down/) ? ".line h4 a" : null;
  const all = css ? [...days().querySelectorAll(css)] : [];
  const at = all.indexOf(event.target.closest(css) ?? event.target.closest("li")?.querySelector(css));
  if (at < 0 || !all[at + step]) return;
  event.preventDefault();
  all[at + step].focus();
  all[at + step].scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) print();
  if (event.target instanceof Element && event.target.closest("#view-archive [data-view=timeline]")) found();
});
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#along")) return;
  zoom = {};
  clearTimeout(typing);
  typing = setTimeout(show, event.target.type === "radio" ? 0 : 150);
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "along") return;
  event.preventDefault();
  show();
});
document.addEventListener("dateline:conversation", () => {
  if (place().show === "timeline" && form()?.elements.of.value === "conversation") show();
});
addEventListener("dateline:changed", () => place().show === "timeline" && form() && show());
onView("timeline", load);

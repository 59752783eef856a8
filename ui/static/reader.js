// The article that is read: opened over the right side, at its quotation, and closed to where one was.

import { back, entitle, fetched, go, onArticle, place } from "./views.js";

const wide = matchMedia("(min-width: 900px)");
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const reader = () => document.getElementById("reader");
const linkOf = (card) => card.querySelector("h3 a[href*='article=']");

let opener = null; // where the focus was when the reader opened
let sources = null; // the sources among which the article was opened
let latest = 0;
let stays = null; // what keeps the focus while another quotation is brought up

/** What a link opens: { article, char }. */
function target(link) {
  const address = new URL(link.href, document.baseURI);
  const span = /[#&]char=(\d+)-(\d+)/.exec(address.hash);
  return { article: address.searchParams.get("article"), char: span && [Number(span[1]), Number(span[2])] };
}

const same = (one, other) => one.article === other.article && String(one.char) === String(other.char);

/** The cited quotations of the answer among whose sources this one is: each { article, char }. */
function quotations(at) {
  const all = [...document.querySelectorAll(".sources")];
  const cited = (section) => [...section.querySelectorAll(".card[id^='cite-']")].map(linkOf).filter(Boolean).map(target);
  const near = [sources, ...all.filter((section) => !section.hidden), ...all].filter((section) => section?.isConnected);
  return near.map(cited).find((several) => several.some((one) => same(one, at))) ?? [];
}

function frame(panel) {
  if (panel.querySelector(".bar")) return;
  panel.setAttribute("role", "region");
  panel.innerHTML =
    '<div class="bar"><button type="button" class="close" data-close-reader title="Escape">Close</button>' +
    '<span class="steps" hidden><button type="button" data-step="-1">Previous</button><span class="which" role="status"></span>' +
    '<button type="button" data-step="1">Next</button></span>' +
    '<label class="spell"><input type="checkbox" data-spell>Spell out days</label>' +
    '<button type="button" data-copy-link>Copy link</button><span class="told" role="status"></span></div><div class="sheet"></div>';
}

function enclose() {
  const panel = reader();
  const isOpen = panel && !panel.hidden;
  document.documentElement.classList.toggle("reading", Boolean(isOpen));
  document.getElementById("panel")?.toggleAttribute("inert", Boolean(isOpen));
  for (const other of document.querySelectorAll("#masthead, [id^='view-']")) other.toggleAttribute("inert", Boolean(isOpen) && !wide.matches);
  if (isOpen) panel.style.setProperty("--top", `${Math.max(0, document.getElementById("masthead").getBoundingClientRect().bottom)}px`);
}

function settleSteps(panel, at) {
  const several = quotations(at);
  const number = several.findIndex((one) => same(one, at));
  panel.querySelector(".steps").hidden = several.length < 2;
  panel.querySelector(".which").textContent = several.length < 2 ? "" : `Quotation ${number + 1} of ${several.length}`;
  for (const button of panel.querySelectorAll("[data-step]")) button.disabled = !several[number + Number(button.dataset.step)];
  return several;
}

function addressOf(at, several) {
  const asked = new URLSearchParams();
  if (at.char) asked.set("char", at.char.join("-"));
  const others = several.filter((one) => one.article === at.article && one.char && !same(one, at));
  if (others.length) asked.set("also", others.map((one) => one.char.join("-")).join(","));
  return `${new URL(`article/${encodeURIComponent(at.article)}`, import.meta.url)}?${asked}`;
}

function bring(panel, mark) {
  const sheet = panel.querySelector(".sheet");
  const [box, frameBox] = [mark.getBoundingClientRect(), sheet.getBoundingClientRect()];
  const room = frameBox.height > box.height * 1.25 ? (frameBox.height - box.height) / 3 : 16;
  sheet.scrollTop += box.top - frameBox.top - room;
}

async function open(at) {
  const panel = reader();
  const number = ++latest;
  if (panel.hidden) opener = document.activeElement;
  frame(panel);
  panel.hidden = false;
  enclose();
  const sheet = panel.querySelector(".sheet");
  const several = settleSteps(panel, at);
  panel.querySelector(".told").textContent = "";
  if (sheet.dataset.article !== at.article) sheet.innerHTML = '<p class="wait">Opening the article …</p>';
  let html;
  try {
    html = await fetched(addressOf(at, several));
  } catch (error) {
    html = null;
    if (number === latest) {
      sheet.innerHTML = '<p class="problem" role="alert" tabindex="-1"></p>';
      sheet.firstChild.textContent = error.message;
      sheet.firstChild.focus({ preventScroll: true });
    }
  }
  if (number !== latest || html === null) return;
  sheet.innerHTML = html;
  sheet.dataset.article = at.article;
  entitle("article", sheet.querySelector("h2")?.textContent);
  const mark = sheet.querySelector("mark.quoted");
  if (mark) bring(panel, mark);
  else sheet.scrollTop = 0;
  const focused = stays && panel.contains(stays) && !stays.disabled ? stays : (mark ?? sheet.querySelector("h2"));
  stays = null;
  focused?.focus({ preventScroll: true });
}

/** The link that stands where one stood whose list was made anew meanwhile. */
function sameLink(link) {
  const href = link?.getAttribute?.("href");
  return [...document.querySelectorAll("a[href]")].find((one) => one.getAttribute("href") === href && one.offsetParent);
}

function close() {
  const panel = reader();
  if (!panel || panel.hidden) return;
  latest += 1;
  panel.hidden = true;
  enclose();
  const again = opener?.isConnected ? opener : (sameLink(opener) ?? document.querySelector("#question textarea"));
  again?.focus({ preventScroll: true });
  opener = sources = null;
}

function onClick(event) {
  if (!(event.target instanceof Element) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-article-link], .card h3 a[href*='article=']");
  const marker = !link && document.documentElement.classList.contains("reading") && event.target.closest("a.marker[href^='#']");
  const card = marker && document.getElementById(marker.getAttribute("href").slice(1));
  const opened = link || (card && linkOf(card));
  if (opened) {
    event.preventDefault();
    event.stopPropagation();
    sources = (card || link).closest(".sources") ?? (reader().contains(link) ? sources : null);
    go(target(opened), { replace: Boolean(card) });
  }
}

function onPress(event) {
  const pressed = event.target instanceof Element && event.target.closest("#reader button, #reader a[data-jump]");
  if (!pressed) return;
  const panel = reader();
  if (pressed.matches("[data-close-reader]")) back();
  if (pressed.matches("[data-copy-link]")) copyLink(panel);
  if (pressed.matches("a[data-jump]")) {
    event.preventDefault();
    const mark = document.getElementById(pressed.getAttribute("href").slice(1));
    if (!mark) return;
    mark.tabIndex = -1;
    bring(panel, mark);
    mark.focus({ preventScroll: true });
  }
  if (pressed.dataset.step) {
    const several = quotations(place());
    const next = several[several.findIndex((one) => same(one, place())) + Number(pressed.dataset.step)];
    stays = pressed;
    if (next) go(next, { replace: true });
  }
}

/** The characters of the article that are selected, as the server counts them; null where none are. */
function selected(panel) {
  const text = panel.querySelector(".article-text");
  const selection = getSelection();
  if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.getRangeAt(0).commonAncestorContainer)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(text.dataset.start) + [...before.toString()].length;
  return [start, start + [...range.toString()].length];
}

async function copyLink(panel) {
  const char = selected(panel) ?? place().char;
  const address = `${location.origin}${location.pathname}?article=${encodeURIComponent(place().article)}${char ? `#char=${char.join("-")}` : ""}`;
  const told = panel.querySelector(".told");
  try {
    await navigator.clipboard.writeText(address);
    told.textContent = selected(panel) ? "The link to the selected words is copied." : "The link is copied.";
  } catch {
    go({ char }, { replace: true });
    told.textContent = "The link stands in the address of this page.";
  }
}

function onKey(event) {
  const panel = reader();
  if (event.key !== "Escape" || event.defaultPrevented || !panel || panel.hidden) return;
  if (event.target instanceof Element && event.target.closest(".corrections")) return;
  event.preventDefault();
  back();
}

// A date or an outlet that is corrected changes what stands in the open article.
addEventListener("dateline:changed", async ({ detail }) => {
  const panel = reader();
  if (!detail?.article || panel?.hidden || place().article !== detail.article) return;
  await open(place());
  panel.querySelector("[data-correct]")?.focus({ preventScroll: true });
  panel.querySelector(".told").textContent = detail.said ?? "";
});

document.addEventListener("change", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-spell]")) reader().classList.toggle("spelled", event.target.checked);
});
document.addEventListener("click", onClick, true);
document.addEventListener("click", onPress);
document.addEventListener("keydown", onKey);
addEventListener("resize", enclose);
addEventListener("scroll", enclose, { passive: true });
wide.addEventListener("change", enclose);
onArticle((at) => (at.article ? open(at) : close()));

// Markers lead to their sources and show them in small; what is copied from an answer carries its sources along.

const find = (css) => document.querySelector(css);
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const cardOf = (marker) => document.getElementById(marker.getAttribute("href").slice(1));

/** Say something to who cannot see that it has happened. */
export const tell = (words) => {
  if (find("#told")) find("#told").textContent = words;
};

/** Put text on the clipboard; false where the browser does not let us. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure address (http and another host than this machine) there is only the old way.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}

// --- going to a source -------------------------------------------------------------------------------------------------------------

function reveal(target) {
  const sources = target.closest(".sources");
  if (sources) {
    for (const other of document.querySelectorAll(".sources")) other.hidden = other !== sources;
    for (const card of document.querySelectorAll(".card.current")) card.classList.remove("current");
    target.classList.add("current");
  }
  target.scrollIntoView({ block: sources && target.offsetHeight < innerHeight * 0.8 ? "center" : "start", behavior: calm() });
  target.focus({ preventScroll: true });
}

function onClick(event) {
  const link = event.target instanceof Element && event.target.closest('a[href^="#cite-"], a[href^="#near-"], a[href^="#answer-"]');
  const target = link && cardOf(link);
  if (target) {
    event.preventDefault();
    event.stopPropagation();
    hint(null);
    reveal(target);
  }
}

// --- a source in small -------------------------------------------------------------------------------------------------------------

let pointed = null; // the marker whose source is shown in small

function hint(marker) {
  const shown = find("#hint");
  const card = marker && cardOf(marker);
  pointed = card ? marker : null;
  if (!shown) return;
  for (const one of document.querySelectorAll("[aria-describedby=hint]")) one.removeAttribute("aria-describedby");
  shown.hidden = !card;
  if (!card) return;
  const quote = document.createElement("p");
  quote.className = "quote";
  const words = card.querySelector("mark.quoted").textContent;
  quote.textContent = words.length > 280 ? `${words.slice(0, 280)} …` : words;
  const from = document.createElement("p");
  from.append(...[...card.querySelector(".meta").querySelectorAll(".outlet, .date")].flatMap((one) => [one.cloneNode(true), " "]));
  shown.replaceChildren(quote, from);
  marker.setAttribute("aria-describedby", "hint");
  const at = marker.getBoundingClientRect();
  const own = shown.getBoundingClientRect();
  shown.style.left = `${Math.max(8, Math.min(at.left + at.width / 2 - own.width / 2, innerWidth - own.width - 8))}px`;
  shown.style.top = `${at.top > own.height + 16 ? at.top - own.height - 8 : at.bottom + 8}px`;
}

/** An answer that scrolls into view by itself takes its hint along; a marker that is scrolled away has none. */
function onScroll() {
  if (!pointed) return;
  const [at, frame] = [pointed.getBoundingClientRect(), find("#talk").getBoundingClientRect()];
  const isInView = pointed.isConnected && at.bottom > Math.max(0, frame.top) && at.top < Math.min(innerHeight, frame.bottom);
  hint(isInView ? pointed : null);
}

const markerAt = (event) => (event.target instanceof Element ? event.target.closest("a.marker") : null);

// --- copying -------------------------------------------------------------------------------------------------------------------------

/** What is written behind copied words: headline, outlet, date, and where they stand. */
function sourceWords(card) {
  const title = card.querySelector("h3").textContent;
  const from = [...card.querySelectorAll(".meta .outlet, .meta .date")].map((one) => one.textContent);
  const link = card.querySelector("h3 a");
  return [`“${title}”`, ...from, ...(link ? [link.href] : [])].join(", ");
}

function onCopy(event) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer instanceof Element ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement;
  if (!within?.closest("#conversation")) return;
  const quotation = within.closest("blockquote, .listing .line");
  const holder = document.createElement("div");
  holder.className = "copied";
  holder.append(range.cloneContents());
  const markers = [...holder.querySelectorAll("a.marker")];
  const cards = new Map(markers.map((marker) => [marker.textContent, cardOf(marker)]));
  for (const marker of markers) marker.replaceWith(`[${marker.textContent}]`);
  for (const other of holder.querySelectorAll("button, .actions, .sr, .months")) other.remove();
  find("#conversation").append(holder);
  const words = holder.innerText.replaceAll("\u202f", " ").trim();
  holder.remove();
  // A quotation, or a part of one, is told with its source behind it; several with a list of theirs.
  const own = quotation && cardOf(quotation.querySelector("a.marker"));
  const inner = words.replace(/\s*\[\d+\]$/, "");
  const listed = [...cards].filter(([, card]) => card).map(([number, card]) => `[${number}] ${sourceWords(card)}`);
  const text = own ? `“${inner}” (${sourceWords(own)})` : [words, ...(listed.length ? ["", ...listed] : [])].join("\n");
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
}

async function onButton(event) {
  const button = event.target instanceof Element && event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  const link = button.dataset.link && new URL(button.dataset.link, `${location.origin}${location.pathname}`).href;
  const copied = await copy([button.dataset.copy, ...(link ? [link] : [])].join(", "));
  const words = (button.dataset.words ??= button.textContent); // pressed again, it says “Copied” already
  button.textContent = copied ? "Copied" : "Not copied";
  tell(copied ? "Copied." : "The browser did not let it be copied.");
  setTimeout(() => (button.textContent = words), 1500);
}

document.addEventListener("click", onClick, true);
document.addEventListener("click", onButton);
document.addEventListener("copy", onCopy);
document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && hint(markerAt(event)));
document.addEventListener("focusin", (event) => hint(event.target.matches?.("a.marker:focus-visible") ? event.target : null));
document.addEventListener("focusout", () => hint(null));
document.addEventListener("scroll", onScroll, { capture: true, passive: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && hint(null));
addEventListener("beforeprint", () => document.querySelectorAll("details.how, details.folded").forEach((one) => (one.open = true)));

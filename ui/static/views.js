// Which view is shown, and which article is open beside it: both stand in the address, so that Back goes back and a link leads there.
//
//   /?show=archive            a view; none named is "ask"
//   /?article=ID#char=3-40    an article, opened at characters 3 to 40 of its text

const visitors = new Map(); // name of a view -> what to do when it is shown
let reader = null; // what to do when an article is opened, or closed (null)

/** `shown(section, place)` is called each time the view is shown. */
export function onView(name, shown) {
  visitors.set(name, shown);
  if (ready()) settle();
}

/** `opened(place)` is called each time an article is opened; `place.article` is null when it is closed. */
export function onArticle(opened) {
  reader = opened;
  if (ready()) settle();
}

/** Where the visitor is: { show, article, char: [start, end] or null }. */
export function place() {
  const asked = new URLSearchParams(location.search);
  const span = /[#&]char=(\d+)-(\d+)/.exec(location.hash);
  return { show: asked.get("show") || "ask", article: asked.get("article"), char: span && [Number(span[1]), Number(span[2])] };
}

/** Go to another place; what is not named stays as it is. With `replace` the present place is left out of the history. */
export function go(changes, { replace = false } = {}) {
  const next = { ...place(), ...changes };
  const asked = new URLSearchParams();
  if (next.show !== "ask") asked.set("show", next.show);
  if (next.article) asked.set("article", next.article);
  const address = `${location.pathname}${asked.size ? `?${asked}` : ""}${next.article && next.char ? `#char=${next.char.join("-")}` : ""}`;
  if (replace) history.replaceState({ depth: history.state?.depth ?? 0 }, "", address);
  else history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, "", address);
  settle();
}

/** Leave the open article for where the visitor came from. */
export function back() {
  if (history.state?.depth) history.back();
  else go({ article: null, char: null }, { replace: true });
}

/** What is said where the server cannot be reached. */
export const AWAY = "The server does not answer; is it still running?";

/** A piece of the page from this server, as text of HTML; raises the server's sentence when there is none. */
export async function fetched(address, options = {}) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text || AWAY);
    return text;
  } catch (error) {
    throw error instanceof TypeError ? new Error(AWAY, { cause: error }) : error; // whose words are the browser's own
  }
}

/** Put HTML into an element, unless it stands there already: then what has the focus keeps it, and a click in its middle is no lost one. */
export function fill(element, html) {
  if (element.filled === html) return;
  element.innerHTML = html;
  element.filled = html;
}

const titles = {}; // what is open in a view, and the article that is read ("article"), in words for the window

/** What the window is called while this is shown: a tab is found again by it, and a bookmark says what it is of. */
export function entitle(what, words) {
  titles[what] = words;
  retitle();
}

function retitle() {
  const { show, article } = place();
  const words = article ? titles.article : (titles[show] ?? document.getElementById(`view-${show}`)?.ariaLabel);
  document.title = words ? `${words.length > 80 ? `${words.slice(0, 79)}…` : words} · Dateline` : "Dateline";
}

const ready = () => document.getElementById("views") !== null && document.getElementById("view-ask") !== null;

let seen = null; // the view that is on the screen
const tops = {}; // how far down each view was scrolled when it was left
let shown = null; // the view that its visitor was last told of
let open = null; // the article that the reader was last told of, with its characters

function settle() {
  if (!ready()) return; // what is made later is settled then
  const at = place();
  if (!document.getElementById(`view-${at.show}`)) at.show = "ask";
  const frame = document.getElementById("views"); // all views scroll within the same one
  if (seen !== at.show) tops[seen] = frame.scrollTop;
  for (const section of document.querySelectorAll('[id^="view-"]')) section.hidden = section.id !== `view-${at.show}`;
  if (seen !== at.show) frame.scrollTop = tops[at.show] ?? 0;
  seen = at.show;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === at.show && link.closest("nav")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (shown !== at.show && (visitors.has(at.show) || at.show === "ask")) {
    shown = at.show;
    visitors.get(at.show)?.(document.getElementById(`view-${at.show}`), at);
  }
  retitle();
  const article = at.article && `${at.article} ${at.char}`;
  if (reader && open !== article) {
    open = article;
    reader(at);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-view]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ show: link.dataset.view, article: null, char: null });
});
addEventListener("popstate", settle);

// Gradio puts the page together after this script has run, and the head of the page again whenever the archive changes.
new MutationObserver(() => {
  if (ready() && document.querySelector("nav [data-view]") && !document.querySelector("nav [data-view][aria-current]")) settle();
}).observe(document.documentElement, { childList: true, subtree: true });

// Files, folders and addresses handed in: sent one after the other, each with a row that says how far it is and what became of it.

import { fetched, go, place } from "./views.js";
import { changed } from "./archive.js";

const AT_ONCE = 3; // files under way at the same time; the others wait here and not on the server
const area = () => document.querySelector("#view-archive .adding");
const rows = () => document.getElementById("incoming");
const waiting = [];
let underWay = 0;
let news = 0; // the timer after which the list is made anew
const tally = { added: 0, not: 0 };

/** A row of a file that the server does not know yet. */
function row(name, words) {
  const made = document.createElement("li");
  const [title, way] = [document.createElement("b"), document.createElement("span")];
  title.textContent = name;
  way.className = "way";
  way.textContent = words;
  made.append(title, " ", way);
  rows().append(made);
  return made;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Put the server's row in the place of one; returns the new one. */
function put(old, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.firstElementChild;
  old.replaceWith(fresh);
  return fresh;
}

/** The row, as often as it changes, until it says what became of the file. */
async function followed(first) {
  let shown = first;
  for (let wait = 150; !("file" in shown.dataset); wait = Math.min(wait * 1.3, 1500)) {
    await pause(wait);
    shown = put(shown, await fetched(new URL(`files/${encodeURIComponent(shown.dataset.key)}`, import.meta.url)));
  }
  const isNew = shown.classList.contains("changed");
  tally[isNew ? "added" : "not"] += 1;
  if (isNew) {
    clearTimeout(news);
    news = setTimeout(changed, 250);
  }
}

function failed(shown, sentence) {
  shown.dataset.file = shown.querySelector("b").textContent;
  shown.className = "problem-row";
  const words = shown.querySelector(".way, .outcome");
  words.className = "outcome";
  words.textContent = sentence;
  tally.not += 1;
}

function sent(name, file, shown) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const words = shown.querySelector(".way");
    request.open("POST", `${new URL("files", import.meta.url)}?${new URLSearchParams({ name: name.toWellFormed?.() ?? name })}`);
    request.upload.onprogress = ({ loaded, total }) => (words.textContent = `is sent: ${Math.floor((100 * loaded) / (total || 1))} %`);
    request.onload = () => (request.status < 300 ? done(request.responseText) : fail(new Error(request.responseText)));
    request.onerror = () => fail(new Error("It could not be sent; is the server still running?"));
    request.send(file);
  });
}

async function handled({ name, file, address, shown }) {
  const most = Number(area().dataset.most);
  if (file && file.size > most) {
    const size = Math.round(file.size / 2 ** 20).toLocaleString("en");
    return failed(shown, `It has ${size} MiB, more than the ${most / 2 ** 20} MiB that a file may have: split it up.`);
  }
  const asked = `${new URL("files/address", import.meta.url)}?${new URLSearchParams({ address })}`;
  let now = shown;
  try {
    now = put(shown, file ? await sent(name, file, shown) : await fetched(asked, { method: "POST" }));
    await followed(now);
  } catch (error) {
    failed(rows().querySelector(`[data-key="${CSS.escape(now.dataset.key ?? "")}"]`) ?? now, error.message);
  }
}

async function pump() {
  while (underWay < AT_ONCE && waiting.length) {
    underWay += 1;
    handled(waiting.shift()).finally(() => {
      underWay -= 1;
      pump();
    });
  }
  if (underWay || waiting.length) return;
  const said = document.getElementById("adding-said");
  if (said && tally.added + tally.not) said.textContent = `${tally.added} of ${tally.added + tally.not} handed in are new in the archive.`;
  tally.added = tally.not = 0;
}

function take(several) {
  if (!area()) return;
  for (const one of several) waiting.push({ ...one, shown: row(one.name, "waits") });
  pump();
}

/** Of the files of a folder those that may hold articles; hidden ones and other kinds are left out, and that is said. */
function ofFolder(several) {
  const known = new Set(area().dataset.known.split(" "));
  const fit = several.filter(({ name }) => {
    const isHidden = name.split("/").some((part) => part.startsWith("."));
    return !isHidden && known.has(`.${name.split(".").pop().toLowerCase()}`);
  });
  const left = several.length - fit.length;
  if (left) {
    const shown = row(fit.length ? "The folder" : (several[0]?.name.split("/")[0] ?? "The folder"), "");
    failed(shown, `${left} ${left === 1 ? "file" : "files"} of other kinds left out.`);
  }
  take(fit);
}

const plain = (files) => [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

/** All files under an entry of a drop, with their paths in it. */
async function under(entry, path = "") {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ name: `${path}${entry.name}`, file }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail)); // a hundred at a time
    if (!some.length) return found;
    for (const one of some) found.push(...(await under(one, `${path}${entry.name}/`)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean); // before anything is waited for
  const [files, link] = [plain(transfer.files), transfer.getData("text/uri-list")];
  if (place().show !== "archive") go({ show: "archive", article: null, char: null });
  for (let tries = 0; !area() && tries < 50; tries += 1) await pause(100);
  if (!area()) return;
  if (entries.some((entry) => entry.isDirectory)) {
    for (const entry of entries) (entry.isDirectory ? ofFolder : take)(await under(entry));
  } else if (files.length) take(files);
  else if (link) byAddress(link);
}

function byAddress(words) {
  take(words.split(/\s+/).filter((word) => word && !word.startsWith("#")).map((address) => ({ name: address, address })));
}

const brings = (event) => event.dataTransfer && [...event.dataTransfer.types].some((type) => type === "Files" || type === "text/uri-list");

document.addEventListener("dragover", (event) => {
  if (!brings(event) || (event.target instanceof Element && event.target.closest("textarea, input"))) return;
  event.preventDefault();
  area()?.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) area()?.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  area()?.classList.remove("over");
  if (!brings(event) || (event.target instanceof Element && event.target.closest("textarea, input"))) return;
  event.preventDefault();
  dropped(event.dataTransfer);
});
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-choose]");
  const clears = event.target instanceof Element && event.target.closest("[data-clear-rows]");
  if (clears) {
    for (const done of rows().querySelectorAll("[data-file]")) done.remove();
    area().querySelector("[data-choose]").focus();
  }
  if (button) area().querySelector(button.dataset.choose === "folder" ? "[webkitdirectory]" : "[multiple]").click();
});
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.closest(".adding")) return;
  const files = plain(input.files);
  if (input.webkitdirectory) ofFolder(files);
  else take(files);
  input.value = ""; // the same file may be chosen again
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".by-address")) return;
  event.preventDefault();
  byAddress(event.target.elements.address.value);
  event.target.reset();
});

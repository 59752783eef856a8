// The check of drafts: one is pasted or chosen, checked on the server, and shown with what was found in it.

import { fetched, onView } from "./views.js";

const DRAFT = "dateline:checked-draft"; // of this tab: what was pasted, so that a reload does not lose it
const from = (path, asked = {}) => `${new URL(path, import.meta.url)}?${new URLSearchParams(asked)}`;
const view = () => document.getElementById("view-check");
const box = () => document.getElementById("draft");
const checked = () => document.getElementById("checked");
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let latest = 0; // the number of the check that was begun last

function complain(sentence) {
  checked().innerHTML = '<p class="problem" role="alert"></p>';
  checked().firstChild.textContent = sentence;
}

/** Check a file, or what stands in the box. */
async function check(file) {
  const number = ++latest;
  const text = box().value;
  if (!file && !text.trim()) {
    box().focus();
    return complain("Paste a draft first, or choose a file.");
  }
  const button = view().querySelector("#draft-form .primary");
  button.disabled = true;
  try {
    let html = await fetched(from("check", file ? { name: file.name } : {}), { method: "POST", body: file ?? text });
    for (let wait = 120; number === latest; wait = Math.min(wait * 1.3, 1000)) {
      checked().innerHTML = html;
      const key = checked().querySelector(".under-way")?.dataset.key;
      if (!key) break;
      await pause(wait);
      html = await fetched(from(`check/${encodeURIComponent(key)}`));
    }
    if (number === latest) checked().querySelector(".title")?.focus({ preventScroll: true });
    if (number === latest) checked().scrollIntoView({ block: "start", behavior: calm() });
  } catch (error) {
    if (number === latest) complain(error.message);
  } finally {
    if (number === latest) button.disabled = false;
  }
}

let isLoading = false;

async function load() {
  if (box() || isLoading) return;
  isLoading = true;
  view().innerHTML = '<h2>Check</h2><p class="wait">One moment …</p>';
  try {
    view().innerHTML = await fetched(from("check"));
    box().value = sessionStorage[DRAFT] ?? "";
  } catch (error) {
    view().querySelector(".wait").textContent = error.message;
  } finally {
    isLoading = false;
  }
}

/** Bring up a finding, or the place of one in the draft. */
function bring(id) {
  const target = document.getElementById(id);
  if (!target || !target.offsetParent) return;
  for (const other of view().querySelectorAll(".current")) other.classList.remove("current");
  target.classList.add("current");
  target.scrollIntoView({ block: "center", behavior: calm() });
  target.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("#checked [data-finding], #checked [data-place]");
  if (!pressed) return;
  event.preventDefault();
  bring(pressed.dataset.finding ?? pressed.dataset.place);
});
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("#checked [data-only]")) checked().querySelector(".report").classList.toggle("only-faults", target.checked);
  if (target.id === "draft-file" && target.files[0]) {
    check(target.files[0]);
    target.value = "";
  }
});
document.addEventListener("input", ({ target }) => {
  if (target.id !== "draft") return;
  try {
    sessionStorage[DRAFT] = target.value;
  } catch {
    // longer than what a browser keeps; the box has it all the same
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "draft-form") return;
  event.preventDefault();
  check(null);
});
document.addEventListener("keydown", (event) => {
  if (event.target.id === "draft" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) check(null);
});
onView("check", load);

// The list of earlier conversations of this browser: opened, renamed, exported, deleted.

import { open, openKept, remove, rename } from "./ask.js";
import { all } from "./conversations.js";
import { save } from "./composer.js";

const find = (css) => document.querySelector(css);
const day = (time) => new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

let sure = null; // the conversation that goes with one more press

async function list() {
  const sheet = find("#earlier");
  if (!sheet) return;
  const held = await all();
  find("#before").textContent = held.length ? `Earlier (${held.length})` : "Earlier";
  sheet.querySelector(".none").hidden = held.length > 0;
  const rows = sheet.querySelector("ol");
  const shown = JSON.stringify([held.map(({ id, name, begun }) => [id, name, begun]), open().id, sure]);
  // A row that is being pressed or renamed stays, whatever the conversation does meanwhile.
  if (rows.dataset.shown === shown || document.activeElement?.matches("#earlier ol input")) return;
  const focused = rows.contains(document.activeElement) && document.activeElement;
  const at = focused ? [...rows.children].findIndex((one) => one.contains(focused)) : -1;
  const id = rows.children[at]?.dataset.id;
  rows.replaceChildren(...held.map(row));
  rows.dataset.shown = shown;
  if (at >= 0) stay(sheet, id, at, focused.dataset.do ? `[data-do="${focused.dataset.do}"]` : ".open");
}

/** The keyboard stays in the row in which it was; where that is deleted, in the one that takes its place. */
function stay(sheet, id, at, css) {
  const rows = [...sheet.querySelectorAll("li")];
  const same = rows.find((one) => one.dataset.id === id);
  const next = (same ?? rows[at] ?? rows.at(-1))?.querySelector(same ? css : ".open");
  (next ?? sheet).focus();
}

function row(one) {
  const item = find("#kept").content.firstElementChild.cloneNode(true);
  item.dataset.id = one.id;
  const button = item.querySelector("[data-conversation]");
  button.dataset.conversation = one.id;
  button.querySelector(".name").textContent = one.name;
  button.querySelector(".when").textContent = day(one.begun);
  if (one.id === open().id) button.setAttribute("aria-current", "true");
  for (const other of item.querySelectorAll("[data-do]")) other.setAttribute("aria-label", `${other.textContent}: ${one.name.slice(0, 80)}`);
  if (one.id === sure) askAgain(item.querySelector("[data-do=delete]"), one.name);
  return item;
}

function askAgain(button, name) {
  button.dataset.sure = "1";
  button.textContent = "Delete for good?";
  button.setAttribute("aria-label", `${button.textContent} ${name.slice(0, 80)}`); // begins with the words that are read on it
}

const doing = {
  rename: (item, id) => {
    const name = item.querySelector(".name");
    const field = document.createElement("input");
    field.value = name.textContent;
    field.setAttribute("aria-label", "Name of the conversation");
    const button = item.querySelector(".open");
    button.replaceWith(field);
    field.select();
    const finish = async (kept) => {
      field.onblur = null;
      const held = field === document.activeElement;
      field.replaceWith(button);
      if (held) item.querySelector("[data-do=rename]").focus();
      if (kept && field.value.trim()) await rename(id, field.value.trim());
      else await list();
    };
    field.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault(); // or the button that takes the focus would be pressed by the same key
      finish(event.key === "Enter");
    };
    field.onblur = () => finish(true);
  },
  export: (item, id) => save("md", id),
  delete: async (item, id) => {
    if (sure === id) return remove(id);
    sure = id;
    await list();
  },
};

async function onClick(event) {
  const button = event.target instanceof Element && event.target.closest("#earlier button");
  if (!button) return;
  const item = button.closest("li");
  const { id } = item.dataset;
  if (button.dataset.do) return doing[button.dataset.do](item, id, button);
  find("#earlier").hidePopover();
  await openKept(id);
}

document.addEventListener("click", onClick);
document.addEventListener("dateline:conversation", list);
document.addEventListener(
  "beforetoggle",
  (event) => {
    if (event.target.id !== "earlier" || event.newState !== "open") return;
    sure = null;
    list();
  },
  true,
);

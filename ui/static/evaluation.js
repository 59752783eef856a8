// The evaluation: answers judged under the conversation, suites asked with a progress bar, runs looked at and compared.

import { ask, open, startAnew } from "./ask.js";
import { fetched, go, onView } from "./views.js";

const from = (path, asked = {}) => `${new URL(path, import.meta.url)}?${new URLSearchParams(asked)}`;
const posted = (path, body) =>
  fetched(from(path), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const view = () => document.getElementById("view-evaluation");
const find = (css) => view().querySelector(css);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let following = false; // whether the progress bar is being followed
let loads = 0; // how often the view was fetched: what was asked for first may come last

function sentence(place, error) {
  place.innerHTML = '<p class="problem" role="alert"></p>';
  place.firstChild.textContent = error.message;
}

// --- the view ----------------------------------------------------------------------------------------------------------------------

async function load(chosen = null) {
  const number = ++loads;
  if (!view().firstChild) view().innerHTML = '<h2>Evaluation</h2><p class="wait">One moment …</p>';
  const suite = find("#suites")?.elements.suite.value;
  const seen = [find("#runs")?.elements.run.value, find("#runs")?.elements.against.value];
  try {
    const made = document.createElement("template");
    made.innerHTML = await fetched(from("evaluation"));
    if (number !== loads) return;
    view().replaceChildren(made.content);
  } catch (error) {
    return sentence(view(), error);
  }
  if (suite && find(`#suites option[value="${CSS.escape(suite)}"]`)) find("#suites").elements.suite.value = suite;
  const runs = find("#runs");
  if (runs) {
    if (!chosen && seen[0]) [runs.elements.run.value, runs.elements.against.value] = seen;
    else choose(chosen ?? runs.elements.run.value);
    await show();
  }
  follow();
}

/** A run, with the one before it of the same suite to compare it with. */
function choose(name) {
  const { run, against } = find("#runs").elements;
  run.value = name;
  const names = [...run.options].map((option) => option.value);
  const suite = (one) => one.slice(18);
  against.value = names.find((one) => one < name && suite(one) === suite(name)) ?? "";
}

async function show() {
  const { run, against } = find("#runs").elements;
  try {
    find("#run").innerHTML = await fetched(from("evaluation/run", { name: run.value, against: against.value === run.value ? "" : against.value }));
  } catch (error) {
    sentence(find("#run"), error);
  }
}

/** How far the run is; meanwhile no other can be begun. Whoever stopped it by keyboard goes on from where it was begun. */
function putState(html) {
  const [place, button] = [find("#run-state"), find("#suites .primary")];
  const held = place.contains(document.activeElement) || document.activeElement === button;
  place.innerHTML = html;
  const stop = find("[data-stop-run]");
  if (button) button.disabled = stop !== null;
  if (held) (stop ?? button)?.focus();
}

/** Keep the progress bar up to date, and show the run when it is over; one that `began` just now may be over before its bar was seen. */
async function follow(began = find("[data-running]") !== null) {
  if (following) return;
  following = true;
  try {
    if (began) putState(find("#run-state").innerHTML);
    for (let wait = 150; find("[data-running]"); wait = Math.min(wait * 1.2, 1000)) {
      await pause(wait);
      putState(await fetched(from("evaluation/state")));
    }
    const name = find("[data-finished]")?.dataset.finished;
    if (began && name) await load(name);
    if (began && name) find("#run .title")?.focus({ preventScroll: true });
  } catch (error) {
    sentence(find("#run-state"), error);
  } finally {
    following = false;
  }
}

async function start(suite) {
  try {
    putState(await fetched(from("evaluation/start", { suite }), { method: "POST" }));
    follow(true);
  } catch (error) {
    sentence(find("#run-state"), error);
  }
}

/** Ask a known question as a conversation of its own, after those that it leans on. */
async function converse(questions) {
  go({ show: "ask", article: null, char: null });
  startAnew();
  for (const question of questions) await ask(question, { filters: {} });
}

// --- an answer that is judged ------------------------------------------------------------------------------------------------------

function exchangeOf(element) {
  const number = Number(element.closest(".turn").id.slice("answer-A".length));
  return open().exchanges.find((one) => one.number === number);
}

async function judge(button) {
  const turn = button.closest(".turn");
  turn.querySelector(".judging, .noted")?.remove();
  const exchange = exchangeOf(button);
  const place = document.createElement("div");
  place.className = "judged";
  turn.querySelector(".judged")?.remove();
  turn.querySelector(".actions").after(place);
  try {
    const limited = Object.values(exchange.filters ?? {}).some((one) => one.length);
    place.innerHTML = await posted("evaluation/judging", { why: button.dataset.act, answer: exchange.answer, limited });
    place.scrollIntoView({ block: "nearest" });
    place.querySelector("input").focus();
  } catch (error) {
    sentence(place, error);
  }
}

async function note(form) {
  const exchange = exchangeOf(form);
  const { place, short } = Object.fromEntries(new FormData(form));
  const before = exchange.alone ? [] : open().exchanges.filter((one) => one.number < exchange.number);
  const judged = { question: exchange.question, history: before.map((one) => one.question), why: form.dataset.why, place, short };
  const holder = form.closest(".judged");
  try {
    holder.innerHTML = await posted("evaluation/case", judged);
    holder.querySelector("a")?.focus({ preventScroll: true });
  } catch (error) {
    form.querySelector(".problem")?.remove();
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = error.message;
    form.append(problem);
  }
}

function leave(form) {
  const button = form.closest(".turn").querySelector(`[data-act="${form.dataset.why}"]`);
  form.closest(".judged").remove();
  button.focus();
}

// ------------------------------------------------------------------------------------------------------------------------------------

const JUDGED = '[data-act="not-an-answer"], [data-act="wrong-quotation"]';

document.addEventListener("click", async (event) => {
  if (!(event.target instanceof Element)) return;
  const pressed = event.target.closest(`${JUDGED}, .judging [data-leave], [data-converse], [data-stop-run]`);
  if (!pressed) return;
  if (pressed.matches(JUDGED)) judge(pressed);
  else if (pressed.matches("[data-leave]")) leave(pressed.closest("form"));
  else if (pressed.dataset.converse) converse(JSON.parse(pressed.dataset.converse));
  else await fetched(from("evaluation/stop"), { method: "POST" }).catch((error) => sentence(find("#run-state"), error));
});
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof Element)) return;
  if (target.matches("#runs [name=run]")) choose(target.value);
  if (target.matches("#runs select")) show();
  if (target.matches(".questions [name=shown]")) target.closest(".questions").dataset.shown = target.value;
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#suites, #runs, .judging")) return;
  event.preventDefault();
  if (form.id === "suites") start(form.elements.suite.value);
  if (form.matches(".judging")) note(form);
});
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target instanceof Element && event.target.closest(".judging");
  if (!form) return;
  event.preventDefault();
  leave(form);
});
onView("evaluation", () => load());

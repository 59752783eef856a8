// The conversation on the page: questions wait their turn, answers grow and are kept, a reload finds all of it again.

import { asked } from "./asking.js";
import { begun, conversation, exchangesOf, forget, keep, keepExchange } from "./conversations.js";
import { AWAY, fetched, go, place } from "./views.js";

const LEANS_ON = 6; // turns that are sent with a question; what it may lean on lies within them, and the wire stays flat
const WHOLE = 4; // of these the last, which go with their quotations: of those before it is enough what was asked, and how it was read
const HERE = "dateline:conversation"; // of this tab: which conversation is open, whichever the others have open

const visit = (sessionStorage["dateline:visit"] ??= `${Date.now()}-${Math.random()}`);
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const find = (css) => document.querySelector(css);

let current = begun();
let exchanges = [];
let running = null; // { exchange, controller } of the question that is being answered
let moves = 0; // how often another conversation was gone to
let arrival = Promise.resolve(); // settled once the conversation that was gone to last is open

/** The open conversation, and its exchanges, oldest first; not to be changed. */
export const open = () => ({ ...current, exchanges: [...exchanges] });
export const lastExchange = () => exchanges.at(-1);

const changed = () => document.dispatchEvent(new CustomEvent("dateline:conversation"));

// --- what is shown -------------------------------------------------------------------------------------------------------------

function piece(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function put(parent, id, element) {
  const old = document.getElementById(id);
  const held = element && old?.contains(document.activeElement) && document.activeElement;
  if (old && element) old.replaceWith(element);
  else if (old) old.remove();
  else if (element) parent.append(element);
  // The keyboard stays where it was, or at the turn: what had it is gone.
  if (held) (element.querySelector(`[data-act="${held.dataset.act ?? ""}"]`) ?? element).focus({ preventScroll: true });
}

function waiting(exchange) {
  const turn = find("#waiting").content.firstElementChild.cloneNode(true);
  turn.id = `answer-A${exchange.number}`;
  turn.querySelector(".question").append(exchange.question);
  return turn;
}

/** Put an exchange on the page, or in the place of its earlier state. */
function show(exchange) {
  const turn = exchange.html ? piece(exchange.html) : waiting(exchange);
  put(find("#conversation .turns"), `answer-A${exchange.number}`, turn);
  put(find("#panel"), `sources-A${exchange.number}`, exchange.sources ? piece(exchange.sources) : null);
  if (exchange.problem && !turn.querySelector(".problem")) complain(turn, exchange.problem);
  showSources(exchange.number);
}

/** The sources of one answer beside it, those of the others out of the way. */
export function showSources(number) {
  for (const sources of document.querySelectorAll(".sources")) sources.hidden = sources.id !== `sources-A${number}`;
}

function complain(turn, sentence) {
  turn.querySelector(".busy")?.remove();
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.dir = "auto";
  problem.textContent = sentence;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "act";
  again.dataset.act = "again";
  again.textContent = "Ask again";
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(again);
  turn.querySelector(".answer").append(problem, ...(turn.querySelector(".actions") ? [] : [actions]));
}

function reveal(number) {
  requestAnimationFrame(() => document.getElementById(`answer-A${number}`)?.scrollIntoView({ block: "start", behavior: calm() }));
}

function showAll() {
  find("#conversation .turns").replaceChildren();
  find("#panel").replaceChildren();
  exchanges.forEach(show);
  find("#standing").innerHTML = current.standing ?? "";
  changed();
}

// --- asking ----------------------------------------------------------------------------------------------------------------------

/**
 * Ask a question once those before it are answered. `instead`: the exchange whose place it takes. `ignoring`: the turn that it asks
 * again without its window. `alone`: it leans on nothing. `literal`: no word of it is taken for a misspelt one. `filters`: those it is
 * asked with.
 */
export async function ask(question, { instead = null, ignoring = null, alone = false, literal = false, filters = null } = {}) {
  await arrival; // or the question would be none of the conversation that opens
  const number = instead?.number ?? (exchanges.at(-1)?.number ?? 0) + 1;
  const how = { ignoring, alone, literal, filters: filters ?? current.filters };
  const exchange = { id: instead?.id ?? begun().id, conversation: current.id, number, question, ...how, asked: Date.now() };
  exchange.state = "asked";
  if (running?.exchange.id === exchange.id && running.exchange.state !== "done") running.controller.abort("replaced");
  exchanges = [...exchanges.filter((one) => one.id !== exchange.id), exchange].sort((one, other) => one.number - other.number);
  current.name ||= question;
  current.filters = exchange.filters;
  current.changed = Date.now();
  current.visit = visit;
  sessionStorage[HERE] = current.id;
  show(exchange);
  reveal(number);
  changed();
  await Promise.all([keep(current), keepExchange(exchange)]);
  work();
}

/** Answer what waits, one after the other. */
async function work() {
  const exchange = exchanges.find((one) => one.state === "asked");
  if (running || !exchange) return;
  const { controller } = (running = { exchange, controller: new AbortController() });
  changed();
  try {
    for await (const step of asked(request(exchange), controller.signal)) {
      const { running: grows, ...told } = step;
      Object.assign(exchange, told);
      if (!grows) exchange.state = "done";
      if (isHere(exchange)) show(exchange);
    }
  } catch (error) {
    // An answer that is whole stays so, however its stream ends; whoever goes away finds the question waiting when he comes back.
    if (exchange.state === "done");
    else if (controller.signal.aborted && controller.signal.reason !== "stopped") exchange.state = "asked";
    else await end(exchange, controller.signal.aborted ? "Stopped." : error instanceof TypeError ? AWAY : `${error.message}`);
  }
  if (running?.exchange === exchange) running = null;
  if (isHere(exchange)) {
    if (exchange.state !== "asked") reveal(exchange.number);
    changed();
  }
  work(); // also where it is not here any more: what took its place may wait
  if ((await conversation(exchange.conversation)) && !isReplaced(exchange)) await keepExchange(exchange); // unless it was deleted meanwhile
}

const isHere = (exchange) => exchange.conversation === current.id && exchanges.includes(exchange);
const isReplaced = (exchange) => exchanges.some((one) => one.id === exchange.id && one !== exchange);

function request({ question, number, ignoring, alone, literal, filters }) {
  const before = exchanges.filter((one) => one.number < number && one.turn);
  const turns = before.slice(-LEANS_ON).map(({ turn }, at, all) => (at < all.length - WHOLE ? { ...turn, answer: "", citations: [] } : turn));
  return { question, number, ignoring, literal, filters, turns: alone ? [] : turns };
}

/** An answer that came to its end before it was whole: what there is of it stays, and says so. */
async function end(exchange, problem) {
  exchange.state = "stopped";
  exchange.problem = problem;
  try {
    const [shown] = (await reopened([exchange])).turns;
    Object.assign(exchange, shown);
  } catch {
    // As it came, then; the sentence is put under it.
  }
  if (isHere(exchange)) show(exchange);
}

const reopened = async (some) =>
  JSON.parse(await posted("dateline/reopened", some.map(({ number, question, answer, problem }) => ({ number, question, answer, problem }))));

const posted = (address, body) =>
  fetched(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Stop the answer that is coming. */
export const stop = () => running?.controller.abort("stopped");
export const isRunning = () => running !== null && isHere(running.exchange);

// --- going to another conversation ----------------------------------------------------------------------------------------------

/** Leave the open conversation for a new one. */
export function startAnew() {
  moves += 1;
  running?.controller.abort("left");
  running = null;
  current = begun();
  exchanges = [];
  delete sessionStorage[HERE];
  showAll();
}

/** Make a kept conversation the open one; false where there is none, or where another was gone to meanwhile. */
async function take(id) {
  const move = ++moves;
  const [held, several] = await Promise.all([conversation(id), exchangesOf(id)]);
  if (!held || move !== moves) return false;
  if (running && running.exchange.conversation !== id) {
    running.controller.abort("left");
    running = null;
  }
  current = held;
  exchanges = several.map((one) => (one.id === running?.exchange.id ? running.exchange : one)); // the one that is growing goes on
  sessionStorage[HERE] = id;
  return true;
}

/** Open a kept conversation; on another visit than its last, each quotation is looked up in the archive first. */
export async function openKept(id) {
  const taken = take(id);
  arrival = taken.catch(() => null);
  if (!(await taken)) return false;
  // Two tabs that went on with the same conversation have both counted on from where it was.
  const isCounted = exchanges.every((one, at) => one.number === at + 1);
  if (!isCounted) exchanges.forEach((one, at) => (one.number = at + 1));
  showAll();
  if (exchanges.length) reveal(exchanges.at(-1).number);
  if (current.visit !== visit || !isCounted) await lookUp();
  work();
  return true;
}

async function lookUp() {
  const [opened, held] = [current, exchanges.filter((one) => one.state === "done" || one.state === "stopped")];
  let told;
  try {
    told = await reopened(held);
  } catch {
    return; // shown as they were kept, and looked up the next time
  }
  if (opened !== current) return; // another conversation was opened meanwhile
  const isOther = held.some((one, at) => one.html !== told.turns[at].html || one.sources !== told.turns[at].sources);
  held.forEach((one, at) => Object.assign(one, told.turns[at]));
  current.standing = told.said;
  current.visit = visit;
  const at = find("#talk").scrollTop;
  if (isOther) showAll();
  else find("#standing").innerHTML = told.said;
  find("#talk").scrollTop = at;
  await Promise.all([keep(current), ...held.filter(isHere).map(keepExchange)]);
}

/** Forget a kept conversation. */
export async function remove(id) {
  await forget(id);
  if (id === current.id) startAnew();
  changed();
}

/** Give a kept conversation another name. */
export async function rename(id, name) {
  const held = id === current.id ? current : await conversation(id);
  held.name = name;
  await keep(held);
  changed();
}

/** Set the filters of the open conversation. */
export function limit(filters) {
  current.filters = filters;
  if (exchanges.length) keep(current);
  changed();
}

/** The exchanges of a conversation as a file: { name, type, text, said }. */
export async function exported(form, id = current.id) {
  const some = id === current.id ? exchanges : await exchangesOf(id);
  const whole = some.map(({ number, question, answer, problem }) => ({ number, question, answer, problem }));
  return JSON.parse(await posted(`dateline/export/${form}`, whole));
}

// --- beginning ---------------------------------------------------------------------------------------------------------------------

/** `#a=3`: the third answer; `#c=ID&a=3`: of that conversation of this browser. */
async function follow() {
  const named = new URLSearchParams(location.hash.slice(1));
  const id = named.get("c");
  if (id && id !== current.id) await openKept(id);
  const answer = Number(named.get("a"));
  if (!answer) return;
  if (place().show !== "ask") go({ show: "ask" }, { replace: true });
  showSources(answer);
  reveal(answer);
}

/** The address of one answer, for this browser. */
export const addressOf = (number) => `${location.origin}${location.pathname}#c=${current.id}&a=${number}`;

/** Show what this tab had open, and go on where it was left. */
export async function begin() {
  const id = sessionStorage[HERE];
  if (!id || !(await openKept(id))) showAll();
  await follow();
  addEventListener("hashchange", follow);
}

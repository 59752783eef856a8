// Conversations as this browser keeps them, in IndexedDB: of each its name and filters in one store, its exchanges in another.
// The server keeps none. Where the browser gives no storage, they last as long as the page.

const DATABASE = "dateline";
const memory = { conversations: new Map(), exchanges: new Map() };

const opened = new Promise((resolve) => {
  try {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("conversations", { keyPath: "id" });
      asked.result.createObjectStore("exchanges", { keyPath: "id" }).createIndex("conversation", "conversation");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

const done = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

async function put(store, value) {
  memory[store].set(value.id, value);
  const database = await opened;
  if (database) await done(database.transaction(store, "readwrite").objectStore(store).put(value)).catch(() => null);
}

async function drop(store, id) {
  memory[store].delete(id);
  const database = await opened;
  if (database) await done(database.transaction(store, "readwrite").objectStore(store).delete(id));
}

/** A new conversation of this browser, not kept yet. */
export const begun = () => ({ id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, name: "", begun: Date.now(), changed: Date.now(), filters: {} });

/** All conversations, the one that was last added to first. */
export async function all() {
  const database = await opened;
  const held = database ? await done(database.transaction("conversations").objectStore("conversations").getAll()) : [...memory.conversations.values()];
  return held.sort((one, other) => other.changed - one.changed);
}

/** The conversation of that id, undefined where this browser holds none. */
export async function conversation(id) {
  const database = await opened;
  return database ? done(database.transaction("conversations").objectStore("conversations").get(id)) : memory.conversations.get(id);
}

/** The exchanges of a conversation, oldest first. */
export async function exchangesOf(id) {
  const database = await opened;
  const held = database
    ? await done(database.transaction("exchanges").objectStore("exchanges").index("conversation").getAll(id))
    : [...memory.exchanges.values()].filter((one) => one.conversation === id);
  return held.sort((one, other) => one.number - other.number || one.asked - other.asked);
}

export const keep = (conversation) => put("conversations", conversation);
export const keepExchange = (exchange) => put("exchanges", exchange);

/** Delete a conversation with all that it holds. */
export async function forget(id) {
  for (const exchange of await exchangesOf(id)) await drop("exchanges", exchange.id);
  await drop("conversations", id);
}

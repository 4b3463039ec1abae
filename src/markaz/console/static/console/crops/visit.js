// Visits kept on the device in IndexedDB, sent when there is signal, struck off when acknowledged.
const form = document.querySelector("#visit");
const trouble = document.querySelector("[data-trouble]");
const list = document.querySelector("[data-entries-list]");
const told = form.dataset;
let known = new Map();

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("markaz-visits", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("entries", { keyPath: "entry" });
    asked.result.createObjectStore("facts");
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const store = async (name, mode = "readonly") => (await opened).transaction(name, mode).objectStore(name);
const entries = async () => answer((await store("entries")).getAll());
const put = async (entry) => answer((await store("entries", "readwrite")).put(entry));

async function device() {
  const held = await answer((await store("facts")).get("device"));
  if (held) return held;
  const made = crypto.randomUUID();
  await answer((await store("facts", "readwrite")).put(made, "device"));
  return made;
}

function say(sentence) {
  trouble.textContent = sentence;
  trouble.hidden = !sentence;
}

const count = new Intl.NumberFormat(document.documentElement.lang === "ur" ? "ur-u-nu-arabext" : "en").format;

async function show(held) {
  const all = await entries();
  const waiting = all.filter((one) => !one.acknowledged);
  document.querySelector("[data-entered]").textContent = count(all.length);
  document.querySelector("[data-waiting]").textContent = count(waiting.length);
  document.querySelector("[data-held]").textContent = count(held ?? all.length - waiting.length);
  document.querySelector("[data-nothing]").hidden = all.length > 0;
  list.replaceChildren(
    ...all.map((one) => {
      const line = document.createElement("li");
      const state = one.refused ?? (one.acknowledged ? list.dataset.sent : list.dataset.waits);
      line.textContent = `${one.visited_on} · ${one.label} · ${state}`;
      return line;
    }),
  );
}

async function send() {
  const waiting = (await entries()).filter((one) => !one.acknowledged && !one.refused).slice(0, 200);
  const body = JSON.stringify({ device: await device(), entries: waiting });
  const token = form.elements.csrfmiddlewaretoken.value;
  let response;
  try {
    response = await fetch(told.entries, { method: "POST", body, headers: { "X-CSRFToken": token } });
  } catch {
    return show(); // no signal: everything stays where it is
  }
  if (response.redirected || response.status === 403) {
    say(told.signIn);
    return show();
  }
  const said = await response.json();
  say(said.error ?? "");
  const acknowledged = new Set(said.acknowledged ?? []);
  for (const one of waiting) {
    if (acknowledged.has(one.entry)) await put({ ...one, acknowledged: true });
    if (said.refused?.[one.entry]) await put({ ...one, refused: said.refused[one.entry] });
  }
  return show(said.held);
}

async function learn() {
  try {
    const response = await fetch(told.fields);
    if (response.redirected) return say(told.signIn);
    const said = await response.json();
    known = new Map(said.fields.map((one) => [`${one.label} (${one.agency}, ${one.name})`, one]));
  } catch {
    return undefined; // the worker had no list either: nothing was ever loaded here
  }
  const options = [...known.keys()].map((label) => Object.assign(document.createElement("option"), { value: label }));
  return document.querySelector("#fields").replaceChildren(...options);
}

const here = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({});
    const found = ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude });
    return navigator.geolocation.getCurrentPosition(found, () => resolve({}), { timeout: 3000 });
  });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = Object.fromEntries(new FormData(form));
  const field = known.get(said.field);
  if (!field) return say(told.noField);
  say("");
  delete said.csrfmiddlewaretoken;
  await put({ ...said, ...(await here()), field: field.name, label: field.label, entry: crypto.randomUUID() });
  for (const name of ["field", "area", "remark"]) form.elements[name].value = "";
  await show();
  return send();
});
document.querySelector("[data-send]").addEventListener("click", send);
window.addEventListener("online", send);
form.elements.visited_on.valueAsDate = new Date();
navigator.serviceWorker?.register(told.worker, { scope: told.scope });
learn().then(() => show()).then(send);

// The viewer of a scan: buttons, sliders and keys above one pane for each view, or one for the slices.
import { Pane } from "./pane.js";
import { Picture } from "./picture.js";

const root = document.getElementById("viewer");
const tools = { channel: "low", level: 0.5, width: 1, invert: false, edges: false, marks: true, ruling: false, read };
const begun = performance.now();
const START = { level: 0.5, width: 1 };
const PAN = 60, STEP = 0.05, ZOOM = 1.25;
// The address stands there for a part called x.
const base = root.dataset.pictures.slice(0, -2);
const views = JSON.parse(root.dataset.views);
const slices = JSON.parse(root.dataset.slices);
const panes = [...root.querySelectorAll("canvas")].map((canvas, n) => {
  const view = slices.count ? { number: 1, ...slices } : views[n];
  const picture = new Picture(base, view, { slices: Boolean(slices.count) });
  Object.assign(picture, { spacing: view.spacing, measured: view.measured });
  return new Pane(canvas, picture, tools);
});
const said = root.querySelector("[data-read]");
const slider = root.querySelector("[data-slice]");

let seen = false;

async function draw() {
  const channel = slices.count ? `slice-${slider.value}` : tools.channel;
  // One after the other: the first view need not wait for the second.
  for (const pane of panes) {
    await pane.picture.draw(channel, tools);
    pane.paintNow();
    root.dataset.began ??= Math.round(begun);
    root.dataset.drawn ??= Math.round(performance.now());
  }
  if (!seen) {
    seen = true;
    setTimeout(after, 0);
  }
}

// What the officer does not wait for: the marks, and the numbers under the pointer.
async function after() {
  if (root.dataset.marks) {
    const answer = await fetch(root.dataset.marks);
    const { marks } = answer.ok ? await answer.json() : { marks: [] };
    panes.forEach((pane) => {
      pane.marks = marks.filter((mark) => mark.view === pane.picture.number);
      pane.paint();
    });
    root.dataset.marked = marks.length;
  }
  if (slices.count) ahead();
  else for (const pane of panes.filter(({ picture }) => picture.measured)) for (const name of ["zeff", "density", "material"]) await pane.picture.part(name);
}

function ahead() {
  const next = Math.min(Number(slider.value) + 1, slices.count - 1);
  panes[0].picture.part(`slice-${next}`);
}

async function read(pane, [x, y]) {
  const { picture } = pane;
  if (!picture.measured || !root.dataset.drawn) return;
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return void (said.textContent = "");
  const [zeff, density] = await Promise.all([picture.part("zeff"), picture.part("density")]);
  const at = y * picture.width + x;
  said.textContent = zeff[at] ? `Zeff ${(zeff[at] / 1000).toFixed(1)} · ${(density[at] / 1000).toFixed(1)} g/cm²` : "";
}

function show() {
  root.querySelectorAll("[data-channel]").forEach((one) => one.setAttribute("aria-pressed", one.dataset.channel === tools.channel));
  root.querySelectorAll("[data-toggle]").forEach((one) => one.setAttribute("aria-pressed", Boolean(tools[one.dataset.toggle])));
  root.querySelectorAll("[data-range]").forEach((one) => { one.value = tools[one.dataset.range]; });
  root.querySelectorAll("[data-legend]").forEach((one) => { one.hidden = one.dataset.legend !== tools.channel; });
  root.classList.toggle("ruling", tools.ruling);
}

let waiting = false;
function redraw() {
  show();
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; draw(); });
}

const deeds = {
  fit: () => panes.forEach((pane) => pane.fit()),
  in: () => panes.forEach((pane) => pane.zoom(ZOOM)),
  out: () => panes.forEach((pane) => pane.zoom(1 / ZOOM)),
  reset: () => { Object.assign(tools, START, { invert: false, edges: false }); deeds.fit(); redraw(); },
  both: () => { root.classList.toggle("one"); panes.forEach((pane) => pane.paint()); },
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { channel, toggle, deed } = button.dataset;
  if (channel) tools.channel = channel;
  if (toggle) {
    tools[toggle] = !tools[toggle];
    if (toggle === "ruling" && !tools.ruling) panes.forEach((pane) => { pane.ruler = null; });
  }
  if (deed) deeds[deed]();
  else redraw();
});
root.addEventListener("input", (event) => {
  if (event.target.dataset.range) tools[event.target.dataset.range] = Number(event.target.value);
  if (event.target === slider) ahead();
  redraw();
});

const keys = {
  ArrowLeft: () => panes.forEach((pane) => pane.pan(PAN, 0)),
  ArrowRight: () => panes.forEach((pane) => pane.pan(-PAN, 0)),
  ArrowUp: () => panes.forEach((pane) => pane.pan(0, PAN)),
  ArrowDown: () => panes.forEach((pane) => pane.pan(0, -PAN)),
  "+": deeds.in, "=": deeds.in, "-": deeds.out, 0: deeds.fit,
  "[": () => turn("level", -STEP), "]": () => turn("level", STEP),
  ",": () => turn("width", -STEP), ".": () => turn("width", STEP),
  PageUp: () => slice(-1), PageDown: () => slice(1),
};

function turn(which, by) {
  tools[which] = Math.min(1, Math.max(which === "width" ? STEP : 0, tools[which] + by));
  redraw();
}

function slice(by) {
  if (!slices.count) return;
  slider.value = Number(slider.value) + by;
  ahead();
  redraw();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=range]):not([type=radio]), select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  if (event.target.matches("input") && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  keys[event.key]();
});

show();
draw();

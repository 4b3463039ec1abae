// Drawing a field on the map: each press sets a corner, which is written below as it would be typed.
const M_PER_DEGREE = 111320;
const box = document.querySelector(".draw");
const svg = box.querySelector("svg");
const drawn = box.querySelector("[data-drawn]");
const corners = document.querySelector("#corners");
const whole = svg.viewBox.baseVal;
const [width, height] = [whole.width, whole.height];
const [latitude, longitude, perMetre] = ["latitude", "longitude", "perMetre"].map((name) => Number(box.dataset[name]));
const across = Math.cos((latitude * Math.PI) / 180) * M_PER_DEGREE * perMetre;

const places = () =>
  corners.value.split("\n").map((line) => line.split(/[,،]/).map(Number)).filter((one) => one.length === 2 && one.every(Number.isFinite));
const at = ([north, east]) => [width / 2 + (east - longitude) * across, height / 2 - (north - latitude) * M_PER_DEGREE * perMetre];
const place = (x, y) => [latitude - (y - height / 2) / (M_PER_DEGREE * perMetre), longitude + (x - width / 2) / across];

function draw() {
  const ring = places().map(at);
  const dots = ring.map(([x, y]) => {
    const r = whole.width / 200;
    return `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;
  });
  drawn.setAttribute("d", (ring.length > 1 ? `M${ring.join("L")}Z` : "") + dots.join(""));
}

function zoom(by) {
  const wide = Math.min(width, Math.max(width / 20000, whole.width * by));
  const high = (wide * height) / width;
  const last = places().map(at).pop() ?? [whole.x + whole.width / 2, whole.y + whole.height / 2];
  const inside = last[0] > whole.x && last[0] < whole.x + whole.width && last[1] > whole.y && last[1] < whole.y + whole.height;
  const [x, y] = inside ? last : [whole.x + whole.width / 2, whole.y + whole.height / 2];
  svg.setAttribute("viewBox", [x - wide / 2, y - high / 2, wide, high].join(" "));
  draw();
}

let pressed = null;
const on = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
svg.addEventListener("pointerdown", (event) => {
  pressed = { start: on(event), x: whole.x, y: whole.y, moved: false };
  svg.setPointerCapture(event.pointerId);
});
svg.addEventListener("pointermove", (event) => {
  if (!pressed) return;
  const here = on(event);
  const [dx, dy] = [here.x - pressed.start.x, here.y - pressed.start.y];
  if (pressed.moved || Math.hypot(dx, dy) > whole.width / 80) {
    pressed.moved = true;
    svg.setAttribute("viewBox", [whole.x - dx, whole.y - dy, whole.width, whole.height].join(" "));
  }
});
svg.addEventListener("pointerup", (event) => {
  const moved = pressed?.moved;
  pressed = null;
  if (moved) return;
  const here = on(event);
  const line = place(here.x, here.y).map((one) => one.toFixed(6)).join(", ");
  corners.value = `${corners.value.trimEnd()}\n${line}`.trimStart();
  draw();
});
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.25 : 0.8);
}, { passive: false });
const deeds = {
  in: () => zoom(0.5),
  out: () => zoom(2),
  undo: () => {
    corners.value = corners.value.trimEnd().split("\n").slice(0, -1).join("\n");
    draw();
  },
};
box.addEventListener("click", (event) => deeds[event.target.dataset.do]?.());
svg.addEventListener("keydown", (event) => {
  if (event.key === "+") zoom(0.5);
  if (event.key === "-") zoom(2);
});
corners.addEventListener("input", draw);
draw();

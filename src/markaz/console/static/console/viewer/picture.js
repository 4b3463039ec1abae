// The numbers of a picture and how they become grey or colour: 16 bits in, one table look-up for each point out.

const FULL = 65535;
// What lets a four-hundredth of the beam through is black, the open beam white.
const DARKEST = 6;
const CT_FULL = 4095;
// Organic orange, mixed green, metal blue, as machines show them; not inspected is violet.
const MATERIALS = [[255, 255, 255], [232, 128, 28], [64, 160, 72], [42, 108, 196], [150, 30, 140]];
const ZEFF_LOW = 5000, ZEFF_HIGH = 16000;
const STOPS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];

async function words(url, bytes) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const buffer = await answer.arrayBuffer();
  return bytes === 1 ? new Uint8Array(buffer) : new Uint16Array(buffer);
}

function table(shade) {
  const made = new Uint16Array(FULL + 1);
  for (let value = 0; value <= FULL; value++) made[value] = Math.round(FULL * Math.min(1, Math.max(0, shade(value))));
  return made;
}

const SHADES = {
  transmission: (value) => 1 + Math.log(Math.max(value, 1) / FULL) / DARKEST,
  ct: (value) => value / CT_FULL,
};
const tables = new Map();

function shadesOf(name) {
  if (!tables.has(name)) tables.set(name, table(SHADES[name]));
  return tables.get(name);
}

function sharpened(grey, width, height) {
  const made = new Uint16Array(grey);
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1, end = (row + 1) * width - 1; at < end; at++) {
      const around = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width];
      const value = 3 * grey[at] - around / 2;
      made[at] = value < 0 ? 0 : value > FULL ? FULL : value;
    }
  }
  return made;
}

function ramp(share) {
  const place = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1);
  const low = Math.min(Math.floor(place), STOPS.length - 2);
  return STOPS[low].map((one, n) => one + (STOPS[low + 1][n] - one) * (place - low));
}

export class Picture {
  #parts = new Map();
  #greys = new Map();

  constructor(base, view, { slices = false } = {}) {
    Object.assign(this, { base, slices, number: view.number, width: view.width, height: view.height });
    this.canvas = document.createElement("canvas");
    this.canvas.width = view.width;
    this.canvas.height = view.height;
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.image = this.context.createImageData(view.width, view.height);
    this.points = new Uint32Array(this.image.data.buffer);
  }

  // One part of the picture as numbers; it is asked for once.
  part(name) {
    if (!this.#parts.has(name)) {
      const asked = words(`${this.base}${this.slices ? name : `${this.number}-${name}`}/`, name === "material" ? 1 : 2);
      asked.catch(() => this.#parts.delete(name));
      this.#parts.set(name, asked);
    }
    return this.#parts.get(name);
  }

  // The shades of a part, black 0 to white 65535, edges raised where that is asked.
  async #grey(name, edges) {
    const key = `${name}${edges ? "+" : ""}`;
    if (!this.#greys.has(key)) {
      const values = await this.part(name);
      const shades = shadesOf(this.slices ? "ct" : "transmission");
      const plain = new Uint16Array(values.length);
      for (let at = 0; at < values.length; at++) plain[at] = shades[values[at]];
      // Slices are many: only the last one's shades are kept.
      if (this.slices) this.#greys.clear();
      this.#greys.set(key, edges ? sharpened(plain, this.width, this.height) : plain);
    }
    return this.#greys.get(key);
  }

  async draw(channel, { level, width, invert, edges }) {
    const grey = await this.#grey(channel === "material" || channel === "zeff" ? "low" : channel, edges);
    const shade = new Uint8Array(FULL + 1);
    const low = (level - width / 2) * FULL, span = Math.max(width * FULL, 1);
    for (let value = 0; value <= FULL; value++) {
      const bright = Math.min(255, Math.max(0, ((value - low) / span) * 255));
      shade[value] = invert ? 255 - bright : bright;
    }
    if (channel === "material") this.#colour(grey, shade, await this.part("material"));
    else if (channel === "zeff") this.#numbers(grey, shade, await this.part("zeff"));
    else this.#plain(grey, shade);
    this.context.putImageData(this.image, 0, 0);
  }

  #plain(grey, shade) {
    const greys = new Uint32Array(256);
    for (let n = 0; n < 256; n++) greys[n] = 0xff000000 | (n << 16) | (n << 8) | n;
    for (let at = 0; at < grey.length; at++) this.points[at] = greys[shade[grey[at]]];
  }

  #colour(grey, shade, codes) {
    const colours = MATERIALS.map((colour) => {
      const made = new Uint32Array(256);
      for (let n = 0; n < 256; n++) made[n] = mixed(colour, n / 255);
      return made;
    });
    for (let at = 0; at < grey.length; at++) this.points[at] = colours[codes[at]][shade[grey[at]]];
  }

  #numbers(grey, shade, values) {
    const colours = new Uint32Array(256);
    for (let n = 0; n < 256; n++) colours[n] = mixed(ramp(n / 255), 0.25);
    const greys = new Uint32Array(256);
    for (let n = 0; n < 256; n++) greys[n] = mixed([255, 255, 255], n / 255);
    const span = ZEFF_HIGH - ZEFF_LOW;
    for (let at = 0; at < grey.length; at++) {
      const share = (values[at] - ZEFF_LOW) / span;
      this.points[at] = values[at] ? colours[share <= 0 ? 0 : share >= 1 ? 255 : (share * 255) | 0] : greys[shade[grey[at]]];
    }
  }
}

// A colour between its dark half and white, as bright as the point is.
function mixed(colour, bright) {
  const [red, green, blue] = colour.map((one) => {
    const dark = one * 0.25;
    return Math.round(bright < 0.5 ? dark + (one - dark) * bright * 2 : one + (255 - one) * (bright - 0.5) * 2);
  });
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

// One view on the page: moved, enlarged, measured, with the marks above it.

const MOST = 16, LEAST = 0.1, STEP = 1.25;
const MARK = "#d8361e", UNSEEN = "#96208c", RULER = "#0b6efd";

export class Pane {
  #asked = false;
  #drag = null;

  constructor(canvas, picture, tools) {
    Object.assign(this, { canvas, picture, tools, scale: 1, x: 0, y: 0, marks: [], ruler: null });
    this.context = canvas.getContext("2d", { alpha: false });
    new ResizeObserver(() => this.#resize()).observe(canvas);
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", () => { this.#drag = null; });
    canvas.addEventListener("pointercancel", () => { this.#drag = null; });
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#resize();
  }

  // The whole picture, in the middle.
  fit() {
    const { width, height } = this.canvas;
    this.scale = Math.min(width / this.picture.width, height / this.picture.height);
    this.x = (width - this.picture.width * this.scale) / 2;
    this.y = (height - this.picture.height * this.scale) / 2;
    this.fitted = true;
    this.paint();
  }

  zoom(factor, x = this.canvas.width / 2, y = this.canvas.height / 2) {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.paint();
  }

  pan(x, y) {
    this.x += x;
    this.y += y;
    this.fitted = false;
    this.paint();
  }

  paint() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => { this.#asked = false; this.paintNow(); });
  }

  paintNow() {
    const { context, scale } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#101413";
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(scale, 0, 0, scale, this.x, this.y);
    context.imageSmoothingEnabled = scale < 1;
    context.drawImage(this.picture.canvas, 0, 0);
    if (this.tools.marks) this.#paintMarks();
    if (this.ruler) this.#paintRuler();
  }

  #paintMarks() {
    const { context } = this, ratio = window.devicePixelRatio || 1, line = (2 * ratio) / this.scale;
    this.marks.forEach((mark) => {
      context.beginPath();
      mark.polygon.forEach(([x, y], n) => (n ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.closePath();
      context.strokeStyle = mark.projected ? RULER : mark.not_inspected ? UNSEEN : MARK;
      context.setLineDash(mark.not_inspected ? [3 * line, 2 * line] : []);
      context.lineWidth = line;
      context.stroke();
      context.setLineDash([]);
      if (mark.number) this.#label(String(mark.number), ...mark.polygon[0], context.strokeStyle);
    });
  }

  #paintRuler() {
    const { context } = this, [[x1, y1], [x2, y2]] = this.ruler;
    const ratio = window.devicePixelRatio || 1;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.strokeStyle = RULER;
    context.lineWidth = (2 * ratio) / this.scale;
    context.stroke();
    const { spacing } = this.picture;
    const far = Math.hypot((x2 - x1) * spacing[1], (y2 - y1) * spacing[0]);
    this.#label(`${far.toFixed(far < 100 ? 1 : 0)} mm`, x2, y2, RULER);
  }

  #label(text, x, y, colour) {
    const { context } = this, ratio = window.devicePixelRatio || 1, size = (13 * ratio) / this.scale;
    context.font = `600 ${size}px sans-serif`;
    const width = context.measureText(text).width + size * 0.7;
    context.fillStyle = colour;
    context.fillRect(x, y - size * 1.35, width, size * 1.35);
    context.fillStyle = "#fff";
    context.fillText(text, x + size * 0.35, y - size * 0.32);
  }

  #at(event) {
    const ratio = this.canvas.width / this.canvas.clientWidth;
    return [event.offsetX * ratio, event.offsetY * ratio];
  }

  #onPicture([x, y]) {
    return [(x - this.x) / this.scale, (y - this.y) / this.scale];
  }

  #down(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.#drag = this.#at(event);
    if (this.tools.ruling) this.ruler = [this.#onPicture(this.#drag), this.#onPicture(this.#drag)];
  }

  #move(event) {
    const here = this.#at(event);
    this.tools.read(this, this.#onPicture(here).map(Math.floor));
    if (!this.#drag) return;
    if (this.tools.ruling) {
      this.ruler[1] = this.#onPicture(here);
      this.paint();
    } else this.pan(here[0] - this.#drag[0], here[1] - this.#drag[1]);
    this.#drag = here;
  }

  #wheel(event) {
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, ...this.#at(event));
  }

  #resize() {
    const ratio = window.devicePixelRatio || 1, { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth) return;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    if (this.fitted ?? true) this.fit();
    else this.paint();
  }
}

// The line between the picture before and the one after, moved by mouse, finger or arrow keys.
for (const slider of document.querySelectorAll(".slider")) {
  const [later, edge] = ["[data-later]", "[data-edge]"].map((name) => slider.querySelector(name));
  const width = slider.querySelector("svg").viewBox.baseVal.width;
  const move = (event) => {
    const x = (width * event.target.value) / 100;
    later.setAttribute("x", x);
    edge.setAttribute("x1", x);
    edge.setAttribute("x2", x);
  };
  slider.querySelector("input").addEventListener("input", move);
}

// Building elements without a framework: `el("button", {class: "x", onclick: f}, "text", child)`.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// The whole text of a node. Writing one that is already there would cost a layout, and most of a frame's are; reading
// it to find out is dear too, so the last one is kept on the node.
export function setText(node, text) {
  if (node.text_ === text) return;
  node.text_ = text;
  const { firstChild } = node;
  if (firstChild instanceof Text && firstChild === node.lastChild) firstChild.data = text;
  else node.textContent = text;
}

export function setHidden(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

// Asked for once: a new query each time costs more than what it decides.
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
export const wantsLessMotion = () => lessMotion.matches;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Building elements without a framework: `el("button", {class: "x", onclick: f}, "text", child)`.

/** @import { Attributes } from "../types.js" */

// biome-ignore lint/style/noRestrictedGlobals: it makes elements, which stand on no page yet.
const maker = () => document;

/** @type {<Tag extends keyof HTMLElementTagNameMap>
 *    (tag: Tag, attributes?: Attributes, ...children: (Node | string)[]) => HTMLElementTagNameMap[Tag]} */
export function el(tag, attributes = {}, ...children) {
  return fill(maker().createElement(tag), attributes, children);
}

/** @type {<Tag extends keyof SVGElementTagNameMap>
 *    (tag: Tag, attributes?: Attributes, ...children: (Node | string)[]) => SVGElementTagNameMap[Tag]} */
export function svg(tag, attributes = {}, ...children) {
  return fill(maker().createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// The whole text of a node. Writing one that is already there would cost a layout, and most of a frame's are; reading
// it to find out is dear too, so the last one is kept on the node.
/** @type {(node: Element, text: string) => void} */
export function setText(node, text) {
  if (node.text_ === text) return;
  node.text_ = text;
  const { firstChild } = node;
  if (firstChild instanceof Text && firstChild === node.lastChild) firstChild.data = text;
  else node.textContent = text;
}

/** @type {(node: HTMLElement, hidden: boolean) => void} */
export function setHidden(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

// Asked for once: a new query each time costs more than what it decides.
/** @type {MediaQueryList | null} */
let lessMotion = null;
export function wantsLessMotion() {
  lessMotion ??= matchMedia("(prefers-reduced-motion: reduce)");
  return lessMotion.matches;
}

// The clipboard is open to pages on https and localhost only; elsewhere a selected text is copied the old way.
/** @type {(text: string, node: Element) => Promise<void>} */
export async function copyText(text, node) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea");
    area.value = text;
    // Where it is scrolled to already.
    Object.assign(area.style, { position: "fixed", top: 0 });
    node.append(area);
    area.select();
    node.ownerDocument.execCommand("copy");
    area.remove();
  }
}

// A name that no other element of the page has, for one that others name.
let made = 0;
/** @type {(name: string) => string} */
export const newId = (name) => `${name}-${++made}`;

/** @type {<Made extends Element>(node: Made, attributes: Attributes, children: (Node | string)[]) => Made} */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

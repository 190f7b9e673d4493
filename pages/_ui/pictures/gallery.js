// Pictures beside one another, with one lens over all: where it lies on one it lies on each, at the same share of
// height and width. It follows the pointer, stays where a finger was, and heeds the arrow keys once the pictures have the
// focus.

/**
 * What gallery.py tells of a picture, and of them all.
 * @typedef {{ title: string, caption: string, alt: string, src: string, width: number, height: number,
 *   link: { href: string, text: string } | null }} Told
 * @typedef {{ figures: Told[], hint: string, lens: boolean, least: number, lang: string }} Data
 */
/** What Streamlit hands over. @typedef {{ parentElement: ParentNode, data: Data }} Component */
/** A picture on the page. @typedef {{ node: HTMLElement, image: HTMLImageElement, lens: HTMLElement,
 *   width: number, height: number }} Figure */
/** Where the lens lies, as shares of what is left of it and above. @typedef {[left: number, top: number]} Place */
/** @typedef {{ at: Place | null, largest: number, figures: Figure[], lens: boolean, text: string }} Stand */

const LENS_PX = 132;
const STEP = 0.02;
// One pixel of the largest picture, in the lens.
const ZOOM = 6;
/** @type {Partial<Record<string, Place>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @type {WeakMap<Element, Stand>} */
const stands = new WeakMap();
let isMended = false;

/** @param {Component} component */
export default function show({ parentElement, data }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".gallery"));
  document.documentElement.lang = data.lang;
  mendPage();
  const stand = stands.get(root) ?? attend(root);
  stands.set(root, stand);
  draw(root, stand, data);
  return () => stands.delete(root);
}

// What Streamlit's page around it gets wrong for screen readers is mended as where a stage stands:
// assets/stage/hosts/streamlit_page.js.
async function mendPage() {
  if (isMended) return;
  isMended = true;
  try {
    const { unlist } = await import(new URL("stage/hosts/streamlit_page.js", document.baseURI).href);
    unlist();
    addEventListener("resize", unlist);
  } catch (error) {
    console.warn(error);
    isMended = false;
  }
}

/** @type {(root: HTMLElement) => Stand} */
function attend(root) {
  /** @type {Stand} */
  const stand = { at: null, largest: 1, figures: [], lens: false, text: "" };
  root.addEventListener("pointermove", (event) => follow(stand, event));
  root.addEventListener("pointerdown", (event) => follow(stand, event));
  // A finger that is lifted leaves: what it pointed at is looked at then.
  root.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && place(stand, null));
  root.addEventListener("blur", () => place(stand, null));
  root.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (event.key === "Escape") place(stand, null);
    if (!arrow || event.target !== root || !stand.lens) return;
    event.preventDefault();
    const [left, top] = stand.at ?? [0.5, 0.5];
    place(stand, [share(left + arrow[0] * STEP), share(top + arrow[1] * STEP)]);
  });
  return stand;
}

/** @type {(root: HTMLElement, stand: Stand, data: Data) => void} */
function draw(root, stand, data) {
  const text = JSON.stringify(data);
  if (stand.text === text) return;
  stand.text = text;
  stand.lens = data.lens;
  stand.largest = Math.max(...data.figures.map((one) => one.width));
  root.style.setProperty("--least", `${data.least}px`);
  root.tabIndex = data.lens ? 0 : -1;
  root.ariaLabel = data.hint || null;
  stand.figures = data.figures.map((one) => figure(one, data));
  root.replaceChildren(...stand.figures.map((one) => one.node), element("p", data.hint));
  place(stand, stand.at);
}

/** @type {(one: Told, data: Data) => Figure} */
function figure(one, data) {
  const node = element("figure");
  const said = element("figcaption");
  said.append(element("strong", one.title));
  if (one.caption) said.append(element("span", one.caption));
  if (one.link?.href.startsWith("./?")) {
    const link = element("a", one.link.text);
    link.href = one.link.href;
    said.append(link);
  }
  const frame = element("div");
  frame.className = "frame";
  const { src, alt, width, height } = one;
  const image = Object.assign(element("img"), { src, alt, width, height });
  // Enlarged, its pixels stay pixels; made smaller, they are blended.
  image.classList.toggle("small", width < data.least);
  const lens = element("div");
  lens.className = "lens";
  lens.hidden = true;
  lens.style.backgroundImage = `url("${src}")`;
  frame.append(image, lens);
  node.append(said, frame);
  return { node, image, lens, width, height };
}

/** @type {<Name extends keyof HTMLElementTagNameMap>(name: Name, text?: string) => HTMLElementTagNameMap[Name]} */
function element(name, text = "") {
  return Object.assign(document.createElement(name), { textContent: text });
}

/** @param {number} value */
function share(value) {
  return Math.min(1, Math.max(0, value));
}

/** @type {(stand: Stand, event: PointerEvent) => void} */
function follow(stand, event) {
  const over = stand.figures.find((one) => event.composedPath().includes(one.image));
  if (!over || !stand.lens) {
    place(stand, null);
    return;
  }
  const box = over.image.getBoundingClientRect();
  place(stand, [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)]);
}

/** @type {(stand: Stand, at: Place | null) => void} */
function place(stand, at) {
  stand.at = at;
  for (const { image, lens, width, height } of stand.figures) {
    lens.hidden = !at;
    if (!at) continue;
    const zoom = (ZOOM * stand.largest) / width;
    const [left, top] = at;
    const side = Math.min(LENS_PX, image.clientWidth / 2, image.clientHeight / 2);
    Object.assign(lens.style, {
      width: `${side}px`,
      height: `${side}px`,
      left: `${left * (image.clientWidth - side)}px`,
      top: `${top * (image.clientHeight - side)}px`,
      backgroundSize: `${width * zoom}px ${height * zoom}px`,
      backgroundPosition: `${-(left * (width * zoom - side))}px ${-(top * (height * zoom - side))}px`,
    });
  }
}

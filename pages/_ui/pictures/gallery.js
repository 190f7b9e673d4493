// Pictures beside one another, with one lens over all: where it lies on one it lies on each, at the same share of
// height and width. It follows the pointer, and the arrow keys once the pictures have the focus.

const LENS_PX = 132;
const STEP = 0.02;
// One pixel of the largest picture, in the lens.
const ZOOM = 6;

const stands = new WeakMap();
let isMended = false;

export default function show(component) {
  const { parentElement, data } = component;
  const root = parentElement.querySelector(".gallery");
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

function attend(root) {
  const stand = { at: null, largest: 1, figures: [] };
  root.addEventListener("pointermove", (event) => follow(stand, event));
  root.addEventListener("pointerdown", (event) => follow(stand, event));
  root.addEventListener("pointerleave", () => place(stand, null));
  root.addEventListener("blur", () => place(stand, null));
  root.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (event.key === "Escape") place(stand, null);
    if (x === undefined || event.target !== root || !stand.lens) return;
    event.preventDefault();
    const [left, top] = stand.at ?? [0.5, 0.5];
    place(stand, [share(left + x * STEP), share(top + y * STEP)]);
  });
  return stand;
}

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

function figure(one, data) {
  const node = document.createElement("figure");
  const said = document.createElement("figcaption");
  said.append(element("strong", one.title));
  if (one.caption) said.append(element("span", one.caption));
  if (one.link?.href.startsWith("./?")) {
    const link = element("a", one.link.text);
    link.href = one.link.href;
    said.append(link);
  }
  const frame = element("div", "");
  frame.className = "frame";
  const image = document.createElement("img");
  Object.assign(image, { src: one.src, alt: one.alt, width: one.width, height: one.height });
  // Enlarged, its pixels stay pixels; made smaller, they are blended.
  image.classList.toggle("small", one.width < data.least);
  const lens = element("div", "");
  lens.className = "lens";
  lens.hidden = true;
  lens.style.backgroundImage = `url("${one.src}")`;
  frame.append(image, lens);
  node.append(said, frame);
  return { node, image, lens, width: one.width, height: one.height };
}

function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

function share(value) {
  return Math.min(1, Math.max(0, value));
}

function follow(stand, event) {
  const over = stand.figures.find((one) => event.composedPath().includes(one.image));
  if (!over || !stand.lens) {
    place(stand, null);
    return;
  }
  const box = over.image.getBoundingClientRect();
  place(stand, [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)]);
}

function place(stand, at) {
  stand.at = at;
  for (const { image, lens, width, height } of stand.figures) {
    lens.hidden = !at;
    if (!at) continue;
    const zoom = (ZOOM * stand.largest) / width;
    const [left, top] = at;
    const side = Math.min(LENS_PX, image.clientWidth / 2, image.clientHeight / 2);
    const style = {
      width: side,
      height: side,
      left: left * (image.clientWidth - side),
      top: top * (image.clientHeight - side),
    };
    for (const [key, value] of Object.entries(style)) lens.style[key] = `${value}px`;
    lens.style.backgroundSize = `${width * zoom}px ${height * zoom}px`;
    lens.style.backgroundPosition = `${-(left * (width * zoom - side))}px ${-(top * (height * zoom - side))}px`;
  }
}

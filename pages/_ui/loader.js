// What Python sends along with every run: it shows the page's title and lead, fetches the stage, tells it what Streamlit
// brings, and where the network drops a part of it, tries again and says so. Nothing here needs a file of its own.

/** @import * as Host from "../../assets/stage/hosts/streamlit.js" */
/** @typedef {Record<"title" | "look" | "missing" | "again", string>} First what is said before the stage is there */
/** @typedef {Host.Component & { data: { first: First } }} Component */
/** @typedef {{ component: Component, room: HTMLElement, place: Host.Place | null, isLeft: boolean }} Stand */

const RESTS_MS = [300, 1500];

// What stands at each place on the page, from the first call on.
/** @type {WeakMap<Element, Stand>} */
const stands = new WeakMap();
/** @type {Promise<typeof Host> | null} */
let modules = null;
let failures = 0;

/** @param {Component} component */
export default function load(component) {
  const { parentElement } = component;
  const stand = stands.get(parentElement) ?? begin(component);
  stand.component = component;
  stand.place?.tell(component);
  return () => {
    stands.delete(parentElement);
    stand.isLeft = true;
    stand.place?.close();
  };
}

/** @param {Component} component */
function begin(component) {
  /** @type {Stand} */
  const stand = { component, room: introduce(component), place: null, isLeft: false };
  stands.set(component.parentElement, stand);
  arrive(stand);
  return stand;
}

/** @param {Stand} stand */
async function arrive(stand) {
  try {
    await persist(() => build(stand));
  } catch (error) {
    console.error(error);
    if (!stand.isLeft) offer(stand);
  }
}

/** @param {() => Promise<void>} make */
async function persist(make) {
  for (const rest of RESTS_MS) {
    try {
      return await make();
    } catch (error) {
      console.warn(error);
      await new Promise((go) => setTimeout(go, rest));
    }
  }
  return make();
}

/** @param {Stand} stand */
async function build(stand) {
  // A browser may remember that a module failed: each try has a name of its own.
  modules ??= import(new URL(`stage/dist/stage.js${failures ? `?${failures}` : ""}`, document.baseURI).href);
  /** @type {typeof Host.Place} */
  let Place;
  try {
    ({ Place } = await modules);
  } catch (error) {
    modules = null;
    failures++;
    throw error;
  }
  if (stand.isLeft) return;
  stand.place ??= new Place(stand.component, stand.room);
  await stand.place.build();
  for (const room of roomsIn(stand.component)) if (room !== stand.room) room.remove();
}

// The stage's room, and what stands in it until the stage comes, which then takes all of it; the texts came with the data.
// Beside it Streamlit keeps the style that comes along.
/** @param {Component} component */
function introduce(component) {
  const { parentElement, data } = component;
  const { first } = data;
  // Where Streamlit begins anew in the same place, the stage that stands there is seen until the next one has come.
  const isFirst = !roomsIn(component).length;
  const room = isFirst ? element("div", element("h1", first.title), element("p", first.look)) : element("div");
  room.className = "room";
  parentElement.append(room);
  return room;
}

/** @type {(component: Component) => NodeListOf<Element>} */
const roomsIn = ({ parentElement }) => parentElement.querySelectorAll(":scope > .room");

// A sentence and a way on.
/** @param {Stand} stand */
function offer(stand) {
  const { first } = stand.component.data;
  const again = element("button", first.again);
  const note = element("p", `${first.missing} `, again);
  note.setAttribute("role", "alert");
  again.addEventListener("click", () => {
    note.remove();
    arrive(stand);
  });
  stand.room.append(note);
}

/** @type {<Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: (Node | string)[]) => HTMLElementTagNameMap[Name]} */
function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

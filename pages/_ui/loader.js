// What Python sends along with every run: it shows the page's title and lead, fetches the stage, tells it what Streamlit
// brings, and where the network drops a part of it, tries again and says so. Nothing here needs a file of its own.

const RESTS_MS = [300, 1500];

// What stands at each place on the page, from the first call on: {component, room, place}.
const stands = new WeakMap();
let modules = null;
let failures = 0;

export default function load(component) {
  const { parentElement } = component;
  const stand = stands.get(parentElement) ?? { isLeft: false };
  stand.component = component;
  if (!stands.has(parentElement)) {
    stands.set(parentElement, stand);
    stand.room = introduce(component);
    arrive(stand);
  }
  stand.place?.tell(component);
  return () => {
    stands.delete(parentElement);
    stand.isLeft = true;
    stand.place?.close();
  };
}

async function arrive(stand) {
  try {
    await persist(() => build(stand));
  } catch (error) {
    console.error(error);
    if (!stand.isLeft) offer(stand);
  }
}

async function persist(make) {
  for (const rest of RESTS_MS) {
    try {
      return await make();
    } catch {
      await new Promise((go) => setTimeout(go, rest));
    }
  }
  return make();
}

async function build(stand) {
  // A browser may remember that a module failed: each try has a name of its own.
  modules ??= import(new URL(`stage/dist/stage.js${failures ? `?${failures}` : ""}`, document.baseURI).href);
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
function introduce(component) {
  const { parentElement, data: { first } } = component;
  // Where Streamlit begins anew in the same place, the stage that stands there is seen until the next one has come.
  const isFirst = !roomsIn(component).length;
  const room = isFirst ? element("div", element("h1", first.title), element("p", first.look)) : element("div");
  room.className = "room";
  parentElement.append(room);
  return room;
}

const roomsIn = ({ parentElement }) => parentElement.querySelectorAll(":scope > .room");

// A sentence and a way on.
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

function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

// A Plotly figure in its place: drawn once Plotly has come, then changed to each next one that Python sends.

/** What scene.py tells of a figure. @typedef {{ figure: string, alt: string, lang: string, missing: string,
 *   buttons: Record<string, string> }} Data */
/** What Streamlit hands over. @typedef {{ parentElement: ParentNode, data: Data,
 *   setTriggerValue: (name: string, value: boolean) => void }} Component */
/** What is asked of the library. @typedef {{ purge: (place: Element) => void,
 *   react: (place: Element, traces: object[], layout: object, config: object) => Promise<void> }} Plotly */

// As wide as a scene is that is seen whole from where Python puts the eye.
const WHOLE_PX = 420;

/** @type {Promise<Plotly> | null} */
let plotly = null;
// What each place is to show by now.
/** @type {WeakMap<Element, Data>} */
const wanted = new WeakMap();
// The page's ground behind each, as it was last.
/** @type {WeakMap<Element, string>} */
const grounds = new WeakMap();

/** @param {Component} component */
export default function show({ parentElement, data, setTriggerValue }) {
  const place = /** @type {HTMLElement} */ (parentElement.querySelector(".scene"));
  // Streamlit tells of another theme here, and Python, which picks the colours, only when it is asked for something.
  const ground = getComputedStyle(place).getPropertyValue("--st-background-color").trim();
  if (grounds.has(place) && grounds.get(place) !== ground) setTriggerValue("repaint", true);
  grounds.set(place, ground);
  wanted.set(place, data);
  draw(place, data);
  return () => {
    wanted.delete(place);
    library()?.purge(place);
  };
}

// Once its script has come.
const library = () => /** @type {{ Plotly?: Plotly }} */ (globalThis).Plotly;

/** @type {(place: HTMLElement, data: Data) => Promise<void>} */
async function draw(place, data) {
  place.ariaLabel = data.alt;
  try {
    const { react } = await load();
    // Meanwhile another figure may have come, or the reader have gone.
    if (wanted.get(place) !== data) return;
    const { data: traces, layout } = JSON.parse(data.figure);
    // What was said in its place.
    if (!place.matches(".js-plotly-plot")) place.textContent = "";
    standBack(layout.scene.camera.eye, place.clientWidth);
    await react(place, traces, layout, config(data));
  } catch (error) {
    console.warn(error);
    if (wanted.get(place) === data) place.textContent = data.missing;
  }
}

// A view is as high as its place; where that is narrow, all is seen from further off.
/** @type {(eye: Record<string, number>, width: number) => void} */
function standBack(eye, width) {
  const times = Math.max(1, WHOLE_PX / width);
  for (const axis of ["x", "y", "z"]) eye[axis] *= times;
}

/** @param {Data} data */
function config({ lang, buttons }) {
  return {
    locale: lang,
    locales: { [lang]: { dictionary: buttons, format: {} } },
    responsive: true,
    // A wheel that passes over it scrolls the page on.
    scrollZoom: false,
    displaylogo: false,
    displayModeBar: true,
    modeBarButtons: [["toImage", "resetCameraDefault3d"]],
  };
}

/** @returns {Promise<Plotly>} */
function load() {
  plotly ??= new Promise((come, fail) => {
    const script = document.createElement("script");
    script.src = new URL("plotly/plotly.min.js", document.baseURI).href;
    script.addEventListener("load", () => come(/** @type {Plotly} */ (library())));
    script.addEventListener("error", () => {
      // The next figure tries again.
      plotly = null;
      script.remove();
      fail(new Error(`${script.src} did not come`));
    });
    document.head.append(script);
  });
  return plotly;
}

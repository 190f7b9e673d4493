// A Plotly figure in its place: drawn once Plotly has come, then changed to each next one that Python sends.

// As wide as a scene is that is seen whole from where Python puts the eye.
const WHOLE_PX = 420;

let plotly = null;
// What each place is to show by now.
const wanted = new WeakMap();
// The page's ground behind each, as it was last.
const grounds = new WeakMap();

export default function show({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".scene");
  // Streamlit tells of another theme here, and Python, which picks the colours, only when it is asked for something.
  const ground = getComputedStyle(place).getPropertyValue("--st-background-color").trim();
  if (grounds.has(place) && grounds.get(place) !== ground) setTriggerValue("repaint", true);
  grounds.set(place, ground);
  wanted.set(place, data);
  draw(place, data);
  return () => {
    wanted.delete(place);
    globalThis.Plotly?.purge(place);
  };
}

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
function standBack(eye, width) {
  const times = Math.max(1, WHOLE_PX / width);
  for (const axis of ["x", "y", "z"]) eye[axis] *= times;
}

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

function load() {
  plotly ??= new Promise((come, fail) => {
    const script = document.createElement("script");
    script.src = new URL("plotly/plotly.min.js", document.baseURI).href;
    script.addEventListener("load", () => come(globalThis.Plotly));
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

// The equivalent convolution of a transposed convolution, per axis: stride-1 zeros between the input elements, a border,
// and a window of the turned kernel that slides over it by one cell at a time.
//
// Places are counted in the window's own space: the window over output cell o covers places o + b * dilation, where b
// counts the turned kernel's taps. Input element i lies at border + i * stride; a negative border crops it away.

// One axis: {border, length (of the stretched input), size (of the window's space)}.
function stretchedAxis(axis, outputSize) {
  const span = axis.dilation * (axis.kernel - 1);
  const border = span - axis.cropBefore;
  const length = (axis.input - 1) * axis.stride + 1;
  return { border, length, size: outputSize + span };
}

// What lies at place q of an axis.
export function kindAt({ border, length }, stride, q) {
  const inside = q - border;
  if (inside < 0 || inside >= length) return "border";
  return inside % stride ? "inserted" : "input";
}

export const inputAt = ({ border }, stride, q) => (q - border) / stride;

// Both axes of a plan.
export const stretched = (plan) => plan.axes.map((axis, at) => stretchedAxis(axis, plan.outputShape[at]));

// The first and the last place that is drawn: the window's space, and what of the stretched input sticks out of it.
export function extent({ border, length, size }) {
  return [Math.min(0, border), Math.max(size, border + length)];
}

// The output of the equivalent convolution; `turned` false: of the same window with the kernel as it is.
export function slide(plan, x, w, turned) {
  const axes = stretched(plan);
  const output = new Float64Array(plan.outputShape[0] * plan.outputShape[1]);
  for (let o = 0; o < output.length; o++) output[o] = windowSum(plan, axes, x, w, cellOf(plan, o), turned);
  return output;
}

// One cell of it.
export function windowSum(plan, axes, x, w, cell, turned) {
  return windowLinks(plan, axes, cell, turned).reduce((sum, { input, tap }) => sum + x[input] * w[tap], 0);
}

// Where the window is, in output cells, while `at` of them are done: on its way from the last one to the next.
export function windowOnItsWay(plan, at) {
  const [from, to] = [Math.max(0, Math.floor(at) - 1), Math.floor(at)].map((o) => cellOf(plan, o));
  const part = at % 1;
  const ease = part * part * (3 - 2 * part);
  return from.map((start, axis) => start + (to[axis] - start) * ease);
}

const cellOf = ({ outputShape: [, columns] }, o) => [Math.floor(o / columns), o % columns];

// The window over one output cell: its places that hold an input element, with the tap that lies there.
export function windowLinks(plan, axes, cell, turned) {
  const [rows, columns] = cell.map((o, at) => axisLinks(plan.axes[at], axes[at], o, turned));
  return rows.flatMap(([i, a]) => columns.map(([j, b]) => ({
    input: i * plan.inputShape[1] + j, tap: a * plan.kernelShape[1] + b,
  })));
}

function axisLinks(axis, stretchedAxis, o, turned) {
  const links = [];
  for (let b = 0; b < axis.kernel; b++) {
    const q = o + b * axis.dilation;
    if (kindAt(stretchedAxis, axis.stride, q) !== "input") continue;
    links.push([inputAt(stretchedAxis, axis.stride, q), turned ? axis.kernel - 1 - b : b]);
  }
  return links;
}

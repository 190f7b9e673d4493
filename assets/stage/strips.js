// A cell that is a sum shows its parts: a strip for each link, in the colour of the link's input element. Each strip has
// its place from the start, so that none moves when another comes.

// cell: on the canvas; box: [x, y, width, height] on the picture; laid: how many input elements are in, and with how many taps.
// True if any link is.
export function paintStrips(pen, plan, cell, [x, y, across, down], colours, laid, taps = Infinity) {
  const [rows, columns] = [plan.feeders[0][cell[0]], plan.feeders[1][cell[1]]];
  const width = across / (rows.length * columns.length);
  let at = 0;
  let painted = false;
  for (const [i, a] of rows) {
    for (const [j, b] of columns) {
      const input = i * plan.inputShape[1] + j;
      if (input >= laid) return painted;
      if (a * plan.kernelShape[1] + b < taps) {
        pen.fillStyle = colours[input];
        pen.fillRect(x + at * width, y, width, down);
        painted = true;
      }
      at++;
    }
  }
  return painted;
}

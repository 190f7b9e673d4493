// A cell that is a sum shows its parts: a strip for each link, in the colour of the link's input element. Each strip has
// its place from the start, so that none moves when another comes.

// cell: on the canvas; box: [x, y, size] on the picture; laid: how many input elements are in. True if any is.
export function paintStrips(pen, plan, cell, [x, y, size], colours, laid) {
  const [rows, columns] = [plan.feeders[0][cell[0]], plan.feeders[1][cell[1]]];
  const width = size / (rows.length * columns.length);
  let at = 0;
  for (const [i] of rows) {
    for (const [j] of columns) {
      const input = i * plan.inputShape[1] + j;
      if (input >= laid) return at > 0;
      pen.fillStyle = colours[input];
      pen.fillRect(x + at * width, y, width, size);
      at++;
    }
  }
  return at > 0;
}

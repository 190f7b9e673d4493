// The windows that see one input element, outlined together over the stretched input.

// cells: the output cells that the windows lie over; lit: [[x, y], …], ringed.
export function outlineWindows(board, plan, cells, lit) {
  board.light(lit, { soft: true });
  const pen = board.ink();
  const { size, theme } = board;
  const [height, width] = plan.axes.map((axis) => axis.dilation * (axis.kernel - 1) + 1);
  pen.strokeStyle = theme.glow;
  pen.lineWidth = 1.5;
  pen.globalAlpha = 0.55;
  // Each a little smaller than the one before, so that edges that coincide can be told apart.
  const inset = (at) => 1 + (at % 4) * Math.min(1.5, size / 12);
  cells.forEach((cell, at) => {
    const [x, y] = board.placeOf(...cell);
    pen.strokeRect(x * size + inset(at), y * size + inset(at), width * size - 2 * inset(at), height * size - 2 * inset(at));
  });
  pen.globalAlpha = 1;
}

// A window of taps over a board: what it leaves out steps back, and each tap's number stands in the corner of its cell.

import { short } from "./values.js";

const SMALL_TAP = 34;

// place: [x, y] of the first tap, in cells (fractions while it moves); kernel: the numbers in the window's order.
export function paintWindow(pen, board, plan, [x, y], kernel) {
  const { size, theme } = board;
  const [height, width] = plan.axes.map((axis) => axis.dilation * (axis.kernel - 1) + 1);
  pen.fillStyle = theme.veil;
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, board.columns * size, board.rows * size);
  pen.rect(x * size, y * size, width * size, height * size);
  pen.clip("evenodd");
  pen.fillRect(0, 0, board.columns * size, board.rows * size);
  pen.restore();
  paintTaps(pen, board, plan, [x, y], kernel);
  pen.strokeStyle = theme.glow;
  pen.lineWidth = 3;
  pen.strokeRect(x * size, y * size, width * size, height * size);
}

function paintTaps(pen, { size, theme }, plan, [left, top], kernel) {
  const columns = plan.kernelShape[1];
  for (let at = 0; at < kernel.length; at++) {
    const x = left + (at % columns) * plan.axes[1].dilation;
    const y = top + Math.floor(at / columns) * plan.axes[0].dilation;
    pen.strokeStyle = theme.glow;
    pen.lineWidth = 1;
    if (size >= 5) pen.strokeRect(x * size + 1.5, y * size + 1.5, size - 3, size - 3);
    if (size < SMALL_TAP) continue;
    pen.font = `600 ${Math.min(12, size * 0.3)}px ${theme.font}`;
    pen.font_ = "";
    pen.fillStyle = theme.text;
    pen.textAlign = "right";
    pen.textBaseline = "bottom";
    pen.fillText(`·${short(kernel[at])}`, (x + 1) * size - 4, (y + 1) * size - 3);
  }
}

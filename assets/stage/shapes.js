// Boxes as the points of one polygon that is filled by winding: what is gone round clockwise is full, what is gone round the
// other way is cut out of it. All begin and end in one corner of the picture, so that the ways between them enclose nothing.

const HOME = "0,0 ";

export const fill = (box) => HOME + clockwise(box) + HOME;

export const cut = (box) => HOME + back(box) + HOME;

// A line round a box as wide as `width`, its middle `inset` within the box's edge.
export const frame = (box, width, inset = 0) =>
  HOME + clockwise(within(box, inset - width / 2)) + back(within(box, inset + width / 2)) + corner(within(box, inset - width / 2)) + HOME;

const corner = ([x, y]) => `${x},${y} `;
const clockwise = ([x, y, width, height]) =>
  `${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height} ${x},${y} `;
const back = ([x, y, width, height]) =>
  `${x},${y} ${x},${y + height} ${x + width},${y + height} ${x + width},${y} ${x},${y} `;
const within = ([x, y, width, height], by) => [x + by, y + by, Math.max(0, width - 2 * by), Math.max(0, height - 2 * by)];

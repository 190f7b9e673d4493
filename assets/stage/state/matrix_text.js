// A matrix as people copy it, read as rows of numbers: lines or `;` between rows, spaces, commas or tabs between numbers, with
// or without brackets, as NumPy, PyTorch and spreadsheets write it. Nothing is guessed: what cannot be read is told.

import { isNumber, LIMIT, readNumber } from "../rule/values.js";

/** @import { MatrixProblem } from "../types.js" */

// What has more characters is no matrix of this page's.
const LONGEST = 20_000;
const ECHO = 40;
const SEPARATED = /[[\];,\s]/;
// One number, as half of the world writes it.
const DECIMAL_COMMA = /^[+−-]?\d*,\d*$/;
// What stands before the first bracket and behind the last: `w = np.array(`, `Parameter containing: tensor(`,
// `, dtype=float32)`.
const BEFORE = /^(Parameter containing:\s*)?([A-Za-z_][\w.]*\s*=\s*)?([A-Za-z_][\w.]*\s*\(\s*){0,2}$/;
const BEHIND = /^\s*(,\s*[A-Za-z_]\w*\s*=[^[]*)?[),;\s]*$/;
const INNERMOST = /\[([^[\]]*)\]/g;

// Whether a text is more than one number.
/** @type {(text: string) => boolean} */
export const isMatrix = (text) => SEPARATED.test(text.trim()) && !DECIMAL_COMMA.test(text.trim());

// {rows}, all equally long, or why not. Rows and columns are counted from 0.
/** @type {(text: string) => { rows: number[][] } | MatrixProblem} */
export function readMatrix(text) {
  if (text.length > LONGEST) return unread();
  if (/\.\.\.|…/.test(text)) return { code: "matrix_left_out", values: {} };
  const lines = linesOf(text.trim());
  if (!Array.isArray(lines)) return lines;
  const rows = lines.map(partsOf);
  return unevenIn(rows) ?? notANumberIn(rows) ?? { rows: rows.map((row) => row.map((part) => readNumber(part) ?? 0)) };
}

// The texts of the rows.
/** @type {(text: string) => string[] | MatrixProblem} */
function linesOf(text) {
  const [from, to] = [text.indexOf("["), text.lastIndexOf("]")];
  if (from < 0 && to < 0) return filled(text.split(text.includes("\n") ? "\n" : ";"));
  const [before, behind] = [text.slice(0, from), text.slice(to + 1)];
  if (from < 0 || to < from || behind.includes("[") || !BEFORE.test(before) || !BEHIND.test(behind)) return unread();
  const list = text.slice(from, to + 1);
  const outer = list.replace(INNERMOST, "#").replace(/[\s,]/g, "");
  // All but the last two dimensions are 1: that is one matrix.
  const [, open, rows, close] = outer.match(/^(\[*)(#+)(\]*)$/) ?? [];
  if (!rows) return /^[[\]#]*$/.test(outer) && outer.includes("][") ? { code: "matrix_several", values: {} } : unread();
  if (open.length !== close.length) return unread();
  // A line of a list that is printed may be broken anywhere; only `;` begins another row.
  return filled([...list.matchAll(INNERMOST)].flatMap(([, row]) => row.split(";")));
}

/** @type {() => MatrixProblem} */
const unread = () => ({ code: "matrix_unread", values: {} });

/** @type {(lines: string[]) => string[] | MatrixProblem} */
function filled(lines) {
  const some = lines.filter((line) => line.trim());
  return some.length ? some : unread();
}

// The first of these that a line has stands between its numbers: what a spreadsheet puts between tabs may hold a comma, and
// is no number then.
const MARKS = ["\t", ";", ","];

/** @type {(line: string) => string[]} */
function partsOf(line) {
  const row = line.trim().replace(/[,;]$/, "");
  return row.split(MARKS.find((mark) => row.includes(mark)) ?? /\s+/).map((part) => part.trim());
}

/** @type {(rows: string[][]) => MatrixProblem | null} */
function unevenIn(rows) {
  const row = rows.findIndex(({ length }) => length !== rows[0].length);
  return row < 0 ? null : { code: "rows_differ", values: { row, count: rows[row].length, first: rows[0].length } };
}

/** @type {(rows: string[][]) => MatrixProblem | null} */
function notANumberIn(rows) {
  for (const [row, parts] of rows.entries()) {
    const column = parts.findIndex((part) => readNumber(part) === null);
    if (column < 0) continue;
    const value = parts[column];
    const code = isNumber(value) ? "cell_out_of_range" : "cell_not_a_number";
    return { code, values: { row, column, value: value.slice(0, ECHO), low: -LIMIT, high: LIMIT } };
  }
  return null;
}

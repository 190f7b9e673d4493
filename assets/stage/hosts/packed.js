// What is long is sent packed: else many numbers take seconds on a slow line.

/** @import { Report } from "../types.js" */

const LONG = 4096;

// The report with its numbers, if these are long, as `shown_gzip` in base64; as it is where the browser cannot pack.
/** @type {(report: Report) => Promise<object>} */
export async function packed(report) {
  const { shown, ...others } = report;
  if (shown.length < LONG || !globalThis.CompressionStream) return report;
  const stream = new Blob([shown]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return { ...others, shown_gzip: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
}

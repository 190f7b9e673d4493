// Whether somebody is here for the first time, and with no wish of their own.

// Said in the browser's own memory, which holds nothing else of ours.
const SEEN = "transposed-convolution-seen";

// True once: for a browser that has not been here before, at an address that asks for nothing but a language. Where the
// browser remembers nothing, nobody is taken for a newcomer again and again.
export function comesFirst() {
  const words = [...new URLSearchParams(location.search).keys()];
  const asks = words.some((word) => word !== "lang" && !word.startsWith("embed"));
  try {
    const isNew = !localStorage.getItem(SEEN);
    localStorage.setItem(SEEN, "yes");
    return isNew && !asks;
  } catch {
    return false;
  }
}

// What the bundle hands out: Streamlit's host, and the door for any other page, which brings a host of its own.

// Tests wait until all is written that follows the picture.
export { later } from "../dom/later.js";
export { mount } from "../shell/main.js";
export { pageKeys } from "./keys.js";
export { Place } from "./streamlit.js";

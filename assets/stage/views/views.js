// The view of each page, by the page's name; loaded when the page is.

const VIEWS = {
  buffers: () => import("./buffers.js"),
  stretched: () => import("./stretched.js"),
};

export const loadView = (page) => VIEWS[page]().then((module) => module.default);

// The view of a page has the page's name; it is loaded when the page is.

export const loadView = (page) => import(`./${page}.js`).then((module) => module.default);

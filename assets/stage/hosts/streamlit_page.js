// The page that Streamlit makes around the stage: its colours, its tabs, its dialog, and what it reads in the address.

const TAB = '[data-testid$="NavLinkContainer"]';
// Below this width Streamlit has its links at the side.
const NARROW = 768;
const NARROW_LINKS = '[data-testid="stSidebarNavItems"]';
const GROUP = '[data-testid="stTopNavSection"]';
const OPEN_GROUP = `${GROUP}[aria-expanded="true"]`;

// What Streamlit itself reads in the address: how the page lies in another one.
const OWN_WORDS = /^embed(_options)?=/;

// Called once. onLeave(): the tab of another page was pressed, or a step leads there; isSaying(): whether Streamlit has yet to
// send what it was told; onTab(name): the page of this name waits for the server; null: none does any more. What comes back:
// {ownWords}, as link text, heard(), to be called when the server has said something, and arrived(), when a page's stage is there.
/** @param {{ onLeave: () => void, isSaying: () => boolean, onTab: (name: string | null) => void }} told */
export function watchPage({ onLeave, isSaying, onTab }) {
  /** @param {MouseEvent} event */
  const clicked = (event) => {
    const { target } = event;
    const link = target instanceof Element ? target.closest(`${TAB} a[href]`) : null;
    if (!(link instanceof HTMLAnchorElement) || link.pathname === location.pathname) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    onLeave();
    if (!isSaying()) return;
    // What a page says after it was left would call Streamlit back to it; where it is a part of the page that says it, all
    // of Streamlit's page would go.
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => link.click());
  };
  let path = location.pathname;
  const stepped = () => {
    if (location.pathname !== path) onLeave();
  };
  addEventListener("click", clicked, { capture: true });
  addEventListener("popstate", stepped);
  addEventListener("resize", unlist);
  new MutationObserver(closeDialog).observe(document.body, { childList: true });
  const words = location.search.slice(1).split("&");
  const arrived = () => {
    path = location.pathname;
  };
  return { ownWords: words.filter((word) => OWN_WORDS.test(word)).join("&"), heard: heedTabs(onTab), arrived };
}

// Tabs take no click while the server is away, and say nothing. That the page waits is said at once, and it opens when the
// server is back, though its group of tabs may have been closed meanwhile. What comes back is for each word of the server's.
/** @param {(name: string | null) => void} say */
function heedTabs(say) {
  let wanted = "";
  /** @type {HTMLElement | null} */
  let group = null;
  /** @param {Event} event */
  const clicked = ({ target }) => {
    const tab = target instanceof Element && target.closest(TAB);
    /** @type {HTMLAnchorElement | null} */
    const link = tab ? tab.querySelector("a[disabled]") : null;
    if (!link) return;
    wanted = link.href;
    group = document.querySelector(OPEN_GROUP);
    watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
    say(link.textContent);
  };
  const waiting = () => {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll(`${TAB} a`);
    return [...links].find(({ href }) => href === wanted);
  };
  const open = () => {
    const link = waiting();
    if (!link || link.hasAttribute("disabled")) return;
    watch.disconnect();
    wanted = "";
    say(null);
    link.click();
  };
  const watch = new MutationObserver(open);
  addEventListener("click", clicked, { capture: true });
  return () => {
    if (wanted && !waiting()) group?.click();
  };
}

// On a narrow screen the groups of links are lists whose items are headings, which is no list: they are read as links.
// A screen that becomes narrow has them a little later.
export function unlist() {
  const found = document.querySelectorAll(`${NARROW_LINKS}, ${NARROW_LINKS} li`);
  for (const one of found) one.setAttribute("role", "none");
  narrowLinks.disconnect();
  if (!found.length && innerWidth < NARROW) narrowLinks.observe(document.body, { subtree: true, childList: true });
}

const narrowLinks = new MutationObserver(unlist);

// The dialog about a lost connection would lie over a stage that works on; the badge says it already. What it says depends
// on the host's name, its title does not.
function closeDialog() {
  for (const dialog of document.querySelectorAll('[data-testid="stDialog"]')) {
    const isAboutConnection = dialog.querySelector("h2")?.textContent === "Connection error";
    /** @type {HTMLElement | null} */
    const close = dialog.querySelector('[aria-label="Close"]');
    if (isAboutConnection) close?.click();
  }
}

/** @type {(root: Element) => boolean} */
export function isDark(root) {
  const style = getComputedStyle(root);
  const background = style.getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(background)?.[1];
  if (!hex) return style.colorScheme?.startsWith("dark") ?? false;
  const light = [0.2126, 0.7152, 0.0722].map((share, at) => share * parseInt(hex.slice(2 * at, 2 * at + 2), 16));
  return light.reduce((sum, one) => sum + one) < 128;
}

// Another page begins at its beginning, and its keys are the stage's: the group of tabs that led here has the focus, and would
// take them. A step back or forward is no other page: it stays where it is.
/** @param {Element} node */
export function toTop(node) {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches(GROUP)) activeElement.blur();
  for (let around = /** @type {Element | null} */ (node); around; around = around.parentElement) around.scrollTop = 0;
}

// The stylesheet, once for the page, and loaded before anything is shown.
/** @type {Promise<void> | null} */
let sheet = null;
export const styled = () =>
  (sheet ??= linked(new URL("stage.css", import.meta.url).href).catch((error) => {
    sheet = null;
    throw error;
  }));

/** @type {(href: string) => Promise<void>} */
function linked(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    const refuse = () => {
      link.remove();
      reject(new Error(`${href} did not load`));
    };
    // Another page in its place, as some networks send, loads and has no rules.
    const accept = () => (link.sheet?.cssRules.length ? resolve() : refuse());
    Object.assign(link, { rel: "stylesheet", href, onload: accept, onerror: refuse });
    document.head.append(link);
  });
}

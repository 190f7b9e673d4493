// The page that Streamlit makes around the stage: its colours, its tabs, its dialog, and what it reads in the address.

const TAB = '[data-testid$="NavLinkContainer"]';

// What Streamlit itself reads in the address: how the page lies in another one.
const OWN_WORDS = /^embed(_options)?=/;

// Called once. onLeave(): a link to another page was pressed; onTab(name): the page of this name waits for the server; null:
// none does any more. What comes back: {ownWords}, as link text.
/** @type {(told: { onLeave: () => void, onTab: (name: string | null) => void }) => { ownWords: string }} */
export function watchPage({ onLeave, onTab }) {
  /** @param {Event} event */
  const clicked = ({ target }) => {
    if (target instanceof Element && target.closest("a[href]")) onLeave();
  };
  addEventListener("click", clicked, { capture: true });
  heedTabs(onTab);
  new MutationObserver(closeDialog).observe(document.body, { childList: true });
  const words = location.search.slice(1).split("&");
  return { ownWords: words.filter((word) => OWN_WORDS.test(word)).join("&") };
}

// Tabs take no click while the server is away, and say nothing. That the page waits is said at once, and it opens when the
// server is back.
/** @param {(name: string | null) => void} say */
function heedTabs(say) {
  let wanted = "";
  /** @param {Event} event */
  const clicked = ({ target }) => {
    const tab = target instanceof Element && target.closest(TAB);
    /** @type {HTMLAnchorElement | null} */
    const link = tab ? tab.querySelector("a[disabled]") : null;
    if (!link) return;
    wanted = link.href;
    say(link.textContent);
  };
  const open = () => {
    if (!wanted) return;
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll(`${TAB} a:not([disabled])`);
    const link = [...links].find(({ href }) => href === wanted);
    if (!link) return;
    wanted = "";
    say(null);
    link.click();
  };
  addEventListener("click", clicked, { capture: true });
  new MutationObserver(open).observe(document.body, { subtree: true, attributeFilter: ["disabled"] });
}

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

// Another page begins at its beginning. A step back or forward is no other page: it stays where it is.
/** @param {Element} node */
export function toTop(node) {
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

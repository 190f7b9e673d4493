// The address bar as a stage's own: it holds the whole state.
// What a learner changed becomes a new step of the browser's history; time and pins change the step they are in.

import { queryOf, stepOf } from "../state/query.js";

/** @import { Field, HostAddress, State } from "../types.js" */

// The state that the present step of the history holds, after a reload or a return from another page; else null.
/** @type {() => State | null} */
export const stepState = () => (history.state?.page === location.pathname ? (history.state.stage ?? null) : null);

/** @implements {HostAddress} */
export class Address {
  // fields: the table; typed: see `hold`; hosts: link text of the host's own.
  /** @param {Field[]} fields @param {string} typed @param {string} hosts */
  constructor(fields, typed, hosts) {
    this.fields = fields;
    this.page = location.pathname;
    this.typed = typed;
    this.hosts = hosts;
    /** @type {string | undefined} */
    this.step = undefined;
  }

  /** @type {HostAddress["listen"]} */
  listen(onReturn) {
    /** @param {PopStateEvent} event */
    const listener = (event) => {
      if (location.pathname !== this.page) return;
      // The host would run the whole page again for what the stage alone can show.
      event.stopImmediatePropagation();
      const state = onReturn({ state: event.state?.stage ?? null, query: location.search.slice(1) });
      this.step = state ? stepOf(this.fields, state) : undefined;
    };
    window.addEventListener("popstate", listener, { capture: true });
    return () => window.removeEventListener("popstate", listener, { capture: true });
  }

  // The whole link, which may not be what the address bar shows: a browser refuses to write there in some frames, and
  // Safari after a hundred times within half a minute. Then it holds the state again with a later change.
  /** @param {State} state */
  write(state) {
    const step = stepOf(this.fields, state);
    const query = [queryOf(this.fields, state), this.typed, this.hosts].filter(Boolean).join("&");
    const url = new URL(`${this.page}?${query}`, location.href).href;
    const entry = { ...history.state, page: this.page, stage: state };
    const isStep = this.step !== undefined && step !== this.step;
    // A stage whose page was left has no address any more: the bar shows the next page's.
    if (location.pathname !== this.page) return url;
    try {
      if (isStep) history.pushState(entry, "", url);
      else history.replaceState(entry, "", url);
      this.step = step;
    } catch (error) {
      console.warn(error);
    }
    return url;
  }

  // What stands in the page's own fields, as link text: in every step from now on, since going back does not take it back.
  /** @param {string} typed @param {State} state */
  hold(typed, state) {
    if (typed === this.typed) return;
    this.typed = typed;
    this.write(state);
  }
}

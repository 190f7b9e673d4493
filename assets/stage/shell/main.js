// The stage's door for any host: mount it, tell it news, close it.

import { Stage } from "./stage.js";

/** @import { Mounting, View } from "../types.js" */

// given: see Mounting in types.d.ts; still(): whether the place is still there when the view has come.
/** @type {(root: Element, given: Mounting, still?: () => boolean) => Promise<Stage | null>} */
export async function mount(root, given, still = () => true) {
  const View = await loadView(given.page);
  if (!still()) return null;
  const stage = new Stage(root, { ...given, View });
  const { problems = [], notes = [] } = given;
  if ((problems.length || notes.length) && !given.kept) {
    stage.questions.answered({ kind: "link", state: given.offer ?? given.state, problems, notes });
  } else if (given.isFirstVisit) stage.begin();
  else stage.settle();
  return stage;
}

// The view of a page has the page's name; it is loaded when the page is.
/** @type {(page: string) => Promise<new (stage: Stage) => View>} */
export const loadView = (page) => import(`../views/${page}/view.js`).then((module) => module.default);

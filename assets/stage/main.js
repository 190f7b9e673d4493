// The stage's door for any host: mount it, tell it news, close it.

import { Stage } from "./stage.js";
import { loadView } from "./views/views.js";

// given: {page, catalogue, texts, lang, state, offer, problems, kept, typed, host}; host: {report, ask, words}; still(): whether
// the place is still there when the view has come.
export async function mount(root, given, still = () => true) {
  const View = await loadView(given.page);
  if (!still()) return null;
  const stage = new Stage(root, { ...given, View });
  if (given.problems?.length && !given.kept) {
    stage.questions.answered({ kind: "link", state: given.offer, problems: given.problems });
  } else stage.settle();
  return stage;
}

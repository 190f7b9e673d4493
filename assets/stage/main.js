// The stage's door for any host: mount it, tell it news, close it.

import { Stage } from "./stage.js";

// given: {page, catalogue, texts, lang, state, offer, problems, kept, host}; host: {report, ask, words}.
export function mount(root, given) {
  const stage = new Stage(root, given);
  if (given.problems?.length && !given.kept) stage.answered({ kind: "link", state: given.offer, problems: given.problems });
  else stage.settle();
  return stage;
}

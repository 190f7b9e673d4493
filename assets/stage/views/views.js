// The view of each page, by the page's name.

import { BuffersView } from "./buffers.js";

export const VIEWS = { buffers: BuffersView };

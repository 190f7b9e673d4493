// Bundles the stage, one file for each thing that a host loads: `make stage`. Another folder than dist may be named, to
// compare the two.
//
// One file, and no pieces loaded later: a first visit is one answer of the server and the next page none, and a host that
// is a single HTML file has nowhere to load from. Names stay as they are written: an error in a browser then says where it
// is, and a small change of a module is a small change of the bundle.

import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const STAGE = import.meta.dirname;
const ENTRIES = ["hosts/stage.js", "stage.css"];

const folder = resolve(process.argv[2] ?? join(STAGE, "dist"));
rmSync(folder, { recursive: true, force: true });
await build({
  absWorkingDir: STAGE,
  entryPoints: ENTRIES,
  entryNames: "[name]",
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minifyWhitespace: true,
  minifySyntax: true,
});

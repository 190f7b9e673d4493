import assert from "node:assert/strict";
import test from "node:test";
import { Address } from "../../assets/stage/hosts/address.js";

const FIELDS = [{ key: "t", kind: "number", default: 0, was: "", owner: "moment", of_page: false }];

// A browser's two globals, as far as an address needs them.
function browserAt(pathname) {
  const written = [];
  const go = (_entry, _title, url) => written.push(new URL(url).pathname);
  globalThis.location = { pathname, search: "", href: `http://here${pathname}` };
  globalThis.history = { state: null, pushState: go, replaceState: go };
  return written;
}

test("a stage writes to the address of its own page, and to no other's", () => {
  const written = browserAt("/columns");
  const address = new Address(FIELDS, "", "");
  address.write({ t: 1 });
  assert.deepEqual(written, ["/columns"]);
  // Its host has gone on to another page, and the stage's hand comes to rest only now.
  const writtenSince = browserAt("/");
  const link = address.write({ t: 2 });
  assert.equal(new URL(link).pathname, "/columns");
  address.hold("size=3", { t: 2 });
  assert.deepEqual(writtenSince, []);
});

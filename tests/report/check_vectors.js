"use strict";

// Compares the computing core with the vectors of the library; runs in Node and in a page.
function checkVectors(Core, vectors) {
  const faults = [];
  const near = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
  const same = (found, expected) =>
    expected.every((value, i) => (value === null ? Number.isNaN(found[i]) : near(found[i], value)));

  for (const { name, data, expected } of vectors) {
    const model = Core.modelOf(data);
    const state = Core.stateOf(data, model);
    let result;
    try {
      result = Core.compute(model, state);
    } catch (fault) {
      if (fault.code !== expected.fault) faults.push(`${name}: ${fault.code || fault} instead of ${expected.fault || "a ranking"}`);
      continue;
    }
    if (expected.fault) faults.push(`${name}: a ranking instead of ${expected.fault}`);
    for (const part of ["fit", "rank"]) {
      if (expected[part] && !same(result[part], expected[part])) faults.push(`${name}: ${part} differs: ${result[part]}`);
    }
    if (!expected.thresholds) continue;
    const thresholds = Core.thresholds(result, state.between);
    const alike = thresholds.length === expected.thresholds.length && thresholds.every(
      (one, k) => one.criterion === expected.thresholds[k][0] && one.side === expected.thresholds[k][1] && near(one.share, expected.thresholds[k][2]));
    if (!alike) faults.push(`${name}: thresholds differ: ${JSON.stringify(thresholds)}`);
    const nearest = Core.nearest(result, state.between);
    if (!(expected.shift === null ? nearest === null : nearest !== null && near(nearest.shift, expected.shift))) faults.push(`${name}: shift differs`);
    const share = Core.weightings(result, state.between).share;
    if (expected.first_share !== null && !near(share, expected.first_share)) faults.push(`${name}: first share ${share}`);
  }
  return { cases: vectors.length, faults };
}

if (typeof module !== "undefined") {
  const fs = require("fs");
  const [core, file] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(checkVectors(require(core), JSON.parse(fs.readFileSync(file, "utf8")))));
}

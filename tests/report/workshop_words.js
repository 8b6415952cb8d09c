"use strict";

// Prints what words.js makes of the cases on its command line; run by test_workshop_page.py.
const [file, cases] = process.argv.slice(2);
const Words = require(file);
const { numbers, states, rows, study } = JSON.parse(cases);

process.stdout.write(JSON.stringify({
  numbers: numbers.map(([value, decimals, language]) => Words.number(value, decimals, language)),
  states: states.map(({ address, base, about }) => Words.decode(address, base, about)),
  again: states.map(({ address, base, about }) => {
    const found = Words.decode(address, base, about);
    return found && Words.encode(found.state, base, { ...about, spread: found.spread, chosen: found.chosen });
  }),
  csv: ["de", "en"].map((language) => Words.csv(rows, language)),
  toml: study && Words.toml(study.data, study.state, study.remarks),
  path: Words.path("??gE?"),
}));

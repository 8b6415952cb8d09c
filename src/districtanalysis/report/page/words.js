"use strict";

// What the page writes: numbers as the language has them, the state as an address, files to take away. No page here
// either, so that Node can read it.
const Words = (() => {
  const MARKS = { de: [",", "\u00a0"], en: [".", ","] };
  const MINUS = "\u2212";
  // A spreadsheet runs cells that begin like this, also in their full-width forms.
  const RUNS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
  const METHODS = { goalposts: "g", min_max: "m", z_score: "z", rank: "r" };
  const MEANS = { arithmetic: "a", geometric: "g" };

  function number(value, decimals, language, none = "\u2013") {
    if (value === null || value === undefined || Number.isNaN(value)) return none;
    const [point, thousands] = MARKS[language];
    const [whole, part] = fixed(Math.abs(value), decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
    const text = part ? grouped + point + part : grouped;
    return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
  }

  // Rounding as the library prints it: a value exactly in the middle goes to the even digit.
  function fixed(value, decimals) {
    const text = value.toFixed(decimals);
    const moved = value * 10 ** decimals;
    if (moved - Math.floor(moved) !== 0.5 || moved > 1e9) return text;
    const exact = /^50*$/.test(value.toFixed(decimals + 40).slice(-40));
    return exact && Math.floor(moved) % 2 === 0 ? (Math.floor(moved) / 10 ** decimals).toFixed(decimals) : text;
  }

  function percent(share, language, decimals = 0) {
    return number(100 * share, decimals, language) + (language === "de" ? "\u00a0%" : "%");
  }

  // A share as a whole number of hundred; 0 and 100 are kept for the whole truth.
  function ofHundred(share, language) {
    const rounded = Math.round(100 * share);
    if (rounded === 0 && share > 0) return number(100 * share, share >= 0.0005 ? 1 : 2, language);
    if (rounded === 100 && share < 1) return number(Math.floor(1000 * share) / 10, 1, language);
    return number(rounded, 0, language);
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  function listed(parts, word) {
    if (parts.length < 2) return parts.join("");
    return `${parts.slice(0, -1).join(", ")} ${word} ${parts[parts.length - 1]}`;
  }

  // A text of the study may be given per language.
  function worded(text, language) {
    if (typeof text === "string") return text;
    return text[language] || Object.values(text)[0] || "";
  }

  // ---- the state in the address -----------------------------------------------------------------------------------

  function encode(state, base, about) {
    const parts = [["v", "1"], ["s", about.digest]];
    const differs = (key) => state[key].some((value, i) => value !== base[key][i]);
    if (differs("criteria")) parts.push(["c", state.criteria.join("_")]);
    if (differs("indicators")) parts.push(["i", state.indicators.join("_")]);
    if (differs("directions")) parts.push(["d", state.directions.map((one) => one[0]).join("")]);
    if (state.normalisation !== base.normalisation) parts.push(["n", METHODS[state.normalisation]]);
    if (state.within !== base.within) parts.push(["w", MEANS[state.within]]);
    if (state.between !== base.between) parts.push(["b", MEANS[state.between]]);
    if (about.spread !== about.spreads[0]) parts.push(["u", String(about.spread)]);
    if (about.language !== about.languages[0]) parts.push(["l", about.language]);
    if (about.chosen.length) parts.push(["x", about.chosen.join("_")]);
    return parts.map(([key, value]) => `${key}=${value}`).join("&");
  }

  // The state that an address holds, part by part: what cannot be read is left as it is in the study.
  function decode(text, base, about) {
    const given = new Map(text.replace(/^#/, "").split("&").map((part) => part.split("=")));
    const found = { state: { ...base }, spread: about.spreads[0], language: "", chosen: [], other: false };
    if (given.get("v") !== "1") return null;
    found.other = given.get("s") !== about.digest;
    const allowed = (i) => !about.locked[i];
    const criteria = weights(given.get("c"), base.criteria);
    if (criteria) found.state.criteria = criteria;
    const indicators = weights(given.get("i"), base.indicators);
    if (indicators) found.state.indicators = indicators.map((weight, i) => (allowed(i) ? weight : base.indicators[i]));
    const turned = given.get("d") || "";
    if (new RegExp(`^[ml]{${base.directions.length}}$`).test(turned)) {
      found.state.directions = [...turned].map((letter) => (letter === "m" ? "more" : "less"));
    }
    found.state.normalisation = named(METHODS, given.get("n"), base.normalisation);
    found.state.within = named(MEANS, given.get("w"), base.within);
    found.state.between = named(MEANS, given.get("b"), base.between);
    found.spread = about.spreads.find((one) => String(one) === given.get("u")) || about.spreads[0];
    found.language = about.languages.includes(given.get("l")) ? given.get("l") : "";
    const chosen = (given.get("x") || "").split("_").filter((one) => /^\d+$/.test(one)).map(Number);
    found.chosen = [...new Set(chosen)].filter((row) => row < about.count).slice(0, 4);
    return found;
  }

  function weights(text, base) {
    if (!text) return null;
    const found = text.split("_").map(Number);
    const right = found.length === base.length && found.every((one) => Number.isFinite(one) && one >= 0 && one <= 1e6);
    return right ? found : null;
  }

  function named(names, letter, otherwise) {
    return Object.keys(names).find((name) => names[name] === letter) || otherwise;
  }

  // ---- the outlines of the map ------------------------------------------------------------------------------------

  // A word per ring becomes a path: first corner, then steps. report/workshop_map.py writes the words.
  function path(words) {
    return words.split(" ").map((word) => {
      const steps = numbers(word);
      return `M${steps[0]} ${steps[1]}l${steps.slice(2).join(" ")}z`;
    }).join("");
  }

  function numbers(word) {
    const found = [];
    let value = 0;
    let place = 1;
    for (let i = 0; i < word.length; i++) {
      const bits = word.charCodeAt(i) - 63;
      value += (bits % 32) * place;
      place *= 32;
      if (bits >= 32) continue;
      found.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      place = 1;
    }
    return found;
  }

  // ---- files to take away -----------------------------------------------------------------------------------------

  // RFC 4180 with a byte order mark, as a spreadsheet of that language expects it.
  function csv(rows, language) {
    const [delimiter, point] = language === "de" ? [";", ","] : [",", "."];
    const cell = (value) => {
      if (typeof value === "number") return Number.isNaN(value) ? "" : String(value).replace(".", point);
      const text = RUNS.test(value) ? `'${value}` : value;
      return /["\r\n;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return `\ufeff${rows.map((row) => row.map(cell).join(delimiter)).join("\r\n")}\r\n`;
  }

  function tomlValue(value) {
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return JSON.stringify(value).replaceAll("\u007f", "\\u007f");
    if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
    const entries = Object.entries(value).map(([key, part]) => `${tomlKey(key)} = ${tomlValue(part)}`);
    return `{ ${entries.join(", ")} }`;
  }

  function tomlKey(key) {
    return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlValue(key);
  }

  function tomlTable(head, values) {
    const there = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
    return [head, ...there.map(([key, value]) => `${tomlKey(key)} = ${tomlValue(value)}`), ""];
  }

  // A study that ranks as the page does: head and sources as they were, criteria and method as they stand now.
  function toml(data, state, remarks) {
    const lines = [...remarks.map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`), data.toml.head, ""];
    const counts = (c) =>
      state.criteria[c] > 0 && data.indicators.some((entry, i) => entry.criterion === c && state.indicators[i] > 0);
    data.criteria.forEach((criterion, c) => {
      if (!counts(c)) return;
      const name = `criteria.${tomlKey(criterion.key)}`;
      lines.push(...tomlTable(`[${name}]`, { label: criterion.label, weight: state.criteria[c], why: criterion.why }));
      data.indicators.forEach((entry, i) => {
        if (entry.criterion !== c) return;
        const values = { key: entry.key, direction: state.directions[i], weight: state.indicators[i] };
        const rest = { goalposts: entry.goalposts, normalisation: entry.normalisation, why: entry.why };
        lines.push(...tomlTable(`[[${name}.indicator]]`, { ...values, ...rest }));
      });
    });
    const { normalisation, within, between, ties, missing } = state;
    const rules = {
      exclude: data.method.exclude,
      constant: state.constant === "refuse" ? null : state.constant,
      zeros: [within, between].includes("geometric") ? "move" : null,
    };
    lines.push(...tomlTable("[ranking]", { normalisation, within, between, ties, missing, ...rules, seed: data.method.seed }));
    data.presets.forEach((preset) => {
      const name = (c) => data.criteria[c].key;
      const replaced = Object.entries(preset.weights).filter(([c]) => counts(Number(c)));
      const entry = { label: preset.label, why: preset.why, reverse: preset.reverse.filter(counts).map(name) };
      if (replaced.length) entry.weights = Object.fromEntries(replaced.map(([c, weight]) => [name(c), weight]));
      lines.push(...tomlTable(`[ranking.presets.${tomlKey(preset.key)}]`, entry));
    });
    return lines.join("\n");
  }

  return { number, percent, ofHundred, fill, listed, worded, encode, decode, path, csv, toml };
})();

if (typeof module !== "undefined") module.exports = Words;

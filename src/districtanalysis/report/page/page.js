"use strict";

// The page itself: from what somebody moves to what everybody sees.
(() => {
  const { el, clear, name } = Parts;
  const data = JSON.parse(document.getElementById("data").textContent);
  const model = Core.modelOf(data);
  const base = Core.stateOf(data);
  const fixed = data.fixed ? fixedResult() : null;
  const monitor = data.fixed ? data.fixed.monitor || null : null; // classes of a monitor instead of a fit
  const SPREADS = [0.25, 0.5, "all"];
  const METHODS = ["goalposts", "min_max", "z_score", "rank"];
  const MEANS = ["arithmetic", "geometric"];
  const FEW = 9; // up to here classes of fit, above fifths of the ranks
  const STEP = 100; // rows that are shown at once
  const LONG = 40; // rows from which on paper a list goes without bars
  const CHOSEN = 4;

  let language = data.language;
  let state = base;
  let spread = SPREADS[0];
  let chosen = [];
  let sort = { key: "rank", down: false };
  let limit = STEP;
  let printing = false;
  let result = null;
  let fault = null;
  let sure = null;
  let said = { first: "", words: "" };
  let past = [];
  let touched = { control: "", time: 0 };
  let ranking = null;
  let drawing = null;
  let controls = [];
  const timers = {};

  const byId = (id) => document.getElementById(id);
  const t = (key, values = {}) => Words.fill(data.texts[language][key], values);
  const worded = (text) => Words.worded(text, language);
  const number = (value, decimals) => Words.number(value, decimals, language);
  const percent = (share) => Words.percent(share, language);
  const listed = (parts) => Words.listed(parts, t("and"));
  const nameOf = (i) => data.names[i];
  const decimals = () => (result && !result.bounded && state.normalisation === "z_score" ? 2 : 1);
  const labelOf = (c) => worded(data.criteria[c].label);

  function fixedResult() {
    const fit = Core.column(data.fixed.fit);
    const columns = (given) => given.map((one) => Core.column(one));
    return {
      used: { kept: Uint8Array.from(fit, (value) => Number(!Number.isNaN(value))), criteria: data.criteria.map((_, c) => c), indicators: data.indicators.map((_, i) => i) },
      leaves: columns(data.fixed.leaves),
      criteria: columns(data.fixed.criteria),
      criterionShares: data.fixed.shares,
      indicatorShares: data.fixed.indicator_shares,
      fit,
      rank: Core.column(data.fixed.rank),
      additive: data.fixed.additive,
      bounded: data.fixed.bounded,
      lift: false,
      constants: [],
    };
  }

  // ---- words and controls -----------------------------------------------------------------------------------------

  function build() {
    document.documentElement.lang = language;
    document.title = worded(data.title);
    byId("title").textContent = worded(data.title);
    byId("study").textContent = worded(data.study);
    document.querySelectorAll("[data-t]").forEach((node) => (node.textContent = t(node.dataset.t)));
    document.querySelectorAll("[data-t-label]").forEach((node) => node.setAttribute("aria-label", t(node.dataset.tLabel)));
    document.querySelectorAll("[data-language]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.language === language)));
    controls = [];
    buildControls();
    buildHeads();
    ranking = new Parts.Ranking(byId("rows"), {
      criteria: data.criteria.length,
      names: data.names,
      noted: Boolean(monitor && monitor.groups),
      pick: { label: (i) => t("pick", { name: nameOf(i) }), toggle: choose },
    });
    clear(byId("rows"));
    byId("map").hidden = !data.map;
    document.body.classList.toggle("no-map", !data.map);
    document.body.classList.toggle("still", Boolean(fixed));
    if (data.map) {
      drawing = new Parts.Drawing(byId("drawing"), data.map, { names: data.names, press: (row) => choose(row, !chosen.includes(row)) });
      const how = monitor ? worded(monitor.map) : t("map_words");
      byId("map-words").textContent = [data.map.schematic ? t("schematic") : "", how].filter(Boolean).join(" ");
    }
    byId("controls-title").hidden = Boolean(fixed);
    byId("remarks").hidden = data.remarks[language].length === 0;
    clear(byId("remarks-list"), ...data.remarks[language].map((line) => el("li", {}, line)));
    clear(byId("sources-list"), ...data.sources[language].map((line) => el("li", {}, line)));
    clear(byId("standing-words"), ...data.standing[language].map(([tone, text]) => el("p", { class: tone }, text)));
  }

  function buildControls() {
    byId("still").hidden = !fixed;
    for (const id of ["weights", "method", "undo", "reset", "link", "toml"]) byId(id).hidden = Boolean(fixed);
    byId("readings").hidden = Boolean(fixed) || data.presets.length === 0;
    if (fixed) {
      byId("still").textContent = worded(data.fixed.words);
      return;
    }
    clear(byId("readings"), ...data.presets.map((preset, p) =>
      el("button", { type: "button", "data-preset": p, title: worded(preset.why), onclick: () => change(`preset ${p}`, Core.withPreset(model, state, preset)) }, worded(preset.label))));
    clear(byId("weights"), ...data.criteria.map(criterionControl));
    clear(byId("fields"),
      field("normalisation", METHODS, (one) => t(`normalisation.${one}`), possible),
      field("within", MEANS, (one) => t(`mean.${one}`)),
      field("between", MEANS, (one) => t(`mean.${one}`)),
      spreadField(),
      el("p", { class: "note", id: "method-note" }));
  }

  // Goalposts can be taken only where every indicator that counts has them.
  function possible(method) {
    return method !== "goalposts" || data.indicators.every((entry, i) => entry.goalposts || entry.normalisation || !(state.indicators[i] > 0));
  }

  function criterionControl(criterion, c) {
    const own = data.indicators.map((_, i) => i).filter((i) => data.indicators[i].criterion === c);
    const mark = el("span", { class: `dot g${(c % 8) + 1}`, "aria-hidden": "true" });
    const why = worded(criterion.why);
    return el("fieldset", {},
      el("legend", {}, mark, labelOf(c)),
      weight(`c${c}`, t("weight_of", { name: labelOf(c) }), limitOf(data.criteria), () => state.criteria[c], (value) => setWeight("criteria", c, value), () => criterionShare(c)),
      why ? el("p", { class: "note" }, why) : "",
      el("details", {}, el("summary", {}, t("indicators", { count: own.length })), ...own.map((i) => indicatorControl(i))));
  }

  function indicatorControl(i) {
    const entry = data.indicators[i];
    const label = worded(entry.label);
    const head = el("p", { class: "indicator", id: `n${i}` }, label);
    if (entry.weight === 0) head.append(el("span", { class: "tag" }, t("context")));
    const why = [worded(entry.why), entry.goalposts ? t("goalposts_of", { low: plain(entry.goalposts[0]), high: plain(entry.goalposts[1]) }) : ""];
    const note = el("p", { class: "note" }, why.filter(Boolean).join(" "));
    if (entry.lock) return el("div", { class: "entry" }, head, el("p", { class: "note" }, t(`lock.${entry.lock}`)), note);
    const limit = limitOf(data.indicators.filter((one) => one.criterion === entry.criterion));
    const slider = weight(`i${i}`, t("weight_of", { name: label }), limit, () => state.indicators[i], (value) => setWeight("indicators", i, value), () => indicatorShare(i));
    const options = ["more", "less"].map((one) => el("option", { value: one }, t(`direction.${one}`)));
    const select = el("select", { "aria-label": t("direction_of", { name: label }), onchange: (event) => setDirection(i, event.target.value) }, ...options);
    controls.push(() => (select.value = state.directions[i]));
    const entryNode = el("div", { class: "entry" }, head, slider, select, note);
    controls.push(() => {
      const off = !entry.goalposts && !entry.normalisation && state.normalisation === "goalposts";
      slider.querySelectorAll("input").forEach((node) => (node.disabled = off));
      entryNode.classList.toggle("off", off);
    });
    return entryNode;
  }

  // A slider and a number field for one weight, and the share that it has now.
  function weight(id, label, limit, read, write, share) {
    const range = el("input", { type: "range", id: `${id}-range`, min: 0, max: limit, step: limit / 40, "aria-label": label });
    const field = el("input", { type: "number", id: `${id}-number`, min: 0, step: "any", inputmode: "decimal", "aria-label": t("as_number", { label }) });
    const text = el("span", { class: "share" });
    const take = (node) => {
      const value = node.value === "" ? NaN : Number(node.value);
      if (Number.isFinite(value) && value >= 0) write(value);
    };
    range.addEventListener("input", () => take(range));
    field.addEventListener("change", () => { take(field); sync(); });
    controls.push(() => {
      const value = read();
      if (Number(range.value) !== value) range.value = value;
      if (document.activeElement !== field || Number(field.value) !== value) field.value = plainNumber(value);
      text.textContent = share();
      range.setAttribute("aria-valuetext", t("value_text", { value: plain(value), share: share() }));
    });
    return el("div", { class: "weight" }, range, field, text);
  }

  function plainNumber(value) {
    return String(Math.round(1e6 * value) / 1e6);
  }

  function plain(value) {
    const text = plainNumber(value);
    return language === "de" ? text.replace(".", ",") : text;
  }

  function limitOf(entries) {
    const top = Math.max(...entries.map((entry) => entry.weight), 1);
    if (top <= 1) return 4;
    if (top <= 5) return top <= 2 ? 6 : 10;
    return top <= 50 ? 100 : 10 ** Math.ceil(Math.log10(2 * top));
  }

  function criterionShare(c) {
    if (monitor) return "–";
    const place = result ? result.used.criteria.indexOf(c) : -1;
    return place < 0 ? percent(0) : percent(result.criterionShares[place]);
  }

  function indicatorShare(i) {
    if (monitor) return "–";
    const place = result ? result.used.indicators.indexOf(i) : -1;
    return place < 0 ? percent(0) : percent(result.indicatorShares[place]);
  }

  function field(key, options, label, allowed = () => true) {
    const nodes = options.map((one) => el("option", { value: one }, label(one)));
    const select = el("select", { id: key, onchange: (event) => change(key, { ...state, [key]: event.target.value }) }, ...nodes);
    controls.push(() => {
      nodes.forEach((node) => (node.disabled = !allowed(node.value)));
      select.value = state[key];
    });
    return el("p", { class: "field" }, el("label", { for: key }, t(`field.${key}`)), select);
  }

  function spreadField() {
    const options = SPREADS.map((one) => el("option", { value: one }, t(`spread.${one === "all" ? "all" : 100 * one}`)));
    const take = (event) => {
      spread = SPREADS.find((one) => String(one) === event.target.value);
      refresh();
    };
    const select = el("select", { id: "spread", onchange: take }, ...options);
    controls.push(() => (select.value = String(spread)));
    return el("p", { class: "field" }, el("label", { for: "spread" }, t("field.spread")), select);
  }

  function fitLabel() {
    return monitor ? worded(monitor.head) : t("head.fit");
  }

  function buildHeads() {
    const heads = [["rank", t("head.rank"), "figure rank"], ["name", t("head.name"), ""], ["fit", fitLabel(), "figure fit"],
      ["first", t("head.first"), "figure sure"], ["span", t("head.span"), "figure sure last"],
      ...data.criteria.map((_, c) => [`c${c}`, labelOf(c), "figure part"]).slice(monitor ? 1 : 0)];
    const button = (key, label) => el("button", { type: "button", onclick: () => sortBy(key) }, label, el("span", { class: "arrow", "aria-hidden": "true" }));
    clear(byId("heads"), el("th", { scope: "col", class: "pick" }, el("span", { class: "hidden" }, t("head.pick"))),
      ...heads.map(([key, label, kind]) => el("th", { scope: "col", class: kind || null, "data-sort": key }, button(key, label))));
  }

  // ---- from a change to the picture -------------------------------------------------------------------------------

  function change(control, next) {
    const now = Date.now();
    if (control !== touched.control || now - touched.time > 1000) past.push(state);
    if (past.length > 200) past.shift();
    touched = { control, time: now };
    state = next;
    refresh();
  }

  function setWeight(kind, place, value) {
    if (state[kind][place] === value) return;
    const weights = state[kind].map((weight, i) => (i === place ? value : weight));
    change(`${kind} ${place}`, { ...state, [kind]: weights });
  }

  function setDirection(i, value) {
    change(`direction ${i}`, { ...state, directions: state.directions.map((one, k) => (k === i ? value : one)) });
  }

  let waiting = false;
  function refresh() {
    sure = null;
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        update();
      });
    }
  }

  // At once: the ranking, its parts, the map. When the hand rests: what takes longer.
  function update() {
    const start = performance.now();
    try {
      result = fixed || Core.compute(model, state);
      fault = null;
    } catch (error) {
      if (!(error instanceof Core.Fault)) throw error;
      fault = error;
      result = null;
    }
    draw();
    sync();
    page.script = performance.now() - start;
    clearTimeout(timers.rest);
    timers.rest = setTimeout(settle, 100);
  }

  function draw() {
    byId("answer").classList.toggle("fault", Boolean(fault));
    byId("answer").setAttribute("aria-busy", String(Boolean(result) && !sure && !fixed));
    document.body.classList.toggle("pending", Boolean(result) && !sure && !fixed);
    byId("leader").textContent = fault ? faultWords() : leaderWords();
    drawTable();
    if (data.map) drawMap();
  }

  function sync() {
    controls.forEach((write) => write());
    byId("undo").disabled = past.length === 0;
    byId("reset").disabled = same(state, base) && chosen.length === 0 && spread === SPREADS[0];
    byId("readings").querySelectorAll("button").forEach((node) => {
      const reading = Core.withPreset(model, state, data.presets[node.dataset.preset]);
      node.setAttribute("aria-pressed", String(same(state, reading)));
    });
    const note = byId("method-note");
    if (note) note.textContent = methodWords();
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  function faultWords() {
    const labels = (keys) => listed([...new Set(keys)].map((i) => worded(data.indicators[i].label)));
    if (fault.code === "missing") return t("fault.missing", { indicators: labels(fault.details.cells.map(([, i]) => i)) });
    if (fault.code === "no_goalposts") {
      return t("fault.no_goalposts", { indicators: labels(data.indicators.map((_, i) => i).filter((i) => data.indicators[i].key === fault.details.key)) });
    }
    return t(fault.code === "nothing" ? "fault.nothing" : "fault.too_few");
  }

  function leaderWords() {
    if (monitor) return worded(monitor.lead);
    const first = Core.leaders(result);
    const fit = number(result.fit[first[0]], decimals());
    if (first.length > 3) return t("lead_many", { count: first.length, fit });
    if (first.length > 1) return t("lead_tied", { names: listed(first.map(nameOf)), fit });
    const second = Core.order(result)[1];
    return t("lead", { name: nameOf(first[0]), fit, second: nameOf(second), other: number(result.fit[second], decimals()) });
  }

  function methodWords() {
    if (!result) return "";
    const parts = [];
    if (result.lift) parts.push(t("lifted"));
    if (result.constants.length) parts.push(t("constant", { indicators: listed(result.constants.map((i) => worded(data.indicators[i].label))) }));
    if (!result.additive) parts.push(t("not_additive"));
    return parts.join(" ");
  }

  // ---- table ------------------------------------------------------------------------------------------------------

  function sortBy(key) {
    sort = { key, down: sort.key === key ? !sort.down : ["fit", "first"].includes(key) || key.startsWith("c") };
    drawTable();
    say(t("sorted", { column: byId("heads").querySelector(`[data-sort="${key}"]`).textContent, order: t(sort.down ? "falling" : "rising") }));
  }

  function sortValue(i) {
    if (sort.key === "name") return nameOf(i);
    if (!result) return NaN;
    if (sort.key === "fit") return result.fit[i];
    if (sort.key === "first") return sure ? sure.first[i] : NaN;
    if (sort.key === "span") return sure ? sure.low[i] : NaN;
    if (sort.key === "rank") return result.rank[i];
    return criterionScore(Number(sort.key.slice(1)), i);
  }

  function criterionScore(c, i) {
    const place = result.used.criteria.indexOf(c);
    return place < 0 || !result.used.kept[i] ? NaN : result.criteria[place][i];
  }

  function rowsInOrder() {
    const byRank = result ? Core.order(result) : data.names.map((_, i) => i);
    const wanted = byId("filter").value.trim().toLocaleLowerCase(language);
    const found = wanted ? byRank.filter((i) => nameOf(i).toLocaleLowerCase(language).includes(wanted)) : byRank;
    if (sort.key === "rank" && !sort.down) return found;
    const sign = sort.down ? -1 : 1;
    const keyed = found.map((i) => [sortValue(i), i]);
    if (sort.key === "name") keyed.sort((a, b) => sign * a[0].localeCompare(b[0], language));
    else keyed.sort((a, b) => (Number.isNaN(a[0]) - Number.isNaN(b[0])) || sign * (a[0] - b[0]) || 0);
    return keyed.map(([, i]) => i);
  }

  function drawTable() {
    const rows = rowsInOrder();
    const shown = printing ? rows : rows.slice(0, limit);
    const view = viewOf();
    shown.forEach((i) => ranking.write(i, view(i)));
    ranking.show(shown);
    byId("heads").querySelectorAll("th[data-sort]").forEach((head) => {
      const mine = head.dataset.sort === sort.key;
      head.setAttribute("aria-sort", mine ? (sort.down ? "descending" : "ascending") : "none");
    });
    const more = byId("more");
    more.hidden = rows.length <= limit;
    more.textContent = t("more", { count: number(Math.min(STEP, rows.length - limit), 0), left: number(rows.length - limit, 0) });
    byId("found").textContent = byId("filter").value || rows.length > limit ? t("found", { shown: number(shown.length, 0), found: number(rows.length, 0) }) : "";
  }

  // What a row shows, with everything that is the same for all rows prepared once.
  function viewOf() {
    const none = data.criteria.map(() => "–");
    const groups = monitor && monitor.groups ? worded(monitor.groups) : null;
    if (!result) return (i) => ({ texts: ["–", "–", "–", "–", ...none], widths: [], words: "", chosen: chosen.includes(i) });
    const tied = new Map();
    result.rank.forEach((rank) => tied.set(rank, (tied.get(rank) || 0) + 1));
    const parts = Core.contributions(result);
    const [low, high] = scale();
    const wide = (value) => Math.max(0, (100 * (value - low)) / (high - low));
    const places = data.criteria.map((_, c) => result.used.criteria.indexOf(c));
    const digits = decimals();
    return (i) => {
      if (Number.isNaN(result.rank[i])) return { texts: [t("unranked"), "–", "–", "–", ...none], widths: [], words: t("unranked_long"), chosen: chosen.includes(i) };
      const scores = (monitor ? places.slice(1) : places).map((place) => (place < 0 ? NaN : result.criteria[place][i]));
      const split = parts.length > 0 && low === 0;
      const widths = split ? places.map((place) => (place < 0 ? 0 : wide(parts[place][i]))) : [wide(result.fit[i])];
      const words = groups ? groups[i] : split ? `: ${places.map((place, c) => (place < 0 ? "" : `${labelOf(c)} ${number(parts[place][i], digits)}`)).filter(Boolean).join(" + ")}` : "";
      return {
        texts: [place(i, tied), number(result.fit[i], digits), sure ? firstText(i) : "…", sure ? span(i) : "…", ...scores.map((score) => number(score, digits))],
        widths,
        words,
        chosen: chosen.includes(i),
      };
    };
  }

  function scale() {
    if (result.bounded) return [0, 100];
    const there = Array.from(result.fit).filter((value) => !Number.isNaN(value));
    const [low, high] = there.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
    return state.normalisation === "rank" ? [0, there.length] : [low - 0.05 * (high - low || 1), high || 1];
  }

  // The rank, or the span of places where districts are tied.
  function place(i, tied) {
    const rank = result.rank[i];
    const count = tied.get(rank);
    if (count === 1 || state.ties === "average") return number(rank, Number.isInteger(rank) ? 0 : 1);
    let before = 0;
    if (state.ties === "min") before = rank - 1;
    else result.rank.forEach((other) => { if (other < rank) before += 1; });
    return `${before + 1}–${before + count}`;
  }

  function firstText(i) {
    return Words.ofHundred(sure.first[i], language) + (language === "de" ? "\u00a0%" : "%");
  }

  function span(i) {
    return sure.low[i] === sure.high[i] ? number(sure.low[i], 0) : `${number(sure.low[i], 0)}–${number(sure.high[i], 0)}`;
  }

  // ---- map --------------------------------------------------------------------------------------------------------

  function classes() {
    if (monitor && monitor.labels.length) {
      const last = Math.max(1, monitor.labels.length - 1);
      return { of: (i) => Math.round((4 * monitor.of[i]) / last), shown: monitor.labels.map((label, k) => [`k${1 + Math.round((4 * k) / last)}`, worded(label)]) };
    }
    if (data.count > FEW) {
      const total = result.used.kept.reduce((sum, one) => sum + one, 0);
      const edge = (k) => Math.ceil((total * k) / 5);
      const fifths = [0, 1, 2, 3, 4].map((k) => t("legend.ranks", { from: number(edge(k) + 1, 0), to: number(edge(k + 1), 0) }));
      return { of: (i) => Math.min(4, Math.floor((5 * (result.rank[i] - 1)) / total)), labels: fifths, upside: true };
    }
    const [low, high] = state.normalisation === "z_score" && !result.bounded ? [-2.5, 2.5] : result.bounded ? [0, 100] : scale();
    const step = (high - low) / 5;
    const edges = [0, 1, 2, 3, 4].map((k) => low + k * step);
    const digits = step >= 1 && Number.isInteger(step) ? 0 : 1;
    const label = (k) => t(k === 4 ? "legend.last" : k === 0 ? "legend.first" : "legend.range", { from: number(edges[k], digits), to: number(edges[k] + step, digits) });
    return { of: (i) => Math.max(0, Math.min(4, Math.floor((result.fit[i] - low) / step))), labels: [0, 1, 2, 3, 4].map(label), upside: false };
  }

  function drawMap() {
    const ranked = result ? Core.order(result).filter((i) => result.used.kept[i]) : [];
    const { of, labels, upside, shown } = result ? classes() : { of: () => 0, labels: [], upside: false };
    const kinds = data.names.map((_, i) => (result && result.used.kept[i] ? `k${upside ? 5 - of(i) : of(i) + 1}` : "none"));
    const counts = new Map();
    data.map.rows.forEach((row) => counts.set(kinds[row], (counts.get(kinds[row]) || 0) + 1));
    const digits = decimals();
    const rank = (i) => (result && result.used.kept[i] ? number(result.rank[i], Number.isInteger(result.rank[i]) ? 0 : 1) : "–");
    drawing.write({
      kind: (i) => kinds[i],
      label: (i) => (data.map.schematic && data.count <= FEW && result && result.used.kept[i] ? t("tile", { rank: rank(i), fit: number(result.fit[i], digits) }) : rank(i)),
      says: (i) => (monitor && monitor.groups && result.used.kept[i] ? `${nameOf(i)}: ${worded(monitor.groups)[i]}` : t("area", { name: nameOf(i), rank: rank(i), fit: result ? number(result.fit[i], digits) : "–" })),
      first: monitor ? [] : ranked.slice(0, 10),
      chosen: new Set(chosen),
    });
    const order = upside ? [0, 1, 2, 3, 4] : [4, 3, 2, 1, 0];
    const entries = shown ? [...shown] : labels.length ? order.map((k) => [`k${upside ? 5 - k : k + 1}`, labels[k]]) : [];
    if (counts.get("none")) entries.push(["none", t("legend.none")]);
    const key = JSON.stringify([entries, [...counts]]);
    if (drawing.legend !== key) {
      Parts.legend(byId("legend"), entries.map(([kind, label]) => [kind, t("legend.counted", { label, count: number(counts.get(kind) || 0, 0) })]));
      drawing.legend = key;
    }
  }

  // ---- when the hand rests ----------------------------------------------------------------------------------------

  function settle() {
    drawParts();
    drawChanges();
    drawCompare();
    drawReadings();
    drawSettings();
    drawExcluded();
    if (drawing) drawing.tell();
    remember();
    clearTimeout(timers.live);
    if (said.words) timers.live = setTimeout(announce, 280);
    else announce(); // the first time there is nothing new to say
    if (!result || fixed) {
      byId("certainty").textContent = "";
      return;
    }
    byId("certainty").textContent = t("pending");
    const draws = data.count > 5000 ? 200 : data.count > 1000 ? 500 : 1000;
    const task = new Core.Draws(model, state, result, { draws, seed: data.method.seed, spread });
    const mine = (timers.task = {});
    // Short slices with room for the hand between them; waiting for an idle moment could take longer than the work.
    const slice = () => {
      if (timers.task !== mine || sure) return;
      if (!task.run(10)) {
        setTimeout(slice, 0);
        return;
      }
      sure = task.outcome();
      finish();
    };
    setTimeout(slice, 0);
  }

  function finish() {
    draw();
    byId("certainty").textContent = certaintyWords();
    page.settled += 1;
  }

  function certaintyWords() {
    const order = data.names.map((_, i) => i).filter((i) => result.used.kept[i]).sort((a, b) => sure.first[b] - sure.first[a] || a - b);
    const [first, second] = order;
    const values = { draws: number(sure.draws, 0), how: t(`drawn.${spread === "all" ? "all" : 100 * spread}`), name: nameOf(first), share: Words.ofHundred(sure.first[first], language) };
    if (sure.first[first] === 1) return t("sure", values);
    return t("sure_of", { ...values, second: nameOf(second), other: Words.ofHundred(sure.first[second], language) });
  }

  function drawParts() {
    const shown = result && result.additive && scale()[0] === 0;
    byId("parts").hidden = !shown;
    if (shown) Parts.legend(byId("parts"), data.criteria.map((_, c) => [`g${(c % 8) + 1}`, labelOf(c)]));
    byId("caption").textContent = `${t("ranking")}. ${worded(data.title)}`;
    byId("table-note").textContent = fixed || !result ? "" : t("table_note", { draws: number(data.count > 5000 ? 200 : data.count > 1000 ? 500 : 1000, 0), ties: t(`ties.${state.ties}`) });
  }

  function drawChanges() {
    clear(byId("changes"), ...(result && !fixed ? changeWords() : []));
    byId("others").textContent = result && !fixed ? otherWords() : "";
  }

  // What would change the first place: exact for weights of criteria.
  function changeWords() {
    const lines = (...texts) => texts.map((text) => el("p", {}, text));
    if (Core.leaders(result).length > 1 || result.used.criteria.length < 2) return [];
    const found = Core.thresholds(result, state.between).sort((a, b) => Math.abs(a.share - a.given) - Math.abs(b.share - b.given));
    const cases = found.filter((one) => one.share > 5e-4 && one.share < 1 - 5e-4).map((one) => t(`change.${one.side}`, {
      criterion: labelOf(one.criterion), share: Words.percent(one.share, language, 1), given: percent(one.given), rival: nameOf(one.rival) }));
    if (cases.length) return [...lines(t("change.cases")), el("ul", {}, ...cases.slice(0, 4).map((text) => el("li", {}, text)))];
    const joint = Core.nearest(result, state.between);
    if (joint) return lines(t("change.joint", { points: number(100 * joint.shift, 0), rival: nameOf(joint.rival) }));
    return lines(t("change.never"));
  }

  function otherWords() {
    if (Core.leaders(result).length > 1 || result.used.criteria.length < 2) return "";
    const { share, never } = Core.weightings(result, state.between);
    const parts = [];
    if (share !== null && share < 1 - 1e-12) parts.push(t("change.share", { name: nameOf(Core.leaders(result)[0]), share: Words.ofHundred(share, language) }));
    if (never && never.length && never.length <= 3) parts.push(t("change.never_first", { names: listed(never.map(nameOf)) }));
    return parts.join(" ");
  }

  function drawCompare() {
    const shown = chosen.length ? chosen : result ? Core.order(result).slice(0, Math.min(3, data.count)) : [];
    byId("compare-note").textContent = chosen.length ? t("compare_chosen", { most: CHOSEN }) : t("compare_hint", { most: CHOSEN });
    if (!result) {
      clear(byId("compared"));
      return;
    }
    const digits = decimals();
    const figure = (text) => ({ figure: text });
    const rows = monitor ? [] : [{ kind: "sum", cells: [t("head.fit"), figure(""), ...shown.map((i) => figure(number(result.fit[i], digits)))] }];
    data.criteria.forEach((_, c) => {
      rows.push({ kind: "sum", cells: [labelOf(c), figure(criterionShare(c)), ...shown.map((i) => figure(number(criterionScore(c, i), digits)))] });
      data.indicators.forEach((entry, k) => {
        if (entry.criterion === c) rows.push({ cells: [worded(entry.label), figure(indicatorUse(k)), ...shown.map((i) => figure(valueText(k, i, digits)))] });
      });
    });
    Parts.table(byId("compared"), [t("head.indicator"), figure(t("head.share")), ...shown.map((i) => figure(name(nameOf(i))))], rows, t("compare"));
  }

  function indicatorUse(k) {
    return result.used.indicators.includes(k) ? indicatorShare(k) : t("context");
  }

  // The value in its own unit and, behind it, what the scale makes of it.
  function valueText(k, i, digits) {
    const entry = data.indicators[k];
    const mark = entry.marks && entry.marks[i] ? `${t(`mark.${entry.marks[i]}`)} ` : "";
    const value = model.indicators[k].values[i];
    const text = Number.isNaN(value) ? t("not_available") : mark + number(value, entry.decimals);
    const place = result.used.indicators.indexOf(k);
    return place < 0 || !result.used.kept[i] ? text : `${text} → ${number(result.leaves[place][i], digits)}`;
  }

  // The readings of the same figures beside each other, with the weights as they stand.
  function drawReadings() {
    byId("readings-table").hidden = data.presets.length < 2 || Boolean(fixed) || !result;
    if (byId("readings-table").hidden) return;
    const shown = Core.order(result).slice(0, 5);
    const found = data.presets.map((preset) => {
      try {
        return Core.compute(model, Core.withPreset(model, state, preset));
      } catch (error) {
        if (error instanceof Core.Fault) return null;
        throw error;
      }
    });
    const figure = (text) => ({ figure: text });
    const first = (one) => (one ? listed(Core.leaders(one).slice(0, 3).map(nameOf)) : "–");
    const rows = data.presets.map((preset, p) => ({ cells: [worded(preset.label), first(found[p]), ...shown.map((i) => figure(found[p] ? number(found[p].fit[i], decimals()) : "–"))] }));
    Parts.table(byId("read"), [t("head.reading"), t("head.leader"), ...shown.map((i) => figure(name(nameOf(i))))], rows, t("readings"));
    const leaders = new Set(found.map(first));
    byId("readings-note").textContent = t(leaders.size > 1 ? "readings_differ" : "readings_agree");
  }

  function drawSettings() {
    byId("set").hidden = Boolean(fixed);
    if (fixed) return;
    byId("settings").textContent = [t("method_words", { normalisation: t(`normalisation.${state.normalisation}`), within: t(`mean.${state.within}`), between: t(`mean.${state.between}`), ties: t(`ties.${state.ties}`) }), methodWords(), same(state, base) ? t("as_study") : t("not_as_study")].filter(Boolean).join(" ");
    const figure = (text) => ({ figure: text });
    const rows = [];
    data.criteria.forEach((criterion, c) => {
      rows.push({ kind: "sum", cells: [labelOf(c), figure(plain(state.criteria[c])), figure(criterionShare(c)), "", figure(plain(base.criteria[c]))].map(filled) });
      data.indicators.forEach((entry, i) => {
        if (entry.criterion === c) rows.push({ cells: [worded(entry.label), figure(plain(state.indicators[i])), figure(indicatorShare(i)), t(`direction.${state.directions[i]}`), figure(plain(base.indicators[i]))] });
      });
    });
    Parts.table(byId("settings-table"), [t("head.indicator"), figure(t("head.weight")), figure(t("head.share")), t("head.direction"), figure(t("head.study"))], rows, t("settings"));
  }

  function filled(value) {
    return value === "" ? "–" : value;
  }

  function drawExcluded() {
    const out = result && !fixed ? data.names.map((_, i) => i).filter((i) => !result.used.kept[i]) : [];
    byId("excluded").hidden = out.length + data.excluded.length === 0;
    const lacking = (i) => listed(data.indicators.filter((_, k) => state.indicators[k] > 0 && Number.isNaN(model.indicators[k].values[i])).map((entry) => worded(entry.label)));
    clear(byId("excluded-list"),
      ...out.slice(0, 200).map((i) => el("li", {}, name(nameOf(i)), `: ${data.left_out[i] ? worded(data.left_out[i]) : t("lacking", { indicators: lacking(i) })}`)),
      ...data.excluded.map(([one, why]) => el("li", {}, name(one), `: ${worded(why)}`)));
  }

  // ---- what is said, kept, taken away -----------------------------------------------------------------------------

  function say(text) {
    byId("live").textContent = text;
  }

  function announce() {
    const first = result ? listed(Core.leaders(result).slice(0, 3).map(nameOf)) : "";
    const words = fault ? faultWords() : leaderWords();
    if (said.words && words !== said.words) say(fault ? words : t(first === said.first ? "live_same" : "live_new", { words }));
    said = { first, words };
  }

  function about() {
    return { digest: data.digest, spread, spreads: SPREADS, language, languages: [data.language, ...Object.keys(data.texts).filter((one) => one !== data.language)], chosen, count: data.count, locked: data.indicators.map((entry) => Boolean(entry.lock)) };
  }

  function address() {
    return Words.encode(state, base, about());
  }

  function remember() {
    const bare = `v=1&s=${data.digest}`;
    const text = address();
    if (text === bare && !location.hash) return;
    try {
      history.replaceState(null, "", `#${text}`);
    } catch {
      // a page inside another page may have no address of its own; the link button still works
    }
  }

  function recall() {
    const found = location.hash.length > 1 ? Words.decode(location.hash, base, about()) : null;
    if (!found) return;
    state = found.state;
    spread = found.spread;
    chosen = found.chosen;
    if (found.language) language = found.language;
    if (found.other) notice("other_data");
  }

  function notice(key, values) {
    const node = byId("notice");
    node.hidden = false;
    node.textContent = t(key, values);
  }

  function choose(i, on) {
    if (on && chosen.length >= CHOSEN && !chosen.includes(i)) {
      say(t("too_many", { most: CHOSEN }));
      drawTable();
      return;
    }
    chosen = on ? [...chosen.filter((one) => one !== i), i] : chosen.filter((one) => one !== i);
    drawTable();
    if (data.map) drawMap();
    drawCompare();
    sync();
    remember();
    say(t(on ? "picked" : "dropped", { name: nameOf(i), count: chosen.length }));
  }

  function undo() {
    if (past.length === 0) return;
    state = past.pop();
    touched = { control: "", time: 0 };
    refresh();
  }

  function reset() {
    past.push(state);
    state = base;
    spread = SPREADS[0];
    chosen = [];
    sort = { key: "rank", down: false };
    byId("filter").value = "";
    limit = STEP;
    byId("notice").hidden = true;
    refresh();
  }

  function save(file, text, kind) {
    const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: kind })), download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(t("saved", { file }));
  }

  function table() {
    const heads = ["rank", "district", monitor ? "score" : "fit", ...data.criteria.map((entry) => entry.key), ...data.indicators.map((entry) => entry.key)];
    const order = result ? Core.order(result) : [];
    const none = t("not_available");
    const text = (value) => (Number.isNaN(value) ? none : value);
    return [heads, ...order.map((i) => [text(result.rank[i]), nameOf(i), text(result.fit[i]), ...data.criteria.map((_, c) => text(criterionScore(c, i))), ...model.indicators.map((entry) => text(entry.values[i]))])];
  }

  async function copy() {
    const url = location.href.replace(/#.*$/, "") + `#${address()}`;
    try {
      await navigator.clipboard.writeText(url);
      notice("copied");
    } catch {
      notice("copy_by_hand", { url });
    }
    say(byId("notice").textContent);
  }

  // Paper cannot load more: it holds every row that the search has found, a long list without its bars and behind the map.
  function onPaper(now) {
    printing = now;
    drawTable();
    const shown = byId("rows").children.length;
    const wanted = byId("filter").value.trim();
    const long = now && shown > LONG;
    byId("table").classList.toggle("long", long);
    byId("parts").classList.toggle("long", long);
    byId("map").parentNode[long ? "prepend" : "append"](byId("map"));
    byId("searched").textContent = now && wanted ? t("searched", { wanted, shown: number(shown, 0), count: number(data.count, 0) }) : "";
  }

  // ---- start ------------------------------------------------------------------------------------------------------

  function speak(code) {
    language = code;
    build();
    said = { first: "", words: "" };
    refresh();
  }

  function listen() {
    document.querySelectorAll("[data-language]").forEach((node) => node.addEventListener("click", () => speak(node.dataset.language)));
    byId("undo").addEventListener("click", undo);
    byId("reset").addEventListener("click", reset);
    byId("link").addEventListener("click", copy);
    byId("print").addEventListener("click", () => window.print());
    window.addEventListener("beforeprint", () => onPaper(true));
    window.addEventListener("afterprint", () => onPaper(false));
    byId("csv").addEventListener("click", () => save(`${data.file}.csv`, Words.csv(table(), language), "text/csv;charset=utf-8"));
    byId("toml").addEventListener("click", () => {
      const remarks = [t("toml_remark"), ...(result && result.lift ? [t("toml_lifted")] : [])];
      save("study.toml", Words.toml(data, state, remarks), "application/toml");
    });
    byId("more").addEventListener("click", () => {
      const first = limit;
      limit += STEP;
      drawTable();
      byId("rows").children[first]?.querySelector("input").focus();
    });
    byId("filter").addEventListener("input", () => {
      limit = STEP;
      drawTable();
      clearTimeout(timers.live);
      timers.live = setTimeout(() => say(byId("found").textContent), 400);
    });
    window.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input[type=number], input[type=search]");
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !typing) {
        event.preventDefault();
        undo();
      }
    });
    window.addEventListener("hashchange", () => {
      const before = language;
      recall();
      if (language !== before) build();
      refresh();
    });
  }

  const page = { script: 0, settled: 0 };
  recall();
  build();
  listen();
  update();
  // For tests and measurements only: what was done last, and how long it took.
  Object.defineProperty(window, "workshop", { value: { page, result: () => result, state: () => state, address } });
})();

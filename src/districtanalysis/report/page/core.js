"use strict";

// The computing core of the workshop page: numbers in, numbers out. It knows no page and no words, so that the
// same file runs in a browser and in Node. Definitions are those of the library; its test vectors hold them equal.
const Core = (() => {
  const EQUAL = 1e-12; // values closer than this, relative to the largest, differ by rounding only
  const TIE = 1e-12;
  const BOUNDED = { goalposts: true, min_max: true, z_score: false, rank: false };
  const MIDDLE = { min_max: () => 50, z_score: () => 0, rank: (n) => (n + 1) / 2 };

  class Fault extends Error {
    constructor(code, details = {}) {
      super(code);
      this.code = code;
      this.details = details;
    }
  }

  // ---- data -------------------------------------------------------------------------------------------------------

  // A column is an array with null for a missing value, or base64 of little-endian doubles with NaN for it.
  function column(given) {
    if (typeof given !== "string") return Float64Array.from(given, (value) => (value === null ? NaN : value));
    const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
  }

  function modelOf(data) {
    return {
      count: data.count,
      leftOut: new Set(Object.keys(data.left_out || {}).map(Number)),
      criteria: data.criteria.map((entry) => ({ key: entry.key, weight: entry.weight })),
      indicators: data.indicators.map((entry) => ({
        key: entry.key,
        criterion: entry.criterion,
        weight: entry.weight,
        direction: entry.direction,
        goalposts: entry.goalposts || null,
        method: entry.normalisation || "",
        values: column(entry.values),
      })),
      cache: new Map(),
    };
  }

  function stateOf(data, model = data) {
    return {
      criteria: model.criteria.map((entry) => entry.weight),
      indicators: model.indicators.map((entry) => entry.weight),
      directions: model.indicators.map((entry) => entry.direction),
      normalisation: data.method.normalisation,
      within: data.method.within,
      between: data.method.between,
      ties: data.method.ties,
      missing: data.method.missing,
      constant: data.method.constant || "middle",
    };
  }

  // A preset turns directions of the study and replaces weights of criteria; everything else stays.
  function withPreset(model, state, preset) {
    const turned = new Set(preset.reverse);
    const directions = model.indicators.map((entry) =>
      turned.has(entry.criterion) ? (entry.direction === "more" ? "less" : "more") : entry.direction,
    );
    const criteria = state.criteria.map((weight, i) => (preset.weights[i] === undefined ? weight : preset.weights[i]));
    return { ...state, directions, criteria };
  }

  // ---- one column -------------------------------------------------------------------------------------------------

  function known(values, kept) {
    const found = [];
    for (let i = 0; i < values.length; i++) if (kept[i] && !Number.isNaN(values[i])) found.push(values[i]);
    return found;
  }

  function extent(values) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }

  function isConstant(values) {
    const [low, high] = extent(values);
    return high - low <= EQUAL * Math.max(Math.abs(low), Math.abs(high));
  }

  // Ranks from 1 (lowest); NaN has none. Source of the rule for ties: scoring/ties.py of the library.
  function ascendingRanks(values, ties) {
    const order = [];
    for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) order.push(i);
    order.sort((a, b) => values[a] - values[b] || a - b);
    const out = new Float64Array(values.length).fill(NaN);
    if (order.length === 0) return out;
    const tolerance = EQUAL * Math.max(Math.abs(values[order[0]]), Math.abs(values[order[order.length - 1]]));
    let start = 0;
    let group = 0;
    for (let i = 1; i <= order.length; i++) {
      if (i < order.length && values[order[i]] - values[order[i - 1]] <= tolerance) continue;
      const size = i - start;
      const rank = ties === "dense" ? group + 1 : start + 1 + (ties === "average" ? (size - 1) / 2 : 0);
      for (let j = start; j < i; j++) out[order[j]] = rank;
      start = i;
      group += 1;
    }
    return out;
  }

  function ranks(scores, ties) {
    return ascendingRanks(
      scores.map((score) => -score),
      ties,
    );
  }

  function normalise(values, kept, { method, direction, goalposts, constant, key }) {
    const there = known(values, kept);
    if (there.length === 0) throw new Fault("no_values", { key });
    if (there.some((value) => !Number.isFinite(value))) throw new Fault("infinite", { key });
    const out = new Float64Array(values.length).fill(NaN);
    const put = (score) => {
      for (let i = 0; i < values.length; i++) if (kept[i] && !Number.isNaN(values[i])) out[i] = score(values[i], i);
      return out;
    };
    const sign = direction === "less" ? -1 : 1;
    if (method === "goalposts") {
      if (!goalposts) throw new Fault("no_goalposts", { key });
      const [low, high] = sign === 1 ? goalposts : [-goalposts[1], -goalposts[0]];
      return put((value) => Math.min(100, Math.max(0, (100 * (sign * value - low)) / (high - low))));
    }
    if (!(method in MIDDLE)) throw new Fault("method", { method });
    if (isConstant(there)) {
      if (constant === "refuse") throw new Fault("constant", { key });
      const middle = MIDDLE[method](there.length);
      return put(() => middle);
    }
    if (method === "min_max") {
      const [low, high] = extent(there.map((value) => sign * value));
      return put((value) => (100 * (sign * value - low)) / (high - low));
    }
    if (method === "z_score") {
      const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
      const squares = there.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const deviation = Math.sqrt(squares / (there.length - 1));
      return put((value) => (sign * (value - mean)) / deviation);
    }
    const placed = ascendingRanks(
      values.map((value, i) => (kept[i] ? sign * value : NaN)),
      "min",
    );
    return put((_, i) => placed[i]);
  }

  // ---- the whole --------------------------------------------------------------------------------------------------

  // Which criteria and indicators count: both weights above zero; a criterion without indicators goes as well.
  function active(model, state) {
    const chosen = model.indicators
      .map((entry, i) => i)
      .filter((i) => state.indicators[i] > 0 && state.criteria[model.indicators[i].criterion] > 0);
    return { indicators: chosen, criteria: criteriaOf(model, chosen) };
  }

  function criteriaOf(model, indicators) {
    return [...new Set(indicators.map((i) => model.indicators[i].criterion))].sort((a, b) => a - b);
  }

  function gaps(model, indicators) {
    const found = [];
    for (const i of indicators) {
      model.indicators[i].values.forEach((value, row) => {
        if (Number.isNaN(value) && !model.leftOut.has(row)) found.push([row, i]);
      });
    }
    return found;
  }

  // What to do with missing values is a declared rule; nothing is filled in.
  function complete(model, state, chosen) {
    const kept = Uint8Array.from({ length: model.count }, (_, row) => (model.leftOut.has(row) ? 0 : 1));
    const missing = gaps(model, chosen.indicators);
    if (missing.length === 0) return { kept, ...chosen };
    if (state.missing === "refuse") throw new Fault("missing", { cells: missing });
    if (state.missing === "leave_out_indicator") {
      const gone = new Set(missing.map(([, i]) => i));
      const indicators = chosen.indicators.filter((i) => !gone.has(i));
      return { kept, indicators, criteria: criteriaOf(model, indicators) };
    }
    for (const [row] of missing) kept[row] = 0;
    return { kept, ...chosen };
  }

  function sharesOf(weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }

  function leavesOf(model, state, used) {
    const mark = used.kept.every((one) => one) ? "all" : used.kept.join("");
    return used.indicators.map((i) => {
      const entry = model.indicators[i];
      const method = entry.method || state.normalisation;
      const direction = state.directions[i];
      const name = [i, method, direction, state.constant, mark].join("|");
      if (!model.cache.has(name)) {
        if (model.cache.size > 400) model.cache.clear();
        const settings = { method, direction, goalposts: entry.goalposts, constant: state.constant, key: entry.key };
        model.cache.set(name, normalise(entry.values, used.kept, settings));
      }
      return model.cache.get(name);
    });
  }

  function constants(model, state, used) {
    return used.indicators.filter((i) => {
      const entry = model.indicators[i];
      return (entry.method || state.normalisation) !== "goalposts" && isConstant(known(entry.values, used.kept));
    });
  }

  function mean(kind, columns, shares, count) {
    const out = new Float64Array(count);
    for (let j = 0; j < columns.length; j++) {
      const own = columns[j];
      const share = shares[j];
      if (kind === "geometric") for (let i = 0; i < count; i++) out[i] += share * Math.log(own[i]);
      else for (let i = 0; i < count; i++) out[i] += share * own[i];
    }
    if (kind === "geometric") for (let i = 0; i < count; i++) out[i] = Math.exp(out[i]);
    return out;
  }

  function criterionScores(model, state, used, leaves) {
    return used.criteria.map((c) => {
      const own = used.indicators.map((i, j) => [i, j]).filter(([i]) => model.indicators[i].criterion === c);
      const shares = sharesOf(own.map(([i]) => state.indicators[i]));
      const columns = own.map(([, j]) => leaves[j]);
      return mean(state.within, columns, shares, model.count);
    });
  }

  // A geometric mean needs scores above zero. Where it would meet others, 0 to 100 is moved to 1 to 100 and
  // unbounded scores are stretched to 1 to 100 per indicator, as the library does when methods are varied.
  function meetsZero(model, state, used, leaves) {
    if (state.within !== "geometric" && state.between !== "geometric") return false;
    const any = (columns, test) => columns.some((own) => own.some((value, i) => used.kept[i] && test(value)));
    if (any(leaves, (value) => value < 0)) return true;
    const below =
      state.within === "geometric" ? leaves : criterionScores(model, { ...state, within: "arithmetic" }, used, leaves);
    return any(below, (value) => value <= 0);
  }

  function lifted(model, state, used, leaves) {
    return leaves.map((own, j) => {
      const method = model.indicators[used.indicators[j]].method || state.normalisation;
      if (BOUNDED[method]) return own.map((value) => 1 + 0.99 * value);
      const [low, high] = extent(known(own, used.kept));
      return own.map((value) => 1 + 99 * (high > low ? (value - low) / (high - low) : 0.5));
    });
  }

  function compute(model, state) {
    const chosen = active(model, state);
    if (chosen.indicators.length === 0) throw new Fault("nothing");
    const used = complete(model, state, chosen);
    if (used.indicators.length === 0) throw new Fault("nothing");
    const total = used.kept.reduce((sum, one) => sum + one, 0);
    if (total < 2) throw new Fault("too_few", { count: total });
    let leaves = leavesOf(model, state, used);
    const lift = meetsZero(model, state, used, leaves);
    if (lift) leaves = lifted(model, state, used, leaves);
    const criterionShares = sharesOf(used.criteria.map((c) => state.criteria[c]));
    const criteria = criterionScores(model, state, used, leaves);
    const fit = mean(state.between, criteria, criterionShares, model.count);
    for (let i = 0; i < model.count; i++) if (!used.kept[i]) fit[i] = NaN;
    return {
      used,
      leaves,
      lift,
      criteria,
      criterionShares,
      indicatorShares: indicatorShares(model, state, used, criterionShares),
      fit,
      rank: ranks(fit, state.ties),
      additive: state.within === "arithmetic" && state.between === "arithmetic",
      bounded: used.indicators.every((i) => BOUNDED[model.indicators[i].method || state.normalisation]) || lift,
      constants: constants(model, state, used),
    };
  }

  // The share of each indicator in the whole; the shares add up to 1.
  function indicatorShares(model, state, used, criterionShares) {
    return used.indicators.map((i) => {
      const c = model.indicators[i].criterion;
      const same = used.indicators.filter((other) => model.indicators[other].criterion === c);
      const total = same.reduce((sum, other) => sum + state.indicators[other], 0);
      return (criterionShares[used.criteria.indexOf(c)] * state.indicators[i]) / total;
    });
  }

  // Points of each criterion that add up to the fit; empty where the fit is no sum.
  function contributions(result) {
    if (!result.additive) return [];
    return result.criteria.map((own, j) => own.map((value) => value * result.criterionShares[j]));
  }

  // The places of districts in the order of the ranks; those without a rank at the end, in their own order.
  function order(result) {
    const places = Array.from(result.rank, (_, i) => i);
    const key = (i) => (Number.isNaN(result.rank[i]) ? Infinity : result.rank[i]);
    return places.sort((a, b) => key(a) - key(b) || a - b);
  }

  function leaders(result) {
    const [best] = extent(Array.from(result.rank).filter((rank) => !Number.isNaN(rank)));
    return order(result).filter((i) => result.rank[i] === best);
  }

  // ---- what would change the first place --------------------------------------------------------------------------

  // Scores of criteria whose weighted sum orders like the fit.
  function linear(result, between) {
    const forward = between === "geometric" ? Math.log : (value) => value;
    const rows = order(result).filter((i) => result.used.kept[i]);
    return { rows, scores: rows.map((i) => result.criteria.map((own) => forward(own[i]))) };
  }

  // Where one weight alone ends the lead, the others keeping their proportions; exact, as in scoring/sensitivity.py.
  function thresholds(result, between) {
    const { rows, scores } = linear(result, between);
    const shares = result.criterionShares;
    const found = [];
    shares.forEach((given, c) => {
      const rest = shares.reduce((sum, share, j) => sum + (j === c ? 0 : share), 0);
      if (shares.length < 2 || rest <= 0) return;
      const best = { below: null, above: null };
      for (let r = 1; r < rows.length; r++) {
        let others = 0;
        for (let j = 0; j < shares.length; j++) {
          if (j !== c) others += ((scores[0][j] - scores[r][j]) * shares[j]) / rest;
        }
        const slope = scores[0][c] - scores[r][c] - others;
        if (Math.abs(slope) <= TIE) continue;
        const zero = -others / slope;
        if (zero <= TIE || zero >= 1 - TIE) continue;
        const side = slope > 0 ? "below" : "above";
        const closer = best[side] === null || (side === "below" ? zero > best.below.share : zero < best.above.share);
        if (closer) best[side] = { criterion: result.used.criteria[c], side, share: zero, rival: rows[r], given };
      }
      for (const side of ["below", "above"]) if (best[side]) found.push(best[side]);
    });
    return found;
  }

  // The smallest change of weights (as a share of 1) by which a rival draws level with the leader; null: none does.
  function nearest(result, between) {
    const { rows, scores } = linear(result, between);
    let best = null;
    for (let r = 1; r < rows.length; r++) {
      const shift = shiftTo(scores[0], scores[r], result.criterionShares);
      if (shift !== null && (best === null || shift < best.shift)) best = { rival: rows[r], shift };
    }
    return best;
  }

  function shiftTo(first, other, shares) {
    const gap = first.map((value, j) => value - other[j]);
    const target = gap.indexOf(Math.min(...gap));
    let missing = gap.reduce((sum, value, j) => sum + value * shares[j], 0);
    if (missing <= 0) return 0;
    if (gap[target] > 0) return null;
    let moved = 0;
    const sources = gap.map((_, j) => j).sort((a, b) => gap[b] - gap[a] || a - b);
    for (const source of sources) {
      const gain = gap[source] - gap[target];
      if (gain <= 0 || missing <= 1e-15) break;
      const amount = Math.min(shares[source], missing / gain);
      moved += amount;
      missing -= amount * gain;
    }
    return moved;
  }

  // The share of all weightings of at most three criteria that a district wins; null for more than three.
  function firstShare(scores, own) {
    const count = scores[own].length;
    if (count > 3) return null;
    if (count === 1) return scores.every((other) => scores[own][0] >= other[0]) ? 1 : 0;
    if (count === 2) return lengthOf(scores, own);
    let corners = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    for (let i = 0; i < scores.length && corners.length; i++) {
      if (i === own) continue;
      corners = clip(
        corners,
        scores[own].map((value, j) => value - scores[i][j]),
      );
    }
    return areaOf(corners);
  }

  function clip(corners, gap) {
    const lead = corners.map((corner) => corner[0] * gap[0] + corner[1] * gap[1] + corner[2] * gap[2]);
    const kept = [];
    corners.forEach((corner, i) => {
      const j = (i + 1) % corners.length;
      if (lead[i] >= 0) kept.push(corner);
      if ((lead[i] > 0 && lead[j] < 0) || (lead[i] < 0 && lead[j] > 0)) {
        const part = lead[i] / (lead[i] - lead[j]);
        kept.push(corner.map((value, k) => value + part * (corners[j][k] - value)));
      }
    });
    return kept;
  }

  function areaOf(corners) {
    if (corners.length < 3) return 0;
    let sum = 0;
    corners.forEach((corner, i) => {
      const before = corners[(i + corners.length - 1) % corners.length];
      sum += corner[0] * before[1] - corner[1] * before[0];
    });
    return Math.abs(sum);
  }

  function lengthOf(scores, own) {
    let low = 0;
    let high = 1;
    for (let i = 0; i < scores.length; i++) {
      if (i === own) continue;
      const atZero = scores[own][1] - scores[i][1];
      const atOne = scores[own][0] - scores[i][0];
      if (atZero < 0 && atOne < 0) return 0;
      if (atZero < 0) low = Math.max(low, atZero / (atZero - atOne));
      else if (atOne < 0) high = Math.min(high, atZero / (atZero - atOne));
    }
    return Math.max(0, high - low);
  }

  // How much of all weightings puts the leader first, and who can never be first (for few districts only).
  function weightings(result, between, most = 60) {
    const { rows, scores } = linear(result, between);
    const share = firstShare(scores, 0);
    if (share === null || rows.length > most) return { share, never: null };
    const top = result.criteria.map((_, j) => Math.max(...scores.map((line) => line[j])));
    const can = (r) => scores[r].some((value, j) => value >= top[j] - TIE) || firstShare(scores, r) > 0;
    return { share, never: rows.filter((_, r) => !can(r)) };
  }

  // ---- how sure ---------------------------------------------------------------------------------------------------

  // A small generator with a seed: the same link shows the same figures. (mulberry32, T. Ettinger, public domain)
  function generator(seed) {
    let a = seed >>> 0;
    return () => {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = a;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // Draws of weights in slices. spread 0.25 moves each weight by up to a quarter of itself, on both levels;
  // spread "all" draws every weighting of the criteria with equal chance and holds the indicators.
  class Draws {
    constructor(model, state, result, { draws, seed, spread }) {
      this.rows = [...result.used.kept.keys()].filter((i) => result.used.kept[i]);
      this.draws = draws;
      this.done = 0;
      this.state = state;
      this.result = result;
      this.spread = spread;
      this.next = generator(seed);
      this.parents = result.used.indicators.map((i) =>
        result.used.criteria.indexOf(model.indicators[i].criterion),
      );
      this.given = result.used.indicators.map((i) => state.indicators[i]);
      const n = this.rows.length;
      this.width = 2 ** Math.ceil(Math.log2(Math.max(2, n)));
      this.keys = new Float64Array(n);
      this.scores = new Float64Array(n);
      this.part = new Float64Array(n);
      this.counted = new Uint16Array(n * draws);
      this.leaves = result.leaves.map((own) => Float64Array.from(this.rows, (i) => own[i]));
      this.criteria = result.criteria.map((own) => Float64Array.from(this.rows, (i) => own[i]));
    }

    // Work until the clock is up; true when all draws are done.
    run(milliseconds, now = () => performance.now()) {
      const end = now() + milliseconds;
      while (this.done < this.draws) {
        this.draw();
        if ((this.done & 7) === 0 && now() >= end) return this.done >= this.draws;
      }
      return true;
    }

    draw() {
      const top = this.weights(this.result.criterionShares, this.spread === "all");
      if (this.spread === "all") this.join(this.state.between, this.criteria, top, this.scores);
      else this.both(top, this.weights(this.given, false));
      this.place();
      this.done += 1;
    }

    weights(given, all) {
      return given.map((weight) =>
        all ? -Math.log(1 - this.next()) : weight * (1 + this.spread * (2 * this.next() - 1)),
      );
    }

    both(top, below) {
      const sums = new Array(top.length).fill(0);
      below.forEach((weight, j) => (sums[this.parents[j]] += weight));
      if (this.result.additive) {
        const whole = top.reduce((sum, weight) => sum + weight, 0);
        const flat = below.map((weight, j) => (weight / sums[this.parents[j]]) * (top[this.parents[j]] / whole));
        this.join("arithmetic", this.leaves, flat, this.scores);
        return;
      }
      const columns = top.map((_, c) => {
        const own = this.leaves.filter((_, j) => this.parents[j] === c);
        const weights = below.filter((_, j) => this.parents[j] === c);
        return this.join(this.state.within, own, weights, new Float64Array(this.rows.length));
      });
      this.join(this.state.between, columns, top, this.scores);
    }

    join(kind, columns, weights, out) {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      out.fill(0);
      const n = out.length;
      for (let j = 0; j < columns.length; j++) {
        const own = columns[j];
        const share = weights[j] / total;
        if (kind === "geometric") for (let i = 0; i < n; i++) out[i] += share * Math.log(own[i]);
        else for (let i = 0; i < n; i++) out[i] += share * own[i];
      }
      if (kind === "geometric") for (let i = 0; i < n; i++) out[i] = Math.exp(out[i]);
      return out;
    }

    // Ranks by one sort: the place of the district rides in the low digits of its score, so that the sort of the
    // language needs no comparison of ours. Scores that agree to 1e-9 of their range share the better rank.
    place() {
      const { scores, keys, width, counted, draws, done } = this;
      const n = scores.length;
      const [low, high] = extent(scores);
      const scale = high > low ? 1e9 / (high - low) : 0;
      for (let i = 0; i < n; i++) keys[i] = Math.round((high - scores[i]) * scale) * width + i;
      keys.sort();
      let rank = 1;
      let before = -1;
      for (let k = 0; k < n; k++) {
        const score = Math.floor(keys[k] / width);
        if (score !== before) rank = k + 1;
        before = score;
        counted[(keys[k] - score * width) * draws + done] = rank;
      }
    }

    // Share of first places and the ranks between which the middle 90 of 100 draws lie.
    outcome() {
      const count = this.result.rank.length;
      const found = {
        draws: this.draws,
        first: new Float64Array(count).fill(NaN),
        low: new Float64Array(count).fill(NaN),
        high: new Float64Array(count).fill(NaN),
      };
      const lowest = Math.floor(0.05 * this.draws + 1e-9);
      const highest = Math.ceil(0.95 * this.draws - 1e-9) - 1;
      this.rows.forEach((row, k) => {
        const own = this.counted.subarray(k * this.draws, (k + 1) * this.draws).slice().sort();
        let first = 0;
        while (first < own.length && own[first] === 1) first += 1;
        found.first[row] = first / this.draws;
        found.low[row] = own[lowest];
        found.high[row] = own[highest];
      });
      return found;
    }
  }

  return {
    Fault,
    Draws,
    column,
    modelOf,
    stateOf,
    withPreset,
    normalise,
    ranks,
    ascendingRanks,
    compute,
    contributions,
    order,
    leaders,
    thresholds,
    nearest,
    weightings,
    generator,
  };
})();

if (typeof module !== "undefined") module.exports = Core;

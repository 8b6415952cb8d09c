"use strict";

// The two pictures of the page, table and map. Text goes in as text only: a name is never read as markup.
const Parts = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    put(node, attributes, children);
    return node;
  }

  function svg(tag, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, tag);
    put(node, attributes, children);
    return node;
  }

  function put(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
  }

  function clear(node, ...children) {
    node.replaceChildren(...children);
    return node;
  }

  // A name in its own direction of writing; behind a stroke it may go on in the next line.
  function name(text) {
    const parts = text.split(/(?<=\/)(?=\S)/);
    return el("bdi", {}, ...parts.flatMap((part, i) => (i ? [el("wbr"), part] : [part])));
  }

  function swatch(kind) {
    return svg("svg", { class: `swatch ${kind}`, viewBox: "0 0 20 14", "aria-hidden": "true", focusable: "false" },
      svg("rect", { x: 0.75, y: 0.75, width: 18.5, height: 12.5, rx: 2 }));
  }

  function legend(list, entries) {
    clear(list, ...entries.map(([kind, text]) => el("li", {}, swatch(kind), text)));
  }

  function table(node, heads, rows, caption) {
    const cell = (value, first, scope) => {
      const figure = typeof value === "object" && value.figure !== undefined;
      const inner = typeof value === "string" ? value : figure ? value.figure : value;
      const kind = figure ? "figure" : "";
      return first ? el("th", { scope, class: kind || null }, inner) : el("td", { class: kind || null }, inner);
    };
    clear(
      node,
      el("caption", { class: "hidden" }, caption),
      el("thead", {}, el("tr", {}, ...heads.map((head) => cell(head, true, "col")))),
      el("tbody", {}, ...rows.map((row) => el("tr", { class: row.kind || null },
        ...row.cells.map((value, i) => cell(value, i === 0, "row"))))),
    );
  }

  // ---- the ranking ------------------------------------------------------------------------------------------------

  // One row per district, made when it is first seen and written only where a figure has changed.
  class Ranking {
    constructor(body, { criteria, names, noted, pick }) {
      this.body = body;
      this.criteria = criteria;
      this.names = names;
      this.noted = noted;
      this.pick = pick;
      this.rows = new Map();
      this.moving = window.matchMedia("(prefers-reduced-motion: no-preference)");
    }

    row(i) {
      if (!this.rows.has(i)) this.rows.set(i, this.make(i));
      return this.rows.get(i);
    }

    make(i) {
      const cells = [];
      const figure = (kind) => {
        const text = document.createTextNode("");
        cells.push(text);
        return el("td", { class: kind }, text);
      };
      const rank = figure("figure rank");
      const bars = Array.from({ length: Math.max(1, this.criteria) }, (_, j) => el("i", { class: `g${(j % 8) + 1}` }));
      const words = document.createTextNode("");
      const box = el("input", { type: "checkbox", "aria-label": this.pick.label(i), onchange: (event) => this.pick.toggle(i, event.target.checked) });
      const tr = el("tr", {},
        el("td", { class: "pick" }, box),
        rank,
        this.noted
          ? el("th", { scope: "row" }, name(this.names[i]), el("div", { class: "note" }, words))
          : el("th", { scope: "row" }, name(this.names[i]), el("div", { class: "bar", "aria-hidden": "true" }, ...bars), el("span", { class: "hidden" }, words)),
        figure("figure fit"), figure("figure sure"), figure("figure sure last"),
        ...Array.from({ length: this.criteria }, () => figure("figure part")));
      return { tr, cells, bars, words, box, shown: [], widths: [], said: "" };
    }

    write(i, { texts, widths, words, chosen }) {
      const row = this.row(i);
      texts.forEach((text, k) => {
        if (row.shown[k] !== text) row.cells[k].data = row.shown[k] = text;
      });
      row.bars.forEach((bar, j) => {
        const width = `${Math.round(10 * (widths[j] || 0)) / 10}%`;
        if (row.widths[j] !== width) bar.style.width = row.widths[j] = width;
      });
      if (row.said !== words) row.words.data = row.said = words;
      if (row.box.checked !== chosen) row.box.checked = chosen;
    }

    // Put the rows of these districts in this order; few rows glide to their new place.
    show(districts) {
      const rows = districts.map((i) => this.row(i).tr);
      const same = rows.length === this.body.children.length && rows.every((row, k) => this.body.children[k] === row);
      if (same) return;
      const glide = this.moving.matches && rows.length <= 30 && this.body.children.length > 0;
      const before = glide ? new Map(rows.filter((row) => row.isConnected).map((row) => [row, row.offsetTop])) : null;
      let at = this.body.firstChild;
      for (const row of rows) {
        if (row === at) at = at.nextSibling;
        else this.body.insertBefore(row, at);
      }
      while (at) {
        const next = at.nextSibling;
        at.remove();
        at = next;
      }
      if (glide) this.glide(before);
    }

    glide(before) {
      for (const [row, top] of before) {
        const moved = top - row.offsetTop;
        if (moved) row.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], { duration: 220, easing: "ease-out" });
      }
    }
  }

  // ---- the map ----------------------------------------------------------------------------------------------------

  class Drawing {
    constructor(node, map, { names, press }) {
      this.map = map;
      this.kinds = new Array(map.shapes.length).fill("");
      this.shapes = map.shapes.map((word, k) => {
        const title = document.createTextNode("");
        const path = svg("path", { d: Words.path(word), onclick: () => press(map.rows[k]) }, svg("title", {}, title));
        return { path, title };
      });
      node.setAttribute("viewBox", `0 0 ${map.box[0]} ${map.box[1]}`);
      const fills = svg("g", { class: map.schematic ? "shapes tiles" : "shapes" }, ...this.shapes.map((one) => one.path));
      this.marks = map.schematic ? this.tiles(names) : this.places(Math.min(10, map.shapes.length));
      clear(node, hatch(), fills, svg("g", { class: "labels" }, ...this.marks.map((mark) => mark.node)));
    }

    // Every tile carries its name, its rank and its fit.
    tiles(names) {
      const { side } = this.map;
      const all = this.map.rows.map((row) => linesOf(this.map.short[row] || names[row]));
      const longest = Math.max(6, ...all.flat().map((line) => line.length));
      const size = Math.min(side / 6, (0.92 * side) / (0.57 * longest));
      return this.map.rows.map((row, k) => {
        const lines = all[k];
        const [x, y] = this.map.labels[k];
        const top = y - (size * 1.15 * lines.length) / 2 - size * 0.1;
        const text = document.createTextNode("");
        const node = svg("g", {},
          ...lines.map((line, j) => svg("text", { x, y: top + size * 1.15 * j, "font-size": size.toFixed(1) }, line)),
          svg("text", { x, y: top + size * 1.15 * lines.length + side / 24, "font-size": (side / 6).toFixed(1), class: "rank" }, text));
        return { node, text, kind: "" };
      });
    }

    // Of many areas only the first ten carry their rank, as far as there is room.
    places(count) {
      const size = this.map.box[0] / 26;
      return Array.from({ length: count }, () => {
        const text = document.createTextNode("");
        const node = svg("text", { class: "rank spot", "font-size": size.toFixed(1) }, text);
        return { node, text };
      });
    }

    // kinds: class of colour per district; says: words per district; first: districts to label, best first.
    write({ kind, says, label, first, chosen }) {
      this.map.rows.forEach((row, k) => {
        const now = kind(row) + (chosen.has(row) ? " chosen" : "");
        if (this.kinds[k] !== now) {
          this.shapes[k].path.setAttribute("class", now);
          this.kinds[k] = now;
          if (this.map.schematic) this.marks[k].node.setAttribute("class", now);
        }
        if (this.map.schematic) {
          const text = label(row);
          if (this.marks[k].text.data !== text) this.marks[k].text.data = text;
        }
      });
      this.says = says;
      if (this.map.schematic) return;
      const at = new Map(this.map.rows.map((row, k) => [row, k]));
      const taken = [];
      const room = this.map.box[0] / 22;
      // Where two would lie on each other the better one stays.
      const there = first.filter((row) => {
        if (!at.has(row)) return false;
        const [x, y] = this.map.labels[at.get(row)];
        if (taken.some(([a, b]) => Math.abs(a - x) < room && Math.abs(b - y) < room)) return false;
        taken.push([x, y]);
        return true;
      });
      this.marks.forEach((mark, j) => {
        mark.text.data = j < there.length ? label(there[j]) : "";
        if (j >= there.length) return;
        mark.node.setAttribute("x", taken[j][0]);
        mark.node.setAttribute("y", taken[j][1]);
      });
    }

    // Words under the mouse; written when there is time, for they change nothing that is seen.
    tell() {
      this.map.rows.forEach((row, k) => {
        const text = this.says(row);
        if (this.shapes[k].title.data !== text) this.shapes[k].title.data = text;
      });
    }
  }

  // A name in up to three lines: at blanks, behind a stroke, and where a soft hyphen allows it.
  function linesOf(text) {
    return text.replace(/\u00ad/g, "- ").split(/ +|(?<=\/)(?=\S)/).filter(Boolean).slice(0, 3);
  }

  function hatch() {
    return svg("defs", {}, svg("pattern", { id: "hatch", width: 12, height: 12, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 12, height: 12, class: "hatch-ground" }), svg("line", { x1: 0, y1: 0, x2: 0, y2: 12, class: "hatch-line" })));
  }

  return { el, svg, clear, name, legend, table, Ranking, Drawing };
})();

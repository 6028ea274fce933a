// Labels: which names, verbs and hulls are shown at a zoom, and where. Greedy by priority, as in the
// program: each takes its place if nothing is there yet.

// What the person is busy with.
const state = {
  selected: -1,
  hovered: -1,
  hoveredLink: -1,
  keyboard: -1,
  lit: null, // Uint8Array of the sharp actors while the rest fades
  fade: 0,
  hulls: D.hulls,
};

// What is placed: names [{i, above, strong, halo, ...}], verbs, hulls.
let placed = { names: [], verbs: [], hulls: [], zoom: 0 };

const isLit = (i) => !state.lit || state.lit[i] === 1;
const nameType = () => (Z.zoom < M.allLabelsFrom ? M.labelTypeFar : M.labelType);
const baseline = (size, lineHeight) => (lineHeight - size * 1.2102) / 2 + size * 0.96875;

// Boxes and nodes on a page, in a grid.
class Places {
  constructor(box, nodes) {
    const count = (length) => clamp(Math.ceil(length / 64), 1, 512);
    this.x = box[0];
    this.y = box[1];
    this.columns = count(box[2] - box[0]);
    this.rows = count(box[3] - box[1]);
    this.cellX = Math.max((box[2] - box[0]) / this.columns, 64);
    this.cellY = Math.max((box[3] - box[1]) / this.rows, 64);
    this.heads = new Int32Array(this.columns * this.rows).fill(-1);
    this.items = [];
    this.next = [];
    this.nodes = nodes.length;
    this.boxes = [];
    this.numbers = nodes;
    nodes.forEach((i, at) => {
      const reach = rimOf(i).reach;
      this.insert(at, pageX(i) - reach, pageY(i) - reach, pageX(i) + reach, pageY(i) + reach);
    });
  }

  cells(left, top, right, bottom) {
    const column = (x) => clamp(Math.floor((x - this.x) / this.cellX), 0, this.columns - 1);
    const row = (y) => clamp(Math.floor((y - this.y) / this.cellY), 0, this.rows - 1);
    return [column(left), row(top), column(right), row(bottom)];
  }

  insert(number, left, top, right, bottom) {
    const [c0, r0, c1, r1] = this.cells(left, top, right, bottom);
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        this.items.push(number);
        this.next.push(this.heads[r * this.columns + c]);
        this.heads[r * this.columns + c] = this.items.length - 1;
      }
    }
  }

  // Whether a box keeps its distance to every box and, unless `overNodes`, to every node but `own`.
  isFree([left, top, right, bottom], own, overNodes) {
    const margin = M.labelMargin;
    const [c0, r0, c1, r1] = this.cells(left - margin, top - margin, right + margin, bottom + margin);
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        for (let at = this.heads[r * this.columns + c]; at >= 0; at = this.next[at]) {
          const number = this.items[at];
          if (number >= this.nodes) {
            const b = this.boxes[number - this.nodes];
            if (left - margin < b[2] && b[0] < right + margin && top - margin < b[3] && b[1] < bottom + margin) {
              return false;
            }
          } else if (!overNodes && this.numbers[number] !== own) {
            const i = this.numbers[number];
            const [x, y] = [pageX(i), pageY(i)];
            const [dx, dy] = [clamp(x, left, right) - x, clamp(y, top, bottom) - y];
            if (signedDistance(rimOf(i), dx, dy) < margin) return false;
          }
        }
      }
    }
    return true;
  }

  take(box) {
    this.insert(this.nodes + this.boxes.length, ...box);
    this.boxes.push(box);
  }
}

const fromBelow = (x, y, toX, toY) => y > toY && Math.abs(x - toX) <= (y - toY) * M.belowTan;

// Whether a name moves above its node: three or more links arrive from below, and none passes above.
function standsAbove(i) {
  if (degree(i) < M.linksFromBelow) return false;
  let below = 0;
  for (const l of linksOf(i)) {
    const [from, to] = [FROM[l], TO[l]];
    if (from === to) return false;
    const other = otherEnd(l, i);
    if (!SHOWN[other]) continue;
    if (fromBelow(X[i], Y[i], X[other], Y[other])) return false;
    if (to === i && fromBelow(X[other], Y[other], X[i], Y[i])) below++;
  }
  return below >= M.linksFromBelow;
}

const isStrong = (i) => HUB[i] === 1 || D.looks[D.look[i]].emphasis;

// The box of a name: left, top, right, bottom.
function nameBox(i, rim, above, strong) {
  const [size, lineHeight] = nameType();
  const width = D.widths[i][strong ? 1 : 0] * size;
  const height = D.lines[i].length * lineHeight;
  const top = above ? pageY(i) - rim.above - M.labelGap - height : pageY(i) + rim.below + M.labelGap;
  return [pageX(i) - width / 2, top, pageX(i) + width / 2, top + height];
}

const boxAtRest = (i) => nameBox(i, rimOf(i), standsAbove(i), isStrong(i));

const smooth = (from, to, value) => {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
};

// ---- Hulls.

function layHulls(view, near) {
  if (!state.hulls) return [];
  const hulls = [];
  for (const group of D.groups) {
    if (!SHOWN[group.actor]) continue;
    const members = group.members.filter((i) => SHOWN[i]);
    if (members.length < M.hullMin) continue;
    if (near) {
      // Its members with some room for their names: what lies elsewhere is not looked at.
      const [left, top, right, bottom] = boxOf(members.map((i) => [pageX(i), pageY(i)]));
      if (!meets([left - 150, top - 150, right + 150, bottom + 150], near)) continue;
    }
    const presence = presenceOf(group.actor, members, view);
    if (presence <= 0) continue;
    const margin = Z.far ? M.hullMargin / 2 : M.hullMargin;
    const discs = [];
    for (const i of members) {
      discs.push([pageX(i), pageY(i), rimOf(i).reach + margin]);
      if (Z.zoom >= M.allLabelsFrom && D.lines[i].length) {
        const [left, top, right, bottom] = boxAtRest(i);
        const radius = M.hullCorner;
        const [aside, over] = [M.hullLabelMargin[0] - radius, M.hullLabelMargin[1] - radius];
        for (const x of [left - aside, right + aside]) {
          for (const y of [top - over, bottom + over]) discs.push([x, y, radius]);
        }
      }
    }
    const points = hullAround(discs);
    if (points.length < 3) continue;
    hulls.push({ group, points, box: boxOf(points), area: areaOf(points), count: members.length, presence });
  }
  return hulls.sort((a, b) => b.area - a.area);
}

// How much a hull of a large map is there, from 0 to 1: large enough to be read, small enough to be
// seen whole, around its members rather than around everybody between them.
function presenceOf(actor, members, view) {
  if (N < M.vast || state.selected === actor || state.hovered === actor) return 1;
  const box = boxOf(members.map((i) => [pageX(i), pageY(i)]));
  const across = Math.hypot(box[2] - box[0], box[3] - box[1]);
  let presence =
    smooth(M.hullSeenFrom, 2 * M.hullSeenFrom, across) *
    (1 - smooth(0.5, 1, across / Math.min(view[2] - view[0], view[3] - view[1])));
  if (presence > 0) {
    let all = 0;
    for (let i = 0; i < N; i++) {
      if (pageX(i) >= box[0] && pageX(i) <= box[2] && pageY(i) >= box[1] && pageY(i) <= box[3]) all++;
    }
    presence *= smooth(M.hullOwnFrom, 3 * M.hullOwnFrom, members.length / Math.max(all, 1));
  }
  return state.lit && isLit(actor) ? Math.max(presence, state.fade) : presence;
}

// Where the name of a hull may stand: [box, align right, how far it stands out].
function hullNamePlaces(hull, width, height) {
  const [x0, y0, x1, y1] = hull.box;
  const found = [];
  for (const [right, below] of [[false, false], [true, true], [true, false], [false, true]]) {
    const left = right ? x1 - M.hullNameInset - width : x0 + M.hullNameInset;
    const strip = extentInStrip(hull.points, left - M.hullNameGap, left + width + M.hullNameGap);
    if (!strip) continue;
    const [corner, nearest] = below
      ? [y1 - height, strip[1] + M.hullNameGap]
      : [y0, strip[0] - M.hullNameGap - height];
    const outside = Math.max(0, below ? nearest - corner : corner - nearest);
    for (const part of outside > 0 ? [1] : [0, 0.5, 1]) {
      const top = corner + (nearest - corner) * part;
      found.push({ box: [left, top, left + width, top + height], right, outside });
    }
  }
  return found.sort((a, b) => a.outside - b.outside);
}

function extentInStrip(points, left, right) {
  let [high, low] = [Infinity, -Infinity];
  const add = (y) => ([high, low] = [Math.min(high, y), Math.max(low, y)]);
  for (let at = 0; at < points.length; at++) {
    const [a, b] = [points[at], points[(at + 1) % points.length]];
    if (a[0] >= left && a[0] <= right) add(a[1]);
    for (const x of [left, right]) {
      if ((a[0] - x) * (b[0] - x) < 0) add(a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]));
    }
  }
  return low >= high ? [high, low] : null;
}

// Whether the straight line between a link's ends passes through a box (Liang and Barsky).
function crosses(l, box) {
  const at = l * 8;
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1]) {
    const start = CURVE[at + axis];
    const along = CURVE[at + 6 + axis] - start;
    if (along === 0) {
      if (start < box[axis] || start > box[axis + 2]) return false;
    } else {
      const [a, b] = [(box[axis] - start) / along, (box[axis + 2] - start) / along];
      enter = Math.max(enter, Math.min(a, b));
      leave = Math.min(leave, Math.max(a, b));
    }
  }
  return enter <= leave;
}

function nameHulls(hulls, links, atRest, places) {
  if (Z.far) return;
  const [size, lineHeight] = M.hullType;
  const few = hulls.length * links.length < 20000;
  const tight = (box) => [box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2];
  for (const hull of hulls) {
    const width = Math.max(hull.group.width * size, 66);
    const spots = hullNamePlaces(hull, width, lineHeight * (hull.group.lines.length + 1));
    if (few) {
      for (const spot of spots) {
        for (const l of links) if (crosses(l, spot.box)) spot.outside += 10;
      }
      spots.sort((a, b) => a.outside - b.outside);
    }
    const inOther = ({ box }) =>
      few &&
      hulls.some(
        (other) =>
          other !== hull &&
          meets(other.box, box) &&
          [[0, 1], [2, 3], [0, 3], [2, 1]].some(([x, y]) => inside(other.points, box[x], box[y])),
      );
    const free = spots.filter((spot) => places.isFree(tight(spot.box), -1, false));
    const spot =
      free.find((spot) => atRest.isFree(tight(spot.box), -1, false) && !inOther(spot)) ||
      free.find((spot) => !inOther(spot)) ||
      free[0];
    if (!spot) continue;
    places.take(tight(spot.box));
    hull.name = spot;
  }
}

// ---- Names.

// How many of the most linked actors may show their names at rest.
function rankLimit() {
  if (Z.far) return N >= M.vast ? M.landmarks : 0;
  if (Z.zoom >= M.allLabelsFrom) return Infinity;
  const way = (Z.zoom - M.shapesFrom) / (M.allLabelsFrom - M.shapesFrom);
  return Math.max(Math.floor(N * (M.hubPart + (0.5 - M.hubPart) * way)), 5);
}

// Those whose names are shown if they find room: first those the person is busy with, then the rest.
function candidates(nodes, kept) {
  const near = new Set();
  for (const i of [state.selected, state.hovered]) {
    if (i >= 0) for (const l of linksOf(i)) near.add(otherEnd(l, i));
  }
  const link = state.hoveredLink;
  const limit = rankLimit();
  const classes = [[], [], [], [], []];
  for (const i of nodes) {
    let rank = 3;
    if (i === state.selected) rank = 0;
    else if (i === state.hovered || (link >= 0 && (FROM[link] === i || TO[link] === i))) rank = 1;
    else if (near.has(i)) rank = 2;
    else if (RANK[i] >= limit && !kept.has(i) && (Z.far || !D.looks[D.look[i]].emphasis)) continue;
    else if (!isLit(i)) rank = 4;
    classes[rank].push(i);
  }
  for (const list of classes) list.sort((a, b) => kept.has(b) - kept.has(a) || RANK[a] - RANK[b]);
  return [classes[0].concat(classes[1]), classes[2].concat(classes[3], classes[4])];
}

function placeNames(list, places, hulls, theme, names) {
  const most = Z.far && N >= M.vast ? M.landmarks : Infinity;
  for (const i of list) {
    if (names.length >= most) break;
    if (!D.lines[i].length) continue;
    const selected = i === state.selected;
    const strong = selected || isStrong(i);
    const rim = selected ? grown(rimOf(i), ringGap(i) + M.selectionRing - M.labelGap) : rimOf(i);
    const rest = standsAbove(i);
    const busy = selected || i === state.hovered;
    const tries = [[rest, false]];
    if (strong || rest || busy) tries.push([!rest, false]);
    if (busy) tries.push([rest, true], [!rest, true]);
    for (const [above, overNodes] of tries) {
      const box = nameBox(i, rim, above, strong);
      if (!places.isFree(box, i, overNodes)) continue;
      places.take(box);
      const ground = groundAt((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, hulls, theme);
      names.push({ i, dy: box[1] - pageY(i), box, strong, ground });
      break;
    }
  }
}

// The colour behind a place: the front-most hull's, or the canvas.
function groundAt(x, y, hulls, theme) {
  for (let at = hulls.length - 1; at >= 0; at--) {
    const hull = hulls[at];
    if (meets(hull.box, [x, y, x, y]) && inside(hull.points, x, y)) {
      return mix(theme.canvas, lookOf(hull.group.actor)[3], hullOpacity(hull));
    }
  }
  return theme.canvas;
}

const hullOpacity = (hull) => fadedTo(1, M.fadeHull, isLit(hull.group.actor)) * hull.presence;
const fadedTo = (rest, faded, lit) => (lit ? rest : rest + (faded - rest) * state.fade);

// ---- Verbs.

const isActive = (l) =>
  l === state.hoveredLink ||
  ((FROM[l] === state.selected || TO[l] === state.selected) && state.selected >= 0 && (isLit(FROM[l]) && isLit(TO[l]) || state.fade <= 0.5));

function placeVerbs(list, active, places, verbs) {
  for (const l of list) {
    if (verbs.length >= M.verbCap) break;
    if (!linkAt(l)) continue;
    const text = D.ties[D.tie[l]].verb[langAt()];
    if (!text) continue;
    const width = verbWidth(text) + 2 * M.verbPadding;
    const length = Math.hypot(CURVE[l * 8 + 6] - CURVE[l * 8], CURVE[l * 8 + 7] - CURVE[l * 8 + 1]);
    if (!active && length < width + 24) continue;
    const boxed = ([x, y], by) => [
      x - width / 2 - by,
      y - M.verbHeight / 2 - by,
      x + width / 2 + by,
      y + M.verbHeight / 2 + by,
    ];
    const forced = l === state.hoveredLink;
    const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((t) => pointOnLink(l, t));
    const spot =
      spots.find((spot) => places.isFree(boxed(spot, -3.5), -1, false)) ||
      (forced && (spots.find((spot) => places.isFree(boxed(spot, -3.5), -1, true)) || spots[0]));
    if (!spot) continue;
    places.take(boxed(spot, 0));
    verbs.push({ l, text, box: boxed(spot, 0) });
  }
}

// ---- All of it: names, verbs and hulls for a zoom. `region` is a box of the page, or null for all.

function layOut(region, view, theme) {
  const near = region && [region[0] - 120, region[1] - 120, region[2] + 120, region[3] + 120];
  const nodes = [];
  for (let i = 0; i < N; i++) {
    if (!SHOWN[i]) continue;
    if (near && (pageX(i) < near[0] || pageX(i) > near[2] || pageY(i) < near[1] || pageY(i) > near[3])) continue;
    nodes.push(i);
  }
  const kept = new Set(placed.zoom === Z.zoom ? placed.names.map((name) => name.i) : []);
  const area = near || boxOf(nodes.map((i) => [pageX(i), pageY(i)]));
  if (!nodes.length) area.fill(0);
  else if (!near) for (const side of [0, 1, 2, 3]) area[side] += side < 2 ? -120 : 120;
  const hulls = layHulls(view, near);
  const overNodes = Z.far && N >= M.vast;
  const places = new Places(area, overNodes ? [] : nodes);
  const links = [];
  const active = [];
  const wanted = (!Z.far && hulls.length > 0 && L < 5000) || Z.zoom >= M.verbsFrom;
  for (let l = 0; l < L; l++) {
    if (!LINK_SHOWN[l]) continue;
    if (isActive(l)) active.push(l);
    else if (wanted && mayMeet(l, area) && linkAt(l)) links.push(l);
  }
  const all = wanted ? links.concat(active.filter(linkAt)) : links;
  if (hulls.length && !Z.far) {
    const atRest = new Places(area, []);
    if (Z.zoom >= M.allLabelsFrom) for (const i of nodes) atRest.take(boxAtRest(i));
    nameHulls(hulls, all, atRest, places);
  }
  const names = [];
  const verbs = [];
  const [first, rest] = candidates(nodes, kept);
  placeNames(first, places, hulls, theme, names);
  if (!Z.far) placeVerbs(active.sort((a, b) => (b === state.hoveredLink) - (a === state.hoveredLink)).slice(0, M.activeVerbCap), true, places, verbs);
  placeNames(rest, places, hulls, theme, names);
  if (Z.zoom >= M.verbsFrom) {
    placeVerbs(links.filter((l) => isLit(FROM[l]) && isLit(TO[l])), false, places, verbs);
  }
  placed = { names, verbs, hulls, zoom: Z.zoom, region };
}

// Whether a link may touch a box of the page.
function mayMeet(l, box) {
  const a = FROM[l];
  const b = TO[l];
  const bow = a === b ? 320 * Z.scale : M.parallelStep * Z.scale * FAN[l * 3 + 1] + 12;
  const ax = X[a] * Z.zoom;
  const bx = X[b] * Z.zoom;
  if ((ax < bx ? ax : bx) - bow > box[2] || (ax > bx ? ax : bx) + bow < box[0]) return false;
  const ay = Y[a] * Z.zoom;
  const by = Y[b] * Z.zoom;
  return (ay < by ? ay : by) - bow <= box[3] && (ay > by ? ay : by) + bow >= box[1];
}

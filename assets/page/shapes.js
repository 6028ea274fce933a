// Shapes: where everything lies at a zoom. The same formulas as the program's `drawing` layer, and a
// test holds both to each other. Lengths are CSS pixels; page space is world space times the zoom.

const $ = (id) => document.getElementById('m-' + id);
const D = JSON.parse($('drawing').textContent);
const M = D.metrics;
const N = D.look.length;
const L = D.from.length;
const DISC = 1;

const X = Float64Array.from(D.x, (x) => (x === null ? NaN : x));
const Y = Float64Array.from(D.y, (y) => (y === null ? NaN : y));
const R = Float64Array.from(D.radius);
const FROM = Uint32Array.from(D.from);
const TO = Uint32Array.from(D.to);
const HUB = new Uint8Array(N);
for (const i of D.hubs) HUB[i] = 1;

// Place in a fan, how many are in it, whether the link runs against the pair's direction.
const FAN = new Uint32Array(L * 3);
for (let l = 0; l < L; l++) FAN[l * 3 + 1] = 1;
for (const [l, place, of, reversed] of D.fans) FAN.set([place, of, reversed], l * 3);

// The links of each actor: those of actor i lie from HEAD[i] to HEAD[i + 1].
const HEAD = new Uint32Array(N + 1);
for (let l = 0; l < L; l++) {
  HEAD[FROM[l] + 1]++;
  if (TO[l] !== FROM[l]) HEAD[TO[l] + 1]++;
}
for (let i = 0; i < N; i++) HEAD[i + 1] += HEAD[i];
const LINKS = new Uint32Array(HEAD[N]);
{
  const next = HEAD.slice();
  for (let l = 0; l < L; l++) {
    LINKS[next[FROM[l]]++] = l;
    if (TO[l] !== FROM[l]) LINKS[next[TO[l]]++] = l;
  }
}
const degree = (i) => HEAD[i + 1] - HEAD[i];
const linksOf = (i) => LINKS.subarray(HEAD[i], HEAD[i + 1]);
const otherEnd = (l, i) => (FROM[l] === i ? TO[l] : FROM[l]);

// The most linked first, then as they come.
const BY_LINKS = Array.from({ length: N }, (_, i) => i).sort((a, b) => degree(b) - degree(a) || a - b);
const RANK = new Uint32Array(N);
BY_LINKS.forEach((i, rank) => (RANK[i] = rank));

// What is shown: kept up to date by the legend.
const SHOWN = new Uint8Array(N);
const LINK_SHOWN = new Uint8Array(L);

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// ---- The zoom everything below is worked out for.

const Z = { zoom: 1, scale: 1, far: false, inset: 1, exact: true };

function setZoom(zoom, exact) {
  Z.zoom = zoom;
  Z.scale = Math.min(Math.sqrt(zoom), M.maxScale);
  Z.far = zoom < M.shapesFrom;
  Z.inset = clamp(Z.scale, 0.7, 1.25);
  Z.exact = exact;
}

const pageX = (i) => X[i] * Z.zoom;
const pageY = (i) => Y[i] * Z.zoom;

// ---- Outlines: a core (a segment or a regular polygon) grown by a rounding.

for (const figure of D.figures) {
  const { sides, apothem, half, turn } = figure.core;
  let [top, right, bottom] = [0, half, 0];
  for (let side = 0; side < sides; side++) {
    const angle = turn + ((2 * Math.PI) / sides) * (side + 0.5);
    const reach = Math.hypot(apothem, half);
    if (side === 0) right = 0;
    right = Math.max(right, Math.cos(angle) * reach);
    bottom = Math.max(bottom, Math.sin(angle) * reach);
    top = Math.max(top, -Math.sin(angle) * reach);
  }
  Object.assign(figure, { top, right, bottom, reach: sides ? Math.hypot(apothem, half) : half });
}

function outline(figure, radius, grow, into) {
  const { core, rounding, top, right, bottom, reach } = D.figures[figure];
  const o = into || {};
  o.sides = core.sides;
  o.half = core.half * radius;
  o.apothem = core.sides ? core.apothem * radius : 0;
  o.turn = core.sides ? core.turn : 0;
  o.rounding = Math.max(0, rounding * radius + grow);
  o.above = top * radius + o.rounding;
  o.below = bottom * radius + o.rounding;
  o.halfWidth = right * radius + o.rounding;
  o.reach = reach * radius + o.rounding;
  return o;
}

function grown(o, by) {
  const rounding = Math.max(0, o.rounding + by);
  const more = rounding - o.rounding;
  return {
    ...o,
    rounding,
    above: o.above + more,
    below: o.below + more,
    halfWidth: o.halfWidth + more,
    reach: o.reach + more,
  };
}

function signedDistance(o, x, y) {
  if (o.sides === 0) return Math.hypot(Math.max(Math.abs(x) - o.half, 0), y) - o.rounding;
  let along, across;
  if (o.sides === 4) {
    const [ax, ay] = [Math.abs(x), Math.abs(y)];
    if (o.turn === 0) {
      along = Math.max(ax, ay);
      across = Math.min(ax, ay);
    } else {
      along = (ax + ay) * Math.SQRT1_2;
      across = Math.abs(ax - ay) * Math.SQRT1_2;
    }
  } else {
    const step = (2 * Math.PI) / o.sides;
    const turn = o.turn + step * Math.round((Math.atan2(y, x) - o.turn) / step);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    along = x * cos + y * sin;
    across = Math.abs(y * cos - x * sin);
  }
  const beyond = along - o.apothem;
  return (beyond <= 0 ? beyond : Math.hypot(beyond, Math.max(across - o.half, 0))) - o.rounding;
}

// How far the outline is from the centre in a direction of length 1: by false position, since the
// distance grows evenly along a ray.
function distanceToRim(o, x, y) {
  let [low, high] = [0, o.reach + 1];
  for (let step = 0; step < 40 && high - low > 1e-6; step++) {
    const middle = (low + high) / 2;
    if (signedDistance(o, x * middle, y * middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

// Adds an outline around a point to a path.
function trace(path, o, x, y) {
  if (o.sides === 0) {
    path.moveTo(x + o.half, y - o.rounding);
    path.arc(x + o.half, y, o.rounding, -Math.PI / 2, Math.PI / 2);
    path.arc(x - o.half, y, o.rounding, Math.PI / 2, 1.5 * Math.PI);
  } else {
    const step = (2 * Math.PI) / o.sides;
    const reach = Math.hypot(o.apothem, o.half);
    for (let side = 0; side < o.sides; side++) {
      const from = o.turn + step * side;
      const corner = from + step / 2;
      const [cx, cy] = [x + Math.cos(corner) * reach, y + Math.sin(corner) * reach];
      if (side === 0) path.moveTo(cx + Math.cos(from) * o.rounding, cy + Math.sin(from) * o.rounding);
      path.arc(cx, cy, o.rounding, from, from + step);
    }
  }
  path.closePath();
}

// ---- Nodes.

const RIMS = Array.from({ length: N }, () => ({ zoom: -1 }));

// The outermost outline of an actor.
function rimOf(i) {
  const rim = RIMS[i];
  if (rim.zoom !== Z.zoom) {
    rim.zoom = Z.zoom;
    const look = D.looks[D.look[i]];
    if (Z.far) {
      rim.radius = Math.max(R[i] * Z.scale * M.dot, M.dotMin);
      outline(DISC, rim.radius, 0, rim);
    } else {
      rim.radius = R[i] * Z.scale;
      outline(look.figure, rim.radius, look.emphasis ? M.emphasisGap * Z.inset : 0, rim);
    }
  }
  return rim;
}

// What lies behind a body, and the body: [outline, stroke width] each.
function layersOf(look, radius) {
  const body = outline(look.figure, radius, 0);
  if (look.emphasis) {
    return [[outline(look.figure, radius, M.emphasisGap * Z.inset), M.emphasisOuter], [body, M.nodeStroke]];
  }
  if (D.figures[look.figure].ring) {
    return [[body, M.personRing], [outline(DISC, radius - M.ringInset * Z.inset, 0), M.personDisc]];
  }
  return [null, [body, M.nodeStroke]];
}

const iconSide = (look, radius) => Math.max(D.figures[look.figure].icon * radius, M.iconMin);

const ringGap = (i) => {
  if (Z.far) return M.ringGap[2];
  return D.looks[D.look[i]].emphasis ? M.ringGap[1] : M.ringGap[0];
};

// ---- Links: one cubic curve from rim to rim, and an arrow.

const CURVE = new Float64Array(L * 8);
const ARROW = new Float64Array(L * 6);
const LINK_KIND = new Uint8Array(L); // 0: nothing shows, 1: a line, 2: a line and an arrow
const LINK_ZOOM = new Float64Array(L).fill(-1);
const HALF_ANGLE = (M.arrow[3] * Math.PI) / 180;

// The path of a link, into CURVE and ARROW.
function linkAt(l) {
  if (LINK_ZOOM[l] === Z.zoom) return LINK_KIND[l];
  LINK_ZOOM[l] = Z.zoom;
  return (LINK_KIND[l] = linkPath(l, false));
}

// Works a link's path out, its arrow larger where it is active.
function linkPath(l, active) {
  const [a, b] = [FROM[l], TO[l]];
  const [ax, ay, bx, by] = [pageX(a), pageY(a), pageX(b), pageY(b)];
  const at = l * 8;
  if (Z.far) {
    if (a === b) return 0;
    for (let part = 0; part < 4; part++) {
      CURVE[at + part * 2] = ax + ((bx - ax) * part) / 3;
      CURVE[at + part * 2 + 1] = ay + ((by - ay) * part) / 3;
    }
    return 1;
  }
  const side = D.ties[D.tie[l]].symmetric
    ? 0
    : Math.max((active ? M.arrow[1] : M.arrow[0]) * Z.scale, M.arrow[2]);
  if (a === b) return loopPath(l, side);
  const [dx, dy] = [bx - ax, by - ay];
  const distance = Math.hypot(dx, dy);
  if (!(distance > 1e-6)) return 0;
  const shift = bend(l, distance);
  const cx = (ax + bx) / 2 - (dy * shift) / distance;
  const cy = (ay + by) / 2 + (dx * shift) / distance;
  const start = leaves(ax, ay, cx, cy, bx, by, rimOf(a), M.rimGap[0]);
  const end = 1 - leaves(bx, by, cx, cy, ax, ay, rimOf(b), side ? M.rimGap[1] : M.rimGap[0]);
  if (!(end > start)) return 0;
  let stop = end;
  if (side) {
    const speedX = (cx - ax) * 2 * (1 - end) + (bx - cx) * 2 * end;
    const speedY = (cy - ay) * 2 * (1 - end) + (by - cy) * 2 * end;
    const speed = Math.hypot(speedX, speedY);
    const length = Math.min(side, (end - start) * speed * 0.75);
    const [ux, uy] = speed > 0 ? [speedX / speed, speedY / speed] : [dx / distance, dy / distance];
    const s = 1 - end;
    arrow(l, ax * s * s + cx * 2 * s * end + bx * end * end, ay * s * s + cy * 2 * s * end + by * end * end, ux, uy, length);
    stop = Math.max(end - (length * Math.cos(HALF_ANGLE)) / Math.max(speed, 1e-9), start);
  }
  const third = (stop - start) / 3;
  const point = (t, p, q, r) => p * (1 - t) * (1 - t) + q * 2 * (1 - t) * t + r * t * t;
  const slope = (t, p, q, r) => (q - p) * 2 * (1 - t) + (r - q) * 2 * t;
  CURVE[at] = point(start, ax, cx, bx);
  CURVE[at + 1] = point(start, ay, cy, by);
  CURVE[at + 6] = point(stop, ax, cx, bx);
  CURVE[at + 7] = point(stop, ay, cy, by);
  CURVE[at + 2] = CURVE[at] + slope(start, ax, cx, bx) * third;
  CURVE[at + 3] = CURVE[at + 1] + slope(start, ay, cy, by) * third;
  CURVE[at + 4] = CURVE[at + 6] - slope(stop, ax, cx, bx) * third;
  CURVE[at + 5] = CURVE[at + 7] - slope(stop, ay, cy, by) * third;
  return side ? 2 : 1;
}

// The shift of a link's control point, to the right of its way.
function bend(l, distance) {
  const [place, of, reversed] = [FAN[l * 3], FAN[l * 3 + 1], FAN[l * 3 + 2]];
  if (of <= 1) return Math.min(distance * M.bendFraction, M.bendMax * Z.scale);
  const gaps = of - 1;
  const step = Math.min(M.parallelStep * Z.scale, Math.max(distance / gaps, 4 * Z.scale));
  const shift = step * (place - gaps / 2);
  return reversed ? -shift : shift;
}

// Where along a quadratic curve it is `gap` outside the outline around its start: by false position
// (Illinois). While one zooms two steps do.
function leaves(ax, ay, cx, cy, bx, by, rim, gap) {
  const outside = (t) => {
    const s = 1 - t;
    const x = cx * 2 * s * t + bx * t * t + ax * (s * s - 1);
    const y = cy * 2 * s * t + by * t * t + ay * (s * s - 1);
    return signedDistance(rim, x, y) - gap;
  };
  let [low, high] = [0, 1];
  let [atLow, atHigh] = [outside(0), outside(1)];
  if (!(atHigh > 0)) return 1;
  let last = 0;
  for (let step = Z.exact ? 40 : 3; step > 0; step--) {
    const t = (low * atHigh - high * atLow) / (atHigh - atLow);
    const value = outside(t);
    if (Math.abs(value) < 1e-3 || high - low < 1e-9 || step === 1) return t;
    if (value > 0) {
      [high, atHigh] = [t, value];
      if (last === 1) atLow *= 0.5;
      last = 1;
    } else {
      [low, atLow] = [t, value];
      if (last === -1) atHigh *= 0.5;
      last = -1;
    }
  }
  return high;
}

function arrow(l, tipX, tipY, ux, uy, side) {
  const [back, aside] = [side * Math.cos(HALF_ANGLE), side * Math.sin(HALF_ANGLE)];
  const [x, y] = [tipX - ux * back, tipY - uy * back];
  ARROW.set([tipX, tipY, x - uy * aside, y + ux * aside, x + uy * aside, y - ux * aside], l * 6);
}

// A link from an actor to itself: a loop above the node.
function loopPath(l, side) {
  const i = FROM[l];
  const [x, y, rim] = [pageX(i), pageY(i), rimOf(i)];
  const place = Math.min(FAN[l * 3], 12);
  const foot = ((26 + 5 * Math.min(place, 6)) * Math.PI) / 180;
  const lean = ((29 + 4 * Math.min(place, 6)) * Math.PI) / 180;
  const reach = rim.reach + (52 + 20 * place) * Z.scale;
  const onRim = (angle, gap) => {
    const [ux, uy] = [Math.sin(angle), -Math.cos(angle)];
    const away = distanceToRim(grown(rim, gap), ux, uy);
    return [x + ux * away, y + uy * away];
  };
  const start = onRim(-foot, M.rimGap[0]);
  const tip = onRim(foot, side ? M.rimGap[1] : M.rimGap[0]);
  const first = [x - Math.sin(lean) * reach, y - Math.cos(lean) * reach];
  const second = [x + Math.sin(lean) * reach, y - Math.cos(lean) * reach];
  let end = tip;
  if (side) {
    const length = Math.hypot(tip[0] - second[0], tip[1] - second[1]) || 1;
    const [ux, uy] = [(tip[0] - second[0]) / length, (tip[1] - second[1]) / length];
    arrow(l, tip[0], tip[1], ux, uy, side);
    const depth = side * Math.cos(HALF_ANGLE);
    end = [tip[0] - ux * depth, tip[1] - uy * depth];
  }
  CURVE.set([...start, ...first, ...second, ...end], l * 8);
  return side ? 2 : 1;
}

function pointOnLink(l, t) {
  const [at, s] = [l * 8, 1 - t];
  const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [
    CURVE[at] * p + CURVE[at + 2] * q + CURVE[at + 4] * r + CURVE[at + 6] * u,
    CURVE[at + 1] * p + CURVE[at + 3] * q + CURVE[at + 5] * r + CURVE[at + 7] * u,
  ];
}

function distanceToLink(l, x, y) {
  let least = Infinity;
  let [px, py] = pointOnLink(l, 0);
  for (let part = 1; part <= 16; part++) {
    const [qx, qy] = pointOnLink(l, part / 16);
    const [dx, dy] = [qx - px, qy - py];
    const squared = dx * dx + dy * dy;
    const t = squared > 0 ? clamp(((x - px) * dx + (y - py) * dy) / squared, 0, 1) : 0;
    least = Math.min(least, Math.hypot(x - px - dx * t, y - py - dy * t));
    [px, py] = [qx, qy];
  }
  return least;
}

// ---- Hulls: the convex outline around discs.

const DIRECTIONS = Array.from({ length: 32 }, (_, at) => {
  const angle = (at / 32) * 2 * Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
});

function convexHull(points) {
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1) {
        const [a, b] = [chain[chain.length - 2], chain[chain.length - 1]];
        // The way b - a turned right, along p - a.
        if (-(b[1] - a[1]) * (p[0] - a[0]) + (b[0] - a[0]) * (p[1] - a[1]) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  if (points.length < 3) return points;
  return half(points).concat(half(points.reverse()));
}

// How deep a point lies in a convex polygon, negative outside.
function depth(polygon, x, y) {
  let least = polygon.length < 3 ? -Infinity : Infinity;
  for (let at = 0; at < polygon.length; at++) {
    const [a, b] = [polygon[at], polygon[(at + 1) % polygon.length]];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy);
    if (length > 0) least = Math.min(least, (-dy * (x - a[0]) + dx * (y - a[1])) / length);
  }
  return least;
}

const inside = (polygon, x, y) => depth(polygon, x, y) >= -1e-9;

function hullAround(discs) {
  if (discs.length > 16) {
    const extremes = [];
    for (let at = 0; at < 32; at += 2) {
      const [dx, dy] = DIRECTIONS[at];
      let [best, most] = [null, -Infinity];
      for (const disc of discs) {
        const reach = disc[0] * dx + disc[1] * dy + disc[2];
        if (reach > most) [best, most] = [disc, reach];
      }
      extremes.push([best[0] + dx * best[2], best[1] + dy * best[2]]);
    }
    const core = convexHull(extremes);
    discs = discs.filter((disc) => depth(core, disc[0], disc[1]) < disc[2]);
  }
  const points = [];
  for (const [x, y, r] of discs) for (const [dx, dy] of DIRECTIONS) points.push([x + dx * r, y + dy * r]);
  return convexHull(points);
}

function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function areaOf(polygon) {
  let sum = 0;
  for (let at = 0; at < polygon.length; at++) {
    const [a, b] = [polygon[at], polygon[(at + 1) % polygon.length]];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum) / 2;
}

const meets = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

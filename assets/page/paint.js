// Paint: shapes onto a canvas. Nodes and names are drawn once as small pictures and copied from then
// on; while the map is dragged only what comes into sight is drawn.

let theme = D.themes.light;
let themeName = 'light';
let ratio = 1; // device pixels per CSS pixel
let sprites = new Map();
let nameSprites = new Map();

const mix = (a, b, t) => a.map((value, at) => value + (b[at] - value) * t);
const css = (colour, opacity = 1) =>
  `rgba(${Math.round(colour[0])},${Math.round(colour[1])},${Math.round(colour[2])},${+opacity.toFixed(3)})`;
// The shades of an actor: fill, stroke, icon, hull, link.
const lookOf = (i) => D.looks[D.look[i]][themeName];

function setTheme(name) {
  themeName = name;
  theme = D.themes[name];
  forgetSprites();
}

function forgetSprites() {
  sprites = new Map();
  nameSprites = new Map();
}

const iconPaths = D.icons.map((path) => new Path2D(path));
const measure = document.createElement('canvas').getContext('2d');
const verbWidths = new Map();

function verbWidth(text) {
  if (!verbWidths.has(text)) {
    measure.font = `${M.verbType}px Inter, sans-serif`;
    verbWidths.set(text, measure.measureText(text).width);
  }
  return verbWidths.get(text);
}

// ---- Nodes.

// Draws a node of a look around a place. `unit` is how many units of the context a CSS pixel takes.
function drawNode(context, lookAt, shades, radius, x, y, ground) {
  const look = D.looks[lookAt];
  const [fill, stroke, icon] = shades;
  const [back, [body, bodyStroke]] = layersOf(look, radius);
  if (back) {
    context.beginPath();
    trace(context, back[0], x, y);
    context.fillStyle = css(ground);
    context.fill();
    context.lineWidth = back[1];
    context.strokeStyle = css(look.emphasis ? stroke : fill);
    context.stroke();
  }
  context.beginPath();
  trace(context, body, x, y);
  context.fillStyle = css(fill);
  context.fill();
  context.lineWidth = bodyStroke;
  context.strokeStyle = css(stroke);
  context.stroke();
  const side = iconSide(look, radius) / 256;
  context.save();
  context.translate(x, y);
  context.scale(side, side);
  context.fillStyle = css(icon);
  context.fill(iconPaths[look.icon]);
  context.restore();
}

// A node as a picture: [canvas, radius it was drawn for]. While one zooms, sizes are taken in steps
// and the picture is stretched a little.
function nodeSprite(lookAt, radius) {
  const exact = Math.round(radius * ratio * 4) / 4;
  const size = Z.exact ? exact : Math.exp(Math.round(Math.log(exact) * 16) / 16);
  const key = lookAt * 65536 + Math.round(size * 8);
  let sprite = sprites.get(key);
  if (!sprite) {
    if (sprites.size > 900) sprites = new Map();
    const drawn = size / ratio;
    const reach = outline(D.looks[lookAt].figure, drawn, M.emphasisGap * 1.25 + 2).reach;
    const half = Math.ceil(reach * ratio);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 2 * half;
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, half, half);
    drawNode(context, lookAt, D.looks[lookAt][themeName], drawn, 0, 0, theme.canvas);
    sprite = [canvas, drawn, half];
    sprites.set(key, sprite);
  }
  return sprite;
}

// ---- Names.

function nameSprite(name, faded) {
  const { i, strong, ground } = name;
  const far = Z.zoom < M.allLabelsFrom;
  const key = `${i} ${strong ? 1 : 0}${far ? 1 : 0}${faded ? 1 : 0} ${css(ground)}`;
  let sprite = nameSprites.get(key);
  if (!sprite) {
    if (nameSprites.size > 600) nameSprites = new Map();
    const [size, lineHeight] = nameType();
    const pad = 4;
    const width = D.widths[i][strong ? 1 : 0] * size + 12;
    const height = D.lines[i].length * lineHeight;
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil((width + 2 * pad) * ratio);
    canvas.height = Math.ceil((height + 2 * pad) * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    drawName(context, i, strong, canvas.width / ratio / 2, pad, ground, faded ? theme.ink2 : theme.ink);
    sprite = [canvas, pad];
    nameSprites.set(key, sprite);
  }
  return sprite;
}

function drawName(context, i, strong, x, top, ground, ink) {
  const [size, lineHeight] = nameType();
  context.font = `${strong ? '600 ' : ''}${size}px Inter, sans-serif`;
  drawLines(context, D.lines[i], x, top, size, lineHeight, 'center', M.labelHalo, ground, ink);
}

function drawLines(context, lines, x, top, size, lineHeight, align, halo, ground, ink) {
  context.textAlign = align;
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  context.lineWidth = halo;
  context.strokeStyle = css(ground);
  context.fillStyle = css(ink);
  lines.forEach((line, at) => context.strokeText(line, x, top + at * lineHeight + baseline(size, lineHeight)));
  lines.forEach((line, at) => context.fillText(line, x, top + at * lineHeight + baseline(size, lineHeight)));
}

// ---- Links.

// Width, colour and opacity of a link.
function linkStyle(colour, active, faded) {
  let [width, opacity] = Z.far
    ? active ? [M.link[4], M.linkOpacity[1]] : [M.link[3], M.linkOpacity[4]]
    : active ? [M.link[1], M.linkOpacity[1]] : [M.link[0], M.linkOpacity[0]];
  const fade = state.lit ? state.fade : 0;
  if (faded) {
    const [toWidth, toOpacity] = Z.far ? [M.link[3], M.linkOpacity[4]] : [M.link[2], M.linkOpacity[3]];
    return [
      width + (toWidth - width) * fade,
      css(mix(colour, theme.linkFaded, fade), opacity + (toOpacity - opacity) * fade),
    ];
  }
  const focused = active ? opacity : Math.max(opacity, M.linkOpacity[2]);
  return [width, css(colour, opacity + (focused - opacity) * fade)];
}

const isFadedLink = (l) => state.lit !== null && !(isLit(FROM[l]) && isLit(TO[l])) && l !== state.hoveredLink;

function addCurve(context, l) {
  const at = l * 8;
  context.moveTo(CURVE[at], CURVE[at + 1]);
  if (Z.far) context.lineTo(CURVE[at + 6], CURVE[at + 7]);
  else context.bezierCurveTo(CURVE[at + 2], CURVE[at + 3], CURVE[at + 4], CURVE[at + 5], CURVE[at + 6], CURVE[at + 7]);
}

function addArrow(context, l) {
  const at = l * 6;
  context.moveTo(ARROW[at], ARROW[at + 1]);
  context.lineTo(ARROW[at + 2], ARROW[at + 3]);
  context.lineTo(ARROW[at + 4], ARROW[at + 5]);
  context.closePath();
}

// Many links of one style as one path: a few hundred at a time, which painters like best.
function drawLinks(context, list, style) {
  const [width, colour] = style;
  context.lineWidth = width;
  context.strokeStyle = context.fillStyle = colour;
  for (let start = 0; start < list.length; start += 300) {
    const part = list.slice(start, start + 300);
    context.beginPath();
    for (const l of part) addCurve(context, l);
    context.stroke();
    if (Z.far) continue;
    context.beginPath();
    for (const l of part) if (LINK_KIND[l] === 2) addArrow(context, l);
    context.fill();
  }
}

const buckets = Array.from({ length: D.looks.length * 2 }, () => []);

function paintLinks(context, box) {
  for (const bucket of buckets) bucket.length = 0;
  const active = [];
  for (let l = 0; l < L; l++) {
    if (!LINK_SHOWN[l] || !mayMeet(l, box)) continue;
    if (isActive(l)) active.push(l);
    else if (linkAt(l)) buckets[D.look[FROM[l]] * 2 + (isFadedLink(l) ? 1 : 0)].push(l);
  }
  buckets.forEach((bucket, at) => {
    if (bucket.length) drawLinks(context, bucket, linkStyle(D.looks[at >> 1][themeName][4], false, at % 2 === 1));
  });
  for (const l of active) {
    LINK_ZOOM[l] = -1;
    LINK_KIND[l] = linkPath(l, true);
    if (LINK_KIND[l]) drawLinks(context, [l], linkStyle(lookOf(FROM[l])[4], true, isFadedLink(l)));
  }
}

// ---- The whole. `box` is the part of the page to draw; the context is in page space already, scaled
// to device pixels by `ratio` and moved by `ox`, `oy` (CSS pixels).

function paintPage(context, box, ox, oy) {
  context.fillStyle = css(theme.canvas);
  context.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
  const stretch = Z.zoom / placed.zoom; // what was placed for another zoom moves along with this one
  paintHulls(context, box, stretch);
  paintLinks(context, box);
  paintNodes(context, box, ox, oy);
  paintNames(context, box, ox, oy, stretch);
  if (stretch === 1) paintVerbs(context, box);
  paintHullNames(context, box, stretch);
}

function paintHulls(context, box, stretch) {
  for (const hull of placed.hulls) {
    if (!meets(hull.box.map((side) => side * stretch), box)) continue;
    context.beginPath();
    hull.points.forEach(([x, y], at) => context[at ? 'lineTo' : 'moveTo'](x * stretch, y * stretch));
    context.closePath();
    const opacity = hullOpacity(hull);
    const shades = lookOf(hull.group.actor);
    context.fillStyle = css(shades[3], opacity);
    context.fill();
    context.lineWidth = M.hullStroke;
    context.strokeStyle = css(shades[0], M.hullOpacity * opacity);
    context.stroke();
  }
}

function paintNodes(context, box, ox, oy) {
  const special = [];
  const dots = Z.far ? new Map() : null;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (let i = 0; i < N; i++) {
    if (!SHOWN[i]) continue;
    const x = X[i] * Z.zoom;
    const y = Y[i] * Z.zoom;
    if (x < box[0] - 70 || x > box[2] + 70 || y < box[1] - 70 || y > box[3] + 70) continue;
    if (i === state.selected || i === state.hovered || i === state.keyboard) special.push(i);
    else if (dots) {
      const key = D.look[i] * 2 + (isLit(i) ? 0 : 1);
      if (!dots.has(key)) dots.set(key, []);
      dots.get(key).push(i);
    } else paintNode(context, i, ox, oy);
  }
  context.restore();
  if (dots) {
    for (const [key, list] of dots) {
      context.globalAlpha = key % 2 ? 1 + (M.fadeNode - 1) * state.fade : 1;
      context.fillStyle = css(D.looks[key >> 1][themeName][0]);
      for (let start = 0; start < list.length; start += 300) {
        context.beginPath();
        for (const i of list.slice(start, start + 300)) {
          context.moveTo(pageX(i) + rimOf(i).radius, pageY(i));
          context.arc(pageX(i), pageY(i), rimOf(i).radius, 0, 2 * Math.PI);
        }
        context.fill();
      }
    }
    context.globalAlpha = 1;
  }
  special.sort((a, b) => (a === state.hovered) - (b === state.hovered));
  for (const i of special) {
    if (dots) {
      context.fillStyle = css(lookOf(i)[0]);
      context.globalAlpha = isLit(i) ? 1 : 1 + (M.fadeNode - 1) * state.fade;
      context.beginPath();
      context.arc(pageX(i), pageY(i), rimOf(i).radius, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    } else {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      paintNode(context, i, ox, oy);
      context.restore();
    }
    paintRings(context, i);
  }
}

function paintNode(context, i, ox, oy) {
  const rim = rimOf(i);
  const [canvas, drawn, half] = nodeSprite(D.look[i], rim.radius);
  if (!isLit(i)) context.globalAlpha = 1 + (M.fadeNode - 1) * state.fade;
  const [x, y] = [(pageX(i) + ox) * ratio, (pageY(i) + oy) * ratio];
  if (Z.exact) context.drawImage(canvas, Math.round(x) - half, Math.round(y) - half);
  else {
    const reach = (half * rim.radius) / drawn;
    context.drawImage(canvas, x - reach, y - reach, 2 * reach, 2 * reach);
  }
  context.globalAlpha = 1;
}

function paintRings(context, i) {
  const rim = rimOf(i);
  const gap = ringGap(i);
  const ring = (away, width, colour, dash) => {
    context.beginPath();
    trace(context, grown(rim, away + width / 2), pageX(i), pageY(i));
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.setLineDash(dash || []);
    context.stroke();
    context.setLineDash([]);
  };
  const selected = i === state.selected;
  if (selected) ring(gap, M.selectionRing, css(theme.accent));
  if (i === state.keyboard) {
    ring(selected ? gap + M.selectionRing + 2 : gap, M.focusRing, css(theme.focus), M.dash);
  } else if (i === state.hovered && !selected) {
    ring(Math.min(M.hoverGap, gap + 1), M.hoverRing, css(theme.ink, M.hoverOpacity));
  }
}

function paintNames(context, box, ox, oy, stretch) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const name of placed.names) {
    const { i } = name;
    const x = X[i] * Z.zoom;
    const top = Y[i] * Z.zoom + name.dy * (stretch === 1 ? 1 : Math.sqrt(stretch));
    const half = (name.box[2] - name.box[0]) / 2;
    if (x + half < box[0] - 8 || x - half > box[2] + 8 || top > box[3] + 8 || top + 40 < box[1] - 8) continue;
    const faded = !isLit(i) && i !== state.selected;
    const [canvas, pad] = nameSprite(name, faded && state.fade > 0.5);
    context.globalAlpha = faded ? 1 + (M.fadeLabel - 1) * state.fade : 1;
    context.drawImage(canvas, Math.round((x + ox) * ratio - canvas.width / 2), Math.round((top - pad + oy) * ratio));
  }
  context.restore();
}

function paintVerbs(context, box) {
  for (const verb of placed.verbs) {
    if (!meets(verb.box, box)) continue;
    const [left, top, right, bottom] = verb.box;
    const radius = (bottom - top) / 2;
    context.beginPath();
    context.arc(left + radius, top + radius, radius, Math.PI / 2, 1.5 * Math.PI);
    context.arc(right - radius, top + radius, radius, -Math.PI / 2, Math.PI / 2);
    context.closePath();
    context.fillStyle = css(theme.panel);
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = css(lookOf(FROM[verb.l])[4]);
    context.stroke();
    context.font = `${M.verbType}px Inter, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillStyle = css(theme.ink);
    context.fillText(verb.text, (left + right) / 2, top + baseline(M.verbType, bottom - top));
  }
}

function paintHullNames(context, box, stretch) {
  const [size, lineHeight] = M.hullType;
  for (const hull of placed.hulls) {
    if (!hull.name) continue;
    const [left, top, right, bottom] = hull.name.box;
    const [x, y] = [hull.name.right ? right : left, top].map((side) => side * stretch);
    if (!meets([x - (right - left) - 9, y - 9, x + (right - left) + 9, y + bottom - top + 9], box)) continue;
    const align = hull.name.right ? 'right' : 'left';
    const ink = lookOf(hull.group.actor)[1];
    context.globalAlpha = fadedTo(1, M.fadeHullLabel, isLit(hull.group.actor)) * hull.presence;
    context.font = `600 ${size}px Inter, sans-serif`;
    drawLines(context, hull.group.lines, x, y, size, lineHeight, align, M.hullHalo, theme.canvas, ink);
    context.font = `${size}px Inter, sans-serif`;
    const count = [counted('actors', hull.count)];
    drawLines(context, count, x, y + hull.group.lines.length * lineHeight, size, lineHeight, align, M.hullHalo, theme.canvas, ink);
    context.globalAlpha = 1;
  }
}

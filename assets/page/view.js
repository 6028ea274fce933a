// View: the camera, the frames, and the gestures of mouse, fingers and keys.

const canvas = $('canvas'); // what is pointed at and has the keyboard; nothing is painted on it
const film = $('picture'); // what is painted: while the map is dragged it is only moved
const painted = film.firstElementChild;
const device = { width: 0, height: 0 }; // its size in device pixels
const stage = $('stage');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const embedded = self !== top;

// Screen = page + (ox, oy), in CSS pixels from the stage's corner.
const camera = { zoom: 1, ox: 0, oy: 0, restX: 0, restY: 0 };
const stageSize = { width: 0, height: 0 };
const MOST_ZOOM = 4;
// Up to so many actors all names are placed at once, so that a drag changes none; of more those around.
const EVERY_NAME = 1500;
let leastZoom = 0.02;

let dirty = 'all'; // '' | 'pan' | 'all'
let drawnAt = { ox: 0, oy: 0, zoom: 1 }; // the camera of what is painted
let whole = false; // whether that is a picture of the map as it was there, not one stretched over
let slid = { x: 0, y: 0 }; // how far the picture was moved since, in CSS pixels
let frameAsked = false;
let lastFullPaint = 0; // milliseconds
let settleAt = 0; // when a zoom counts as finished
let glide = null; // a move of the camera: {from, to, start, length}
let drift = null; // what is left of a fling: {vx, vy, last}
let wheelZoom = null; // {zoom, x, y} the wheel asks for
let fading = null; // {from, to, start, length}
let shot = null; // a picture to stretch while one zooms, where painting is slow
let zoomBefore = 0; // of the last frame
let arranged = false; // whether names are placed for this zoom

function ask() {
  if (frameAsked) return;
  frameAsked = true;
  requestAnimationFrame(frame);
}

function repaint() {
  dirty = 'all';
  ask();
}

// Places names anew before the next picture.
function rearrange() {
  arranged = false;
  repaint();
}

const visibleBox = () => [
  -camera.ox,
  -camera.oy,
  stageSize.width - camera.ox,
  stageSize.height - camera.oy,
];

function resize() {
  const { width, height } = stage.getBoundingClientRect();
  if (!width || !height) return;
  const before = stageSize.width ? [(stageSize.width / 2 - camera.ox) / camera.zoom, (stageSize.height / 2 - camera.oy) / camera.zoom] : null;
  Object.assign(stageSize, { width, height });
  const wanted = Math.min(devicePixelRatio || 1, Math.sqrt(6e6 / (width * height)));
  if (wanted !== ratio) forgetSprites();
  ratio = wanted;
  Object.assign(device, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  putBack();
  whole = false;
  for (const tile of spareTiles.splice(0)) tile.remove();
  shot = null;
  if (before) {
    camera.ox = width / 2 - before[0] * camera.zoom;
    camera.oy = height / 2 - before[1] * camera.zoom;
  }
  rearrange();
}

// ---- Frames.

const ease = (t) => 1 - (1 - t) ** 3;

function frame(now) {
  frameAsked = false;
  let busy = step(now);
  if (camera.zoom !== zoomBefore) {
    zoomBefore = camera.zoom;
    settleAt = now + 140;
    dirty = 'all';
  }
  const moving = settleAt > now;
  if (!moving && settleAt) {
    settleAt = 0;
    shot = null;
    arranged = false;
    dirty = 'all';
    // At rest the page lies on whole pixels, so that what is copied stays sharp.
    camera.ox = Math.round(camera.ox * ratio) / ratio;
    camera.oy = Math.round(camera.oy * ratio) / ratio;
  }
  if (stageSize.width && !stage.hidden) paintFrame(moving);
  if (moving) busy = true;
  if (busy) ask();
}

// Moves what moves; whether more is to come.
function step(now) {
  let busy = false;
  if (glide) {
    const t = clamp((now - glide.start) / glide.length, 0, 1);
    const part = ease(t);
    const zoom = Math.exp(Math.log(glide.from.zoom) * (1 - part) + Math.log(glide.to.zoom) * part);
    // The point looked at moves evenly on the screen, whatever the zoom does.
    const way = glide.to.zoom === glide.from.zoom ? part : (1 / zoom - 1 / glide.from.zoom) / (1 / glide.to.zoom - 1 / glide.from.zoom);
    lookAt(
      glide.from.x + (glide.to.x - glide.from.x) * way,
      glide.from.y + (glide.to.y - glide.from.y) * way,
      zoom,
    );
    if (t < 1) busy = true;
    else glide = null;
  }
  if (drift) {
    const passed = Math.min(now - drift.last, 50);
    drift.last = now;
    pan(drift.vx * passed, drift.vy * passed);
    const slower = Math.exp(-passed / 160);
    drift.vx *= slower;
    drift.vy *= slower;
    if (Math.hypot(drift.vx, drift.vy) > 0.02) busy = true;
    else drift = null;
  }
  if (wheelZoom) {
    const left = Math.log(wheelZoom.zoom / camera.zoom);
    if (Math.abs(left) < 0.004 || calm.matches) {
      zoomAt(wheelZoom.zoom, wheelZoom.x, wheelZoom.y);
      wheelZoom = null;
    } else {
      zoomAt(camera.zoom * Math.exp(left * 0.35), wheelZoom.x, wheelZoom.y);
      busy = true;
    }
  }
  if (fading) {
    const t = clamp((now - fading.start) / fading.length, 0, 1);
    state.fade = fading.from + (fading.to - fading.from) * ease(t);
    dirty = 'all';
    if (t < 1) busy = true;
    else {
      if (fading.to === 0) state.lit = null;
      fading = null;
      arranged = false;
    }
  }
  return busy;
}

function paintFrame(moving) {
  if (!dirty) return;
  if (dirty === 'pan' && !moving && !needsNames()) {
    slide();
  } else {
    const started = performance.now();
    if (moving && lastFullPaint > 14 && (shot || whole)) {
      stretchShot();
      dirty = '';
      return;
    }
    setZoom(camera.zoom, !moving);
    if (!moving && (!arranged || needsNames())) {
      const box = visibleBox();
      const [width, height] = [stageSize.width, stageSize.height];
      const region = N <= EVERY_NAME ? null : [box[0] - width, box[1] - height, box[2] + width, box[3] + height];
      layOut(region, box, theme);
      arranged = true;
    }
    paintOn(painted, 0, 0, device.width, device.height, (context) => {
      context.setTransform(ratio, 0, 0, ratio, camera.ox * ratio, camera.oy * ratio);
      paintPage(context, visibleBox(), camera.ox, camera.oy);
    });
    lastFullPaint = performance.now() - started;
    shot = null;
    putBack();
    drawnAt = { ox: camera.ox, oy: camera.oy, zoom: camera.zoom };
    whole = true;
  }
  dirty = more ? 'pan' : '';
  if (more) ask();
}

// Whether one has been dragged out of the part whose names are placed.
function needsNames() {
  const { region } = placed;
  if (!arranged || !region) return !arranged;
  const box = visibleBox();
  return box[0] < region[0] || box[1] < region[1] || box[2] > region[2] || box[3] > region[3];
}

// Paints a canvas of a size in device pixels and puts it at a place of the film. Where the browser can, it is
// painted aside and handed over as a picture: browsers without a GPU copy a canvas anew for every frame, even
// one nobody touches, but a picture only once.
const handsOver = self.OffscreenCanvas && self.ImageBitmapRenderingContext && OffscreenCanvas.prototype.transferToImageBitmap;
const aside = new Map(); // by size, where canvases are painted

function paintOn(target, x, y, width, height, paint) {
  const { style } = target;
  style.transform = `translate(${x}px,${y}px)`;
  const [across, down] = [`${width / ratio}px`, `${height / ratio}px`];
  if (style.width !== across) style.width = across;
  if (style.height !== down) style.height = down;
  if (target.width !== width || target.height !== height) Object.assign(target, { width, height });
  if (!handsOver) {
    paint(target.getContext('2d', { alpha: false }));
    return;
  }
  const size = `${width} ${height}`;
  if (!aside.has(size)) {
    if (aside.size > 3) aside.clear();
    aside.set(size, new OffscreenCanvas(width, height));
  }
  const made = aside.get(size);
  paint(made.getContext('2d', { alpha: false }));
  target.getContext('bitmaprenderer', { alpha: false }).transferFromImageBitmap(made.transferToImageBitmap());
}

// ---- Sliding: a drag moves the picture as a whole, which costs next to nothing. Around it come tiles,
// each painted once and a little before it comes into sight. A slow machine shows the ground for a frame or
// two where one drags faster than it paints.

const tiles = new Map(); // 'column row' -> {tile, column, row}, counted from the picture's corner
const spareTiles = [];
const TILE_TIME = 5; // milliseconds of a frame that may go into tiles, but for the last begun
let more = false; // whether tiles are missing that are in sight
const tileSide = () => Math.round(160 * ratio); // device pixels
// Those in sight, one more on each side, and half as many again.
const mostTiles = () => 1.5 * Math.ceil(stageSize.width / 160 + 3) * Math.ceil(stageSize.height / 160 + 3);

function slide() {
  const before = slid;
  more = false;
  slid = { x: camera.ox - drawnAt.ox, y: camera.oy - drawnAt.oy };
  film.style.transform = `translate(${slid.x}px,${slid.y}px)`;
  setZoom(camera.zoom, true);
  const side = tileSide() / ratio;
  const seen = [-slid.x, -slid.y, stageSize.width - slid.x, stageSize.height - slid.y];
  const wanted = missingTiles(seen);
  const started = performance.now();
  while (wanted.length && performance.now() - started < TILE_TIME) paintTile(wanted.shift());
  if (wanted.length) more = true;
  else if (performance.now() - started < TILE_TIME / 2) {
    const ahead = [slid.x - before.x, slid.y - before.y];
    const soon = [
      seen[0] - (ahead[0] > 0 ? side : 0),
      seen[1] - (ahead[1] > 0 ? side : 0),
      seen[2] + (ahead[0] < 0 ? side : 0),
      seen[3] + (ahead[1] < 0 ? side : 0),
    ];
    missingTiles(soon).slice(0, 1).forEach(paintTile);
  }
  if (tiles.size < mostTiles()) return;
  for (const [key, { tile, column, row }] of tiles) {
    if (meets([column * side, row * side, (column + 1) * side, (row + 1) * side], [seen[0] - side, seen[1] - side, seen[2] + side, seen[3] + side])) continue;
    tiles.delete(key);
    putAway(tile);
  }
}

// The tiles of a part of the picture's surroundings that are not painted yet.
function missingTiles(part) {
  const side = tileSide();
  const [left, top, right, bottom] = part.map((edge) => edge * ratio);
  const missing = [];
  for (let row = Math.floor(top / side); row * side < bottom; row++) {
    for (let column = Math.floor(left / side); column * side < right; column++) {
      const inside = column >= 0 && row >= 0 && (column + 1) * side <= device.width && (row + 1) * side <= device.height;
      if (!inside && !tiles.has(`${column} ${row}`)) missing.push([column, row]);
    }
  }
  // Those first that are most in sight.
  const away = ([column, row]) =>
    Math.abs((column + 0.5) * side - (left + right) / 2) + Math.abs((row + 0.5) * side - (top + bottom) / 2);
  return missing.sort((a, b) => away(a) - away(b));
}

function paintTile([column, row]) {
  const side = tileSide();
  const tile = spareTiles.pop() || document.createElement('canvas');
  const [x, y] = [(column * side) / ratio, (row * side) / ratio];
  const [ox, oy] = [drawnAt.ox - x, drawnAt.oy - y];
  // A pixel more than its share: where pixels of the page are no whole pixels of the screen, the ground would
  // show between two.
  const reach = side + 1;
  paintOn(tile, x, y, reach, reach, (context) => {
    context.setTransform(ratio, 0, 0, ratio, ox * ratio, oy * ratio);
    paintPage(context, [-ox, -oy, reach / ratio - ox, reach / ratio - oy], ox, oy);
  });
  if (!tile.parentNode) film.append(tile);
  tiles.set(`${column} ${row}`, { tile, column, row });
}

// The picture is painted anew where it belongs: nothing around it is needed.
function putBack() {
  if (slid.x || slid.y) film.style.transform = '';
  slid = { x: 0, y: 0 };
  more = false;
  for (const { tile } of tiles.values()) putAway(tile);
  tiles.clear();
}

// A tile that is not needed waits out of sight: to take it out and put it in again would cost more.
function putAway(tile) {
  // Farther than anyone drags.
  tile.style.transform = 'translate(-1000000px,0)';
  if (spareTiles.length < mostTiles() / 2) spareTiles.push(tile);
  else tile.remove();
}

// Where painting is slow, a zoom stretches the picture there was until it rests.
function stretchShot() {
  if (!shot) {
    const copy = document.createElement('canvas');
    Object.assign(copy, device);
    const on = copy.getContext('2d', { alpha: false });
    on.fillStyle = css(theme.canvas);
    on.fillRect(0, 0, device.width, device.height);
    const [dx, dy] = [Math.round(slid.x * ratio), Math.round(slid.y * ratio)];
    on.drawImage(painted, dx, dy);
    const side = tileSide();
    for (const { tile, column, row } of tiles.values()) on.drawImage(tile, column * side + dx, row * side + dy);
    shot = { copy, zoom: drawnAt.zoom, ox: drawnAt.ox + slid.x, oy: drawnAt.oy + slid.y };
    putBack();
  }
  const factor = camera.zoom / shot.zoom;
  const left = (camera.ox - shot.ox * factor) * ratio;
  const top = (camera.oy - shot.oy * factor) * ratio;
  paintOn(painted, 0, 0, device.width, device.height, (context) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = css(theme.canvas);
    context.fillRect(0, 0, device.width, device.height);
    context.drawImage(shot.copy, left, top, device.width * factor, device.height * factor);
  });
  whole = false;
}

// ---- The camera.

function pan(dx, dy) {
  // Whole device pixels, so that what is painted can be moved; what is left over comes next time.
  const [x, y] = [camera.restX + dx, camera.restY + dy];
  const [wholeX, wholeY] = [Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio];
  camera.restX = x - wholeX;
  camera.restY = y - wholeY;
  if (!wholeX && !wholeY) return;
  camera.ox += wholeX;
  camera.oy += wholeY;
  if (dirty !== 'all') dirty = 'pan';
  ask();
}

function zoomAt(zoom, x, y) {
  const next = clamp(zoom, leastZoom, MOST_ZOOM);
  const factor = next / camera.zoom;
  if (factor === 1) return;
  camera.ox = x - (x - camera.ox) * factor;
  camera.oy = y - (y - camera.oy) * factor;
  camera.zoom = next;
  repaint();
}

// The part of the stage nothing lies over: [left, top, right, bottom].
function clearPart() {
  const part = [0, 0, stageSize.width, stageSize.height];
  const over = stage.getBoundingClientRect();
  const sheet = $('sheet');
  if (!sheet.hidden) {
    const box = sheet.getBoundingClientRect();
    if (box.top > over.top + 60 && box.top < over.bottom && box.left < over.right && box.right > over.left) part[3] = box.top - over.top;
  }
  return part;
}

// Puts a point of the world into the middle of what is clear.
function lookAt(x, y, zoom) {
  const [left, top, right, bottom] = clearPart();
  camera.zoom = clamp(zoom, leastZoom, MOST_ZOOM);
  camera.ox = (left + right) / 2 - x * camera.zoom;
  camera.oy = (top + bottom) / 2 - y * camera.zoom;
  repaint();
}

function lookedAt() {
  const [left, top, right, bottom] = clearPart();
  return {
    x: ((left + right) / 2 - camera.ox) / camera.zoom,
    y: ((top + bottom) / 2 - camera.oy) / camera.zoom,
    zoom: camera.zoom,
  };
}

function fly(x, y, zoom) {
  drift = wheelZoom = null;
  const to = { x, y, zoom: clamp(zoom, leastZoom, MOST_ZOOM) };
  const from = lookedAt();
  if (calm.matches || !placed.zoom) {
    lookAt(to.x, to.y, to.zoom);
    settleAt = 1;
    ask();
    return;
  }
  glide = { from, to, start: performance.now(), length: M.camera * 1.4 };
  ask();
}

// The zoom and middle at which a box of the world is seen whole.
function fitting(box) {
  const [left, top, right, bottom] = clearPart();
  const margin = Math.min(36, (right - left) / 14);
  const width = Math.max(box[2] - box[0], 1);
  const height = Math.max(box[3] - box[1], 1);
  // Names and nodes do not shrink as the zoom does: some room for them.
  let zoom = Math.min((right - left - 2 * margin) / width, (bottom - top - 2 * margin) / height);
  zoom = clamp(zoom, 1e-4, 1.4);
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, zoom];
}

const wholeMap = () => D.bounds || [-100, -100, 100, 100];

function fit(at_once) {
  let [x, y, zoom] = fitting(wholeMap());
  leastZoom = Math.min(zoom * 0.5, 0.2);
  // A small map begins a little closer on a telephone, where it would be all dots.
  if (at_once && zoom > 0.14 && zoom < 0.32) zoom = 0.32;
  if (at_once) lookAt(x, y, zoom);
  else fly(x, y, zoom);
}

// Brings an actor into sight, moving no more than is needed.
function bringIntoSight(i, closer) {
  if (!placedAt(i)) return;
  const zoom = closer ? Math.max(camera.zoom, 0.8) : camera.zoom;
  const [left, top, right, bottom] = clearPart();
  const [x, y] = [X[i] * camera.zoom + camera.ox, Y[i] * camera.zoom + camera.oy];
  const margin = Math.min(70, (right - left) / 5);
  const seen = x > left + margin && x < right - margin && y > top + margin && y < bottom - margin;
  if (!seen || zoom !== camera.zoom) fly(X[i], Y[i], zoom);
}

const placedAt = (i) => i >= 0 && !Number.isNaN(X[i]);

// ---- What the pointer is over.

function actorAt(x, y, reach) {
  const [px, py] = [x - camera.ox, y - camera.oy];
  setZoom(camera.zoom, true);
  let [best, least] = [-1, reach];
  for (let i = 0; i < N; i++) {
    if (!SHOWN[i]) continue;
    const [dx, dy] = [px - pageX(i), py - pageY(i)];
    if (Math.abs(dx) > 90 || Math.abs(dy) > 90) continue;
    const distance = signedDistance(rimOf(i), dx, dy);
    if (distance <= least) [best, least] = [i, distance];
  }
  if (best >= 0) return best;
  // A name stands for its actor.
  const name = placed.zoom === camera.zoom && placed.names.find(({ box }) => meets(box, [px, py, px, py]));
  return name ? name.i : -1;
}

function linkUnder(x, y, reach) {
  if (camera.zoom < M.shapesFrom) return -1;
  const [px, py] = [x - camera.ox, y - camera.oy];
  let [best, least] = [-1, reach];
  for (let l = 0; l < L; l++) {
    if (!LINK_SHOWN[l] || !mayMeet(l, [px, py, px, py]) || !linkAt(l)) continue;
    const distance = distanceToLink(l, px, py);
    if (distance < least) [best, least] = [l, distance];
  }
  return best;
}

// ---- Fading: what is out of focus goes back.

function light(lit, length) {
  const quick = calm.matches || lastFullPaint > 10;
  if (lit) {
    const from = state.lit ? state.fade : 0;
    state.lit = lit;
    if (quick) state.fade = 1;
    fading = quick ? null : { from, to: 1, start: performance.now(), length };
  } else if (state.lit) {
    if (quick) [state.lit, state.fade, fading] = [null, 0, null];
    else fading = { from: state.fade, to: 0, start: performance.now(), length };
  }
  rearrange();
}

function hover(i, l) {
  if (i === state.hovered && l === state.hoveredLink) return;
  state.hovered = i;
  state.hoveredLink = l;
  canvas.style.cursor = i >= 0 ? 'pointer' : '';
  if (focus.seed < 0) {
    let lit = null;
    if (i >= 0) {
      lit = new Uint8Array(N);
      lit[i] = 1;
      for (const link of linksOf(i)) if (LINK_SHOWN[link]) lit[otherEnd(link, i)] = 1;
    }
    light(lit, M.hoverFade);
  } else rearrange();
}

// At the beginning of a drag nothing is pointed at any more. The names stay where they are until its end: to
// place them anew would make the drag begin with a jerk.
function dropHover() {
  [state.hovered, state.hoveredLink] = [-1, -1];
  if (focus.seed < 0) [state.lit, state.fade, fading] = [null, 0, null];
  pressed.stale = true;
  repaint();
}

// ---- Mouse and fingers.

const pointers = new Map();
let pressed = null; // where a press began
let pinch = null;
let hoverAsked = null;
let hoverTimer = 0;

const placeOf = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

canvas.addEventListener('pointerdown', (event) => {
  if (event.pointerType === 'mouse' && event.button > 1) return;
  glide = drift = null;
  try {
    canvas.setPointerCapture(event.pointerId);
  } catch {
    // The pointer is gone already.
  }
  const [x, y] = placeOf(event);
  pointers.set(event.pointerId, { x, y });
  if (pointers.size === 1) {
    pressed = { x, y, moved: false, track: [[event.timeStamp, x, y]] };
  } else if (pointers.size === 2) {
    if (pressed) pressed.moved = true;
    pinch = span();
  }
});

function span() {
  const [a, b] = [...pointers.values()];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
}

canvas.addEventListener('pointermove', (event) => {
  const [x, y] = placeOf(event);
  const pointer = pointers.get(event.pointerId);
  if (!pointer) {
    if (event.pointerType !== 'touch') askHover(x, y);
    return;
  }
  const [dx, dy] = [x - pointer.x, y - pointer.y];
  [pointer.x, pointer.y] = [x, y];
  if (pinch && pointers.size === 2) {
    const now = span();
    pan(now.x - pinch.x, now.y - pinch.y);
    zoomAt((camera.zoom * now.apart) / pinch.apart, now.x, now.y);
    pinch = now;
  } else if (pressed) {
    if (!pressed.moved && Math.hypot(x - pressed.x, y - pressed.y) < (event.pointerType === 'touch' ? 8 : 4)) return;
    if (!pressed.moved) {
      pressed.moved = true;
      canvas.style.cursor = 'grabbing';
      clearTimeout(hoverTimer);
      hoverAsked = null;
      if (state.hovered >= 0 || state.hoveredLink >= 0) dropHover();
      pan(x - pressed.x, y - pressed.y);
    } else pan(dx, dy);
    pressed.track.push([event.timeStamp, x, y]);
    if (pressed.track.length > 6) pressed.track.shift();
  }
});

function release(event) {
  if (!pointers.delete(event.pointerId)) return;
  if (pointers.size < 2) pinch = null;
  if (pointers.size || !pressed) return;
  canvas.style.cursor = '';
  const { moved, x, y, track, stale } = pressed;
  pressed = null;
  if (stale) rearrange();
  if (event.type === 'pointercancel') return;
  if (!moved) {
    press(x, y, event.pointerType === 'touch' ? 14 : 4);
  } else if (!calm.matches && event.pointerType === 'touch' && track.length > 1) {
    const [from, to] = [track[0], track[track.length - 1]];
    const passed = to[0] - from[0];
    if (passed > 0 && event.timeStamp - to[0] < 60) {
      drift = { vx: (to[1] - from[1]) / passed, vy: (to[2] - from[2]) / passed, last: performance.now() };
      ask();
    }
  }
}

canvas.addEventListener('pointerup', release);
canvas.addEventListener('pointercancel', release);
canvas.addEventListener('pointerleave', () => {
  clearTimeout(hoverTimer);
  hoverAsked = null;
  hover(-1, -1);
});

function askHover(x, y) {
  if (!hoverAsked) requestAnimationFrame(() => {
    if (!hoverAsked) return;
    const [atX, atY] = hoverAsked;
    hoverAsked = null;
    const i = actorAt(atX, atY, 3);
    const l = i < 0 ? linkUnder(atX, atY, 5) : -1;
    clearTimeout(hoverTimer);
    if (i === state.hovered && l === state.hoveredLink) return;
    // A pointer that only passes over changes nothing.
    hoverTimer = setTimeout(hover, i < 0 && l < 0 ? 20 : 60, i, l);
  });
  hoverAsked = [x, y];
}

function press(x, y, reach) {
  const i = actorAt(x, y, reach);
  if (i >= 0) go(i);
  else leave();
}

canvas.addEventListener('dblclick', (event) => {
  const [x, y] = placeOf(event);
  if (actorAt(x, y, 4) < 0) fly((x - camera.ox) / camera.zoom, (y - camera.oy) / camera.zoom, camera.zoom * 2);
});

canvas.addEventListener(
  'wheel',
  (event) => {
    // In another site's page the wheel is the page's until someone works on the map.
    if (embedded && !event.ctrlKey && !event.metaKey && document.activeElement !== canvas) {
      $('hint').hidden = false;
      clearTimeout(hint);
      hint = setTimeout(() => ($('hint').hidden = true), 1600);
      return;
    }
    event.preventDefault();
    glide = drift = null;
    const lines = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 300 : 1;
    const factor = Math.exp(-clamp(event.deltaY * lines, -300, 300) * (event.ctrlKey ? 0.01 : 0.0022));
    const [x, y] = placeOf(event);
    const zoom = clamp((wheelZoom ? wheelZoom.zoom : camera.zoom) * factor, leastZoom, MOST_ZOOM);
    wheelZoom = { zoom, x, y };
    ask();
  },
  { passive: false },
);
let hint = 0;

// ---- Keys on the map.

canvas.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = arrows[event.key];
  if (way && event.shiftKey) pan(-way[0] * 80, -way[1] * 80);
  else if (way) walk(...way);
  else if (event.key === '+' || event.key === '=') zoomBy(1.4);
  else if (event.key === '-') zoomBy(1 / 1.4);
  else if (event.key === '0') fit();
  else if (event.key === 'Enter' && state.keyboard >= 0) go(state.keyboard, true);
  else if ((event.key === 'f' || event.key === 'F') && (state.keyboard >= 0 || state.selected >= 0)) {
    focusOn(state.keyboard >= 0 ? state.keyboard : state.selected, 1);
  } else if (event.key === '/') $('search').focus();
  else if (event.key === 'Escape') escape();
  else return;
  event.preventDefault();
});

function zoomBy(factor) {
  const [left, top, right, bottom] = clearPart();
  const from = wheelZoom ? wheelZoom.zoom : camera.zoom;
  glide = null;
  wheelZoom = { zoom: clamp(from * factor, leastZoom, MOST_ZOOM), x: (left + right) / 2, y: (top + bottom) / 2 };
  ask();
}

// The keyboard goes to the nearest actor in a direction.
function walk(dx, dy) {
  const from = state.keyboard >= 0 ? state.keyboard : state.selected;
  const start = from >= 0 && placedAt(from) ? [X[from], Y[from]] : [lookedAt().x, lookedAt().y];
  let [best, least] = [-1, Infinity];
  for (let i = 0; i < N; i++) {
    if (!SHOWN[i] || i === from) continue;
    const [x, y] = [X[i] - start[0], Y[i] - start[1]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (from >= 0 && along <= 0) continue;
    const cost = from >= 0 ? along + 2.5 * aside : Math.hypot(x, y);
    if (aside <= along * 2 + 1e9 * (from < 0) && cost < least) [best, least] = [i, cost];
  }
  if (best < 0) return;
  state.keyboard = best;
  bringIntoSight(best);
  say(summaryOf(best));
  rearrange();
}

canvas.addEventListener('blur', () => {
  if (state.keyboard < 0) return;
  state.keyboard = -1;
  rearrange();
});

// Panels: legend, search, the actor's sheet, the list, downloads and print.

// ---- The map's own file, read when it is first wanted: after the first picture.

let file = null;
let ids = null; // by id, the place of an actor
let fileLinks = null; // the file's links in the order of FROM and TO

function theFile() {
  if (file) return file;
  file = JSON.parse($('file').textContent);
  ids = new Map(file.actors.map((actor, i) => [actor.id, i]));
  fileLinks = file.links.filter((link) => ids.has(link.from) && ids.has(link.to));
  return file;
}

const actorOf = (i) => theFile().actors[i];
const nameOf = (i) => cut(seen(actorOf(i).name || word('unnamed')), 300);
const kindOf = (i) => D.looks[D.look[i]].label[langAt()];
const familyOf = (look) => D.families.find((family) => family.looks.includes(look));
const summaryOf = (i) => `${nameOf(i)}, ${kindOf(i)}, ${counted('links', degree(i))}`;

// ---- Marks of kinds and families.

const SVG = 'http://www.w3.org/2000/svg';

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Takes a shape down as the path of an SVG.
class SvgPath {
  constructor() {
    this.d = '';
  }
  moveTo(x, y) {
    this.d += `M${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  arc(x, y, radius, from, to) {
    const point = (angle) => `${(x + Math.cos(angle) * radius).toFixed(2)} ${(y + Math.sin(angle) * radius).toFixed(2)}`;
    const middle = (from + to) / 2;
    for (const [a, b] of [[from, middle], [middle, to]]) {
      this.d += `L${point(a)}A${radius.toFixed(2)} ${radius.toFixed(2)} 0 0 1 ${point(b)}`;
    }
  }
  closePath() {
    this.d += 'Z';
  }
}

function svgOutline(o, attributes) {
  const path = new SvgPath();
  trace(path, o, 0, 0);
  return svg('path', { d: path.d, ...attributes });
}

// The mark of a kind: its node, small.
function kindMark(lookAt, radius = 8) {
  const look = D.looks[lookAt];
  const [fill, stroke, ink] = look[themeName].map((colour) => css(colour));
  const kept = Z.inset;
  Z.inset = 0.6;
  const [back, [body, width]] = layersOf(look, radius);
  Z.inset = kept;
  const mark = svg('svg', { class: 'mark', viewBox: `${-radius * 1.5} ${-radius * 1.5} ${radius * 3} ${radius * 3}`, 'aria-hidden': 'true' });
  if (back) mark.append(svgOutline(back[0], { fill: css(theme.panel), stroke: look.emphasis ? stroke : fill, 'stroke-width': 1.2 }));
  mark.append(svgOutline(body, { fill, stroke, 'stroke-width': width * 0.8 }));
  const side = (D.figures[look.figure].icon * radius) / 256;
  mark.append(svg('path', { d: D.icons[look.icon], fill: ink, transform: `scale(${side.toFixed(4)})` }));
  return mark;
}

function familyMark(family) {
  const [fill, stroke] = family[themeName].map((colour) => css(colour));
  const ring = D.figures[family.figure].ring;
  const mark = svg('svg', { class: 'mark', viewBox: '-12 -12 24 24', 'aria-hidden': 'true' });
  if (ring) mark.append(svgOutline(outline(DISC, 8, 0), { fill: 'none', stroke: fill, 'stroke-width': 1.5 }));
  mark.append(svgOutline(outline(family.figure, ring ? 5 : 8, 0), { fill, stroke, 'stroke-width': 1 }));
  return mark;
}

// ---- What is shown.

const hiddenLooks = new Set(D.hidden.looks);
const hiddenTies = new Set(D.hidden.ties);
const lookCounts = new Uint32Array(D.looks.length);
for (let i = 0; i < N; i++) lookCounts[D.look[i]]++;
const tieCounts = new Uint32Array(D.ties.length);
for (let l = 0; l < L; l++) tieCounts[D.tie[l]]++;

function showWhatIsWanted() {
  let [actors, links] = [0, 0];
  for (let i = 0; i < N; i++) {
    const shown = !hiddenLooks.has(D.look[i]);
    if (shown) actors++;
    SHOWN[i] = shown && placedAt(i) ? 1 : 0;
  }
  for (let l = 0; l < L; l++) {
    const shown = !hiddenTies.has(D.tie[l]) && SHOWN[FROM[l]] && SHOWN[TO[l]];
    LINK_SHOWN[l] = shown ? 1 : 0;
    if (shown) links++;
  }
  const all = actors === N && !hiddenTies.size;
  $('counts').textContent = all
    ? `${counted('actors', N)} · ${counted('links', links)}`
    : `${filled('shown-of', { shown: actors.toLocaleString(lang), all: counted('actors', N) })} · ${counted('links', links)}`;
  $('show-all').hidden = all;
  $('empty').hidden = SHOWN.some((shown) => shown);
  if (focus.seed >= 0) refocus();
  rearrange();
}

function showAll() {
  hiddenLooks.clear();
  hiddenTies.clear();
  showWhatIsWanted();
  fillLegend();
}

// ---- The legend, which filters.

function fillLegend() {
  const legend = $('legend');
  const open = legend.querySelector('details') ? legend.querySelector('details').open : false;
  const held = document.activeElement && legend.contains(document.activeElement) ? document.activeElement.dataset.row : null;
  legend.replaceChildren(
    el('div', { class: 'head' }, el('h2', { text: word('legend-title') }), closer(() => toggleLegend(false), 'narrow')),
  );
  D.families.forEach((family, at) => {
    const kinds = family.looks;
    const hidden = kinds.filter((look) => hiddenLooks.has(look)).length;
    const count = kinds.reduce((sum, look) => sum + lookCounts[look], 0);
    const box = el(
      'ul',
      null,
      kinds.map((look) =>
        el('li', null, legendRow(`k${look}`, kindMark(look), D.looks[look].label[langAt()], lookCounts[look], !hiddenLooks.has(look), false, (on) => {
          on ? hiddenLooks.delete(look) : hiddenLooks.add(look);
        })),
      ),
    );
    legend.append(
      legendRow(`f${at}`, familyMark(family), family.label[langAt()], count, hidden === 0, hidden > 0 && hidden < kinds.length, (on) => {
        for (const look of kinds) on ? hiddenLooks.delete(look) : hiddenLooks.add(look);
      }, 'family'),
      box,
    );
  });
  if (D.ties.length) {
    const ties = D.ties.map((tie, at) => [tie, at]).sort((a, b) => tieCounts[b[1]] - tieCounts[a[1]]);
    const details = el('details', null, el('summary', null, word('link-kinds')), el('ul', null, ties.map(([tie, at]) =>
      el('li', null, legendRow(`t${at}`, null, tie.verb[langAt()], tieCounts[at], !hiddenTies.has(at), false, (on) => {
        on ? hiddenTies.delete(at) : hiddenTies.add(at);
      })),
    )));
    details.open = open;
    legend.append(details);
  }
  if (held) {
    const again = [...legend.querySelectorAll('input')].find((input) => input.dataset.row === held);
    if (again) again.focus();
  }
}

function legendRow(row, mark, label, count, on, mixed, change, extra) {
  const input = el('input', { type: 'checkbox', class: 'unseen' });
  input.checked = on;
  input.indeterminate = mixed;
  input.dataset.row = row;
  input.addEventListener('change', () => {
    change(input.checked);
    showWhatIsWanted();
    fillLegend();
  });
  return el(
    'label',
    { class: `row ${extra || ''} ${on || mixed ? '' : 'off'}` },
    input,
    mark,
    el('span', { class: 'name', dir: 'auto', text: label }),
    el('span', { class: 'count', text: count.toLocaleString(lang) }),
    icon(on || mixed ? 'eye' : 'eye-slash'),
  );
}

function toggleLegend(open) {
  document.body.classList.toggle('with-legend', open);
  $('legend-button').setAttribute('aria-expanded', open);
  if (open) {
    closeSheet(false);
    const first = $('legend').querySelector('button, input');
    if (first) first.focus();
  } else if ($('legend').contains(document.activeElement)) $('legend-button').focus();
}

function closer(close, extra) {
  const button = el('button', { type: 'button', class: `square ${extra || ''}`, 'aria-label': word('close'), title: word('close'), onclick: close }, icon('x'));
  return button;
}

// ---- Search.

let searchIndex = null;
let hits = [];
let hitAt = -1;

function indexed() {
  if (searchIndex) return searchIndex;
  searchIndex = theFile().actors.map((actor) => {
    const place = actor.place || {};
    const known = actor.identifiers || {};
    const aliases = (actor.aliases || []).map((alias) => (typeof alias === 'string' ? alias : alias.name || ''));
    const names = [actor.name, actor.short_name, actor.acronym, ...aliases].filter(Boolean).map((text) => ' ' + fold(cut(text, 2000)));
    const rest = [place.commune, place.territory, place.insee, ...(actor.tags || []), known.siren, known.siret, known.rna].filter(Boolean);
    return { names: names.join(' |'), rest: ' ' + fold(cut(rest.join(' '), 4000)) };
  });
  return searchIndex;
}

// The actors whose texts hold every word typed, the nearest first.
function search(text) {
  const words = fold(text).split(' ').filter(Boolean);
  if (!words.length) return [];
  const whole = ' ' + words.join(' ');
  const found = [];
  indexed().forEach(({ names, rest }, i) => {
    let rank = 0;
    for (const part of words) {
      if (names.includes(' ' + part)) continue;
      if (names.includes(part) && part.length > 1) rank = Math.max(rank, 2);
      else if (rest.includes(' ' + part)) rank = Math.max(rank, 3);
      else return;
    }
    if (rank === 0 && (names.startsWith(whole) || names.includes(' |' + whole))) rank = -1;
    found.push([rank, i]);
  });
  found.sort((a, b) => a[0] - b[0] || degree(b[1]) - degree(a[1]) || a[1] - b[1]);
  return found.map(([, i]) => i);
}

function showHits() {
  const box = $('hits');
  const text = $('search').value;
  const all = search(text);
  hits = all.slice(0, 12);
  hitAt = -1;
  $('search').setAttribute('aria-expanded', text.trim() !== '');
  $('search').removeAttribute('aria-activedescendant');
  box.hidden = text.trim() === '';
  box.replaceChildren(
    ...hits.map((i, at) => {
      const place = (actorOf(i).place || {}).commune;
      const option = el('li', { role: 'option', id: `m-hit-${at}`, 'aria-selected': 'false' }, kindMark(D.look[i]), el('span', { class: 'name', dir: 'auto' }, nameOf(i)), el('span', { class: 'aside' }, [kindOf(i), place ? cut(seen(place), 60) : ''].filter(Boolean).join(' · ')));
      option.addEventListener('pointerdown', (event) => event.preventDefault());
      option.addEventListener('click', () => takeHit(at));
      return option;
    }),
  );
  if (!hits.length && !box.hidden) box.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'none' }, word('no-hit')));
  if (!box.hidden) say(hits.length ? counted('hits', all.length) : word('no-hit'));
}

function moveHit(by) {
  if (!hits.length) return;
  hitAt = (hitAt + by + hits.length) % hits.length;
  [...$('hits').children].forEach((option, at) => {
    option.setAttribute('aria-selected', at === hitAt);
    if (at === hitAt) {
      option.scrollIntoView({ block: 'nearest' });
      $('search').setAttribute('aria-activedescendant', option.id);
    }
  });
}

function takeHit(at) {
  const i = hits[at];
  hideHits();
  $('search').value = '';
  if (hiddenLooks.has(D.look[i])) {
    hiddenLooks.delete(D.look[i]);
    showWhatIsWanted();
    fillLegend();
  }
  go(i, true, true);
}

function hideHits() {
  $('hits').hidden = true;
  $('search').setAttribute('aria-expanded', 'false');
  $('search').removeAttribute('aria-activedescendant');
}

$('search').addEventListener('input', showHits);
$('search').addEventListener('focus', () => $('search').value && showHits());
$('search').addEventListener('blur', () => setTimeout(hideHits, 100));
$('search').addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown') moveHit(1);
  else if (event.key === 'ArrowUp') moveHit(-1);
  else if (event.key === 'Enter' && hits.length && !$('hits').hidden) takeHit(Math.max(hitAt, 0));
  else if (event.key === 'Escape' && $('search').value) {
    $('search').value = '';
    hideHits();
  } else return;
  event.preventDefault();
});

// ---- Where one is: the address of the page names the actor whose sheet is open.

let wantFocus = false;
let wantCloser = false;

// Opens an actor's sheet, through the address, so that going back works.
function go(i, focusSheet, comeCloser) {
  theFile();
  wantFocus = !!focusSheet;
  wantCloser = !!comeCloser;
  const hash = '#' + encodeURIComponent(actorOf(i).id);
  if (location.hash === hash) openFromAddress();
  else location.hash = hash;
}

// Back to no actor at all.
function leave() {
  if (location.hash && location.hash !== '#') location.hash = '';
  else openFromAddress();
}

function openFromAddress() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A half-typed escape: taken as it is.
  }
  const i = id && theFile() && ids.has(id) ? ids.get(id) : -1;
  if (i < 0) {
    if (state.selected >= 0) select(-1);
    if (showsActor()) closeSheet(true);
    return;
  }
  if (hiddenLooks.has(D.look[i])) {
    hiddenLooks.delete(D.look[i]);
    showWhatIsWanted();
    fillLegend();
  }
  select(i);
  fillSheet(i);
  openSheet();
  bringIntoSight(i, wantCloser);
  if (wantFocus) $('sheet').querySelector('h2').focus();
  wantFocus = wantCloser = false;
}

function select(i) {
  state.selected = i;
  if (focus.seed >= 0 && i >= 0 && i !== focus.seed) focusOn(i, focus.degrees);
  rearrange();
}

addEventListener('hashchange', openFromAddress);

// ---- The neighbourhood in focus.

const focus = { seed: -1, degrees: 1 };

function focusOn(i, degrees) {
  focus.seed = i;
  focus.degrees = clamp(degrees, 1, 9);
  refocus();
}

function refocus() {
  const lit = new Uint8Array(N);
  lit[focus.seed] = 1;
  let edge = [focus.seed];
  let count = 1;
  for (let far = 0; far < focus.degrees; far++) {
    const next = [];
    for (const i of edge) {
      for (const l of linksOf(i)) {
        const other = otherEnd(l, i);
        if (LINK_SHOWN[l] && !lit[other]) {
          lit[other] = 1;
          count++;
          next.push(other);
        }
      }
    }
    edge = next;
  }
  light(lit, M.focusFade);
  const chip = $('chip');
  const held = chip.contains(document.activeElement) ? [...chip.querySelectorAll('button')].indexOf(document.activeElement) : -1;
  const button = (name, label, disabled, onclick) => el('button', { type: 'button', class: 'square', 'aria-label': label, title: label, disabled, onclick }, icon(name));
  chip.replaceChildren(
    icon('half'),
    el('span', { class: 'name', dir: 'auto' }, filled('neighbourhood-of', { name: cut(nameOf(focus.seed), 60) })),
    button('minus', word('degree-less'), focus.degrees === 1, () => focusOn(focus.seed, focus.degrees - 1)),
    el('span', { class: 'degrees' }, counted('degrees', focus.degrees)),
    button('plus', word('degree-more'), focus.degrees === 9, () => focusOn(focus.seed, focus.degrees + 1)),
    button('x', word('leave-focus'), false, () => leaveFocus(true)),
  );
  chip.hidden = false;
  if (held >= 0) {
    const buttons = [...chip.querySelectorAll('button')];
    (buttons[held].disabled ? buttons[2] : buttons[held]).focus();
  }
  say(`${filled('neighbourhood-of', { name: nameOf(focus.seed) })}, ${counted('degrees', focus.degrees)}, ${counted('actors', count)}`);
  updateFocusButton();
}

function leaveFocus(toMap) {
  focus.seed = -1;
  $('chip').hidden = true;
  light(null, M.focusFade);
  if (toMap) canvas.focus();
  updateFocusButton();
}

function updateFocusButton() {
  const button = $('sheet').querySelector('.isolate');
  if (button) button.setAttribute('aria-pressed', focus.seed >= 0);
}

// One step out: focus, then sheet and selection.
function escape() {
  if (focus.seed >= 0) leaveFocus();
  else if (state.selected >= 0) leave();
  else if (state.keyboard >= 0) {
    state.keyboard = -1;
    rearrange();
  }
}

// ---- The sheet.

let sheetOf = -2; // -1: the map's own

const showsActor = () => sheetOf >= 0 && !$('sheet').hidden;

function openSheet() {
  $('sheet').hidden = false;
  document.body.classList.add('with-sheet');
  document.body.classList.remove('with-legend');
  $('legend-button').setAttribute('aria-expanded', 'false');
  $('about-button').setAttribute('aria-expanded', sheetOf === -1);
  resize();
}

function closeSheet(toMap) {
  if ($('sheet').hidden) return;
  const held = $('sheet').contains(document.activeElement);
  $('sheet').hidden = true;
  document.body.classList.remove('with-sheet');
  $('about-button').setAttribute('aria-expanded', 'false');
  if (held && toMap) (view === 'map' ? canvas : $('list')).focus();
  resize();
}

function fact(label, value) {
  if (value === '' || value === null || value === undefined || (Array.isArray(value) && !value.length)) return [];
  return [el('dt', null, label), el('dd', { dir: 'auto' }, value)];
}

const text = (value) => (value === undefined || value === null ? '' : cut(seen(value), 20000));

function ownFields(record, owner) {
  const fields = (theFile().schema.fields || []).filter((field) => (field.owner || 'actor') === owner);
  const known = new Map(fields.map((field) => [field.id, field]));
  return Object.entries(record.custom || {}).flatMap(([id, value]) => {
    const field = known.get(id);
    const label = field && field.label ? field.label[lang] || field.label.fr || field.label.en || id : id;
    let shown = typeof value === 'object' ? JSON.stringify(value) : value;
    if (value === true || value === false) shown = word(value ? 'yes' : 'no');
    else if (field && field.type === 'url') shown = linkOrText(value);
    else if (field && field.type === 'date') shown = dateText(String(value));
    return fact(text(label), typeof shown === 'object' ? shown : text(shown));
  });
}

function factsOf(i) {
  const actor = actorOf(i);
  const place = actor.place || {};
  const known = actor.identifiers || {};
  const where = [place.commune, place.insee].filter(Boolean).map(text).join(' · ');
  const aliases = (actor.aliases || []).map((alias) =>
    typeof alias === 'string' ? text(alias) : [text(alias.name || ''), alias.former ? `(${word('former')})` : ''].filter(Boolean).join(' '),
  );
  const contacts = (actor.contacts || []).map((contact) =>
    el('span', { class: 'line' }, [contact.label, contact.phone].filter(Boolean).map(text).join(' · '), contact.email ? ' ' : '', contact.email ? linkOrText('mailto:' + contact.email, contact.email) : ''),
  );
  return [
    fact(word('acronym'), text(actor.acronym)),
    fact(word('aliases'), aliases.join(', ')),
    fact(word('territory'), text(place.territory)),
    fact(word('commune'), where),
    fact(word('address'), text(place.address)),
    fact(word('period'), periodText(actor.period)),
    fact(word('legal-form'), text(actor.legal_form)),
    fact(word('website'), actor.website ? linkOrText(actor.website) : ''),
    fact('SIREN', known.siren ? grouped(known.siren) : ''),
    fact('SIRET', known.siret ? grouped(known.siret) : ''),
    fact('RNA', text(known.rna)),
    fact(word('tags'), (actor.tags || []).map((tag) => el('span', { class: 'tag' }, text(tag)))),
    fact(word('contacts'), contacts),
    ownFields(actor, 'actor'),
    fact(word('notes'), text(actor.notes)),
  ].flat();
}

// A link as its actor says it: [verb, other actor, the link's record].
function sentences(i) {
  return [...linksOf(i)].map((l) => {
    const tie = D.ties[D.tie[l]];
    const outgoing = FROM[l] === i;
    return { l, verb: (outgoing ? tie.verb : tie.inverse)[langAt()], other: otherEnd(l, i), record: fileLinks[l] };
  });
}

const linkNotes = (record) =>
  [record.role ? filled('role', { role: text(record.role) }) : '', periodText(record.period), text(record.notes)].filter(Boolean);

const addressOfActor = (i) => '#' + encodeURIComponent(actorOf(i).id);

function sourceItems(provenance) {
  return ((provenance && provenance.sources) || []).map((source) => {
    const title = source.title || source.url;
    return el('li', { dir: 'auto' }, source.url ? linkOrText(source.url, title) : text(title), source.date ? el('span', { class: 'aside' }, ` · ${dateText(source.date)}`) : '');
  });
}

function trust(provenance) {
  const { confidence, checked_on: on, checked_by: by } = provenance || {};
  const pills = [];
  if (confidence) {
    const known = ['high', 'medium', 'low'].includes(confidence);
    pills.push(el('span', { class: `pill ${confidence === 'high' ? 'ok' : 'warn'}` }, icon(confidence === 'high' ? 'check' : 'warning'), known ? word('confidence-' + confidence) : text(confidence)));
  }
  if (on) pills.push(el('span', { class: 'pill' }, filled('checked', { date: dateText(on) }) + (by ? ` (${text(by)})` : '')));
  return pills.length ? el('p', { class: 'pills' }, pills) : null;
}

function fillSheet(i) {
  sheetOf = i;
  if (i < 0) return fillAbout();
  const actor = actorOf(i);
  const family = familyOf(D.look[i]);
  const facts = factsOf(i);
  const links = sentences(i);
  const sources = sourceItems(actor.provenance);
  const shade = (l) => css(lookOf(FROM[l])[4]);
  $('sheet').replaceChildren(
    el('div', { class: 'head' }, kindMark(D.look[i], 14), el('div', null, el('h2', { tabindex: '-1', dir: 'auto' }, cut(seen(actor.name || word('unnamed')), 20000)), el('p', { class: 'aside' }, kindOf(i), family ? ` · ${family.label[langAt()]}` : '')), closer(leave)),
    el(
      'div',
      { class: 'actions' },
      placedAt(i) && el('button', { type: 'button', onclick: () => (showView('map'), fly(X[i], Y[i], Math.max(camera.zoom, 0.9))) }, icon('center'), word('center')),
      placedAt(i) && el('button', { type: 'button', class: 'isolate', 'aria-pressed': focus.seed >= 0 ? 'true' : 'false', onclick: () => (focus.seed >= 0 ? leaveFocus() : (showView('map'), focusOn(i, 1))) }, icon('half'), word('isolate')),
      el('a', { class: 'button', href: addressOfActor(i), title: word('link-to-this'), 'aria-label': word('link-to-this') }, icon('link')),
    ),
    ...(placedAt(i) ? [] : [el('p', { class: 'aside' }, word('not-placed'))]),
    ...(actor.description ? [el('div', { class: 'description' }, markdown(cut(actor.description, 60000)))] : []),
    ...(facts.length ? [el('h3', null, word('sheet')), el('dl', null, facts)] : []),
    el('h3', null, word('links'), el('span', { class: 'count' }, String(links.length))),
    ...(links.length ? [] : [el('p', { class: 'aside' }, word('no-links'))]),
    el(
      'ul',
      { class: 'links' },
      links.slice(0, 400).map(({ l, verb, other, record }) => {
        const bar = el('span', { class: 'bar' });
        bar.style.background = shade(l);
        return el(
          'li',
          null,
          el('a', { href: addressOfActor(other), class: 'card' }, bar, el('span', { class: 'verb' }, verb), el('span', { class: 'other', dir: 'auto' }, kindMark(D.look[other]), el('span', null, nameOf(other))), linkNotes(record).map((note) => el('span', { class: 'note', dir: 'auto' }, note)), icon('arrow-right')),
          moreOfLink(record),
        );
      }),
    ),
    ...(links.length > 400 ? [el('p', { class: 'aside' }, counted('more-links', links.length - 400))] : []),
    el('h3', null, word('sources')),
    ...(sources.length ? [el('ul', { class: 'sources' }, sources)] : [el('p', { class: 'aside' }, word('no-source'))]),
    ...[trust(actor.provenance)].filter(Boolean),
  );
  $('sheet').scrollTop = 0;
}

// The sources and own fields of a link, folded away.
function moreOfLink(record) {
  const sources = sourceItems(record.provenance);
  const own = ownFields(record, 'link');
  const trusted = trust(record.provenance);
  if (!sources.length && !own.length && !trusted) return null;
  return el('details', null, el('summary', null, word('link-sources')), own.length ? el('dl', null, own) : null, sources.length ? el('ul', { class: 'sources' }, sources) : null, trusted);
}

// The newest date at which something was checked, else of a source.
function newestDate() {
  let [checked, published] = ['', ''];
  for (const { provenance } of theFile().actors.concat(theFile().links)) {
    if (!provenance) continue;
    if (/^\d{4}/.test(provenance.checked_on) && provenance.checked_on > checked) checked = provenance.checked_on;
    for (const { date } of provenance.sources || []) if (/^\d{4}/.test(date) && date > published) published = date;
  }
  return checked || published;
}

// When the map is from, in words: the day the page was made, or of its newest information.
function whenItIsFrom() {
  if (D.date) return filled('made-on', { date: dateText(D.date) });
  const newest = newestDate();
  return newest ? filled('newest', { date: dateText(newest) }) : '';
}

function fillAbout() {
  const about = theFile();
  const counts = new Map();
  for (const record of about.actors.concat(about.links)) {
    for (const source of (record.provenance && record.provenance.sources) || []) {
      const key = JSON.stringify([source.title || '', source.url || '', source.date || '']);
      counts.set(key, (counts.get(key) || 0) + 1);
    }
  }
  const sources = [...counts].sort((a, b) => b[1] - a[1]);
  $('sheet').replaceChildren(
    el('div', { class: 'head' }, el('div', null, el('h2', { tabindex: '-1', dir: 'auto' }, text(about.title) || word('untitled')), el('p', { class: 'aside' }, `${counted('actors', N)} · ${counted('links', L)}`)), closer(() => closeSheet(true))),
    ...(about.description ? [el('div', { class: 'description' }, markdown(cut(about.description, 60000)))] : []),
    el('dl', null, fact(word('author'), text(about.author)), fact(word('licence'), text(about.licence)), fact(word('date'), whenItIsFrom())),
    ...(sources.length
      ? [
          el('h3', null, word('sources'), el('span', { class: 'count' }, String(sources.length))),
          el('ul', { class: 'sources' }, sources.slice(0, 12).map(([key, count]) => {
            const [title, url, date] = JSON.parse(key);
            return el('li', { dir: 'auto' }, url ? linkOrText(url, title) : text(title), el('span', { class: 'aside' }, `${date ? ` · ${dateText(date)}` : ''} · ${counted('uses', count)}`));
          })),
          ...(sources.length > 12 ? [el('p', { class: 'aside' }, counted('more-sources', sources.length - 12))] : []),
        ]
      : []),
    el('p', { class: 'aside made' }, word('made-with')),
  );
}

$('about-button').addEventListener('click', () => {
  if (sheetOf === -1 && !$('sheet').hidden) return closeSheet(true);
  if (state.selected >= 0) leave();
  fillSheet(-1);
  openSheet();
  $('sheet').querySelector('h2').focus();
});
$('sheet').addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  if (focus.seed >= 0) leaveFocus();
  else if (sheetOf >= 0) leave();
  else closeSheet(true);
});

// ---- The list: the map's text, for reading, for screen readers and for print.

let listed = ''; // the language it is in
let listJob = 0;

function listItem(i) {
  const actor = actorOf(i);
  const description = cut(seen(actor.description || ''), 4000);
  const place = actor.place || {};
  const facts = [place.commune, place.territory, periodText(actor.period)].filter(Boolean).map(text).join(' · ');
  const links = sentences(i);
  const sources = ((actor.provenance || {}).sources || []).map((source) => [source.title || source.url, source.date ? dateText(source.date) : ''].filter(Boolean).map(text).join(', '));
  return el(
    'article',
    null,
    el('h4', { dir: 'auto' }, el('a', { href: addressOfActor(i) }, nameOf(i)), actor.acronym && actor.acronym !== actor.name ? ` (${text(actor.acronym)})` : ''),
    facts && el('p', { class: 'aside' }, facts),
    description && el('div', null, markdown(description)),
    links.length > 0 && el('ul', null, links.map(({ verb, other, record }) => el('li', { dir: 'auto' }, `${verb} `, el('a', { href: addressOfActor(other) }, nameOf(other)), record.role ? ` (${text(record.role)})` : ''))),
    sources.length > 0 && el('p', { class: 'aside' }, `${word('source')} ${cut(sources.join(' ; '), 1000)}`),
  );
}

// Fills the list, a part at a time unless all is wanted at once.
function fillList(at_once) {
  cancelIdle(listJob);
  if (listed === lang) return;
  const list = $('list');
  const about = theFile();
  list.replaceChildren(el('h2', { dir: 'auto' }, text(about.title) || word('untitled')), about.description ? markdown(cut(about.description, 60000)) : '', el('p', { class: 'aside' }, [counted('actors', N), counted('links', L), text(about.author), text(about.licence), whenItIsFrom()].filter(Boolean).join(' · ')));
  const todo = [];
  const inKind = D.looks.map(() => []);
  for (let i = 0; i < N; i++) inKind[D.look[i]].push(i);
  for (const family of D.families) {
    let first = true;
    for (const look of family.looks) {
      inKind[look].sort((a, b) => nameOf(a).localeCompare(nameOf(b), lang));
      inKind[look].forEach((i, at) => todo.push([i, first && at === 0 ? family : null, at === 0 ? look : -1]));
      first = first && inKind[look].length === 0;
    }
  }
  let done = 0;
  const work = (deadline) => {
    do {
      for (let step = 0; step < 20 && done < todo.length; step++, done++) {
        const [i, family, look] = todo[done];
        if (family) list.append(el('h3', { class: 'family' }, familyMark(family), family.label[langAt()]));
        if (look >= 0) list.append(el('h3', { class: 'kind' }, kindMark(look), D.looks[look].label[langAt()]));
        list.append(listItem(i));
      }
    } while (done < todo.length && (at_once || (deadline && deadline.timeRemaining() > 6)));
    if (done < todo.length) listJob = whenIdle(work);
    else listed = lang;
  };
  work();
}

const whenIdle = self.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 16));
const cancelIdle = self.cancelIdleCallback || clearTimeout;

let view = 'map';

function showView(next) {
  if (next === view) return;
  view = next;
  $('as-map').setAttribute('aria-pressed', view === 'map');
  $('as-list').setAttribute('aria-pressed', view === 'list');
  $('stage').hidden = view !== 'map';
  $('list').hidden = view !== 'list';
  if (view === 'list') {
    fillList(false);
    $('list').scrollTop = 0;
  } else resize();
}

$('as-map').addEventListener('click', () => showView('map'));
$('as-list').addEventListener('click', () => showView('list'));
$('skip').addEventListener('click', (event) => {
  event.preventDefault();
  showView('list');
  $('list').focus();
});

// ---- Downloads.

function offer(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = el('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

const fileName = (extra, ending) => {
  const base = fold(theFile().title || '').replace(/ /g, '-').slice(0, 60) || 'carte';
  return `${base}${extra}.${ending}`;
};

// A table as the spreadsheets of the language read it: in French with semicolons and decimal commas. A
// cell that would be run as a formula has an apostrophe before it, as in the program's own tables.
function table(rows) {
  const french = lang === 'fr';
  const delimiter = french ? ';' : ',';
  const cell = (value) => {
    if (typeof value === 'number') return french ? String(value).replace('.', ',') : String(value);
    let text = value === undefined || value === null ? '' : String(value);
    if (/^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text)) text = "'" + text;
    return /[";,\n\r\t]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [(french ? '\ufeff' : '') + rows.map((row) => row.map(cell).join(delimiter) + '\r\n').join('')];
}

const sourcesText = (record) => ((record.provenance || {}).sources || []).map((source) => [source.title, source.url, source.date].filter(Boolean).join(', ')).join(' | ');

function getActors() {
  const fields = (theFile().schema.fields || []).filter((field) => (field.owner || 'actor') === 'actor');
  const label = (field) => (field.label && (field.label[lang] || field.label.fr || field.label.en)) || field.id;
  const head = ['id', ...['name', 'short-name', 'acronym', 'kind', 'family', 'territory', 'commune'].map(word), 'INSEE', word('address'), word('latitude'), word('longitude'), word('start'), word('end'), 'SIREN', 'SIRET', 'RNA', ...['legal-form', 'website', 'tags', 'description', 'sources'].map(word), ...fields.map(label)];
  const rows = theFile().actors.map((actor, i) => {
    const [place, known, period] = [actor.place || {}, actor.identifiers || {}, actor.period || {}];
    const family = familyOf(D.look[i]);
    return [actor.id, actor.name, (actor.short_name || '').replace(/\n/g, ' '), actor.acronym, kindOf(i), family ? family.label[langAt()] : '', place.territory, place.commune, place.insee, place.address, place.latitude, place.longitude, period.start, period.end, known.siren, known.siret, known.rna, actor.legal_form, actor.website, (actor.tags || []).join(', '), actor.description, sourcesText(actor), ...fields.map((field) => (actor.custom || {})[field.id])];
  });
  offer(fileName('-' + fold(word('csv-actors')), 'csv'), 'text/csv;charset=utf-8', table([head, ...rows]));
}

function getLinks() {
  theFile();
  const head = ['id', ...['from', 'kind', 'to', 'role-name', 'start', 'end', 'weight', 'notes', 'sources'].map(word), word('from') + ' (id)', word('to') + ' (id)'];
  const rows = fileLinks.map((link, l) => {
    const period = link.period || {};
    return [link.id, actorOf(FROM[l]).name, D.ties[D.tie[l]].verb[langAt()], actorOf(TO[l]).name, link.role, period.start, period.end, link.weight, link.notes, sourcesText(link), link.from, link.to];
  });
  offer(fileName('-' + fold(word('csv-links')), 'csv'), 'text/csv;charset=utf-8', table([head, ...rows]));
}

// The map's file byte for byte: in the page each `<` of it is written as an escape.
function getMap() {
  const text = $('file').textContent.replace(/\\(u003c|[^])/g, (all, what) => (what === 'u003c' ? '<' : all));
  offer(fileName('', 'maillage'), 'application/json', [text]);
}

// The whole map as a picture, what is hidden left out: as large as it may be within a size in CSS
// pixels, drawn with so many device pixels for each.
function picture(width, height, sharpness) {
  const made = document.createElement('canvas');
  const kept = [ratio, placed, sprites, nameSprites];
  const box = wholeMap();
  const [wide, high] = [box[2] - box[0] + 80, box[3] - box[1] + 80];
  const zoom = clamp(Math.min(width / wide, height / high), 1e-4, 1.2);
  ratio = sharpness;
  made.width = Math.ceil(wide * zoom * ratio);
  made.height = Math.ceil(high * zoom * ratio);
  forgetSprites();
  setZoom(zoom, true);
  const [ox, oy] = [made.width / ratio / 2 - ((box[0] + box[2]) / 2) * zoom, made.height / ratio / 2 - ((box[1] + box[3]) / 2) * zoom];
  const view = [-ox, -oy, made.width / ratio - ox, made.height / ratio - oy];
  placed = { ...placed, zoom: 0 };
  layOut(null, view, theme);
  const to = made.getContext('2d', { alpha: false });
  to.setTransform(ratio, 0, 0, ratio, ox * ratio, oy * ratio);
  paintPage(to, view, ox, oy);
  [ratio, placed, sprites, nameSprites] = kept;
  setZoom(camera.zoom, true);
  return made;
}

function getPicture() {
  picture(1600, 1200, 2).toBlob((blob) => offer(fileName('', 'png'), 'image/png', [blob]), 'image/png');
}

function toggleDownloads(open) {
  $('downloads').hidden = !open;
  $('download-button').setAttribute('aria-expanded', open);
  if (open) $('downloads').querySelector('button').focus();
}

$('download-button').addEventListener('click', () => toggleDownloads($('downloads').hidden));
for (const [id, get] of [['get-map', getMap], ['get-actors', getActors], ['get-links', getLinks], ['get-picture', getPicture], ['print', () => print()]]) {
  $(id).addEventListener('click', () => {
    toggleDownloads(false);
    $('download-button').focus();
    get();
  });
}
$('downloads').addEventListener('keydown', (event) => {
  const buttons = [...$('downloads').querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  if (event.key === 'ArrowDown') buttons[(at + 1) % buttons.length].focus();
  else if (event.key === 'ArrowUp') buttons[(at + buttons.length - 1) % buttons.length].focus();
  else if (event.key === 'Escape') {
    toggleDownloads(false);
    $('download-button').focus();
  } else return;
  event.preventDefault();
});
addEventListener('pointerdown', (event) => {
  if (!$('downloads').hidden && !event.target.closest('.menu')) toggleDownloads(false);
});

// ---- Print: the picture on light ground, the legend, then the list.

let beforePrint = null;

addEventListener('beforeprint', () => {
  if (beforePrint) return;
  beforePrint = { theme: themeName, lit: state.lit, fade: state.fade };
  [state.lit, state.fade] = [null, 0];
  setTheme('light');
  const about = theFile();
  const legend = el('ul', { class: 'paper-legend' }, D.families.map((family) => family.looks.filter((look) => !hiddenLooks.has(look)).map((look) => el('li', null, kindMark(look), D.looks[look].label[langAt()]))).flat());
  const shot = picture(1050, 800, 2.5);
  shot.className = 'paper-map';
  $('paper').replaceChildren(el('h1', { dir: 'auto' }, text(about.title) || word('untitled')), shot, legend, el('p', { class: 'aside' }, [text(about.author), text(about.licence), whenItIsFrom(), word('made-with')].filter(Boolean).join(' · ')));
  listed = '';
  fillList(true);
  $('list').hidden = false;
});

addEventListener('afterprint', () => {
  if (!beforePrint) return;
  [state.lit, state.fade] = [beforePrint.lit, beforePrint.fade];
  setTheme(beforePrint.theme);
  beforePrint = null;
  $('paper').replaceChildren();
  listed = '';
  $('list').hidden = view !== 'list';
  if (view === 'list') fillList(false);
  else $('list').replaceChildren();
  rearrange();
});

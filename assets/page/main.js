// Main: the page begins.

const say = (sentence) => ($('live').textContent = sentence);

// ---- Language and theme.

function setLang(next) {
  lang = next;
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = word(node.dataset.t);
  for (const node of document.querySelectorAll('[data-l]')) {
    const label = word(node.dataset.l);
    node.setAttribute('aria-label', label);
    if (node.tagName === 'BUTTON') node.title = label;
  }
  for (const node of document.querySelectorAll('[data-p]')) node.placeholder = word(node.dataset.p);
  const other = lang === 'fr' ? 'en' : 'fr';
  $('lang').textContent = other.toUpperCase();
  $('lang').lang = other;
  const label = `${other.toUpperCase()} – ${D.words[other]['switch-language']}`;
  $('lang').setAttribute('aria-label', label);
  $('lang').title = label;
  $('about-button').title = word('about');
  verbWidths.clear();
  showWhatIsWanted();
  fillLegend();
  if (!$('sheet').hidden) fillSheet(sheetOf);
  if (view === 'list') fillList(false);
}

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

function applyTheme() {
  const chosen = document.documentElement.dataset.theme;
  const name = chosen === 'auto' ? (darkSystem.matches ? 'dark' : 'light') : chosen;
  setTheme(name);
  $('theme').setAttribute('aria-pressed', name === 'dark');
  document.body.classList.toggle('dark', name === 'dark');
  fillLegend();
  if (!$('sheet').hidden) fillSheet(sheetOf);
  listed = '';
  if (view === 'list') fillList(false);
  rearrange();
}

$('lang').addEventListener('click', () => setLang(lang === 'fr' ? 'en' : 'fr'));
$('theme').addEventListener('click', () => {
  document.documentElement.dataset.theme = themeName === 'dark' ? 'light' : 'dark';
  applyTheme();
});
darkSystem.addEventListener('change', applyTheme);

$('zoom-in').addEventListener('click', () => zoomBy(1.4));
$('zoom-out').addEventListener('click', () => zoomBy(1 / 1.4));
$('fit').addEventListener('click', () => fit());
$('show-all').addEventListener('click', () => {
  showAll();
  canvas.focus();
});
$('legend-button').addEventListener('click', () => toggleLegend(!document.body.classList.contains('with-legend')));
$('legend').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.body.classList.contains('with-legend')) toggleLegend(false);
});
addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
    event.preventDefault();
    $('search').focus();
  }
});

// ---- The beginning.

document.documentElement.classList.add('js');
if (embedded) document.body.classList.add('embedded');
themeName = document.documentElement.dataset.theme === 'dark' || (document.documentElement.dataset.theme === 'auto' && darkSystem.matches) ? 'dark' : 'light';
setTheme(themeName);
$('theme').setAttribute('aria-pressed', themeName === 'dark');
document.body.classList.toggle('dark', themeName === 'dark');
setLang(lang);
resize();
fit(true);
zoomBefore = camera.zoom;
camera.ox = Math.round(camera.ox * ratio) / ratio;
camera.oy = Math.round(camera.oy * ratio) / ratio;
new ResizeObserver(() => {
  const { width, height } = stage.getBoundingClientRect();
  if (width && (width !== stageSize.width || height !== stageSize.height)) resize();
}).observe(stage);

requestAnimationFrame(() =>
  setTimeout(() => {
    performance.mark('maillage-painted');
  }),
);

// The fonts are in the page, but browsers read them late: names are drawn again with them.
Promise.all(['12px Inter', '600 12px Inter'].map((font) => document.fonts.load(font))).then(() => {
  forgetSprites();
  verbWidths.clear();
  rearrange();
});

// Once the rest of the page is there: the sheet the address asks for, or the map's own.
addEventListener('DOMContentLoaded', () =>
  setTimeout(() => {
    theFile();
    if (location.hash.length > 1) {
      wantCloser = true;
      openFromAddress();
    }
    if ($('sheet').hidden && innerWidth >= 1180 && !embedded) {
      fillSheet(-1);
      openSheet();
      fit(true);
      zoomBefore = camera.zoom;
    }
    if (D.focus) focusOn(...D.focus);
    document.documentElement.dataset.ready = 'yes';
  }),
);

// For tests, and for pages this one stands in: what is drawn, and ways to move about.
self.maillage = {
  open: (id) => theFile() && ids.has(id) && go(ids.get(id)),
  fit,
  camera,
  state,
  // The shapes at a zoom, as the program's drawing would give them.
  shapes(zoom) {
    setZoom(zoom, true);
    placed = { ...placed, zoom: 0 };
    layOut(null, [-1e9, -1e9, 1e9, 1e9], theme);
    arranged = false;
    const links = [];
    for (let l = 0; l < L; l++) {
      LINK_ZOOM[l] = -1;
      if (LINK_SHOWN[l] && linkAt(l)) {
        links.push({
          id: fileLinks[l].id,
          curve: [...CURVE.subarray(l * 8, l * 8 + 8)],
          arrow: LINK_KIND[l] === 2 && !Z.far ? [...ARROW.subarray(l * 6, l * 6 + 6)] : null,
        });
      }
    }
    const nodes = [];
    for (let i = 0; i < N; i++) {
      if (SHOWN[i]) nodes.push({ id: actorOf(i).id, x: pageX(i), y: pageY(i), radius: rimOf(i).radius, reach: rimOf(i).reach });
    }
    const made = {
      nodes,
      links,
      labels: placed.names.map(({ i, box, strong }) => ({ actor: actorOf(i).id, box, strong })),
      hulls: placed.hulls.map(({ group, points, name }) => ({ group: actorOf(group.actor).id, points, name: name ? name.box : null })),
      verbs: placed.verbs.map(({ l, box }) => ({ link: fileLinks[l].id, box })),
    };
    repaint();
    return made;
  },
};

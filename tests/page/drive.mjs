// Drives the pages that `tests/page.rs` writes in a headless Chromium: opened from disk, as anyone
// would. Run by scripts/check_page.sh; `node drive.mjs FOLDER CHROMIUM [PICTURES]`, with playwright-core
// and axe-core found beside it. Prints one line per check; exit status 1 where one fails.

import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.cwd(), 'node_modules', 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [folder, executablePath, pictures] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let [passed, failed] = [0, 0];

function check(what, is, detail = '') {
  if (is) passed++;
  else failed++;
  console.log(`${is ? 'ok  ' : 'FAIL'} ${what}${is || !detail ? '' : `: ${detail}`}`);
}

// A page of the folder, with what went wrong on it.
async function open(name, options = {}) {
  const { hash = '', ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR', acceptDownloads: true, ...rest });
  const page = await context.newPage();
  const log = { requests: [], errors: [], dialogs: [] };
  const url = pathToFileURL(path.join(folder, name)).href;
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith('data:') && !asked.startsWith('blob:') && asked.split('#')[0] !== url) log.requests.push(asked);
  });
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && log.errors.push(message.text()));
  page.on('pageerror', (error) => log.errors.push(error.message));
  page.on('dialog', (dialog) => {
    log.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  await page.goto(url + hash);
  await page.waitForSelector('html[data-ready]');
  return { page, log, close: () => context.close() };
}

const sheetTitle = (page) => page.textContent('#m-sheet h2');
const state = (page, key) => page.evaluate((key) => self.maillage.state[key], key);
const settled = (page) => page.waitForTimeout(700);

async function violations(page, where) {
  // The policy of the page refuses scripts from elsewhere: axe comes in beside it, as a debugger would.
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: axe });
  const found = await page.evaluate(() => self.axe.run(document, { resultTypes: ['violations'] }).then((result) =>
    result.violations.map((violation) => `${violation.id} (${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')})`)));
  check(`axe finds nothing: ${where}`, found.length === 0, found.join('; '));
}

// ---- The main sample, with a mouse.
{
  const { page, log, close } = await open('pays-de-la-loire.html');
  check('opens from disk with its title', (await page.title()).startsWith('Pays de la Loire'));
  await page.fill('#m-search', 'ECOSSOL');
  check('search finds Les Ecossolies without case', (await page.textContent('#m-hits li')).includes('Ecossolies'));
  await page.fill('#m-search', 'écossolies');
  check('search finds it with an accent it does not have', (await page.textContent('#m-hits li')).includes('Les Ecossolies'));
  await page.keyboard.press('Enter');
  await settled(page);
  check('the sheet opens', (await sheetTitle(page)) === 'Les Ecossolies');
  check('the address names the actor', page.url().endsWith('#les-ecossolies') || page.url().includes('#'));
  const address = page.url();
  await page.click('#m-sheet .card >> nth=0');
  await settled(page);
  check('a link of the sheet leads to the neighbour', (await sheetTitle(page)) === 'Candidature collective nantaise');
  await page.goBack();
  await settled(page);
  check('going back leads back', (await sheetTitle(page)) === 'Les Ecossolies');
  check('the sheet has its sources', (await page.textContent('#m-sheet .sources')).includes('Article de la CRESS'));
  await page.click('.isolate');
  await settled(page);
  const lit = await page.evaluate(() => [...self.maillage.state.lit].reduce((a, b) => a + b, 0));
  check('focus keeps the neighbours', lit === 2, `${lit} lit`);
  await page.click('#m-chip button >> nth=1');
  await settled(page);
  check('focus reaches further', (await page.evaluate(() => [...self.maillage.state.lit].reduce((a, b) => a + b, 0))) > 10);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'page.png') });
  await page.click('#m-lang');
  check('the language changes', (await page.getAttribute('html', 'lang')) === 'en' && (await page.textContent('#m-counts')).includes('links'));
  check('verbs change with it', (await page.textContent('#m-sheet .links')).includes('leads') || !(await page.textContent('#m-sheet .links')).includes('est chef'));
  await page.click('#m-lang');
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.click('#m-theme');
  check('the theme changes', (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)) !== before);
  await page.click('#m-theme');
  await page.click('#m-chip button >> nth=2');
  await page.uncheck('#m-legend label.family >> nth=0 >> input', { force: true });
  check('the legend filters', (await page.textContent('#m-counts')).includes('43 sur 49'), await page.textContent('#m-counts'));
  await page.click('#m-show-all');
  check('all is shown again', (await page.textContent('#m-counts')).startsWith('49 acteurs'));
  const zoom = await page.evaluate(() => self.maillage.camera.zoom);
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, -300);
  await settled(page);
  check('the wheel zooms', (await page.evaluate(() => self.maillage.camera.zoom)) > zoom * 1.2);
  const [ox] = await page.evaluate(() => [self.maillage.camera.ox]);
  await page.mouse.move(640, 780);
  await page.mouse.down();
  await page.mouse.move(500, 700, { steps: 5 });
  await page.mouse.up();
  check('a drag moves the map', Math.abs((await page.evaluate(() => self.maillage.camera.ox)) - ox + 140) < 2);
  await page.mouse.move(5, 300);
  await settled(page);
  const dragged = await page.screenshot();
  await page.evaluate(() => dispatchEvent(new Event('resize')));
  await settled(page);
  check('what a drag shows is what is painted at once', dragged.equals(await page.screenshot()));
  const place = await page.evaluate(() => {
    self.maillage.fit();
    return null;
  });
  await settled(page);
  const hub = await page.evaluate(() => {
    const { camera } = self.maillage;
    const box = document.getElementById('m-canvas').getBoundingClientRect();
    const node = self.maillage.shapes(camera.zoom).nodes.find((node) => node.id === 'candidature-nantes');
    return [box.left + node.x + camera.ox, box.top + node.y + camera.oy];
  });
  await settled(page);
  await page.mouse.move(hub[0] - 3, hub[1]);
  await page.mouse.move(...hub, { steps: 3 });
  await page.waitForTimeout(500);
  check('the pointer lights an actor and its neighbours', (await state(page, 'hovered')) >= 0 && (await state(page, 'fade')) === 1);
  await page.mouse.click(...hub);
  await settled(page);
  check('a click opens the sheet', (await sheetTitle(page)) === 'Candidature collective nantaise');
  for (const [id, ending] of [['get-map', '.maillage'], ['get-actors', '.csv'], ['get-links', '.csv'], ['get-picture', '.png']]) {
    await page.click('#m-download-button');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#m-${id}`)]);
    const bytes = fs.readFileSync(await download.path());
    check(`${id} gives a ${ending}`, download.suggestedFilename().endsWith(ending) && bytes.length > 500, download.suggestedFilename());
    if (ending === '.maillage') check('the map comes out byte for byte', bytes.equals(fs.readFileSync(path.join(folder, 'pays-de-la-loire.maillage'))));
    if (id === 'get-actors') check('the table has a row for each actor', bytes.toString().trim().split('\r\n').length === 50);
  }
  await violations(page, 'map and sheet, light');
  await page.click('#m-as-list');
  await page.waitForTimeout(800);
  check('the list names every actor', (await page.locator('#m-list article').count()) === 49);
  await violations(page, 'list, light');
  await page.click('#m-as-map');
  const paper = await page.pdf({ format: 'A4' });
  check('it prints', paper.length > 50000 && (paper.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length > 2);
  check('after printing the map is back', await page.isVisible('#m-canvas'));
  check('nothing was asked of the network', log.requests.length === 0, log.requests.join(' '));
  check('nothing was reported', log.errors.length === 0, log.errors.join(' | '));
  await close();
  const direct = await open('pays-de-la-loire.html', { hash: new URL(address).hash });
  check('an address with an actor opens its sheet', (await sheetTitle(direct.page)) === 'Les Ecossolies');
  await direct.close();
}

// ---- By keyboard alone.
{
  const { page, log, close } = await open('pays-de-la-loire.html', { reducedMotion: 'reduce' });
  const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  const seen = new Set();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    seen.add(await at());
    const ring = await page.evaluate(() => {
      const active = document.activeElement;
      if (active === document.body) return true;
      const shown = active.closest('.row') || active;
      return getComputedStyle(shown).outlineStyle !== 'none';
    });
    if (!ring) check(`the focus shows on ${await at()}`, false);
  }
  for (const id of ['m-skip', 'm-about-button', 'm-search', 'm-as-map', 'm-as-list', 'm-lang', 'm-theme', 'm-download-button', 'm-canvas', 'm-zoom-in', 'm-fit']) {
    check(`Tab reaches ${id}`, seen.has(id));
  }
  await page.focus('#m-canvas');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  check('arrows walk from actor to actor, and it is said', (await state(page, 'keyboard')) >= 0 && (await page.textContent('#m-live')).length > 5);
  await page.keyboard.press('f');
  check('F isolates the neighbourhood', await page.isVisible('#m-chip'));
  await page.keyboard.press('Escape');
  check('Escape leaves it', !(await page.isVisible('#m-chip')));
  await page.keyboard.press('Enter');
  await settled(page);
  check('Enter opens the sheet and goes there', await page.evaluate(() => document.activeElement.closest('#m-sheet') !== null));
  const first = await sheetTitle(page);
  await page.focus('#m-sheet .card');
  await page.keyboard.press('Enter');
  await settled(page);
  check('a link is walked along', (await sheetTitle(page)) !== first);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('cress des pays');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await settled(page);
  check('search works without a mouse', (await sheetTitle(page)).startsWith('CRESS'), await sheetTitle(page));
  await page.focus('#m-legend input');
  await page.keyboard.press('Space');
  check('the legend works without a mouse, and keeps the focus', (await page.textContent('#m-counts')).includes('sur 49') && (await page.evaluate(() => document.activeElement.tagName)) === 'INPUT');
  check('nothing was reported', log.errors.length === 0, log.errors.join(' | '));
  await close();
}

// ---- On a telephone, in the dark.
{
  const { page, log, close } = await open('pays-de-la-loire.html', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  check('nothing stands out to the right', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.tap('#m-search');
  await page.fill('#m-search', 'ceas');
  await page.tap('#m-hits li');
  await settled(page);
  check('a tap opens the sheet', (await sheetTitle(page)).includes('Sociale 72'), await sheetTitle(page));
  if (pictures) await page.screenshot({ path: path.join(pictures, 'page-phone.png') });
  await violations(page, 'telephone, dark, sheet');
  await page.tap('#m-sheet .head button');
  await settled(page);
  const client = await page.context().newCDPSession(page);
  const before = await page.evaluate(() => self.maillage.camera.zoom);
  const touch = (type, ...points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch('touchStart', [150, 450], [240, 450]);
  for (let step = 1; step <= 8; step++) await touch('touchMove', [150 - step * 8, 450], [240 + step * 8, 450]);
  await touch('touchEnd');
  await settled(page);
  check('two fingers zoom', (await page.evaluate(() => self.maillage.camera.zoom)) > before * 1.5);
  await page.tap('#m-legend-button');
  check('the legend opens', await page.isVisible('#m-legend h2'));
  await violations(page, 'telephone, dark, legend');
  check('nothing was reported', log.errors.length === 0, log.errors.join(' | '));
  await close();
}

// ---- Hostile texts.
{
  const { page, log, close } = await open('hostile.html');
  const ids = await page.evaluate(() => JSON.parse(document.getElementById('m-file').textContent).actors.map((actor) => actor.id));
  for (const id of ids) {
    await page.evaluate((id) => self.maillage.open(id), id);
    await page.waitForTimeout(60);
  }
  await page.evaluate(() => self.maillage.open('<img src=x onerror=alert(2)>'));
  await settled(page);
  check('a hostile name is shown as it is', (await sheetTitle(page)) === '<img src=x onerror=alert(2)>');
  const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')));
  check('only addresses of the web and of mail are links', links.every((href) => /^(https?:|mailto:|#)/.test(href)), links.filter((href) => !/^(https?:|mailto:|#)/.test(href)).join(' '));
  for (const text of ['script', 'img', 'proto', 'alert', 'gpj']) await page.fill('#m-search', text);
  check('hostile texts are found', (await page.locator('#m-hits li').count()) > 0);
  await page.fill('#m-search', '');
  await page.click('#m-as-list');
  await page.waitForTimeout(800);
  check('they are in the list', (await page.textContent('#m-list')).includes('</script><script>alert(1)</script>'));
  check('marks that turn the direction are shown, not followed', !/[\u202a-\u202e\u2066-\u2069]/.test(await page.evaluate(() => document.body.innerText)));
  check('nothing of them became an element', await page.evaluate(() => document.querySelectorAll('img,iframe,object,embed,b,[onerror],[onload],[onmouseover]').length === 0 && document.scripts.length === 3));
  check('no dialog opened', log.dialogs.length === 0, log.dialogs.join(' '));
  check('nothing was asked of the network', log.requests.length === 0, log.requests.join(' '));
  check('nothing was reported', log.errors.length === 0, log.errors.join(' | '));
  await close();
}

// ---- Without scripts, and inside another page.
{
  const { page, close } = await open('pays-de-la-loire.html', {}).then(async (first) => {
    await first.close();
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path.join(folder, 'pays-de-la-loire.html')).href);
    return { page, close: () => context.close() };
  });
  check('without scripts the list shows', (await page.textContent('#m-plain h1')).startsWith('Pays de la Loire') && (await page.locator('#m-plain h3').count()) === 49);
  check('and nothing else', !(await page.isVisible('#m-app')));
  await close();
  const context = await browser.newContext();
  const outer = await context.newPage();
  const errors = [];
  outer.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const html = path.join(folder, 'embedding.html');
  fs.writeFileSync(html, '<!doctype html><title>x</title><h1>x</h1><iframe src="pays-de-la-loire.html#ceas-72" title="Carte" width="900" height="600" sandbox="allow-scripts allow-downloads allow-popups"></iframe>');
  await outer.goto(pathToFileURL(html).href);
  const frame = await (await outer.waitForSelector('iframe')).contentFrame();
  await frame.waitForSelector('html[data-ready]');
  check('it works inside another page', (await frame.textContent('#m-sheet h2')).includes('Sociale 72') && errors.length === 0, errors.join(' | '));
  await context.close();
}

// ---- The same shapes as the program draws.
{
  const { page, close } = await open('territoires.html');
  for (const wanted of JSON.parse(fs.readFileSync(path.join(folder, 'scenes.json'), 'utf8'))) {
    const drawn = await page.evaluate((zoom) => self.maillage.shapes(zoom), wanted.zoom);
    const by = (list, key) => new Map(list.map((item) => [item[key], item]));
    const near = (a, b, slack) => a.length === b.length && a.every((value, at) => Math.abs(value - b[at]) <= slack);
    let apart = [];
    const nodes = by(drawn.nodes, 'id');
    for (const node of wanted.nodes) {
      const mine = nodes.get(node.id);
      if (!mine || !near([mine.x, mine.y, mine.radius, mine.reach], [node.x, node.y, node.radius, node.reach], 0.02)) apart.push(node.id);
    }
    check(`nodes at ${wanted.zoom}: ${wanted.nodes.length}`, apart.length === 0 && drawn.nodes.length === wanted.nodes.length, apart.join(' '));
    apart = [];
    const links = by(drawn.links, 'id');
    for (const link of wanted.links) {
      const mine = links.get(link.id);
      if (!mine || !near(mine.curve, link.curve, 0.05) || !near(mine.arrow || [], link.arrow || [], 0.05)) apart.push(link.id);
    }
    check(`links at ${wanted.zoom}: ${wanted.links.length}`, apart.length === 0 && drawn.links.length === wanted.links.length, apart.slice(0, 5).join(' '));
    apart = [];
    const labels = by(drawn.labels, 'actor');
    for (const label of wanted.labels) {
      const mine = labels.get(label.actor);
      if (!mine || mine.strong !== label.strong || !near(mine.box, label.box, 0.1)) apart.push(label.actor);
    }
    check(`names at ${wanted.zoom}: ${wanted.labels.length}`, apart.length === 0 && drawn.labels.length === wanted.labels.length, `${drawn.labels.length} drawn; ${apart.slice(0, 5).join(' ')}`);
    apart = [];
    const hulls = by(drawn.hulls, 'group');
    for (const hull of wanted.hulls) {
      const mine = hulls.get(hull.group);
      if (!mine || !near(mine.points.flat(), hull.points.flat(), 0.1) || !near(mine.name || [], hull.name || [], 0.2)) apart.push(hull.group);
    }
    check(`hulls at ${wanted.zoom}: ${wanted.hulls.length}`, apart.length === 0 && drawn.hulls.length === wanted.hulls.length, apart.slice(0, 5).join(' '));
    const verbs = new Set(drawn.verbs.map((verb) => verb.link));
    const missing = wanted.verbs.filter((verb) => !verbs.has(verb.link));
    check(`verbs at ${wanted.zoom}: ${wanted.verbs.length}`, missing.length <= wanted.verbs.length * 0.05, missing.map((verb) => verb.link).join(' '));
  }
  await close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

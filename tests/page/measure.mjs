// Measures a page in a headless Chromium whose CPU is slowed down: `node measure.mjs PAGE CHROMIUM
// [WIDTH HEIGHT RATIO SLOWDOWN ZOOM...]`. Prints the first paint, and what the page's main thread computes
// for a frame while the map is dragged (CPU time, so that what else the machine does counts for little).

import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(path.join(process.cwd(), 'node_modules', 'x.js'))('playwright-core');
const [file, executablePath, width = 390, height = 844, ratio = 2, slowdown = 4, ...zooms] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...(process.env.CHROMIUM_FLAGS || '').split(' ').filter(Boolean)] });
const context = await browser.newContext({ viewport: { width: +width, height: +height }, deviceScaleFactor: +ratio });
const page = await context.newPage();
const client = await context.newCDPSession(page);
await client.send('Emulation.setCPUThrottlingRate', { rate: +slowdown });

// CPU time of the tasks of the renderer's main thread, from a trace.
async function traced(work) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  client.on('Tracing.dataCollected', collect);
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'blink.user_timing', 'devtools.timeline', '__metadata'] } });
  const result = await work();
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  client.off('Tracing.dataCollected', collect);
  const names = events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain');
  const busiest = names.map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid)).sort((a, b) => b.length - a.length)[0] || [];
  return { result, events: busiest };
}
const tasks = (events) => events.filter((event) => event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask' && event.tdur !== undefined);

const load = await traced(async () => {
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.waitForSelector('html[data-ready]', { timeout: 120000 });
  await page.waitForFunction(() => performance.getEntriesByName('maillage-painted').length > 0);
  return page.evaluate(() => performance.getEntriesByName('maillage-painted')[0].startTime);
});
const mark = load.events.find((event) => event.name === 'maillage-painted');
const until = tasks(load.events).filter((event) => !mark || event.ts <= mark.ts).reduce((sum, event) => sum + event.tdur, 0) / 1000;
console.log(`${path.basename(file)} ${width}x${height}@${ratio}, CPU ${slowdown} times slower: first paint at ${Math.round(load.result)} ms (${Math.round(until)} ms of CPU)`);
await page.waitForTimeout(2000);

for (const zoom of zooms.length ? zooms : [0]) {
  if (+zoom) {
    await page.evaluate((zoom) => {
      const { camera } = self.maillage;
      const x = (innerWidth / 2 - camera.ox) / camera.zoom;
      const y = (innerHeight / 2 - camera.oy) / camera.zoom;
      Object.assign(camera, { zoom, ox: innerWidth / 2 - x * zoom, oy: innerHeight / 2 - y * zoom });
      dispatchEvent(new Event('resize'));
      document.getElementById('m-zoom-in').click();
    }, +zoom / 1.4);
    await page.waitForTimeout(3000);
  }
  const frames = 150;
  const { events } = await traced(() =>
    page.evaluate(async (frames) => {
      const canvas = document.getElementById('m-canvas');
      const box = canvas.getBoundingClientRect();
      let [x, y] = [box.width / 2, box.height / 2];
      const send = (type) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true }));
      send('pointerdown');
      for (let frame = 0; frame < frames; frame++) {
        x += Math.cos(frame / 20) * 14;
        y += Math.sin(frame / 20) * 14;
        send('pointermove');
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }
      send('pointerup');
    }, frames),
  );
  // Frames as the browser begins them, and all its tasks from one to the next.
  const all = tasks(events);
  const perFrame = [];
  let sum = 0;
  const fires = events.filter((event) => event.name === 'FireAnimationFrame').map((event) => event.ts).sort((a, b) => a - b);
  let next = 0;
  for (const task of all.sort((a, b) => a.ts - b.ts)) {
    while (next < fires.length && fires[next] < task.ts) {
      if (next % 2 === 0) {
        perFrame.push(sum);
        sum = 0;
      }
      next++;
    }
    sum += task.tdur / 1000;
  }
  perFrame.sort((a, b) => a - b);
  const at = (part) => (perFrame[Math.floor((perFrame.length - 1) * part)] || 0).toFixed(1);
  const now = await page.evaluate(() => self.maillage.camera.zoom.toFixed(2));
  console.log(`  dragging at zoom ${now}: a frame computes ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (most) of ${perFrame.length}`);
}
await browser.close();

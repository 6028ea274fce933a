// Text: the words of the page in both languages, and the texts of the map made harmless. What comes
// from the map only ever becomes a text node, or an address of the web or of mail.

let lang = D.lang;
const langAt = () => (lang === 'fr' ? 0 : 1);
const word = (key) => D.words[lang][key] || key;

// "49 acteurs": the words for one and for several, `#` standing for the number.
function counted(key, n) {
  const one = lang === 'fr' ? n < 2 : n === 1;
  return word(`${key}-${one ? 'one' : 'many'}`).replace('#', n.toLocaleString(lang));
}

const filled = (key, values) => word(key).replace(/\{(\w+)\}/g, (_, name) => values[name]);

// What cannot be seen becomes visible, as the program does it.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const seen = (text) => String(text).replace(/\r\n/g, '\n').replace(HIDDEN, '\ufffd');

const cut = (text, most) => (text.length > most ? text.slice(0, most).trimEnd() + '…' : text);

// The address a link may have: http, https, mailto; a site without a scheme as https.
function addressOf(url) {
  url = String(url).trim();
  if (url.length > 2000 || /\s/.test(url) || seen(url) !== url) return null;
  if (/^(https?:\/\/|mailto:)/i.test(url)) return url;
  const host = url.split(/[/?#]/)[0];
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(host) ? 'https://' + url : null;
}

// Text as it is compared: no accents, no case, one space for anything but letters and digits.
function fold(text) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+|\u02bc/gu, ' ')
    .trim();
}

// An element: properties, then children (texts or elements; empty ones are left out).
function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name in made && typeof value !== 'string') made[name] = value;
    else if (name === 'text') made.textContent = value;
    else if (name === 'onclick') made.addEventListener('click', value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== '') made.append(child);
  return made;
}

const icons = [...$('icons').content.children];
const ICONS = ['x', 'eye', 'eye-slash', 'arrow-right', 'open', 'center', 'half', 'link', 'minus', 'plus', 'check', 'warning'];
const icon = (name) => icons[ICONS.indexOf(name)].cloneNode(true);

// An address to click where the text is one, the text itself otherwise.
function linkOrText(url, text) {
  const address = addressOf(url);
  const shown = cut(seen(text || url), 300);
  if (!address) return shown;
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer', class: 'out' }, shown);
}

// ---- Markdown, a small part of it: paragraphs, headings, lists, bold, italic, code, links.

function markdown(text) {
  const blocks = document.createDocumentFragment();
  let list = null;
  let lines = [];
  const flush = () => {
    if (lines.length) blocks.append(el('p', { dir: 'auto' }, inline(lines.join('\n'), 0)));
    lines = [];
  };
  for (const line of seen(text).split(/\r?\n/).slice(0, 4000)) {
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    if (item) {
      flush();
      const tag = item[1] ? 'OL' : 'UL';
      if (!list || list.tagName !== tag) blocks.append((list = el(tag)));
      list.append(el('li', { dir: 'auto' }, inline(item[2], 0)));
      continue;
    }
    list = null;
    if (heading) {
      flush();
      blocks.append(el('p', { dir: 'auto' }, el('strong', null, inline(heading[1], 0))));
    } else if (line.trim()) lines.push(line);
    else flush();
  }
  flush();
  return blocks;
}

const INLINE = /\*\*([^*]{1,2000})\*\*|__([^_]{1,2000})__|\*([^*\s][^*]{0,2000})\*|`([^`]{1,2000})`|\[([^\]]{1,500})\]\(([^()\s]{1,1000})\)|(https?:\/\/[^\s<>()]{1,1000}[^\s<>().,;:!?])/g;

function inline(text, depth) {
  const parts = [];
  let from = 0;
  if (depth > 4 || text.length > 100000) return [text];
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [, bold, bold2, italic, code, label, target, url] = found;
    if (bold || bold2) parts.push(el('strong', null, inline(bold || bold2, depth + 1)));
    else if (italic) parts.push(el('em', null, inline(italic, depth + 1)));
    else if (code) parts.push(el('code', null, code));
    else if (label) parts.push(addressOf(target) ? linkOrText(target, label) : found[0]);
    else parts.push(linkOrText(url, url));
  }
  parts.push(text.slice(from));
  return parts;
}

// ---- Dates: 2019-02-25 as the language writes it.

function dateText(date) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
  if (!found) return cut(seen(date), 60);
  const [, year, month, day] = found;
  if (!month) return year;
  const at = new Date(Date.UTC(+year, +month - 1, day ? +day : 1));
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  return at.toLocaleDateString(lang === 'fr' ? 'fr-FR' : 'en-GB', day ? { ...options, day: 'numeric' } : options);
}

function periodText(period) {
  if (!period) return '';
  const [start, end] = [period.start, period.end];
  if (start && end) return filled('from-to', { start: dateText(start), end: dateText(end) });
  if (start) return filled('since', { start: dateText(start) });
  return end ? filled('until', { end: dateText(end) }) : '';
}

const grouped = (digits) =>
  /^\d{9}$|^\d{14}$/.test(digits)
    ? digits.replace(/^(\d{3})(\d{3})(\d{3})(\d*)$/, '$1\u202f$2\u202f$3\u202f$4').trim()
    : cut(seen(digits), 60);

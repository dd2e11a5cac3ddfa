// The console's own script: keys, and small help with forms. An addition, never the only way; see key-sheet.tsx.
const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
/** What is folded away can be opened; what is hidden cannot. */
const isShown = (element) =>
  element.getClientRects().length > 0 || element.closest('details:not([open])') !== null;

// Switched off on the account page: for who speaks to the machine, or types without meaning it.
if (/(?:^|; )ayni_keys=off/.test(document.cookie)) document.documentElement.dataset.keys = 'off';
const areKeysOff = () => document.documentElement.dataset.keys === 'off';

const rows = () => [...document.querySelectorAll('.queue > li')];
const rowHere = () => document.querySelector('.queue > li.here');
const setHere = (row) => {
  for (const other of rows()) other.classList.toggle('here', other === row);
};
const move = (step) => {
  const list = rows();
  if (list.length === 0) return;
  const at = list.indexOf(rowHere());
  const next = list[Math.min(list.length - 1, Math.max(0, at === -1 ? 0 : at + step))];
  setHere(next);
  next.querySelector('a').focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
};
// Who goes by Tab or the mouse is followed.
document.querySelector('.queue')?.addEventListener('focusin', (event) => setHere(event.target.closest('li')));

const lot = document.querySelector('form[data-lot]');
const boxes = () => [...(lot?.querySelectorAll('input[name="code"]') ?? [])];
const all = lot?.querySelector('input[name="todas"]');
const wholePage = document.querySelector('[data-lot-page]');
const count = () => {
  const told = lot?.querySelector('[data-lot-count]');
  if (!told) return;
  const ticked = boxes().filter((box) => box.checked).length;
  told.textContent = ticked === 0 ? told.dataset.none : `${told.dataset.some} ${ticked}`;
  lot.toggleAttribute('data-picked', ticked > 0);
  for (const row of rows()) row.classList.toggle('picked', row.querySelector('input')?.checked === true);
  const box = wholePage?.querySelector('input');
  if (box) box.checked = ticked > 0 && ticked === boxes().length;
};
lot?.addEventListener('change', (event) => {
  if (wholePage?.contains(event.target)) for (const box of boxes()) box.checked = event.target.checked;
  count();
});
if (wholePage) wholePage.hidden = false;
count();
const pick = () => {
  const box = (rowHere() ?? rows()[0])?.querySelector('input[name="code"]');
  if (!box) return;
  if (!rowHere()) move(1);
  box.click();
};

const isField = (element) =>
  element.matches('input:not([type="checkbox"], [type="radio"]), textarea, select');
const press = (element) => {
  const closed = element.closest('details:not([open])');
  if (closed) closed.open = !element.matches('summary') || !closed.open;
  else if (element.matches('summary')) element.parentElement.open = false;
  if (element.matches('[data-lot-action]') && !all?.checked && !boxes().some((box) => box.checked)) {
    const box = rowHere()?.querySelector('input[name="code"]');
    if (box) box.checked = true;
  }
  element.focus();
  if (!isField(element) && !element.matches('summary')) element.click();
};
const byKey = (key) =>
  [...document.querySelectorAll('[data-key]')].find(
    (element) => element.dataset.key === key && !element.disabled && isShown(element),
  );

const sheet = document.querySelector('dialog.keys');
const nameOf = (element) =>
  (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
const addLine = (list, key, what) => {
  const [line, term, meaning, shown] = ['div', 'dt', 'dd', 'kbd'].map((tag) => document.createElement(tag));
  shown.textContent = key;
  meaning.textContent = what;
  if (key !== '') term.append(shown);
  line.append(term, meaning);
  list.append(line);
};
const fill = (selector, lines) => {
  const part = sheet.querySelector(selector);
  const list = part.querySelector('dl');
  list.replaceChildren();
  for (const [key, what] of lines) addLine(list, key, what);
  part.hidden = lines.length === 0;
};
const openSheet = () => {
  if (!sheet || sheet.open) return;
  const seen = new Set();
  const keyed = [...document.querySelectorAll('[data-key]')].filter((element) => {
    const isNew = !element.disabled && isShown(element) && !seen.has(element.dataset.key);
    if (isNew) seen.add(element.dataset.key);
    return isNew;
  });
  const notes = [...document.querySelectorAll('[data-keys-note]')];
  fill('[data-keys-page]', [
    ...notes.map((note) => ['', nameOf(note)]),
    ...keyed.map((element) => [element.dataset.key, nameOf(element)]),
  ]);
  sheet.querySelector('[data-keys-list]').hidden = rows().length === 0;
  sheet.showModal();
};
for (const button of document.querySelectorAll('[data-open-keys]')) {
  button.hidden = false;
  button.addEventListener('click', openSheet);
}

// `g` waits a moment for the letter of a page; its link stands in the sheet of keys.
let goingUntil = 0;
const onKey = (key) => {
  if (Date.now() < goingUntil) {
    goingUntil = 0;
    const section = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (section) section.click();
    return section !== null;
  }
  if (key === 'g') goingUntil = Date.now() + 1_500;
  else if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else if (key === 'x' && boxes().length > 0) pick();
  else if (key === '?') openSheet();
  else {
    const element = byKey(key);
    if (element) press(element);
    return element !== undefined;
  }
  return true;
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || sheet?.open) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (event.key.length !== 1 || event.key === ' ' || areKeysOff()) return;
  if (onKey(event.key)) event.preventDefault();
});

// What was typed and not sent is not lost by a slip.
for (const form of document.querySelectorAll('form[data-keep]')) {
  let dirty = false;
  form.addEventListener('input', () => {
    dirty = true;
  });
  form.addEventListener('submit', () => {
    dirty = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault();
  });
}

// A refused form says first what is missing: that is where reading goes on.
document.querySelector('[data-focus]')?.focus();

// Printing needs this script: without it the browser's own menu does.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A second press within two seconds is the same press: nothing is made twice.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (Date.now() - Number(form.dataset.sent ?? 0) < 2_000) event.preventDefault();
  else form.dataset.sent = String(Date.now());
});

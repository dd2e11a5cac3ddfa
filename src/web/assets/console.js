// Keys of the console: an addition, never the only way. j/k move, Enter opens, / searches, ? helps.
const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
const rows = () => [...document.querySelectorAll('.queue li')];

const move = (step) => {
  const list = rows();
  if (list.length === 0) return;
  const at = list.findIndex((row) => row.classList.contains('here'));
  const next = Math.min(list.length - 1, Math.max(0, at === -1 ? 0 : at + step));
  for (const row of list) row.classList.remove('here');
  list[next].classList.add('here');
  list[next].querySelector('a').focus({ preventScroll: true });
  list[next].scrollIntoView({ block: 'nearest' });
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const help = document.querySelector('dialog.keys');
  // Two strokes correct a tag: its digit, then Enter, which sends the form the box belongs to.
  const tag = /^[1-9]$/.test(event.key)
    ? document.querySelectorAll('#tags input[type="checkbox"]:enabled')[Number(event.key) - 1]
    : undefined;
  if (tag) {
    tag.click();
    tag.focus();
    return;
  }
  switch (event.key) {
    case 'j':
      return move(1);
    case 'k':
      return move(-1);
    case '/': {
      const search = document.querySelector('input[type="search"]');
      if (search) {
        event.preventDefault();
        search.focus();
      }
      return;
    }
    case '?':
      if (help && !help.open) help.showModal();
      return;
    case 't':
      document.querySelector('#tags input')?.focus();
      return;
    case 'r':
      document.querySelector('#answer select')?.focus();
      return;
  }
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

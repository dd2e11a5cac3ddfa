// Keys of a proposal's page, and names offered behind an @: additions, everything works without them.
// In a block of its own: scripts of a page share their names.
{
  const isWriting = (target) =>
    target instanceof HTMLElement &&
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');

  const panel = document.querySelector('#tags');
  const boxes = [...(panel?.querySelectorAll('[data-stroke]:enabled') ?? [])];
  let tagging = false;
  const setTagging = (on) => {
    tagging = on;
    panel.classList.toggle('tagging', on);
  };

  /** `t` and a digit: only that area, kept at once. A digit alone ticks or unticks; Enter keeps. */
  const onDigit = (box) => {
    if (!tagging) {
      box.click();
      box.focus();
      return;
    }
    for (const other of boxes) other.checked = other === box;
    setTagging(false);
    box.form.requestSubmit();
  };

  // Before the keys of every page: a digit means an area here.
  document.addEventListener(
    'keydown',
    (event) => {
      if (boxes.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.documentElement.dataset.keys === 'off') return;
      if (isWriting(event.target) || document.querySelector('dialog[open]')) return;
      const box = boxes.find((one) => one.dataset.stroke === event.key);
      if (box) onDigit(box);
      else if (event.key === 't') {
        setTagging(true);
        boxes[0].focus();
        panel.scrollIntoView({ block: 'nearest' });
      } else {
        if (event.key === 'Escape') setTagging(false);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  panel?.addEventListener('focusout', (event) => {
    if (!panel.contains(event.relatedTarget)) setTagging(false);
  });

  const plain = (text) =>
    text
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();

  for (const area of document.querySelectorAll('textarea[data-mentions]')) {
    const names = JSON.parse(area.dataset.mentions);
    const list = document.createElement('ul');
    list.className = 'names';
    list.id = `${area.id}-names`;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', area.dataset.mentionsLabel);
    list.hidden = true;
    area.after(list);
    area.setAttribute('aria-autocomplete', 'list');
    area.setAttribute('aria-controls', list.id);
    let chosen = 0;

    /** What stands between the last @ and the cursor, if it may still become a name. */
    const begun = () => /(?:^|\s)@([^@\n]{0,40})$/u.exec(area.value.slice(0, area.selectionStart))?.[1];
    const close = () => {
      list.hidden = true;
      area.removeAttribute('aria-activedescendant');
    };
    const mark = () => {
      [...list.children].forEach((item, index) => {
        item.setAttribute('aria-selected', String(index === chosen));
      });
      area.setAttribute('aria-activedescendant', list.children[chosen].id);
    };
    const take = (name) => {
      const at = area.selectionStart;
      area.setRangeText(`${name} `, at - begun().length, at, 'end');
      close();
      area.focus();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const offer = () => {
      const typed = begun();
      const fits =
        typed === undefined
          ? []
          : names.filter(
              (name) => plain(name).startsWith(plain(typed)) && plain(name) !== plain(typed.trim()),
            );
      if (fits.length === 0) return close();
      list.replaceChildren(
        ...fits.slice(0, 6).map((name, index) => {
          const item = document.createElement('li');
          item.id = `${list.id}-${index}`;
          item.setAttribute('role', 'option');
          item.textContent = name;
          item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            take(name);
          });
          return item;
        }),
      );
      chosen = 0;
      list.hidden = false;
      mark();
    };
    area.addEventListener('input', offer);
    area.addEventListener('blur', close);
    area.addEventListener('keydown', (event) => {
      if (list.hidden) return;
      const count = list.children.length;
      if (event.key === 'Escape') close();
      else if (event.key === 'Enter' || event.key === 'Tab') take(list.children[chosen].textContent);
      else if (event.key === 'ArrowDown') chosen = (chosen + 1) % count;
      else if (event.key === 'ArrowUp') chosen = (chosen + count - 1) % count;
      else return;
      event.preventDefault();
      if (!list.hidden) mark();
    });
  }
}

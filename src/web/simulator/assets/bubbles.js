/** Draws the bubbles of the chat from the simulator's JSON; texts are always set as text, never as HTML. */

import { el } from './dom.js';

/** Web addresses, and `*bold*` as WhatsApp shows it and our Telegram channel does. */
const marks =
  /(?<link>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)*])|(?<![\p{L}\p{N}*])\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])/gu;

/** Text with its links and bold words as elements. */
function dressed(text) {
  const part = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(marks)) {
    const { link, bold } = found.groups;
    part.append(text.slice(from, found.index));
    part.append(
      bold
        ? el('strong', {}, bold)
        : el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, link),
    );
    from = found.index + found[0].length;
  }
  part.append(text.slice(from));
  return part;
}

/** Short labels stand two in a row on Telegram, long ones alone. */
const sideBySide = 16;

/** @param {{ words: Record<string, string>, timezone: string, locale: string, chat: () => string, act: object }} tools */
export function createBubbles({ words, timezone, locale, chat, act }) {
  const language = locale === 'en' ? 'en-GB' : 'es-PE';
  const clock = new Intl.DateTimeFormat(language, {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(language, {
    timeZone: timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const timeOf = (at) => clock.format(at);
  const dayOf = (at) => day.format(at);

  const paragraph = (text) => el('p', { class: 'text' }, dressed(text));
  const fileUrl = (file) => `/simulador/api/media/${file.ref}?chat=${chat()}`;

  function media(file, kind) {
    const src = fileUrl(file);
    if (file.mime.startsWith('image/')) return el('img', { class: 'photo', src, alt: words['bubble.photo'] });
    if (kind === 'voice' || file.mime.startsWith('audio/')) {
      return el('audio', {
        class: 'audio',
        src,
        controls: true,
        preload: 'metadata',
        'aria-label': words['bubble.voice'],
      });
    }
    if (file.mime.startsWith('video/'))
      return el('video', { class: 'photo', src, controls: true, 'aria-label': words['bubble.video'] });
    const size = `${Math.max(1, Math.round(file.bytes / 1024))} KB`;
    return el(
      'a',
      { class: 'document', href: src, download: file.name },
      el('strong', {}, file.name),
      el('span', {}, size),
    );
  }

  function place({ latitude, longitude }) {
    const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
    return el(
      'div',
      { class: 'place' },
      el('span', { class: 'pin', 'aria-hidden': 'true' }),
      el('span', {}, words['bubble.place']),
      el('small', {}, where),
    );
  }

  function bodyOf({ body }) {
    switch (body.kind) {
      case 'start':
        return [paragraph(words['bubble.start'])];
      case 'media':
      case 'file':
        return [media(body.file, body.media), ...(body.caption ? [paragraph(body.caption)] : [])];
      case 'location':
        return [place(body)];
      case 'unsupported':
        return [el('p', { class: 'sticker' }, words[`bubble.${body.type}`] ?? body.type)];
      case 'template':
        return [
          el('p', { class: 'kind' }, `${words['bubble.template']} · ${body.name}`),
          paragraph(body.text),
        ];
      default:
        return [paragraph(body.text)];
    }
  }

  /** The things to tap below a message, in the form the simulator chose. */
  function keysOf(bubble) {
    const { body } = bubble;
    const key = (label, kind, press) =>
      el(
        'button',
        { type: 'button', class: `choice ${kind}`, on: { click: (event) => press(event.currentTarget) } },
        label,
      );
    if (body.kind === 'list') return [key(body.open, 'opens', () => act.openList(bubble))];
    if (body.kind === 'location-request') return [key(body.button, 'locates', () => act.openPlace())];
    return (body.choices ?? []).map((choice) =>
      key(
        choice.label,
        `${[...choice.label].length > sideBySide ? 'long' : ''} ${bubble.tapped === choice.id ? 'tapped' : ''}`,
        (button) => act.tap(bubble.id, choice.id, button),
      ),
    );
  }

  /** Time and state: ticks for what the person sent, words for how far ours came. */
  function footOf(bubble) {
    const foot = el('span', { class: 'meta' });
    if (bubble.body.edited) foot.append(el('i', {}, words['bubble.edited']), ' ');
    foot.append(el('time', { datetime: new Date(bubble.at).toISOString() }, timeOf(bubble.at)));
    const state = words[`state.${bubble.state}`];
    if (bubble.by === 'person')
      foot.append(el('span', { class: `ticks ${bubble.state}`, role: 'img', 'aria-label': state }));
    else if (bubble.reports) foot.append(el('span', { class: `report ${bubble.state}` }, state));
    return foot;
  }

  function note(bubble) {
    const hours = String(Math.round((bubble.ms ?? 0) / 3_600_000));
    return el(
      'li',
      { class: 'note', id: bubble.id },
      el('span', {}, words[`note.${bubble.note}`].replace('{{hours}}', hours)),
    );
  }

  function draw(bubble, more = '') {
    if (bubble.by === 'note') return note(bubble);
    const keys = keysOf(bubble);
    const failed = bubble.by === 'person' && bubble.state === 'failed';
    return el(
      'li',
      { class: `bubble ${bubble.by} is-${bubble.body.kind} ${more}`, id: bubble.id },
      el('div', { class: 'balloon' }, ...bodyOf(bubble), footOf(bubble)),
      ...(keys.length > 0 ? [el('div', { class: 'choices' }, ...keys)] : []),
      ...(failed
        ? [
            el(
              'button',
              { type: 'button', class: 'retry', on: { click: () => act.repeat(bubble.id) } },
              words['bubble.retry'],
            ),
          ]
        : []),
    );
  }

  /** Changes only what changed: a voice message goes on playing, and the keyboard stays where it was. */
  function redraw(shown, before, bubble) {
    const isSame = ({ body, tapped, state }) => JSON.stringify([body, tapped, state === 'failed']);
    const fresh = draw(bubble);
    if (isSame(before) === isSame(bubble)) {
      shown.querySelector('.meta')?.replaceWith(fresh.querySelector('.meta'));
      return;
    }
    const focused = [...shown.querySelectorAll('button')].indexOf(document.activeElement);
    shown.replaceWith(fresh);
    fresh.querySelectorAll('button')[focused]?.focus();
  }

  return { draw, redraw, timeOf, dayOf };
}

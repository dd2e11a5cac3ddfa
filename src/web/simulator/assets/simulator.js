/** The live phone: listens to the simulator's events, and tells it what the person does. */
import { createBubbles } from './bubbles.js';
import { createComposer } from './composer.js';
import { $, el } from './dom.js';

const stage = $('stage');
const words = JSON.parse(stage.dataset.words);
const locale = document.documentElement.lang;

/** A tab keeps its person over reloads; a new tab is the same person unless asked for another. */
function rememberChat() {
  const address = new URL(location.href);
  const fresh = address.searchParams.get('persona') === 'nueva';
  const known = fresh ? null : (sessionStorage.getItem('ayni-chat') ?? localStorage.getItem('ayni-chat'));
  const chat = known ?? newChat();
  sessionStorage.setItem('ayni-chat', chat);
  if (!fresh) localStorage.setItem('ayni-chat', chat);
  if (fresh) {
    address.searchParams.delete('persona');
    history.replaceState(null, '', address);
  }
  return chat;
}
const newChat = () => `sim-${crypto.getRandomValues(new Uint32Array(4)).join('-').slice(0, 44)}`;

let chat = rememberChat();
let phone = {
  look: localStorage.getItem('ayni-look') ?? 'telegram',
  blocked: false,
  online: true,
  fault: null,
  lastInboundAt: null,
};
/** Simulated minus real time. */
let skew = 0;
let pending = 0;
let lost = false;
let source = null;
/** Newest bubbles by id, to know what an event changes. */
let bubbles = new Map();

// ---- talking to the simulator

async function post(path, body) {
  const response = await fetch(`/simulador/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat, ...body }),
  }).catch(() => null);
  if (!response?.ok && response?.status !== 503) toast(words['error.failed']);
  return response;
}

/** One after the other, in the order they were done on the phone. */
let line = Promise.resolve();
function inOrder(act) {
  pending += 1;
  showPresence();
  line = line.then(act).finally(() => {
    pending -= 1;
    showPresence();
  });
  return line;
}
const say = (content) => inOrder(() => post('messages', { content, language: navigator.language }));

async function sendFile(file, kind, name) {
  if (file.size > 16 * 1024 * 1024) return toast(words['error.big']);
  const query = new URLSearchParams({ chat, kind, name, language: navigator.language });
  const headers = {
    'content-type': file.type.startsWith('text/plain') || !file.type ? 'application/octet-stream' : file.type,
  };
  return inOrder(() =>
    fetch(`/simulador/api/media?${query}`, { method: 'POST', headers, body: file }).catch(() =>
      toast(words['error.failed']),
    ),
  );
}

const act = {
  tap(bubble, choice, button) {
    button.classList.add('busy');
    return say({ kind: 'tap', bubble, choice }).finally(() => button.classList.remove('busy'));
  },
  repeat: (bubble) => inOrder(() => post('repeat', { bubble })),
  openPlace: () => openSheet('sheet-place'),
  openList(bubble) {
    $('sheet-list-title').textContent = bubble.body.open;
    $('list-rows').replaceChildren(
      ...bubble.body.choices.map((choice) =>
        el(
          'label',
          { class: 'list-row' },
          el(
            'span',
            { class: 'list-words' },
            el('span', {}, choice.label),
            ...(choice.hint ? [el('small', {}, choice.hint)] : []),
          ),
          el('input', { type: 'radio', name: 'choice', value: choice.id, required: true }),
        ),
      ),
    );
    $('list-form').dataset.bubble = bubble.id;
    openSheet('sheet-list');
  },
};

const drawing = createBubbles({ words, timezone: stage.dataset.timezone, locale, chat: () => chat, act });

// ---- what the simulator tells

function listen() {
  source?.close();
  source = new EventSource(`/simulador/api/events?${new URLSearchParams({ chat, look: phone.look })}`);
  source.addEventListener('snapshot', ({ data }) => {
    lost = false;
    const snapshot = JSON.parse(data);
    bubbles = new Map();
    $('bubbles').replaceChildren();
    for (const bubble of snapshot.bubbles) place(bubble);
    showPhone(snapshot.phone);
    setClock(snapshot.now);
    toBottom();
    notice();
  });
  source.addEventListener('bubble', ({ data }) => {
    const { bubble } = JSON.parse(data);
    const near = $('chat').scrollHeight - $('chat').scrollTop - $('chat').clientHeight < 160;
    const isNew = !bubbles.has(bubble.id);
    place(bubble);
    showEmpty();
    if (isNew && (near || bubble.by === 'person')) toBottom();
    notice();
  });
  source.addEventListener('phone', ({ data }) => showPhone(JSON.parse(data).phone));
  source.addEventListener('clock', ({ data }) => setClock(JSON.parse(data).now));
  source.addEventListener('error', () => {
    lost = true;
    showPresence();
  });
}

function place(bubble) {
  const shown = $(bubble.id);
  const before = bubbles.get(bubble.id);
  const last = [...bubbles.values()].at(-1);
  bubbles.set(bubble.id, bubble);
  if (shown && before) return drawing.redraw(shown, before, bubble);
  if (!last || drawing.dayOf(last.at) !== drawing.dayOf(bubble.at)) {
    $('bubbles').append(el('li', { class: 'note day' }, el('span', {}, drawing.dayOf(bubble.at))));
  }
  return $('bubbles').append(drawing.draw(bubble, 'fresh'));
}

/** Tells that the person has seen the chat, once something delivered waits to be read. */
let noticing = false;
function notice() {
  const waits = [...bubbles.values()].some(({ by, state }) => by === 'bot' && state === 'delivered');
  if (noticing || !waits || document.visibilityState !== 'visible') return;
  noticing = true;
  setTimeout(async () => {
    await post('seen', {});
    noticing = false;
  }, 500);
}
document.addEventListener('visibilitychange', notice);

// ---- what the page shows

function showPhone(next) {
  phone = next;
  localStorage.setItem('ayni-look', phone.look);
  document.body.dataset.look = phone.look;
  for (const radio of document.querySelectorAll('input[name=look]'))
    radio.checked = radio.value === phone.look;
  $('online').checked = phone.online;
  $('signal').classList.toggle('off', !phone.online);
  $('block').checked = phone.blocked;
  $('fault').value = phone.fault ?? '';
  $('blocked').hidden = !phone.blocked;
  showEmpty();
  showPresence();
  showWindow();
}

function showEmpty() {
  const talked = [...bubbles.values()].some(({ by }) => by !== 'note');
  $('empty').hidden = talked;
  $('start').hidden = talked || phone.blocked || phone.look !== 'telegram';
  $('compose-form').hidden = phone.blocked || !$('start').hidden || !$('recording').hidden;
}

function showPresence() {
  const calm = phone.look === 'telegram' ? words['chat.bot'] : words['chat.business'];
  $('presence').textContent = lost ? words['chat.lost'] : pending > 0 ? words['chat.typing'] : calm;
}

function showWindow() {
  const until = phone.lastInboundAt === null ? null : phone.lastInboundAt + 24 * 3_600_000;
  const open = until !== null && until > Date.now() + skew;
  const text = until === null ? words['window.none'] : open ? words['window.open'] : words['window.closed'];
  $('window').textContent =
    until === null ? text : text.replace('{{until}}', `${drawing.dayOf(until)}, ${drawing.timeOf(until)}`);
  $('window').classList.toggle('closed', until !== null && !open);
}

function setClock(now) {
  skew = now - Date.now();
  showClock();
}
function showClock() {
  const now = Date.now() + skew;
  for (const node of document.querySelectorAll('[data-clock]')) {
    const time = drawing.timeOf(now);
    node.textContent = node.dataset.clock === 'time' ? time : `${drawing.dayOf(now)}, ${time}`;
  }
  showWindow();
}
setInterval(showClock, 10_000);

const toBottom = () => {
  $('chat').scrollTop = $('chat').scrollHeight;
};
$('bubbles').addEventListener('load', toBottom, true);

let toasting = 0;
function toast(text) {
  $('toast').textContent = text;
  clearTimeout(toasting);
  toasting = setTimeout(() => {
    $('toast').textContent = '';
  }, 4000);
}

// ---- sheets

function openSheet(id) {
  for (const sheet of document.querySelectorAll('dialog[open]')) sheet.close();
  const { left, bottom, width } = $('phone').getBoundingClientRect();
  const { clientLeft: frame } = $('phone');
  const put = (name, value) => $(id).style.setProperty(name, `${value}px`);
  put('--sheet-left', left + frame);
  put('--sheet-width', width - 2 * frame);
  put('--sheet-bottom', Math.max(0, window.innerHeight - bottom) + frame);
  put('--sheet-corner', frame * 3.6);
  $(id).showModal();
}
for (const sheet of document.querySelectorAll('dialog')) {
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet || event.target.closest('[data-close]')) sheet.close();
  });
}
$('list-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const choice = new FormData(event.currentTarget).get('choice');
  $('sheet-list').close();
  say({ kind: 'tap', bubble: event.currentTarget.dataset.bubble, choice });
});

// ---- controls

const openPanel = (open) => document.body.classList.toggle('panel-open', open);
$('panel-open').addEventListener('click', () => {
  openPanel(true);
  $('panel').scrollTop = 0;
  $('panel-close').focus();
});
$('panel-close').addEventListener('click', () => {
  openPanel(false);
  $('panel-open').focus();
});
for (const radio of document.querySelectorAll('input[name=look]')) {
  radio.addEventListener('change', () => post('phone', { look: radio.value }));
}
for (const key of document.querySelectorAll('[data-advance]')) {
  key.addEventListener('click', () => post('clock', { advance: Number(key.dataset.advance) }));
}
$('online').addEventListener('change', (event) => post('phone', { online: event.target.checked }));
$('block').addEventListener('change', (event) => post('phone', { blocked: event.target.checked }));
$('unblock').addEventListener('click', () => post('phone', { blocked: false }));
$('fault').addEventListener('change', (event) => post('phone', { fault: event.target.value || null }));
$('edit').addEventListener('click', () => {
  openPanel(false);
  composer.edit();
});
$('repeat').addEventListener('click', () => inOrder(() => post('repeat', {})));
$('person-new').addEventListener('click', () => {
  chat = newChat();
  sessionStorage.setItem('ayni-chat', chat);
  localStorage.setItem('ayni-chat', chat);
  openPanel(false);
  listen();
});

const lastText = () =>
  [...bubbles.values()].findLast(({ by, body }) => by === 'person' && body.kind === 'text')?.body.text ?? '';
const composer = createComposer({
  words,
  payload: stage.dataset.payload,
  say,
  sendFile,
  lastText,
  openSheet,
  toast,
  refresh: showEmpty,
});
showPhone(phone);
showClock();
listen();

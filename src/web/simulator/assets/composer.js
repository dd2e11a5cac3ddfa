/** What the person does on the phone: writes, edits, attaches, shares a place, speaks. */
import { $ } from './dom.js';
import { record } from './recorder.js';

const accepts = { photo: 'image/*', audio: 'audio/*', file: '' };
const kinds = { image: 'image', audio: 'audio', video: 'video' };

/**
 * @param {{
 *   words: Record<string, string>, payload: string, say(content: object): Promise<void>,
 *   sendFile(file: Blob, kind: string, name: string): void, lastText(): string,
 *   openSheet(id: string): void, toast(text: string): void, refresh(): void,
 * }} tools
 */
export function createComposer({ words, payload, say, sendFile, lastText, openSheet, toast, refresh }) {
  // ---- writing

  const input = $('compose');
  let editing = false;
  function fitInput() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    const empty = input.value.trim() === '';
    $('send').hidden = empty;
    $('voice').hidden = !empty;
  }
  function setEditing(on) {
    editing = on;
    $('editing').hidden = !on;
    input.value = on ? lastText() : '';
    fitInput();
    if (on) input.focus();
  }
  function submit() {
    const text = input.value.trim();
    if (text === '') return;
    const kind = editing ? 'edit' : 'text';
    setEditing(false);
    say({ kind, text });
  }
  input.addEventListener('input', fitInput);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'Escape' && editing) setEditing(false);
  });
  $('compose-form').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    input.focus();
  });
  $('editing-cancel').addEventListener('click', () => setEditing(false));
  $('start').addEventListener('click', () => {
    // The words of a link stand in for its code only where there is no button.
    input.value = '';
    fitInput();
    say({ kind: 'start', ...(payload ? { payload } : {}) }).then(() => input.focus());
  });

  // ---- attachments, places, voice

  $('attach').addEventListener('click', () => openSheet('sheet-attach'));
  for (const tile of document.querySelectorAll('[data-attach]')) {
    tile.addEventListener('click', () => {
      const name = tile.dataset.attach;
      $('sheet-attach').close();
      if (name === 'place') return openSheet('sheet-place');
      if (name === 'sticker' || name === 'contact') return say({ kind: 'unsupported', type: name });
      $('pick').accept = accepts[name];
      $('pick').dataset.as = name;
      return $('pick').click();
    });
  }
  $('pick').addEventListener('change', () => {
    const file = $('pick').files[0];
    $('pick').value = '';
    if (!file) return;
    const kind =
      $('pick').dataset.as === 'file' ? 'document' : (kinds[file.type.split('/')[0]] ?? 'document');
    sendFile(file, kind, file.name.slice(0, 200));
  });

  function sharePlace(latitude, longitude) {
    $('sheet-place').close();
    say({ kind: 'location', latitude, longitude });
  }
  for (const key of document.querySelectorAll('[data-latitude]')) {
    key.addEventListener('click', () =>
      sharePlace(Number(key.dataset.latitude), Number(key.dataset.longitude)),
    );
  }
  $('place-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    sharePlace(Number(form.get('latitude')), Number(form.get('longitude')));
  });
  $('place-here').addEventListener('click', () => {
    const failed = () => toast(words['error.failed']);
    if (!navigator.geolocation) return failed();
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => sharePlace(coords.latitude, coords.longitude),
      failed,
    );
  });

  let recording = null;
  let ticking = 0;
  function showRecording(on) {
    $('recording').hidden = !on;
    refresh();
    clearInterval(ticking);
    const since = Date.now();
    const tick = () => {
      const seconds = Math.floor((Date.now() - since) / 1000);
      $('recording-time').textContent =
        `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    tick();
    if (on) ticking = setInterval(tick, 500);
  }
  $('voice').addEventListener('click', async () => {
    try {
      recording = await record();
      showRecording(true);
    } catch {
      // No microphone, or no leave to use it: a recorded file does as well.
      toast(words['error.microphone']);
      $('pick').accept = accepts.audio;
      $('pick').dataset.as = 'audio';
      $('pick').click();
    }
  });
  $('recording-cancel').addEventListener('click', () => {
    recording?.cancel();
    showRecording(false);
  });
  $('recording-send').addEventListener('click', async () => {
    const voice = await recording.stop();
    showRecording(false);
    sendFile(voice, 'voice', 'voice');
  });

  fitInput();
  return { edit: () => setEditing(true) };
}

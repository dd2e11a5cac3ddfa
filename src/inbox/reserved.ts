/** Reserved words: they interrupt any conversation, in every language, but only as the whole message. */
import { type EventReply, eventReplies } from '../calendar/entry.js';
import { bare, isSmallTalk } from '../flow/words.js';
import { oneOf } from '../one-of.js';

export type Command =
  | {
      readonly command:
        | 'stop'
        | 'cancel'
        | 'help'
        | 'menu'
        | 'language'
        | 'propose'
        | 'mine'
        | 'data'
        | 'erase'
        | 'settings'
        | 'ask-status'
        | 'calendar'
        | 'region'
        | 'why'
        | 'link'
        | 'unlink';
    }
  | { readonly command: 'link-code'; readonly code: string }
  | { readonly command: 'status'; readonly code: string };

type WordCommand = Exclude<Command['command'], 'status' | 'link-code'>;

/** Folded. "Hay que parar la corrupción" is a proposal: only the whole message counts. */
const words: Readonly<Record<WordCommand, readonly string[]>> = {
  stop: [
    'stop',
    'baja',
    'dar de baja',
    'darme de baja',
    'parar',
    'basta',
    'no mas',
    'no mas mensajes',
    'no mas avisos',
    'ya no quiero mensajes',
    'unsubscribe',
    'sayachiy',
    'sayt ayana',
    "sayt'ayana",
  ],
  cancel: ['cancelar', 'salir', 'cancela', 'cancel', 'anular', 'olvidalo', 'tatiy', 'chinkachiy', 'tukuyana'],
  help: ['ayuda', 'help', 'yanapa', 'yanapay', 'yanapana', 'auxilio', 'informacion', 'info'],
  menu: ['menu', 'inicio', 'opciones', 'empezar', 'comenzar', 'start'],
  language: ['idioma', 'lengua', 'language', 'simi', 'aru', 'cambiar idioma', 'change language'],
  propose: [
    'proponer',
    'propuesta',
    'nueva propuesta',
    'quiero proponer',
    'tengo una idea',
    'propose',
    'proposal',
    'new proposal',
  ],
  mine: ['mis propuestas', 'mispropuestas', 'my proposals', 'myproposals', 'misaportes', 'mis aportes'],
  data: ['mis datos', 'misdatos', 'my data', 'mydata', 'datos'],
  erase: [
    'borrar mis datos',
    'borrar',
    'borrarmisdatos',
    'eliminar mis datos',
    'erase my data',
    'delete my data',
  ],
  settings: ['ajustes', 'configuracion', 'configurar', 'settings'],
  calendar: [
    'calendario',
    'fechas',
    'agenda',
    'evento',
    'eventos',
    'actividades',
    'ver calendario',
    'calendar',
    'dates',
    'events',
    'watanay qillqa',
    'watanay qellqa',
  ],
  region: ['cambiar region', 'mi region', 'change region', 'my region'],
  why: [
    'por que recibo esto',
    'porque recibo esto',
    'por que recibo este mensaje',
    'por que me escribes',
    'por que me escriben',
    'por que me llega esto',
    'por que',
    'why do i get this',
    'why am i getting this',
    'why',
  ],
  link: ['vincular', 'unir', 'unir chats', 'unir mi otro chat', 'link', 'link chats', 'link my other chat'],
  unlink: ['separar', 'desvincular', 'separar chats', 'unlink', 'separate'],
  'ask-status': ['estado', 'status', 'mi estado', 'consultar'],
};
const commandOf = new Map(
  Object.entries(words).flatMap(([command, forms]) =>
    forms.map((form) => [form, command as WordCommand] as const),
  ),
);

/** Look-alikes people write for letters the codes do not have. */
const lookAlikes: Readonly<Record<string, string>> = { O: 'Q', 0: 'Q', I: 'J', 1: 'J', L: 'J', U: 'V' };

const asking = String.raw`(?:(?:estado|status)(?:@\w+)?\s+(?:de\s+)?)`;
/** Given in a chat (four letters) or printed on paper before (six). */
const letters = '([0-9a-z]{6}|[0-9a-z]{4})';
const wholeCode = new RegExp(`^${asking}?ayni\\s*[-–—_.:]?\\s*${letters}$`, 'u');
/** "ayni quiero": six letters that are no code unless somebody asks for one, writes the dash, or a number is in it. */
const isWord = /^ayni\s*[a-z]{6}$/u;
/** Within a sentence only the written form counts: "ayni para todos" asks for nothing. */
const codeInside = new RegExp(`(?<![\\p{L}\\p{N}])ayni[-–—]${letters}(?![\\p{L}\\p{N}])`, 'gu');
const justLetters = new RegExp(`^${letters}$`, 'u');

const toLetters = (typed: string): string =>
  [...typed.toUpperCase()].map((letter) => lookAlikes[letter] ?? letter).join('');
const toCode = (letters: string | undefined): string | undefined => letters && `AYNI-${toLetters(letters)}`;

/** "ayni 7k3q", "AYNI-7K3Q", "/estado AYNI-7K3Q", "¿qué pasó con AYNI-7K3Q?" → "AYNI-7K3Q"; likewise with six. */
export function readCode(typed: string): string | undefined {
  const text = bare(typed);
  const whole = isWord.test(text) ? undefined : toCode(wholeCode.exec(text)?.[1]);
  if (whole) return whole;
  const inside = [...text.matchAll(codeInside)];
  return inside.length === 1 ? toCode(inside[0]?.[1]) : undefined;
}

const linkForm = /^(?:vincular|link)(?:@\w+)?\s*[:=]?\s+([0-9a-z]{3})\s*[-–—]?\s*([0-9a-z]{3})$/u;

/** "vincular k7q 3mf", "/vincular K7Q3MF" → "K7Q3MF"; what else follows the word is no code. */
export function readLinkCode(typed: string): string | undefined {
  const [, first, second] = linkForm.exec(bare(typed)) ?? [];
  return first && second ? toLetters(first + second) : undefined;
}

/** Where a code was asked for, its letters are enough: "7k3q". */
export function readBareCode(typed: string): string | undefined {
  const text = bare(typed);
  return justLetters.test(text) && !isSmallTalk(text) ? toCode(text) : undefined;
}

/** The command a whole message is; undefined when it is anything else. Telegram's `/words` count too. */
export function readCommand(typed: string): Command | undefined {
  const text = typed.trim();
  // Long texts are never commands: spare folding a proposal of 3,000 letters.
  if (text.length > 60) return undefined;
  const code = readCode(text);
  if (code) return { command: 'status', code };
  const link = readLinkCode(text);
  if (link) return { command: 'link-code', code: link };
  const command = commandOf.get(bare(text.replace(/^\//, '').replace(/@\w+$/, '')));
  return command ? { command } : undefined;
}

/** Taps of the main menu and of receipts: not bound to a step. */
const goTaps = new Map<string, WordCommand | 'notices' | 'news'>([
  ['go:proposal', 'propose'],
  ['go:mine', 'mine'],
  ['go:settings', 'settings'],
  ['go:data', 'data'],
  ['go:help', 'help'],
  ['go:menu', 'menu'],
  ['go:calendar', 'calendar'],
  ['go:region', 'region'],
  ['go:link', 'link'],
  ['go:notices', 'notices'],
  ['go:news', 'news'],
]);
export const readGoTap = (data: string) => goTaps.get(data);

export type OutreachTap =
  | { readonly tap: 'event'; readonly entryId: string; readonly reply: EventReply | null }
  | { readonly tap: 'notice'; readonly broadcastId: string };

const eventForm = /^go:event:([\w-]{1,40})(?::([a-z-]{1,20}))?$/;
const noticeForm = /^go:notice:([\w-]{1,40})$/;

/** Taps under notices, and the buttons of templates: they come back days later, and may be forged. */
export function readOutreachTap(data: string): OutreachTap | undefined {
  const [, entryId, said] = eventForm.exec(data) ?? [];
  if (entryId) {
    const reply = oneOf(eventReplies, said, null);
    return said !== undefined && reply === null ? undefined : { tap: 'event', entryId, reply };
  }
  const [, broadcastId] = noticeForm.exec(data) ?? [];
  return broadcastId ? { tap: 'notice', broadcastId } : undefined;
}

/** Reserved words: they interrupt any conversation, in every language, but only as the whole message. */
import { bare, isSmallTalk } from '../flow/words.js';

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
        | 'ask-status';
    }
  | { readonly command: 'status'; readonly code: string };

/** Folded. "Hay que parar la corrupción" is a proposal: only the whole message counts. */
const words: Readonly<Record<Exclude<Command['command'], 'status'>, readonly string[]>> = {
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
  'ask-status': ['estado', 'status', 'mi estado', 'consultar'],
};
const commandOf = new Map(
  Object.entries(words).flatMap(([command, forms]) =>
    forms.map((form) => [form, command as Exclude<Command['command'], 'status'>] as const),
  ),
);

/** Look-alikes people write for letters the codes do not have. */
const lookAlikes: Readonly<Record<string, string>> = { O: 'Q', 0: 'Q', I: 'J', 1: 'J', L: 'J', U: 'V' };

const wholeCode = /^(?:(?:estado|status)(?:@\w+)?\s+(?:de\s+)?)?ayni\s*[-–—_.:]?\s*([0-9a-z]{4})$/u;
/** Within a sentence only the written form counts: "ayni para todos" asks for nothing. */
const codeInside = /(?<![\p{L}\p{N}])ayni[-–—]([0-9a-z]{4})(?![\p{L}\p{N}])/gu;
const justLetters = /^[0-9a-z]{4}$/u;

const toCode = (letters: string | undefined): string | undefined =>
  letters && `AYNI-${[...letters.toUpperCase()].map((letter) => lookAlikes[letter] ?? letter).join('')}`;

/** "ayni 7k3q", "AYNI-7K3Q", "/estado AYNI-7K3Q", "¿qué pasó con AYNI-7K3Q?" → "AYNI-7K3Q" */
export function readCode(typed: string): string | undefined {
  const text = bare(typed);
  const whole = toCode(wholeCode.exec(text)?.[1]);
  if (whole) return whole;
  const inside = [...text.matchAll(codeInside)];
  return inside.length === 1 ? toCode(inside[0]?.[1]) : undefined;
}

/** Where a code was asked for, its last four letters are enough: "7k3q". */
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
  const command = commandOf.get(bare(text.replace(/^\//, '').replace(/@\w+$/, '')));
  return command ? { command } : undefined;
}

/** Taps of the main menu and of receipts: not bound to a step. */
const goTaps = new Map<string, Command['command'] | 'notices' | 'news'>([
  ['go:proposal', 'propose'],
  ['go:mine', 'mine'],
  ['go:settings', 'settings'],
  ['go:data', 'data'],
  ['go:help', 'help'],
  ['go:menu', 'menu'],
  ['go:notices', 'notices'],
  ['go:news', 'news'],
]);
export const readGoTap = (data: string) => goTaps.get(data);

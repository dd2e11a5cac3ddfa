/** Understands what people type where there are buttons: "2", "dos", "sí", "arí", "jïsa", the label itself. */
import { fold } from '../text/fold.js';

/** In Spanish, Quechua, Aymara and English, folded. What a person may type, not what we say. */
const yes = [
  'si',
  'sii',
  'siii',
  'ya',
  'ok',
  'okey',
  'dale',
  'claro',
  'acepto',
  'de acuerdo',
  'correcto',
  'ari',
  'jisa',
  'yes',
  'y',
  'sure',
  's',
];
const no = ['no', 'nop', 'nel', 'no acepto', 'mana', 'manam', 'janiwa', 'jani', 'n'];
const numbers: readonly (readonly string[])[] = [
  ['1', 'uno', 'una', 'primero', 'la primera', 'el primero', 'one', 'huk', 'maya'],
  ['2', 'dos', 'segundo', 'la segunda', 'el segundo', 'two', 'iskay', 'paya'],
  ['3', 'tres', 'tercero', 'la tercera', 'el tercero', 'three', 'kimsa', 'quimsa'],
  ['4', 'cuatro', 'cuarto', 'la cuarta', 'four', 'tawa', 'pusi'],
  ['5', 'cinco', 'quinto', 'la quinta', 'five', 'pichqa', 'phisqa'],
  ['6', 'seis', 'six', 'suqta', 'sujta'],
  ['7', 'siete', 'seven', 'qanchis'],
  ['8', 'ocho', 'eight', 'pusaq'],
  ['9', 'nueve', 'nine', 'isqun'],
  ['10', 'diez', 'ten', 'chunka', 'tunka'],
];
const numberWords = new Map(numbers.flatMap((words, index) => words.map((word) => [word, index] as const)));
const yesWords = new Set(yes);
const noWords = new Set(no);

/** Folded, without punctuation and emoji around it: "¡Sí!" → "si", "2." → "2", "2️⃣" → "2". */
export const bare = (typed: string): string =>
  fold(typed)
    .replace(/[\uFE0F\u20E3]/gu, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

export interface Named {
  readonly value: string;
  readonly label: string;
}

/** The option a typed text means; undefined when it is none, or more than one. */
export function matchOption(typed: string, options: readonly Named[]): string | undefined {
  const word = bare(typed);
  if (word === '') return undefined;
  const exact = options.find((option) => bare(option.label) === word);
  if (exact) return exact.value;
  const position = numberWords.get(word);
  if (position !== undefined) return options[position]?.value;
  const values = new Set(options.map((option) => option.value));
  if (values.has('yes') && yesWords.has(word)) return 'yes';
  if (values.has('no') && noWords.has(word)) return 'no';
  if (word.length < 4) return undefined;
  // "ambiente" for "Medio ambiente": a part of one label only.
  const parts = options.filter(
    (option) => bare(option.label).split(' ').includes(word) || bare(option.label).startsWith(word),
  );
  return parts.length === 1 ? parts[0]?.value : undefined;
}

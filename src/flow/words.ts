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
  ['1', 'uno', 'una', 'primero', 'primera', 'one', 'huk', 'maya'],
  ['2', 'dos', 'segundo', 'segunda', 'two', 'iskay', 'paya'],
  ['3', 'tres', 'tercero', 'tercera', 'three', 'kimsa', 'quimsa'],
  ['4', 'cuatro', 'cuarto', 'cuarta', 'four', 'tawa', 'pusi'],
  ['5', 'cinco', 'quinto', 'quinta', 'five', 'pichqa', 'phisqa'],
  ['6', 'seis', 'sexto', 'sexta', 'six', 'suqta', 'sujta'],
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

export const isNo = (typed: string): boolean => noWords.has(bare(typed));

/** Greetings and thanks, folded, word by word. */
const politeWords = new Set(
  (
    'hola holi alo buenas buenos buen dia dias tarde tardes noche noches muchas muchisimas mil gracias graciass ' +
    'chau chao adios bye saludos cordiales hello hi hey thanks thank you good morning evening afternoon ' +
    'allillanchu rimaykullayki allin punchaw kamisaki yuspajara anaychayki dyuspagrasunki'
  ).split(' '),
);
/** Words that add nothing to them. */
const idleWords = new Set(
  (
    'que tal como esta estas estan le les va por todo a todos ud usted ustedes senor senora senores senorita amigo ' +
    'amiga amigos ayni bot un una saludo hasta luego pronto bien muy y ok ya listo tu su ayuda respuesta very much ' +
    'for your the everything'
  ).split(' '),
);

/** "Hola, buenas tardes, ¿cómo están?", "muchas gracias por todo": polite, and nothing else. */
export function isSmallTalk(typed: string): boolean {
  if (typed.length > 80) return false;
  const words = fold(typed).match(/[\p{L}]+/gu) ?? [];
  return (
    words.some((word) => politeWords.has(word)) &&
    words.every((word) => politeWords.has(word) || idleWords.has(word))
  );
}

export interface Named {
  readonly value: string;
  readonly label: string;
  readonly also?: readonly string[];
  readonly means?: 'yes' | 'no';
  readonly whole?: true;
}

/** No label is longer than a list row; a longer text need not be folded and compared. */
const longestTyped = 60;

const meaning = ({ value, means }: Named): string => means ?? value;

/** The option a typed text means; undefined when it is none, or more than one. */
export function matchOption(typed: string, options: readonly Named[]): string | undefined {
  if (typed.length > longestTyped) return undefined;
  const word = bare(typed);
  if (word === '') return undefined;
  const labels = options.map((option) => bare(option.label));
  const exact = options.find((option, index) => labels[index] === word || option.also?.includes(word));
  if (exact) return exact.value;
  const position = numberWords.get(word.replace(/^(?:el|la|opcion|numero) /u, ''));
  if (position !== undefined) return options[position]?.value;
  if (yesWords.has(word)) return options.find((option) => meaning(option) === 'yes')?.value;
  if (noWords.has(word)) return options.find((option) => meaning(option) === 'no')?.value;
  if (word.length < 4) return undefined;
  // "ambiente" for "Medio ambiente": a part of one label only.
  const parts = options.filter(({ whole }, index) => {
    const label = labels[index] ?? '';
    return !whole && (label.startsWith(word) || label.split(' ').includes(word));
  });
  return parts.length === 1 ? parts[0]?.value : undefined;
}

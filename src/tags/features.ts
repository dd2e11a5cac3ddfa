/** Turns a text into the numbers the model weighs: words, pairs of words, pieces of words, and the rules that fired. */
import { fold } from '../text/fold.js';

/** Features share this many slots; two in one slot is rare enough (measured: no difference to 2^18). */
export const slots = 1 << 16;
/** Longer texts say the same again; this bounds the time on a hostile one. */
const readLength = 1_500;
const maxTokens = 260;

export interface Features {
  /** Slot and value of each feature, in order of appearance; a slot may come twice. */
  readonly slot: readonly number[];
  readonly value: readonly number[];
  /** Index in `words` that a feature belongs to; -1 for rules and pairs across words. */
  readonly owner: readonly number[];
  /** The words of the text, folded, as typed. */
  readonly words: readonly string[];
}

/** What a rule found, as a feature. */
export interface RuleHit {
  readonly area: string;
  readonly weight: number;
}

/** Phone spellings of the commonest words. */
const longForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    q: 'que',
    k: 'que',
    ke: 'que',
    qe: 'que',
    x: 'por',
    xq: 'porque',
    pq: 'porque',
    porq: 'porque',
    pa: 'para',
    d: 'de',
    dl: 'del',
    tb: 'tambien',
    tmb: 'tambien',
    tbn: 'tambien',
    muni: 'municipalidad',
    info: 'informacion',
    cole: 'colegio',
    profe: 'profesor',
    profes: 'profesores',
    deberian: 'deberia',
    aimara: 'aymara',
    trasparencia: 'transparencia',
    tranparencia: 'transparencia',
    corupcion: 'corrupcion',
    corrucion: 'corrupcion',
  }),
);

const wordsOf = (text: string): readonly string[] =>
  (fold(text.slice(0, readLength)).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, maxTokens);

/** "q" → "que", "robeeeen" → "roben" */
function writeOut(word: string): string {
  const short = word.replace(/(\p{L})\1{2,}/gu, '$1');
  return longForms.get(short) ?? short;
}

function hash(text: string): number {
  let code = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) code = Math.imul(code ^ text.charCodeAt(i), 0x01000193);
  return ((code ^ (code >>> 15)) >>> 0) % slots;
}

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);

interface Group {
  readonly names: string[];
  readonly owners: number[];
}

function wordFeatures(words: readonly string[]): Group {
  const names: string[] = [];
  const owners: number[] = [];
  words.forEach((word, index) => {
    names.push(`w ${isNumber(word) ? '#' : word}`);
    owners.push(index);
    const next = words[index + 1];
    if (next === undefined) return;
    names.push(`b ${word} ${next}`);
    owners.push(word.length > next.length ? index : index + 1);
  });
  return { names, owners };
}

function pieceFeatures(words: readonly string[]): Group {
  const names: string[] = [];
  const owners: number[] = [];
  words.forEach((word, index) => {
    const padded = ` ${word.slice(0, 24)} `;
    for (let size = 3; size <= 5; size += 1)
      for (let from = 0; from + size <= padded.length; from += 1) {
        names.push(`c${padded.slice(from, from + size)}`);
        owners.push(index);
      }
  });
  return { names, owners };
}

export function featuresOf(text: string, hits: readonly RuleHit[]): Features {
  const words = wordsOf(text);
  const spelled = words.map(writeOut);
  const slot: number[] = [];
  const value: number[] = [];
  const owner: number[] = [];
  for (const { names, owners } of [wordFeatures(spelled), pieceFeatures(spelled)]) {
    const counts = new Map<number, { count: number; owner: number }>();
    names.forEach((name, index) => {
      const at = hash(name);
      const seen = counts.get(at);
      if (seen) seen.count += 1;
      else counts.set(at, { count: 1, owner: owners[index] ?? -1 });
    });
    let norm = 0;
    const from = slot.length;
    for (const [at, seen] of counts) {
      const weight = 1 + Math.log(seen.count);
      norm += weight * weight;
      slot.push(at);
      value.push(weight);
      owner.push(seen.owner);
    }
    const length = Math.sqrt(norm) || 1;
    for (let i = from; i < slot.length; i += 1) value[i] = (value[i] ?? 0) / length;
  }
  for (const { area, weight } of hits) {
    for (let level = 1; level <= Math.min(4, weight); level += 1) {
      slot.push(hash(`r ${area} ${level}`));
      value.push(ruleValue);
      owner.push(-1);
    }
  }
  slot.push(hash('bias'));
  value.push(1);
  owner.push(-1);
  return { slot, value, owner, words };
}

/** How much a rule counts beside the words (measured by cross-validation). */
const ruleValue = 0.35;

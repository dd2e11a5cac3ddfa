/** Which of the citizens' texts a cycle may say in its own words, and what such words must keep. Pure. */
import type { CitizenKey } from './texts.js';

/**
 * A closed list. What people consent to is not on it: the ledger of consents names the wording they read.
 * `max`: code points as written; what is filled in needs room too (WhatsApp shows 1024 above buttons).
 */
export const wordable = [
  { key: 'welcome.language', max: 600 },
  { key: 'welcome.declined', max: 400 },
  { key: 'proposal.idea', max: 600 },
  { key: 'proposal.idea.example', max: 400 },
  { key: 'proposal.nudge', max: 400 },
  { key: 'proposal.receipt', max: 700 },
  { key: 'menu.text', max: 200 },
  { key: 'help.text', max: 900 },
  { key: 'answer.message', max: 250 },
] as const satisfies readonly { readonly key: CitizenKey; readonly max: number }[];
export type WordableKey = (typeof wordable)[number]['key'];

/** key → locale → text, as `cycle.wording` keeps it. */
export type Wording = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type WordingProblem =
  /** A blank the text must have, as it stands there: `{{code}}`. */
  | { readonly problem: 'missing'; readonly what: string }
  /** A blank nobody fills in. */
  | { readonly problem: 'unknown'; readonly what: string }
  /** A word by which people get somewhere, for example `*baja*`. */
  | { readonly problem: 'command'; readonly what: string }
  | { readonly problem: 'long'; readonly what: string };

const blanks = (text: string): Set<string> =>
  new Set([...text.matchAll(/\{\{[^{}]*\}\}/g)].map(([blank]) => blank.replace(/\s/g, '')));
/** Bold words without a blank in them: what people may type. */
const commands = (text: string): Set<string> =>
  new Set([...text.matchAll(/\*([^*{}\n]+)\*/g)].map(([, word = '']) => word.toLowerCase()));

/** What is wrong with a cycle's own words for a text of ours. @param ours the text it replaces, in the same language. */
export function wordingProblems(own: string, ours: string, max: number): WordingProblem[] {
  const has = blanks(own);
  const needs = blanks(ours);
  const said = own.toLowerCase();
  const length = [...own].length;
  return [
    ...[...needs].filter((blank) => !has.has(blank)).map((what) => ({ problem: 'missing', what }) as const),
    ...[...has].filter((blank) => !needs.has(blank)).map((what) => ({ problem: 'unknown', what }) as const),
    // A brace left open would be shown to people as it is.
    ...(/[{}]/.test(own.replace(/\{\{\w+\}\}/g, '')) ? [{ problem: 'unknown', what: '{ }' } as const] : []),
    ...[...commands(ours)]
      .filter((word) => !said.includes(`*${word}*`))
      .map((word) => ({ problem: 'command', what: `*${word}*` }) as const),
    ...(length > max ? [{ problem: 'long', what: String(length) } as const] : []),
  ];
}

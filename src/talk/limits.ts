/** What a channel can show, and how a question takes its form. Lengths in code points, ids in bytes. */
import type { Choice, Outgoing, OutgoingChoices } from './message.js';

export interface Limits {
  /** Plain text. */
  readonly text: number;
  /** Text above buttons or a list. */
  readonly body: number;
  readonly buttons: { readonly max: number; readonly label: number };
  /** Absent where the channel has no lists. */
  readonly list?: {
    readonly max: number;
    readonly label: number;
    readonly hint: number;
    readonly open: number;
  };
  readonly idBytes: number;
}

/** https://core.telegram.org/bots/api: 4096 characters, 64 bytes of callback data; labels as phones show them whole. */
export const telegramLimits: Limits = {
  text: 4096,
  body: 4096,
  buttons: { max: 100, label: 60 },
  idBytes: 64,
};

/** https://developers.facebook.com/documentation/business-messaging/whatsapp: 3 buttons of 20, lists of 10 rows of 24 + 72. */
export const whatsappLimits: Limits = {
  text: 4096,
  body: 1024,
  buttons: { max: 3, label: 20 },
  list: { max: 10, label: 24, hint: 72, open: 20 },
  idBytes: 64,
};

export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

export type Form = 'buttons' | 'list' | 'numbered';

/** Buttons when they fit, else a list, else numbered lines to answer by typing. */
export function formOf(message: OutgoingChoices, limits: Limits): Form {
  const fits = (max: number, label: number) =>
    message.choices.length <= max && message.choices.every((choice) => codePoints(choice.label) <= label);
  if (fits(limits.buttons.max, limits.buttons.label)) return 'buttons';
  if (limits.list && fits(limits.list.max, limits.list.label)) return 'list';
  return 'numbered';
}

/** "1. Label" lines, for the numbered form. */
export const numbered = (choices: readonly Choice[]): string =>
  choices.map((choice, index) => `${index + 1}. ${choice.label}`).join('\n');

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Everything a channel could not show as it is. */
export function limitIssues(message: Outgoing, limits: Limits): string[] {
  const issues: string[] = [];
  if (message.kind === 'template' || message.kind === 'file') return issues;
  const body = message.kind === 'text' ? limits.text : limits.body;
  const length = codePoints(message.text);
  const form = message.kind === 'choices' ? formOf(message, limits) : 'buttons';
  if (form !== 'numbered' && length > body) issues.push(`the text has ${length} letters, ${body} fit`);
  if (message.text.trim() === '') issues.push('the text is empty');
  if (message.text.includes('{{')) issues.push('a placeholder is left open');
  if (message.kind !== 'choices') return issues;
  if (form === 'numbered') issues.push('the choices fit neither buttons nor a list');
  const labels = new Set<string>();
  for (const { id, label, hint } of message.choices) {
    if (labels.has(label)) issues.push(`the label "${label}" stands twice`);
    labels.add(label);
    if (label.trim() === '') issues.push('a label is empty');
    if (bytes(id) > limits.idBytes)
      issues.push(`the id "${id}" has ${bytes(id)} bytes, ${limits.idBytes} fit`);
    if (form === 'list' && limits.list && hint !== undefined && codePoints(hint) > limits.list.hint)
      issues.push(`the hint of "${label}" has ${codePoints(hint)} letters, ${limits.list.hint} fit`);
  }
  if (form === 'list' && limits.list && codePoints(message.open ?? '') > limits.list.open)
    issues.push(`the list's button has ${codePoints(message.open ?? '')} letters, ${limits.list.open} fit`);
  return issues;
}

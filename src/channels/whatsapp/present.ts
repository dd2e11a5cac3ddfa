/** Shows a message in WhatsApp's form: text, buttons, a list, numbered lines, a location request or a template. Pure. */
import { codePoints, formOf, whatsappLimits as limits, numbered } from '../../talk/limits.js';
import type {
  Choice,
  Outgoing,
  OutgoingChoices,
  OutgoingFile,
  OutgoingTemplate,
} from '../../talk/message.js';
import { buttonsBody, listBody, locationRequestBody, type MessageBody } from './client/message-body.js';

/** Meta refuses line breaks, tabs and runs of spaces inside a parameter. */
const oneLine = (parameter: string): string => parameter.replace(/\s+/gu, ' ').trim();

function presentText(body: string): MessageBody | null {
  if (body.trim() === '' || codePoints(body) > limits.text) return null;
  return { type: 'text', text: { body, preview_url: false } };
}

const areDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

/** Long texts and equal labels are refused on buttons and lists; as numbered lines everything can still be answered. */
const fitsTapping = ({ text, choices }: OutgoingChoices): boolean =>
  codePoints(text) <= limits.body && areDistinct(choices.map((choice) => choice.label.trim()));

const rowOf = ({ id, label, hint }: Choice) => ({ id, title: label, ...(hint ? { description: hint } : {}) });

function presentChoices(message: OutgoingChoices): MessageBody | null {
  const { text, choices, open } = message;
  if (choices.length === 0) return presentText(text);
  const form = fitsTapping(message) ? formOf(message, limits) : 'numbered';
  if (form === 'buttons')
    return buttonsBody(
      text,
      choices.map(({ id, label }) => ({ id, title: label })),
    );
  const hintsFit = choices.every(({ hint }) => codePoints(hint ?? '') <= (limits.list?.hint ?? 0));
  const opens = open !== undefined && open.trim() !== '' && codePoints(open) <= (limits.list?.open ?? 0);
  // Without a word of the person's language to open it, a list cannot be shown.
  if (form === 'list' && hintsFit && opens) return listBody(text, open, [{ rows: choices.map(rowOf) }]);
  return presentText(`${text}\n\n${numbered(choices)}`);
}

function presentTemplate({ name, language, parameters, payloads }: OutgoingTemplate): MessageBody | null {
  const texts = parameters.map(oneLine);
  if (texts.includes('')) return null;
  const body = { type: 'body' as const, parameters: texts.map((text) => ({ type: 'text' as const, text })) };
  const buttons = payloads.map((payload, index) => ({
    type: 'button' as const,
    sub_type: 'quick_reply' as const,
    index: String(index),
    parameters: [{ type: 'payload' as const, payload }],
  }));
  const components = [...(texts.length > 0 ? [body] : []), ...buttons];
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) },
  };
}

/** Null when WhatsApp cannot show it within its limits. */
export function present(message: Exclude<Outgoing, OutgoingFile>): MessageBody | null {
  switch (message.kind) {
    case 'text':
      return presentText(message.text);
    case 'choices':
      return presentChoices(message);
    case 'location-request':
      return codePoints(message.text) <= limits.body ? locationRequestBody(message.text) : null;
    case 'template':
      return presentTemplate(message);
  }
}

/** @param id of the uploaded file. */
export const presentFile = ({ name, caption }: OutgoingFile, id: string): MessageBody => ({
  type: 'document',
  document: { id, filename: name, ...(caption ? { caption } : {}) },
});

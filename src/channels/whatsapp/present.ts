/** Shows a message in WhatsApp's form: text, buttons, a list, a location request or a template. Pure. */
import { codePoints, formOf, numbered, whatsappLimits } from '../../talk/limits.js';
import type { Outgoing, OutgoingChoices } from '../../talk/message.js';

export type Shown =
  | { readonly as: 'text'; readonly body: string }
  | { readonly as: 'buttons'; readonly body: string; readonly buttons: readonly { id: string; title: string }[] }
  | {
      readonly as: 'list';
      readonly body: string;
      readonly button: string;
      readonly rows: readonly { id: string; title: string; description?: string }[];
    }
  | { readonly as: 'location-request'; readonly body: string }
  | { readonly as: 'template'; readonly name: string; readonly language: string; readonly parameters: readonly string[]; readonly payloads: readonly string[] };

/** Meta refuses line breaks, tabs and runs of spaces inside a parameter. */
const oneLine = (parameter: string): string => parameter.replace(/\s+/gu, ' ').trim();

function presentChoices(message: OutgoingChoices): Shown | null {
  const form = formOf(message, whatsappLimits);
  if (form === 'numbered') return presentLongText(`${message.text}\n\n${numbered(message.choices)}`);
  if (codePoints(message.text) > whatsappLimits.body) return null;
  if (form === 'buttons')
    return { as: 'buttons', body: message.text, buttons: message.choices.map(({ id, label }) => ({ id, title: label })) };
  return {
    as: 'list',
    body: message.text,
    // Every language has its word for it; the dots stand where a message was planned without one.
    button: message.open ?? '…',
    rows: message.choices.map(({ id, label, hint }) => ({ id, title: label, ...(hint === undefined ? {} : { description: hint }) })),
  };
}

const presentLongText = (body: string): Shown | null =>
  codePoints(body) <= whatsappLimits.text && body.trim() !== '' ? { as: 'text', body } : null;

/** Null when WhatsApp cannot show it within its limits; files take another way. */
export function present(message: Outgoing): Shown | null {
  switch (message.kind) {
    case 'text':
      return presentLongText(message.text);
    case 'choices':
      return presentChoices(message);
    case 'location-request':
      return codePoints(message.text) <= whatsappLimits.body ? { as: 'location-request', body: message.text } : null;
    case 'template':
      return {
        as: 'template',
        name: message.name,
        language: message.language,
        parameters: message.parameters.map(oneLine),
        payloads: message.payloads,
      };
    case 'file':
      return null;
  }
}

/** Gives a message the form a look has for it, and refuses what that platform would refuse. */
import { codePoints, formOf, type Limits, numbered } from '../../talk/limits.js';
import type { Outgoing, OutgoingChoices, OutgoingTemplate } from '../../talk/message.js';
import type { BotBody, ShownFile } from './bubble.js';
import { type Look, rulesOf } from './look.js';

/** The wording of an approved template, with the labels of its quick-reply buttons. */
export interface TemplateWording {
  /** May hold `{{1}}`, `{{2}}` …, as Meta writes placeholders. */
  readonly body: string;
  /** Small words under it. */
  readonly footer?: string;
  readonly buttons: readonly string[];
}
/** Undefined where there is no such approved template in that language. */
export type FindTemplate = (name: string, language: string) => TemplateWording | undefined;

/** Keeps the bytes of a file we send and says how to reach them. */
export type KeepFile = (base64: string, mime: string, name: string) => ShownFile;

export type Presented =
  | { readonly kind: 'shown'; readonly body: BotBody }
  | { readonly kind: 'refused'; readonly why: 'content' | 'template'; readonly detail: string };

const shown = (body: BotBody): Presented => ({ kind: 'shown', body });
const tooLong = (what: string): Presented => ({
  kind: 'refused',
  why: 'content',
  detail: `${what} is empty or too long for this platform`,
});
const fits = (text: string, max: number): boolean => text.trim() !== '' && codePoints(text) <= max;

export function present(
  message: Outgoing,
  look: Look,
  tools: { readonly findTemplate: FindTemplate; readonly keepFile: KeepFile },
): Presented {
  const { limits } = rulesOf[look];
  switch (message.kind) {
    case 'text':
      return fits(message.text, limits.text)
        ? shown({ kind: 'text', text: message.text })
        : tooLong('the text');
    case 'choices':
      return presentChoices(message, limits);
    case 'location-request':
      return fits(message.text, limits.body)
        ? shown({ kind: 'location-request', text: message.text, button: message.button })
        : tooLong('the text');
    case 'template':
      return presentTemplate(message, tools.findTemplate);
    case 'file':
      return shown({
        kind: 'file',
        file: tools.keepFile(message.base64, message.mime, message.name),
        ...(message.caption === undefined ? {} : { caption: message.caption }),
      });
  }
}

function presentChoices(message: OutgoingChoices, limits: Limits): Presented {
  const { text, choices } = message;
  const form = formOf(message, limits);
  if (form === 'numbered') {
    const whole = `${text}\n\n${numbered(choices)}`;
    return fits(whole, limits.text) ? shown({ kind: 'text', text: whole }) : tooLong('the numbered text');
  }
  if (!fits(text, limits.body)) return tooLong('the text above the choices');
  if (choices.some((choice) => Buffer.byteLength(choice.id) > limits.idBytes)) return tooLong('a choice id');
  if (form === 'buttons') return shown({ kind: 'buttons', text, choices });
  const list = limits.list;
  const open = message.open ?? '';
  if (!list || !fits(open, list.open)) return tooLong('the label that opens the list');
  if (choices.some(({ hint }) => hint !== undefined && codePoints(hint) > list.hint)) {
    return tooLong('the second line of a list row');
  }
  return shown({ kind: 'list', text, open, choices });
}

function presentTemplate(message: OutgoingTemplate, findTemplate: FindTemplate): Presented {
  const wording = findTemplate(message.name, message.language);
  if (!wording) {
    return { kind: 'refused', why: 'template', detail: 'no approved template of that name and language' };
  }
  const text = wording.body.replace(
    /\{\{(\d+)\}\}/g,
    (whole, place: string) => message.parameters[Number(place) - 1] ?? whole,
  );
  // A button without a payload of ours sends back its label, as on WhatsApp.
  const choices = wording.buttons.map((label, index) => ({ id: message.payloads[index] ?? label, label }));
  if (message.payloads.length > choices.length) {
    return { kind: 'refused', why: 'template', detail: 'the template has fewer buttons than payloads' };
  }
  if (message.parameters.length !== new Set(wording.body.match(/\{\{\d+\}\}/g)).size) {
    return { kind: 'refused', why: 'template', detail: 'the template takes another number of parameters' };
  }
  const whole = wording.footer ? `${text}\n\n${wording.footer}` : text;
  return shown({ kind: 'template', name: message.name, text: whole, choices });
}

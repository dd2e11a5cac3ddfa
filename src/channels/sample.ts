/** How a message will look on each platform, before anything is sent: the channels' own forms, as plain data. */
import { codePoints, telegramLimits, whatsappLimits } from '../talk/limits.js';
import type { Outgoing } from '../talk/message.js';
import { isUnshowable, presentText } from './telegram/present.js';
import type { Interactive, MessageBody } from './whatsapp/client/message-body.js';
import { present } from './whatsapp/present.js';

const sampleLooks = ['telegram', 'whatsapp'] as const;
export type SampleLook = (typeof sampleLooks)[number];

export interface SampleChoice {
  readonly label: string;
  readonly hint?: string;
}

export type Sample =
  | {
      readonly kind: 'shown';
      readonly text: string;
      /** Things to tap: rows of buttons, or a list behind its opening label. */
      readonly rows: readonly (readonly SampleChoice[])[];
      readonly open: string | null;
      /** Characters of the words, and how many the form takes. */
      readonly length: number;
      readonly limit: number;
    }
  /** The platform would refuse it. */
  | { readonly kind: 'refused'; readonly why: 'too-long' | 'template' | 'other' };

/** The wording of a template as the platform keeps it; undefined where it has none. */
export type FindWording = (
  name: string,
  language: string,
) => { readonly body: string; readonly buttons: readonly string[] } | undefined;

type Told = Exclude<Outgoing, { kind: 'file' }>;

function onTelegram(message: Told): Sample {
  const shown = presentText(message);
  if (isUnshowable(shown)) return { kind: 'refused', why: shown === 'too-long' ? shown : 'other' };
  const { markup } = shown;
  const keyboard = markup && 'inline_keyboard' in markup ? markup.inline_keyboard : [];
  return {
    kind: 'shown',
    // The stars as they were typed: the page draws both platforms' bold alike.
    text:
      message.kind === 'text' || (message.kind === 'choices' && keyboard.length > 0)
        ? message.text
        : shown.text,
    rows: keyboard.map((row) => row.map(({ text }) => ({ label: text }))),
    open: null,
    length: codePoints(shown.text),
    limit: telegramLimits.text,
  };
}

const shownInteractive = (interactive: Interactive): Pick<Sample & { kind: 'shown' }, 'rows' | 'open'> => {
  switch (interactive.type) {
    case 'button':
      return { rows: interactive.action.buttons.map(({ reply }) => [{ label: reply.title }]), open: null };
    case 'list':
      return {
        rows: interactive.action.sections.flatMap(({ rows }) =>
          rows.map(({ title, description }) => [
            { label: title, ...(description === undefined ? {} : { hint: description }) },
          ]),
        ),
        open: interactive.action.button,
      };
    case 'location_request_message':
      return { rows: [], open: null };
  }
};

function fillTemplate(message: Told & { kind: 'template' }, find: FindWording): Sample {
  const wording = find(message.name, message.language);
  if (!wording) return { kind: 'refused', why: 'template' };
  const text = wording.body.replace(
    /\{\{(\d+)\}\}/g,
    (whole, place: string) => message.parameters[Number(place) - 1] ?? whole,
  );
  return {
    kind: 'shown',
    text,
    rows: message.payloads.map((_, index) => [{ label: wording.buttons[index] ?? '…' }]),
    open: null,
    length: codePoints(text),
    limit: whatsappLimits.body,
  };
}

function onWhatsApp(message: Told, find: FindWording): Sample {
  const body: MessageBody | null = present(message);
  if (body === null) return { kind: 'refused', why: message.kind === 'template' ? 'other' : 'too-long' };
  if (message.kind === 'template') return fillTemplate(message, find);
  if (body.type === 'text')
    return {
      kind: 'shown',
      text: body.text.body,
      rows: [],
      open: null,
      length: codePoints(body.text.body),
      limit: whatsappLimits.text,
    };
  if (body.type !== 'interactive') return { kind: 'refused', why: 'other' };
  const { text } = body.interactive.body;
  return {
    kind: 'shown',
    text,
    ...shownInteractive(body.interactive),
    length: codePoints(text),
    limit: whatsappLimits.body,
  };
}

export const createSamples =
  (find: FindWording) =>
  (look: SampleLook, message: Outgoing): Sample => {
    if (message.kind === 'file') return { kind: 'refused', why: 'other' };
    return look === 'telegram' ? onTelegram(message) : onWhatsApp(message, find);
  };

export type Samples = ReturnType<typeof createSamples>;

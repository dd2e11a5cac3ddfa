/** Shows a message in Telegram's form. Pure. Texts go as plain text: nothing a citizen wrote can break or inject markup. */
import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from '@grammyjs/types';
import { bold } from '../../talk/bold.js';
import { codePoints, formOf, numbered, telegramLimits } from '../../talk/limits.js';
import type {
  Choice,
  Outgoing,
  OutgoingChoices,
  OutgoingFile,
  OutgoingLocationRequest,
  OutgoingText,
} from '../../talk/message.js';

export interface TelegramText {
  readonly text: string;
  readonly markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
  readonly bold: readonly { readonly offset: number; readonly length: number }[];
}

/** Short labels stand two in a row, long ones alone. */
const sideBySide = 16;

function keyboard(choices: readonly Choice[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (const { id, label } of choices) {
    const button = { text: label, callback_data: id };
    const last = rows.at(-1);
    const fits =
      last?.length === 1 && codePoints(label) <= sideBySide && codePoints(last[0]?.text ?? '') <= sideBySide;
    if (last && fits) last.push(button);
    else rows.push([button]);
  }
  return rows;
}

/** `*word*` becomes bold by entities (offsets in UTF-16), as WhatsApp shows the same stars by itself. */
function readBold(text: string): Pick<TelegramText, 'text' | 'bold'> {
  const marks: { offset: number; length: number }[] = [];
  let plain = '';
  let rest = 0;
  for (const found of text.matchAll(bold)) {
    plain += text.slice(rest, found.index);
    const words = found[1] ?? '';
    marks.push({ offset: plain.length, length: words.length });
    plain += words;
    rest = found.index + found[0].length;
  }
  return { text: plain + text.slice(rest), bold: marks };
}

/** Why Telegram would refuse it for certain, so that it is not even asked. */
export type Unshowable = 'template' | 'empty' | 'too-long' | 'button-data';
export const isUnshowable = (shown: TelegramText | Unshowable): shown is Unshowable =>
  typeof shown === 'string';

const fitsButton = (id: string): boolean => id !== '' && Buffer.byteLength(id) <= telegramLimits.idBytes;

function presentChoices(message: OutgoingChoices): TelegramText | Unshowable {
  const { text, bold } = readBold(message.text);
  // Too many or too long for buttons: numbered lines, answered by typing.
  if (formOf(message, telegramLimits) !== 'buttons')
    return { text: `${text}\n\n${numbered(message.choices)}`, bold };
  if (!message.choices.every(({ id }) => fitsButton(id))) return 'button-data';
  return { text, bold, markup: { inline_keyboard: keyboard(message.choices) } };
}

function presentForm(message: OutgoingText | OutgoingChoices | OutgoingLocationRequest) {
  switch (message.kind) {
    case 'text':
      // Takes away a location button that was left, also after a restart; says nothing where there is none.
      return { ...readBold(message.text), markup: { remove_keyboard: true } as const };
    case 'choices':
      return presentChoices(message);
    case 'location-request':
      // Hidden by the tap; who types instead simply types.
      return {
        ...readBold(message.text),
        markup: {
          keyboard: [[{ text: message.button, request_location: true }]],
          one_time_keyboard: true,
          resize_keyboard: true,
        },
      };
  }
}

/** Files go another way. */
export function presentText(message: Exclude<Outgoing, OutgoingFile>): TelegramText | Unshowable {
  if (message.kind === 'template') return 'template';
  const shown: TelegramText | Unshowable = presentForm(message);
  if (isUnshowable(shown)) return shown;
  if (shown.text.trim() === '') return 'empty';
  return codePoints(shown.text) > telegramLimits.text ? 'too-long' : shown;
}

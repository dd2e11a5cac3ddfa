/** Shows a message in Telegram's form. Pure. Texts go as plain text: nothing a citizen wrote can break or inject markup. */
import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from '@grammyjs/types';
import { codePoints, telegramLimits } from '../../talk/limits.js';
import type { Choice, Outgoing } from '../../talk/message.js';

export interface TelegramText {
  readonly text: string;
  readonly markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup;
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
export function readBold(text: string): Pick<TelegramText, 'text' | 'bold'> {
  const bold: { offset: number; length: number }[] = [];
  let plain = '';
  let rest = 0;
  for (const found of text.matchAll(/(?<![\p{L}\p{N}*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])/gu)) {
    plain += text.slice(rest, found.index);
    const words = found[1] ?? '';
    bold.push({ offset: plain.length, length: words.length });
    plain += words;
    rest = found.index + found[0].length;
  }
  return { text: plain + text.slice(rest), bold };
}

/** Null when Telegram cannot show it (templates), or when it is too long. */
export function presentText(message: Outgoing): TelegramText | null {
  if (message.kind === 'template' || message.kind === 'file') return null;
  const { text, bold } = readBold(message.text);
  if (codePoints(text) > telegramLimits.text || text.trim() === '') return null;
  switch (message.kind) {
    case 'text':
      return { text, bold };
    case 'choices':
      return { text, bold, markup: { inline_keyboard: keyboard(message.choices) } };
    case 'location-request':
      // Shown once and hidden by the tap; who types instead simply types.
      return {
        text,
        bold,
        markup: {
          keyboard: [[{ text: message.button, request_location: true }]],
          one_time_keyboard: true,
          resize_keyboard: true,
        },
      };
  }
}

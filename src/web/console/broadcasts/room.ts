/** How many characters staff have left for their own words on each channel, whatever stands around them. Pure. */
import type { Entry, EntryContent } from '../../../calendar/entry.js';
import type { EventWords } from '../../../calendar/words.js';
import { codePoints, telegramLimits, whatsappLimits } from '../../../talk/limits.js';
import type { Outgoing } from '../../../talk/message.js';

const lengthOf = (message: Outgoing): number =>
  message.kind === 'text' || message.kind === 'choices' ? codePoints(message.text) : 0;
/** One letter stands in for the words, so that what is put around them is there. */
const standIn = 'x';

export const roomFor =
  (
    words: EventWords,
    event: (Pick<Entry, 'id'> & { readonly content: EntryContent }) | null,
    now: number,
  ): ((locale: string) => readonly { readonly channel: 'telegram' | 'whatsapp'; readonly room: number }[]) =>
  (locale) => {
    const message = event
      ? words.eventMessage({
          purpose: 'event',
          entryId: event.id,
          content: event.content,
          locale,
          lead: { [locale]: standIn },
          now,
        })
      : words.noticeMessage({ texts: { [locale]: standIn }, locale });
    const around = lengthOf(message) - standIn.length;
    const whatsapp = message.kind === 'choices' ? whatsappLimits.body : whatsappLimits.text;
    return [
      { channel: 'telegram', room: Math.max(0, telegramLimits.text - around) },
      { channel: 'whatsapp', room: Math.max(0, whatsapp - around) },
    ];
  };

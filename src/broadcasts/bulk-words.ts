/** The words of one running broadcast, made once for each language: its rows hold none. */
import { changedIn } from '../calendar/diff.js';
import type { EntryVersion } from '../calendar/entry.js';
import type { EventFacts, EventWords } from '../calendar/words.js';
import type { Outgoing, OutgoingTemplate } from '../talk/message.js';
import type { Broadcast } from './broadcast.js';

export interface BulkWords {
  /** Inside WhatsApp's window, and where there is none. */
  message(locale: string, now: number): Outgoing;
  /** Outside the window. */
  template(locale: string): OutgoingTemplate;
}

/** A reminder says how many days are left: no words are older than this. */
const freshMs = 60_000;

function remember<T>(make: (locale: string) => T): (locale: string) => T {
  const known = new Map<string, T>();
  return (locale) => {
    const found = known.get(locale) ?? make(locale);
    known.set(locale, found);
    return found;
  };
}

/** @param versions of its entry; null when what it is about cannot be found: nothing can be said then. */
export function createBulkWords(
  { id, purpose, entryId, entryVersion, texts }: Broadcast,
  versions: readonly EntryVersion[],
  words: EventWords,
): BulkWords | null {
  if (purpose === 'notice')
    return {
      message: remember((locale) => words.noticeMessage({ texts, locale })),
      template: remember((locale) => words.noticeTemplate({ texts, broadcastId: id, locale })),
    };
  const version = versions.find((one) => one.version === entryVersion);
  if (entryId === null || !version) return null;
  const facts = (locale: string): EventFacts => ({ purpose, entryId, content: version.content, locale });
  const changed = purpose === 'change' ? { changed: changedIn(versions, version.version) } : {};
  const lead = Object.keys(texts).length > 0 ? { lead: texts } : {};
  const at = (now: number) =>
    remember((locale) => words.eventMessage({ ...facts(locale), ...changed, ...lead, now }));
  let madeAt = Number.NEGATIVE_INFINITY;
  let message = at(0);
  return {
    message: (locale, now) => {
      if (Math.abs(now - madeAt) > freshMs) {
        madeAt = now;
        message = at(now);
      }
      return message(locale);
    },
    template: remember((locale) => words.eventTemplate(facts(locale))),
  };
}

/** What refuses a draft before anybody may approve it. */
import { describe, expect, it } from 'vitest';
import type { BroadcastPreview } from '../../src/broadcasts/broadcast.js';
import { type CheckParts, checkBroadcast } from '../../src/broadcasts/checks.js';
import { createQuiet } from '../../src/broadcasts/quiet.js';
import type { Entry } from '../../src/calendar/entry.js';
import { audienceOf, broadcastOf, emptyPreview } from '../support/broadcasts.js';
import { workshop } from '../support/calendar.js';
import { t0 } from '../support/turns.js';

const people = (given: Partial<BroadcastPreview> = {}): BroadcastPreview => ({
  ...emptyPreview,
  recipients: 3,
  byLocale: { es: 3 },
  byChannel: { telegram: 3 },
  ...given,
});

const partsOf = (given: Partial<CheckParts> = {}): CheckParts => {
  const broadcast = given.broadcast ?? broadcastOf({ firstBatch: 20 });
  return {
    broadcast,
    preview: people(),
    entry: null,
    message: (locale) => ({ kind: 'text', text: broadcast.texts[locale] ?? broadcast.texts.es ?? 'facts' }),
    template: (locale) => ({ name: 'forum_notice', language: locale === 'en' ? 'en' : 'es' }),
    approved: new Set(['forum_notice es']),
    quiet: createQuiet({ from: 21, to: 8 }, 'America/Lima'),
    now: t0,
    ...given,
  };
};
const refused = (given: Partial<CheckParts> = {}) => checkBroadcast(partsOf(given)).refusals;
const codes = (given: Partial<CheckParts> = {}) => refused(given).map(({ code }) => code);

describe('a draft', () => {
  it('is refused nothing when it is right', () => {
    expect(checkBroadcast(partsOf())).toEqual({ refusals: [], hints: [] });
  });

  it('needs words in Spanish and in the language of whoever gets it', () => {
    expect(codes({ broadcast: broadcastOf({ texts: {} }) })).toContain('no-text');
    expect(codes({ broadcast: broadcastOf({ texts: { es: '  ' } }) })).toContain('no-text');
    expect(codes({ broadcast: broadcastOf({ texts: { qu: 'Ayni' } }) })).toContain('no-text');
    expect(refused({ preview: people({ byLocale: { es: 2, qu: 1, ay: 0 } }) })).toEqual([
      { code: 'no-translation', params: { locale: 'qu', people: 1 } },
    ]);
  });

  it('about an event needs no words of staff, but all languages once it has some', () => {
    const event = { purpose: 'event', entryId: 'e', entryVersion: 1 } as const;
    const entry = entryOf();
    const preview = people({ byLocale: { es: 1, qu: 2 } });
    expect(codes({ broadcast: broadcastOf({ ...event, texts: {} }), entry, preview })).toEqual([]);
    expect(codes({ broadcast: broadcastOf({ ...event, texts: { es: 'Vengan' } }), entry, preview })).toEqual([
      'no-translation',
    ]);
  });

  it('must fit each channel as a whole', () => {
    const texts = { es: 'a'.repeat(1_100) };
    const long = (kind: 'text' | 'choices', length: number) => () =>
      kind === 'text'
        ? ({ kind, text: 'ñ'.repeat(length) } as const)
        : ({ kind, text: 'ñ'.repeat(length), choices: [{ id: 'x', label: 'Voy' }] } as const);
    expect(refused({ broadcast: broadcastOf({ texts }), message: long('choices', 1_100) })).toEqual([
      { code: 'too-long', params: { locale: 'es', channel: 'whatsapp', length: 1_100, limit: 1_024 } },
    ]);
    expect(codes({ broadcast: broadcastOf({ texts }), message: long('text', 1_100) })).toEqual([]);
    expect(codes({ message: long('text', 4_097) })).toEqual(['too-long', 'too-long']);
    const telegram = broadcastOf({ audience: audienceOf({ channels: ['telegram'] }) });
    expect(codes({ broadcast: telegram, message: long('choices', 4_000) })).toEqual([]);
  });

  it('keeps no placeholder that nobody fills in', () => {
    const texts = { es: 'Hola {{name}}, {nombre}: [[fecha]] {{name}}' };
    expect(refused({ broadcast: broadcastOf({ texts }) }).map(({ params }) => params.placeholder)).toEqual([
      '{{name}}',
      '{nombre}',
      '[[fecha]]',
    ]);
  });

  it('needs an approved template where a window is closed', () => {
    const closed = people({ templates: 2, byLocale: { es: 2, en: 1 } });
    const texts = { es: 'Hay taller', en: 'There is a workshop' };
    const broadcast = broadcastOf({ texts, firstBatch: 20 });
    expect(refused({ broadcast, preview: closed })).toEqual([
      { code: 'no-template', params: { locale: 'en', template: 'forum_notice en' } },
    ]);
    expect(codes({ broadcast, preview: closed, approved: new Set() })).toEqual([
      'no-template',
      'no-template',
    ]);
    expect(
      codes({ broadcast, preview: people({ byLocale: { es: 2, en: 1 } }), approved: new Set() }),
    ).toEqual([]);
  });

  it('needs one also in the language of those who would be left out for want of it', () => {
    const left = people({ excluded: { ...emptyPreview.excluded, 'no-template': 4 }, byLocale: { es: 3 } });
    expect(refused({ preview: left })).toEqual([
      { code: 'no-template', params: { locale: 'en', template: 'forum_notice en' } },
    ]);
  });

  it('needs somebody to get it', () => {
    expect(codes({ preview: people({ recipients: 0, byLocale: {} }) })).toEqual(['no-people']);
  });

  it('must say what stands on the calendar today', () => {
    const broadcast = broadcastOf({ purpose: 'event', entryId: 'e', entryVersion: 1, texts: {} });
    expect(codes({ broadcast, entry: null })).toEqual(['event-cancelled']);
    expect(codes({ broadcast, entry: entryOf({ state: 'cancelled' }) })).toEqual(['event-cancelled']);
    expect(refused({ broadcast, entry: entryOf({ version: 2 }) })).toEqual([
      { code: 'event-changed', params: { version: 1, current: 2 } },
    ]);
    const over = entryOf({ content: workshop({ startsAt: t0 - 9, endsAt: t0 - 1 }) });
    expect(codes({ broadcast, entry: over })).toEqual(['event-over']);
  });

  it('is told what is worth a look', () => {
    const night = Date.parse('2026-06-02T23:00:00-05:00');
    const hintsOf = (given: Parameters<typeof broadcastOf>[0]) =>
      checkBroadcast(partsOf({ broadcast: broadcastOf(given) })).hints;
    expect(hintsOf({ startsAt: night, firstBatch: 5 })).toEqual([
      { code: 'start-quiet', params: { until: Date.parse('2026-06-03T08:00:00-05:00') } },
    ]);
    expect(hintsOf({ startsAt: t0 - 7_200_000, firstBatch: 5 }).map(({ code }) => code)).toEqual([
      'start-past',
    ]);
    expect(hintsOf({ firstBatch: 0 })).toEqual([{ code: 'no-first-batch', params: { people: 3 } }]);
  });
});

function entryOf(given: Partial<Entry> = {}): Entry {
  return {
    id: 'e',
    cycleId: 'cycle',
    kind: 'workshop',
    state: 'published',
    version: 1,
    draft: null,
    content: workshop(),
    revision: 2,
    ...given,
  };
}

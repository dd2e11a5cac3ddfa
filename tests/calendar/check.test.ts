/** What must hold before an entry is published, and what people hear of a change. */
import { describe, expect, it } from 'vitest';
import { checkEntry, entryLimits, entrySchema, warnEntry } from '../../src/calendar/check.js';
import { changedAspects, changedFields, changedIn, isOver, mustBeTold } from '../../src/calendar/diff.js';
import type { EntryContent, EntryVersion } from '../../src/calendar/entry.js';
import { day, workshop } from '../support/calendar.js';
import { t0 } from '../support/turns.js';

const codes = (given: Partial<EntryContent>): string[] =>
  checkEntry(workshop(given)).map(({ code, field }) => `${field}: ${code}`);

describe('an entry', () => {
  it.each([
    [{}, []],
    [{ title: { en: 'Only English' } }, ['title: title-missing']],
    [{ title: { es: '  ' } }, ['title: title-missing']],
    [{ title: { es: 'ñ'.repeat(entryLimits.title + 1) } }, ['title: title-long']],
    [{ endsAt: t0 }, ['endsAt: end-before-start']],
    [{ endsAt: t0 + 21 * day }, ['endsAt: end-before-start']],
    [{ venue: ' ' }, ['venue: nowhere']],
    [{ venue: '', online: true }, []],
    [{ venue: '', kind: 'deadline', endsAt: null }, []],
    [{ venue: '', kind: 'stage' }, []],
    [{ link: 'www.gob.pe' }, ['link: link-not-web']],
    [{ link: 'javascript:alert(1)' }, ['link: link-not-web']],
    [{ link: 'https://gob.pe/a b' }, ['link: link-not-web']],
    [{ link: 'https://gob.pe' }, []],
    [{ minutes: 'acta' }, ['minutes: minutes-not-web']],
    [{ reminders: [1, 1] }, ['reminders: reminders-repeated']],
    [{ reminders: [61] }, ['reminders: reminders-wrong']],
    [{ reminders: [-1] }, ['reminders: reminders-wrong']],
    [{ reminders: [1.5] }, ['reminders: reminders-wrong']],
    [{ reminders: [1, 2, 3, 4, 5, 6] }, ['reminders: reminders-many']],
    [{ reminders: [] }, []],
    [
      { takePart: { en: 'x'.repeat(300) }, venue: 'x'.repeat(200) },
      ['venue: venue-long', 'takePart: take-part-long'],
    ],
    [{ place: 'Cusco' }, ['place: shape']],
    [{ startsAt: Number.NaN }, ['startsAt: shape']],
  ] as const)('%j is refused for %j', (given, expected) => {
    expect(codes(given as Partial<EntryContent>)).toEqual(expected);
  });

  it('keeps its shape through its schema', () => {
    expect(entrySchema.parse(workshop())).toEqual(workshop());
    expect(entrySchema.safeParse({ ...workshop(), kind: 'party' }).success).toBe(false);
  });

  it('is worth a look where a translation, a link or the right stage is missing', () => {
    const stage = { stage: 'dialogue', startsAt: t0, endsAt: t0 + 30 * day } as const;
    const found = (given: Partial<EntryContent>) =>
      warnEntry(workshop(given), [stage]).map(({ code }) => code);
    expect(found({})).toEqual([]);
    expect(found({ title: { es: 'Taller' }, takePart: { es: 'Ven' } })).toEqual([
      'title-untranslated',
      'take-part-untranslated',
    ]);
    expect(found({ takePart: {}, organiser: '', online: true })).toEqual([
      'take-part-missing',
      'organiser-missing',
      'link-missing',
    ]);
    expect(found({ startsAt: t0 + 31 * day })).toEqual(['outside-stage']);
    expect(found({ startsAt: t0 - 1 })).toEqual(['outside-stage']);
    expect(found({ stage: 'notice', startsAt: t0 - 1 })).toEqual([]);
    expect(found({ kind: 'stage', takePart: {}, organiser: '' })).toEqual([]);
  });
});

describe('what changed', () => {
  it('is told field by field, whatever the order of languages', () => {
    const before = workshop();
    expect(changedFields(before, workshop())).toEqual([]);
    const turned = workshop({ title: { en: 'Open budget workshop', es: 'Taller de presupuesto abierto' } });
    expect(changedFields(before, turned)).toEqual([]);
    const after = workshop({
      startsAt: t0,
      place: null,
      online: true,
      reminders: [1],
      takePart: { es: 'Ven' },
    });
    expect(changedFields(before, after)).toEqual(['startsAt', 'place', 'online', 'takePart', 'reminders']);
    expect(changedAspects(before, after)).toEqual(['when', 'where', 'takePart']);
  });

  it('is heard by people only where it matters to them', () => {
    const versions = [
      workshop(),
      workshop({ organiser: 'Otra', reminders: [] }),
      workshop({ organiser: 'Otra', reminders: [], venue: 'Plaza' }),
    ].map(
      (content, index): EntryVersion => ({
        entryId: 'e',
        version: index + 1,
        change: 'changed',
        content,
        publishedAt: t0,
        officialUrl: null,
        overrideReason: null,
        staffId: 'rosa',
      }),
    );
    expect([1, 2, 3, 4].map((version) => changedIn(versions, version))).toEqual([
      [],
      ['organiser'],
      ['where'],
      [],
    ]);
    expect([1, 2, 3].map((version) => mustBeTold(changedIn(versions, version)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(isOver(workshop({ endsAt: null }), t0 + 21 * day)).toBe(false);
    expect(isOver(workshop({ endsAt: null }), t0 + 21 * day + 1)).toBe(true);
    expect(isOver(workshop(), t0 + 21 * day + 1)).toBe(false);
  });
});

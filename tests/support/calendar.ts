/** Entries of the calendar with sensible values for whatever a test does not care about. */
import type { Change, EntryContent } from '../../src/calendar/entry.js';
import type { OpenedStore } from '../../src/store/open.js';
import { t0 } from './turns.js';

export const day = 86_400_000;

/** A workshop in Cusco, three weeks after every test begins. */
export const workshop = (given: Partial<EntryContent> = {}): EntryContent => ({
  kind: 'workshop',
  stage: 'dialogue',
  title: { es: 'Taller de presupuesto abierto', en: 'Open budget workshop' },
  startsAt: t0 + 21 * day,
  endsAt: t0 + 21 * day + 2 * 3_600_000,
  place: '080101',
  online: false,
  venue: 'Casa de la Cultura, Cusco',
  link: null,
  organiser: 'Secretaría de Gobierno e Integridad',
  takePart: { es: 'Entrada libre. Trae tu DNI.', en: 'Free entry. Bring your ID.' },
  minutes: null,
  reminders: [14, 3, 1],
  ...given,
});

export interface PublishGiven {
  readonly change?: Change;
  readonly content?: EntryContent;
  readonly now?: number;
  readonly overrideReason?: string | null;
  readonly officialUrl?: string | null;
}

/** Publishes the next version of an entry, as staff do it by two forms. */
export async function publishNext(store: OpenedStore, id: string, given: PublishGiven = {}): Promise<void> {
  const { change = 'changed', content, now = t0, overrideReason = null, officialUrl = null } = given;
  if (content) {
    const revision = (await store.calendar.entry(id))?.revision ?? 0;
    await store.calendar.saveDraft(id, { draft: content, revision, staffId: 'rosa', now });
  }
  const revision = (await store.calendar.entry(id))?.revision ?? 0;
  const options = { revision, change, officialUrl, overrideReason, staffId: 'rosa', now };
  const saved = await store.calendar.publish(id, options);
  if (saved !== 'saved') throw new Error(`publishing ended in ${saved}`);
}

/** A published entry of the current cycle. @returns its id. */
export async function publishNew(
  store: OpenedStore,
  content: EntryContent = workshop(),
  given: Omit<PublishGiven, 'change' | 'content'> & { readonly cycleId?: string } = {},
): Promise<string> {
  const cycleId = given.cycleId ?? (await store.cycles.current(t0)).id;
  const id = await store.calendar.create({ cycleId, draft: content, staffId: 'rosa', now: given.now ?? t0 });
  await publishNext(store, id, { ...given, change: 'created' });
  return id;
}

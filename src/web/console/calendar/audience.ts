/** Who will hear of a publication by itself, before it is made: the notice it leads to, and how many get it. */
import { purposeOf } from '../../../calendar/announce.js';
import type { Change, Entry, EntryContent } from '../../../calendar/entry.js';
import type { Broadcasts, Calendar } from '../../../store/outreach.js';

export interface WillBeTold {
  readonly purpose: 'change' | 'cancellation' | 'minutes';
  readonly people: number;
  /** Who was told before, and must not or cannot be written to. */
  readonly leftOut: number;
}

interface Stores {
  readonly calendar: Pick<Calendar, 'versions'>;
  readonly broadcasts: Pick<Broadcasts, 'preview'>;
}

/** Null: nobody is told by itself, because it is new, over, or changes only what is the staff's. */
export async function willBeTold(
  { calendar, broadcasts }: Stores,
  entry: Entry,
  next: { readonly change: Change; readonly content: EntryContent },
  now: number,
): Promise<WillBeTold | null> {
  const versions = await calendar.versions(entry.id);
  const version = {
    entryId: entry.id,
    version: entry.version + 1,
    publishedAt: now,
    officialUrl: null,
    overrideReason: null,
    staffId: '',
    ...next,
  };
  const purpose = entry.version === 0 ? null : purposeOf([...versions, version], version, now);
  if (purpose === null) return null;
  const { recipients, excluded } = await broadcasts.preview(
    {
      id: '',
      purpose,
      origin: 'calendar',
      entryId: entry.id,
      entryVersion: version.version,
      approvedAt: null,
      audience: { regions: [], areas: [], channels: [], locales: [], told: entry.id, reminded: null },
    },
    // The weekly limit is for what staff send.
    { now, weeklyLimit: Number.MAX_SAFE_INTEGER, templates: 'all' },
  );
  const leftOut = Object.values(excluded).reduce((sum, count) => sum + count, 0);
  return { purpose, people: recipients, leftOut };
}

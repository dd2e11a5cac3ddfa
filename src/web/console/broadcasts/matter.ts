/** What a page needs to know of a broadcast before it shows or changes anything: its event, its words, who gets it. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import { type BulkWords, createBulkWords } from '../../../broadcasts/bulk-words.js';
import { type Checked, checkBroadcast, templateKey } from '../../../broadcasts/checks.js';
import { type Estimate, estimate } from '../../../broadcasts/estimate.js';
import { freeze } from '../../../broadcasts/freeze.js';
import { createQuiet, quietOf } from '../../../broadcasts/quiet.js';
import type { Entry, EntryVersion } from '../../../calendar/entry.js';
import { type ChannelName, channelNames } from '../../../talk/message.js';
import { numberState } from '../../../templates/platform-state.js';
import { tierWindowMs } from '../../../templates/tier.js';
import { locales } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { type Counted, createPreviewCache } from './preview-cache.js';

export interface Matter {
  /** As it stands now; null for a notice. */
  readonly entry: Entry | null;
  readonly versions: readonly EntryVersion[];
  /** As the sender will make them; null when what it is about was never published. */
  readonly words: BulkWords | null;
  /** Fingerprint of what stands there now. */
  readonly hash: string;
}

export interface Tier {
  /** Null while the platform has not told. */
  readonly limit: number | null;
  readonly used: number;
}

/** A draft looked through: what the approver has to know. */
export interface Review {
  readonly counted: Counted;
  readonly checked: Checked;
  readonly estimate: Estimate;
  /** Null where there is no WhatsApp. */
  readonly tier: Tier | null;
}

/** Channels of this house, in the order people know them. */
export const channelsOf = ({ deps }: ConsoleParts): readonly ChannelName[] =>
  channelNames.filter((name) => deps.outreach.rates[name] !== undefined);

export function createMatters(parts: ConsoleParts) {
  const { deps } = parts;
  const { store, outreach, eventWords } = deps;
  /** Staff may change them any day; a broadcast always belongs to the current cycle. */
  const quietHours = async () => quietOf(await store.cycles.working(deps.now(), false), outreach.quiet);

  const of = async (broadcast: Broadcast): Promise<Matter> => {
    const { entryId } = broadcast;
    const { weeklyLimit } = outreach;
    const versions = entryId === null ? [] : await store.calendar.versions(entryId);
    return {
      entry: entryId === null ? null : await store.calendar.entry(entryId),
      versions,
      words: createBulkWords(broadcast, versions, eventWords),
      hash: freeze(broadcast, { weeklyLimit, quiet: await quietHours() }),
    };
  };

  /** Of this broadcast's templates, those WhatsApp approved; all where no platform asks for them. */
  const approvedOf = async (words: BulkWords): Promise<ReadonlySet<string>> => {
    const needed = locales.map(words.template);
    if (!channelsOf(parts).includes('whatsapp')) return new Set(needed.map(templateKey));
    const found = await Promise.all(
      needed.map(async (template) => {
        const known = await store.templates.find(template.name, template.language);
        return known?.status.toUpperCase() === 'APPROVED' ? [templateKey(template)] : [];
      }),
    );
    return new Set(found.flat());
  };

  const previews = createPreviewCache(async (broadcast) => {
    const { words } = await of(broadcast);
    const approved = words === null ? new Set<string>() : await approvedOf(words);
    return store.broadcasts.preview(broadcast, {
      now: deps.now(),
      weeklyLimit: outreach.weeklyLimit,
      templates:
        words === null
          ? 'all'
          : new Set(locales.filter((locale) => approved.has(templateKey(words.template(locale))))),
    });
  }, deps.now);

  const tierOf = async (): Promise<Tier | null> => {
    if (!channelsOf(parts).includes('whatsapp')) return null;
    const { tier } = numberState(await store.ledger.platforms(), deps.now());
    return { limit: tier, used: await store.ledger.templatedSince('whatsapp', deps.now() - tierWindowMs) };
  };

  return {
    eventWords,
    of,
    /** @param maxAgeMs how old a count of the recipients may be. Null when nothing can be said at all. */
    review: async (broadcast: Broadcast, matter: Matter, maxAgeMs: number): Promise<Review | null> => {
      const { words, entry } = matter;
      if (words === null) return null;
      const now = deps.now();
      const counted = await previews.of(broadcast, maxAgeMs);
      const { preview } = counted;
      const quiet = createQuiet(await quietHours(), deps.timezone);
      const tier = await tierOf();
      return {
        counted,
        tier,
        checked: checkBroadcast({
          broadcast,
          preview,
          entry,
          message: (locale) => words.message(locale, now),
          template: words.template,
          approved: await approvedOf(words),
          quiet,
          now,
        }),
        estimate: estimate({
          recipients: preview.byChannel,
          templates: preview.templates,
          rates: Object.fromEntries(channelsOf(parts).map((name) => [name, outreach.rates[name] ?? 0])),
          tier: tier ?? { limit: null, used: 0 },
          quiet,
          startsAt: broadcast.startsAt,
          now,
        }),
      };
    },
  };
}

export type Matters = ReturnType<typeof createMatters>;

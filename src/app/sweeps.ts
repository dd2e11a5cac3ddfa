/** What a process does by itself every few seconds, by its roles. */

import { setTimeout } from 'node:timers/promises';
import { createBatchRelease } from '../answers/release.js';
import { createConduct } from '../broadcasts/conduct.js';
import { createAnnouncer } from '../calendar/announce.js';
import type { Channel } from '../channels/channel.js';
import { createTellProgress } from '../commitments/tell.js';
import type { Config } from '../config.js';
import { askSurveys } from '../inbox/survey.js';
import { type SweepParts, sweepConversations } from '../inbox/sweep.js';
import { createJobs } from '../jobs.js';
import { createDigest } from '../overview/digest.js';
import { fetchDueMedia } from '../proposals/fetch-media.js';
import type { MediaStore } from '../proposals/media.js';
import { createTellRefused } from '../proposals/refused-file.js';
import { removeErasedFiles } from '../proposals/remove-files.js';
import { createTellStaff } from '../proposals/tell-staff.js';
import type { openStore } from '../store/open.js';
import type { OutboxRow } from '../store/store.js';
import type { ChannelName } from '../talk/message.js';
import { createOwnWords } from '../text/own-words.js';
import type { CitizenKey, Say } from '../text/texts.js';

interface Parts extends SweepParts {
  readonly config: Pick<Config, 'roles' | 'timezone' | 'noticesPerWeek'>;
  readonly store: Awaited<ReturnType<typeof openStore>>;
  readonly channels: readonly Channel[];
  readonly media: MediaStore;
  readonly say: Say<CitizenKey>;
  readonly publicUrl: () => string;
  /** End of the quiet hours; null by day. */
  readonly quietUntil: (at: number) => Promise<number | null>;
  readonly newId: () => string;
  readonly inviteSoon: (row: OutboxRow) => Promise<void>;
  /** Invites whoever waits on a channel and has not been invited. */
  readonly inviteWaiting: (channel: ChannelName) => Promise<number>;
}

/** Proposals whose words are taken up in one go: their writes share a commit, and hold the loop for some 5 ms. */
const wordsAtOnce = 20;
const wordsMs = 1_000;

export interface Sweeps {
  start(): void;
  /** Runs all at once, for a clock that was moved. */
  runAll(): Promise<void>;
  /** Runs all, waits for what that makes leave (`idle`), and on while a sweep makes more due: for tests. */
  settle(idle: () => Promise<void>): Promise<void>;
  /** Staff released answers: they leave now rather than at the next look. */
  nudge(): void;
  /** No new runs; resolves when those under way have ended. */
  stop(): Promise<void>;
}

const releaseJob = 'released answers';

export function createSweeps(parts: Parts): Sweeps {
  const { config, store, channels, vault, media, say, newId, now, hand, log, inviteSoon } = parts;
  const jobs = createJobs(log);
  const wake = () => hand?.wakeAt(now());
  const reporting = new Set(channels.filter((one) => one.reportsDelivery).map(({ name }) => name));
  const conduct = createConduct({
    store,
    now,
    weeklyLimit: config.noticesPerWeek,
    reportsDelivery: (name) => reporting.has(name),
    wake,
    log,
  });
  const announcer = createAnnouncer({ store, timezone: config.timezone, now });
  const tellProgress = createTellProgress({
    commitments: store.commitments,
    say,
    quietUntil: parts.quietUntil,
    publicUrl: parts.publicUrl,
    now,
  });
  const release = createBatchRelease({
    dialect: store.dialect,
    answers: store.answers,
    sayIn: createOwnWords(say),
    quietUntil: parts.quietUntil,
    now,
    wake,
    log,
  });
  const digest = createDigest({
    digests: store.digests,
    cycleId: async (at) => (await store.cycles.current(at)).id,
    standing: store.proposals.queueCounts,
    toSign: async (cycleId, sector, at) =>
      (await store.cycles.working(at, false)).signing === 'none'
        ? 0
        : store.answers.count({ cycleId, drafts: true, unsignedBy: sector }),
    timezone: config.timezone,
    now,
  });
  const tellStaff = createTellStaff({
    notices: store.staffNotices,
    say,
    quietUntil: parts.quietUntil,
    publicUrl: parts.publicUrl,
    now,
  });
  /** A sweep made rows that were not due before. */
  let moved = false;

  const startClock = (): void => {
    jobs.every(10_000, 'time-outs', () => sweepConversations(parts));
    jobs.every(10_000, 'calendar notices', async () => {
      if ((await announcer.run()) === 0) return;
      moved = true;
      wake();
    });
    jobs.every(5_000, 'progress of commitments', async () => {
      if ((await tellProgress()) === 0) return;
      moved = true;
      wake();
    });
    jobs.every(600_000, 'surveys', async () => {
      const { surveys } = store;
      if ((await askSurveys({ surveys, say, quietUntil: parts.quietUntil, now })) === 0) return;
      moved = true;
      wake();
    });
    jobs.every(60_000, 'digest of staff', digest);
    jobs.every(15_000, 'notices of staff', async () => {
      if ((await tellStaff()) === 0) return;
      moved = true;
      wake();
    });
    jobs.every(1_000, releaseJob, async () => {
      moved = (await release.run()) > 0 || moved;
    });
    jobs.every(1_000, 'broadcasts', async () => {
      moved = (await conduct.run()) || moved;
    });
    jobs.every(wordsMs, 'words', async () => {
      const until = performance.now() + wordsMs;
      for (let began = performance.now(); began < until; began = performance.now()) {
        if ((await store.similar.index(wordsAtOnce)) < wordsAtOnce) return;
        // After a restore there may be many, and people who write come first: a tenth of the time is enough.
        await setTimeout((performance.now() - began) * 9);
      }
    });
    jobs.every(60_000, 'erased people', async () => {
      await store.turns.sweepErased();
      await store.links.sweep(now());
      await removeErasedFiles(store.attachments, media);
      await store.sql.forget();
    });
    const tell = createTellRefused({ outbox: store.outbox, say, newId, now });
    const channelByName = new Map(channels.map((channel) => [channel.name as string, channel]));
    jobs.every(3_000, 'files', () =>
      fetchDueMedia({ store, channels: channelByName, vault, media, now, log, tell }),
    );
  };

  const startSender = (): void => {
    // A process may end between a message that waits and the invitation that follows it.
    jobs.every(3_600_000, 'invitations', async () => {
      for (const { name, windowMs } of channels)
        if (windowMs !== undefined && (await parts.inviteWaiting(name)) > 0) wake();
    });
    jobs.every(3_000, 'early statuses', async () => {
      for (const row of await store.outbox.applyOrphans(now())) await inviteSoon(row);
    });
    jobs.every(10_000, 'cut lines', async () => {
      const again = await store.outbox.replanUnknown({ now: now(), olderThan: now() - 60_000 });
      if (again > 0) wake();
    });
    jobs.every(30_000, 'ended leases', () => store.outbox.recover({ now: now(), by: '' }));
  };

  return {
    start: () => {
      if (config.roles.has('clock')) startClock();
      if (config.roles.has('sender')) startSender();
    },
    runAll: jobs.runAll,
    nudge: () => jobs.soon(releaseJob),
    settle: async (idle) => {
      // A broadcast goes on by what became of its first rows.
      do {
        moved = false;
        await jobs.runAll();
        await idle();
      } while (moved);
    },
    stop: async () => {
      conduct.stop();
      release.stop();
      await jobs.stop();
    },
  };
}

/** The morning's digest: once a day, in the morning, to who has a chat of their own and something to do. */
import { describe, expect, it } from 'vitest';
import {
  createDigest,
  type DigestDetail,
  type DigestReader,
  digestOf,
  type Standing,
} from '../../src/overview/digest.js';

const standing: Standing = { unassigned: 4, overdue: 2, dueSoon: 3, disagreed: 1 };
const calm: Standing = { unassigned: 0, overdue: 0, dueSoon: 0, disagreed: 0 };
const reader = (given: Partial<DigestReader>): DigestReader => ({
  staffId: 'ana',
  role: 'triage',
  sector: 'government',
  mine: 0,
  ...given,
});

describe('what a digest says', () => {
  it('is what the role can do something about', () => {
    expect(digestOf(reader({ mine: 5 }), standing, 7)).toEqual({ mine: 5, ...standing, toSign: 0 });
    const signer = digestOf(reader({ role: 'signer' }), standing, 7);
    expect(signer).toEqual({ ...calm, mine: 0, disagreed: 1, toSign: 7 });
  });
  it('is nothing where nothing waits', () => {
    expect(digestOf(reader({}), calm, 3)).toBeNull();
    expect(digestOf(reader({ role: 'reader' }), standing, 3)).toBeNull();
  });
});

describe('the clock', () => {
  const lima = (hour: number) => Date.UTC(2026, 10, 24, hour + 5);
  const rig = (readers: readonly DigestReader[]) => {
    const written = new Map<string, DigestDetail>();
    const state = { now: lima(7) };
    const run = createDigest({
      digests: {
        readers: async () => readers,
        add: async (staffId, day, detail) => {
          const key = `${day} ${staffId}`;
          if (written.has(key)) return false;
          written.set(key, detail);
          return true;
        },
      },
      cycleId: async () => 'cycle',
      standing: async () => standing,
      toSign: async () => 0,
      timezone: 'America/Lima',
      now: () => state.now,
    });
    return { run, state, written };
  };

  it('waits for the morning, and writes each digest once a day', async () => {
    const { run, state, written } = rig([reader({}), reader({ staffId: 'leo', role: 'reader' })]);
    expect(await run()).toBe(0);
    state.now = lima(8);
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    state.now = lima(8 + 24);
    expect(await run()).toBe(1);
    expect([...written.keys()]).toEqual(['2026-11-24 ana', '2026-11-25 ana']);
  });

  it('does not send in the afternoon what was missed in the morning', async () => {
    const { run, state } = rig([reader({})]);
    state.now = lima(15);
    expect(await run()).toBe(0);
  });
});

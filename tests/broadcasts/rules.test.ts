/** Who may do what with a broadcast, what an approval holds fast, and when a broadcast is stopped. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstBatchRules, fullRules, judge, since } from '../../src/broadcasts/breaker.js';
import { type BroadcastState, broadcastStates } from '../../src/broadcasts/broadcast.js';
import { createChunkSize } from '../../src/broadcasts/chunk.js';
import { canonical, type FrozenSettings, freeze } from '../../src/broadcasts/freeze.js';
import { type LifeStep, lifeSteps, refuseStep, statesFor } from '../../src/broadcasts/life.js';
import { audienceOf, broadcastOf } from '../support/broadcasts.js';

const luis = { id: 'luis', sector: 'civil-society' } as const;
const context = { by: luis, drafterSector: 'government', authors: ['rosa'], hash: 'h' } as const;

describe('a step in the life of a broadcast', () => {
  it('is open in these states and no other', () => {
    const open = (state: BroadcastState): readonly LifeStep[] =>
      lifeSteps.filter((step) => refuseStep(broadcastOf({ state, hash: 'h' }), step, context) === null);
    expect(Object.fromEntries(broadcastStates.map((state) => [state, open(state)]))).toEqual({
      draft: ['edit', 'approve', 'cancel'],
      approved: ['edit', 'start', 'cancel'],
      sending: ['pause', 'cancel'],
      paused: ['resume', 'cancel'],
      done: [],
      cancelled: [],
    });
    expect(statesFor('cancel')).toContain('paused');
  });

  it('of approval is for a second person of the other sector', () => {
    const draft = broadcastOf({ draftedBy: 'rosa' });
    expect(refuseStep(draft, 'approve', context)).toBeNull();
    expect(refuseStep(draft, 'approve', { ...context, by: { ...luis, id: 'rosa' } })).toBe('own-words');
    expect(refuseStep(draft, 'approve', { ...context, drafterSector: 'civil-society' })).toBe('same-sector');
    expect(refuseStep(draft, 'approve', { ...context, drafterSector: null })).toBe('same-sector');
    expect(refuseStep(draft, 'approve', { ...context, authors: ['luis', 'rosa'] })).toBe('own-words');
  });

  it('of starting is for what was approved, unchanged', () => {
    const approved = broadcastOf({ state: 'approved', hash: 'h' });
    expect(refuseStep(approved, 'start', context)).toBeNull();
    expect(refuseStep(approved, 'start', { ...context, hash: 'other' })).toBe('not-frozen');
    expect(refuseStep(broadcastOf({ state: 'sending' }), 'start', context)).toBe('wrong-state');
  });

  it('of writing or signing is not open for automatic ones', () => {
    const automatic = (state: BroadcastState) => broadcastOf({ origin: 'calendar', state });
    for (const step of ['edit', 'approve', 'start'] as const)
      expect(refuseStep(automatic('approved'), step, context)).toBe('automatic');
    expect(refuseStep(automatic('sending'), 'pause', context)).toBeNull();
  });
});

describe('what an approval holds fast', () => {
  const settings: FrozenSettings = { weeklyLimit: 2, quiet: { from: 21, to: 8 } };
  const base = broadcastOf({ audience: audienceOf({ regions: ['08', '21'] }) });
  const hash = freeze(base, settings);

  it('is anything that decides what leaves, to whom and when', () => {
    const changed = [
      { ...base, texts: { es: 'Hay taller el domingo.' } },
      { ...base, texts: { ...base.texts, qu: '' } },
      { ...base, audience: audienceOf({ regions: ['08'] }) },
      { ...base, audience: { ...base.audience, told: 'e' } },
      { ...base, firstBatch: 5 },
      { ...base, startsAt: base.startsAt + 1 },
      { ...base, entryId: 'e', entryVersion: 1 },
      { ...base, entryId: 'e', entryVersion: 2 },
      { ...base, purpose: 'event' as const },
      { ...base, id: 'b2' },
    ];
    const hashes = new Set([hash, ...changed.map((one) => freeze(one, settings))]);
    expect(hashes.size).toBe(changed.length + 1);
    expect(freeze(base, { ...settings, weeklyLimit: 3 })).not.toBe(hash);
    expect(freeze(base, { ...settings, quiet: { from: 22, to: 8 } })).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not the order in which things are written down, nor what only staff see', () => {
    const audience = audienceOf({ regions: ['21', '08'] });
    expect(freeze({ ...base, audience }, settings)).toBe(hash);
    expect(freeze({ ...base, title: 'Otro', revision: 9 } as typeof base, settings)).toBe(hash);
  });

  it('has one form for equal values', () => {
    const tree = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    })).value;
    fc.assert(
      fc.property(tree, (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the breaker', () => {
  const lost = (kind: string, count: number) => ({ kind, count });

  it('lets go on what fails for reasons of the people', () => {
    const theirs = [lost('blocked', 40), lost('gone', 30), lost('opted-out', 20), lost('wait', 9)];
    expect(judge({ fine: 1, lost: theirs }, fullRules)).toBeNull();
    expect(judge({ fine: 0, lost: [] }, firstBatchRules)).toBeNull();
  });

  it('stops on what is ours, naming the kind seen most', () => {
    const ours = [lost('fix', 5), lost('content', 9), lost('fix', 5), lost('blocked', 12)];
    expect(judge({ fine: 20, lost: ours }, fullRules)).toBe('fix');
    expect(judge({ fine: 10, lost: [lost('unknown', 10)] }, fullRules)).toBe('unknown');
  });

  it('bears a few, and a small share of many', () => {
    expect(judge({ fine: 5, lost: [lost('fix', 9)] }, fullRules)).toBeNull();
    expect(judge({ fine: 1000, lost: [lost('unknown', 60)] }, fullRules)).toBeNull();
    expect(judge({ fine: 18, lost: [lost('unknown', 2)] }, firstBatchRules)).toBeNull();
    expect(judge({ fine: 10, lost: [lost('fix', 3)] }, firstBatchRules)).toBe('fix');
  });

  it('stops a first batch of which nothing arrived, however small; later that proves nothing', () => {
    expect(judge({ fine: 0, lost: [lost('fix', 1)] }, firstBatchRules)).toBe('fix');
    expect(judge({ fine: 0, lost: [lost('fix', 1)] }, fullRules)).toBeNull();
  });

  it('counts only what came since staff let it go on', () => {
    const before = { fine: 5, lost: [lost('fix', 20)] };
    const after = { fine: 9, lost: [lost('fix', 11), lost('fix', 10), lost('unknown', 2)] };
    expect(since(after, before)).toEqual({ fine: 4, lost: [lost('fix', 1), lost('unknown', 2)] });
    expect(judge(since(after, before), fullRules)).toBeNull();
  });
});

describe('the size of a piece of work', () => {
  it('follows the time it takes, and never leaves its bounds', () => {
    const chunk = createChunkSize('sqlite');
    const first = chunk.size;
    chunk.took(120);
    expect(chunk.size).toBeLessThan(first);
    for (let index = 0; index < 50; index += 1) chunk.took(1000);
    expect(chunk.size).toBeGreaterThan(0);
    for (let index = 0; index < 50; index += 1) chunk.took(0);
    const most = chunk.size;
    chunk.took(0);
    expect(chunk.size).toBe(most);
  });
});

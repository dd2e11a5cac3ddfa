/** What a turn does to the database: all of it, once, or nothing. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  claimAs,
  greet,
  minute,
  outboxOf,
  proposalOf,
  reply,
  rowOf,
  t0,
  turnOf,
} from '../../support/turns.js';

export function turnsContract(current: () => OpenedStore): void {
  const load = (who: string) => current().turns.load([`key:${who}`]);
  const commit = (...given: Parameters<typeof turnOf>) => current().turns.commit(turnOf(...given));

  describe('a turn', () => {
    it('knows nobody at first', async () => {
      expect(await load('ana')).toEqual({});
      expect(await current().turns.loadByAddress('address:ana')).toEqual({});
    });

    it('makes person, address, conversation and messages, and reads them back', async () => {
      const answers = { idea: 'árbol 🌳', parts: [1, 'dos', null], deep: { yes: true } };
      await greet(current(), 'ana', [reply('hola')], { step: 'area', answers });
      expect(await load('ana')).toEqual({
        person: {
          id: 'person:ana',
          locale: 'es',
          localeChosen: false,
          adultEnoughAt: null,
          place: null,
          areas: [],
          notices: false,
          preferredChannel: null,
        },
        address: { id: 'address:ana', channel: 'telegram', lastInboundAt: t0, waiting: 0, reachable: true },
        conversation: {
          flow: 'proposal',
          version: 1,
          step: 'area',
          answers,
          tries: 0,
          revision: 1,
          since: t0,
          nudged: false,
        },
        sealed: 'sealed:ana',
        revision: 1,
      });
      expect(await current().turns.loadByAddress('address:ana')).toEqual(await load('ana'));
      expect((await outboxOf(current())).map((row) => [row.message, row.state])).toEqual([
        [{ kind: 'text', text: 'hola' }, 'planned'],
      ]);
    });

    it('answers a repetition with "duplicate" and writes nothing of it', async () => {
      await greet(current(), 'ana', [], { inboundKey: 'same' });
      const again = { inboundKey: 'same', step: 'region', messages: [reply('otra vez')] };
      expect(await commit('ana', false, again)).toBe('duplicate');
      expect((await load('ana')).conversation?.step).toBe('idea');
      expect(await outboxOf(current())).toEqual([]);
    });

    it('answers a conversation that moved on with "conflict" and writes nothing of it', async () => {
      await greet(current(), 'ana');
      expect(await commit('ana', false, { step: 'area' })).toBe('committed');
      const stale = turnOf('ana', false, { step: 'region', messages: [reply('tarde')], inboundKey: 'stale' });
      expect(await current().turns.commit(stale)).toBe('conflict');
      expect((await load('ana')).conversation).toMatchObject({ step: 'area', revision: 2 });
      expect(await outboxOf(current())).toEqual([]);
      // The same message decided anew is not taken for a repetition.
      expect(await current().turns.commit({ ...stale, revision: 2 })).toBe('committed');
    });

    it('lets one of two first messages of a person win', async () => {
      const turns = ['one', 'two'].map((name) => ({
        ...turnOf('ana', true),
        person: { id: `person:${name}`, isNew: true, locale: 'es' },
        address: { id: `address:${name}`, isNew: true, sealed: 'sealed' },
      }));
      const outcomes = await Promise.all(turns.map((turn) => current().turns.commit(turn)));
      expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
    });

    it('lets one of two turns decided on the same revision win', async () => {
      await greet(current(), 'ana');
      const outcomes = await Promise.all([
        commit('ana', false, { step: 'area' }),
        commit('ana', false, { step: 'region' }),
      ]);
      expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
    });

    it('answers a public code that is taken with "conflict"', async () => {
      const submit = (code: string) => ({
        effects: [{ kind: 'proposal.submit' as const, proposal: proposalOf({ code }) }],
      });
      await greet(current(), 'ana', [], submit('AYNI-7K3Q'));
      expect(await commit('ben', true, submit('AYNI-7K3Q'))).toBe('conflict');
      expect(await load('ben')).toEqual({});
      expect(await commit('ben', true, submit('AYNI-9MWX'))).toBe('committed');
    });

    it('keeps the word for what nobody could use, never the words', async () => {
      const turn = turnOf('ana', true);
      await current().turns.commit({
        ...turn,
        inboundKind: 'unsupported',
        turn: { ...turn.turn, kept: 'sticker' },
      });
      const rows = await current().sql.readOnce((db) => db.select().from(current().sql.t.inbound));
      expect(rows).toEqual([expect.objectContaining({ kind: 'unsupported', kept: 'sticker', sentAt: t0 })]);
    });

    it('finds a person by either of two ids, and links one that is new', async () => {
      await greet(current(), 'ana', [], { channel: 'whatsapp' });
      const both = { keys: ['key:ana', 'key:user'], channel: 'whatsapp' as const };
      const turn = turnOf('ana', false, both);
      await current().turns.commit({ ...turn, address: { ...turn.address, sealed: 'sealed:both' } });
      expect((await current().turns.load(['key:user'])).sealed).toBe('sealed:both');
      expect((await current().turns.load(['key:other', 'key:user'])).person?.id).toBe('person:ana');
      expect((await current().turns.load(['key:user', 'key:ana'])).person?.id).toBe('person:ana');
    });

    it('forgets the old number of somebody who moved', async () => {
      await greet(current(), 'ana', [], { channel: 'whatsapp' });
      const turn = turnOf('ana', false, {
        keys: ['key:new'],
        effects: [{ kind: 'address.moved', to: { phone: 'unused' } }],
      });
      await current().turns.commit({ ...turn, address: { ...turn.address, sealed: 'sealed:new' } });
      expect(await load('ana')).toEqual({});
      expect((await load('new')).person?.id).toBe('person:ana');
    });

    it('moves the window forward only, and takes a message as a sign of life', async () => {
      await greet(current(), 'ana');
      await current().outbox.markUnreachable('address:ana', 'blocked', t0);
      expect((await load('ana')).address?.reachable).toBe(false);
      await commit('ana', false, { touch: true, sentAt: t0 + minute });
      await commit('ana', false, { touch: true, sentAt: t0 - minute, revision: 2 });
      expect((await load('ana')).address).toMatchObject({ lastInboundAt: t0 + minute, reachable: true });
    });

    it('leases what is due at once, and plans the rest', async () => {
      const messages = [reply('ya'), reply('luego', { dueAt: t0 + 2_500 })];
      const [now, later] = await greet(current(), 'ana', messages, {
        lease: { by: 'me', until: t0 + minute },
      });
      expect(await rowOf(current(), now ?? '')).toMatchObject({ state: 'leased', leasedBy: 'me' });
      expect(await rowOf(current(), later ?? '')).toMatchObject({ state: 'planned', leasedBy: null });
    });

    it('suppresses the held question that a newer one replaces, and says a message of one key once', async () => {
      const held = reply('¿tema?', { key: 'held', dueAt: t0 + 2_500 });
      const [first] = await greet(current(), 'ana', [held]);
      const next = [reply('¿tema?', { key: 'held:2', replaces: 'held' }), reply('¿tema?', { key: 'held:2' })];
      await commit('ana', false, { messages: next });
      expect(await rowOf(current(), first ?? '')).toMatchObject({
        state: 'suppressed',
        why: 'replaced',
        message: { kind: 'text', text: '' },
      });
      expect((await outboxOf(current())).filter((row) => row.state === 'planned')).toHaveLength(1);
    });

    it('does not replace a question that is on its way', async () => {
      const [first] = await greet(current(), 'ana', [reply('¿tema?', { key: 'held' })]);
      await claimAs(current(), 'me');
      await commit('ana', false, { messages: [reply('¿tema?', { replaces: 'held' })] });
      expect((await rowOf(current(), first ?? '')).state).toBe('leased');
    });
  });

  describe('what falls due', () => {
    it('names nudges and expiries once each, an expiry before a nudge', async () => {
      await greet(current(), 'ana', [], { nudgeAt: t0 + 1 });
      await greet(current(), 'ben', [], { nudgeAt: t0 + 1, expiresAt: t0 + 2 });
      await greet(current(), 'cid', [], { nudgeAt: t0 + 9 });
      expect(await current().turns.due(t0, 10)).toEqual([]);
      expect(await current().turns.due(t0 + 5, 10)).toEqual([
        { addressId: 'address:ben', channel: 'telegram', due: 'expire' },
        { addressId: 'address:ana', channel: 'telegram', due: 'nudge' },
      ]);
    });

    it('commits a time-out without an inbound id', async () => {
      await greet(current(), 'ana', [], { nudgeAt: t0 });
      expect(await commit('ana', false, { inboundKey: null })).toBe('committed');
      expect(await current().turns.due(t0 + 5, 10)).toEqual([]);
    });
  });
}

/** The queue of staff: what it can be narrowed to, its order, its pages, what stands beside a proposal, many at once. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import type { ProposalFilter, QueueOrder } from '../../../src/store/queue/queue.js';
import { once } from '../../../src/store/sql.js';
import { greet, minute, proposalOf, t0 } from '../../support/turns.js';

const day = 1440 * minute;

export function queueContract(current: () => OpenedStore): void {
  let people = 0;
  type Row = OpenedStore['sql']['t']['proposal']['$inferInsert'];
  /** @param set what staff and time made of it. */
  const propose = async (given: Parameters<typeof proposalOf>[0], set: Partial<Row> = {}) => {
    people += 1;
    const proposal = proposalOf({ ...given });
    await greet(current(), `citizen-${people}`, [], { effects: [{ kind: 'proposal.submit', proposal }] });
    const { t, write } = current().sql;
    if (Object.keys(set).length > 0)
      await write([
        once((db) =>
          db
            .update(t.proposal)
            .set(set)
            .where(eq(t.proposal.id, proposal.id))
            .returning({ id: t.proposal.id }),
        ),
      ]);
    return proposal;
  };
  const codes = async (filter: Omit<ProposalFilter, 'cycleId'>, order: QueueOrder = 'oldest') => {
    const page = await current().proposals.page({ cycleId: 'cycle', ...filter }, { order, size: 50 });
    expect(page.total).toEqual({ count: page.rows.length, isMore: false });
    return page.rows.map((row) => row.code.slice(5));
  };
  const insert = async (statement: Parameters<typeof once>[0]) => {
    await current().sql.write([once(statement)]);
  };
  const draftFor = (proposalId: string, given: { state?: string; outcome?: string; at?: number } = {}) => {
    const { answer } = current().sql.t;
    const { state = 'draft', outcome = 'adopted', at = t0 } = given;
    const values = { id: `${proposalId}-${at}`, proposalId, outcome, reason: { es: 'Porque sí' }, state };
    const releasedAt = state === 'released' ? at : null;
    return insert((db) =>
      db
        .insert(answer)
        .values({ ...values, staffId: 's', createdAt: at, releasedAt })
        .returning({ id: answer.id }),
    );
  };

  describe('the queue', () => {
    it('is of one cycle, and never lists what was withdrawn', async () => {
      await propose({ code: 'AYNI-AAAA' });
      await propose({ code: 'AYNI-BBBB', cycleId: 'another' });
      await propose({ code: 'AYNI-CCCC' }, { state: 'withdrawn', text: '' });
      expect(await codes({})).toEqual(['AAAA']);
      expect(await codes({ states: ['withdrawn'] })).toEqual([]);
      expect((await current().proposals.idsOf({ cycleId: 'cycle' })).map(({ code }) => code)).toEqual([
        'AYNI-AAAA',
      ]);
      const named = await current().proposals.idsOfCodes('cycle', ['AYNI-AAAA', 'AYNI-BBBB', 'AYNI-CCCC']);
      expect(named.map(({ code }) => code)).toEqual(['AYNI-AAAA']);
    });

    it('is narrowed by who has it, by institution, by date, by what waits', async () => {
      await propose(
        { code: 'AYNI-AAAA', promisedAt: t0 - day },
        { assigneeId: 'rosa', institutionId: 'mef' },
      );
      await propose({ code: 'AYNI-BBBB', promisedAt: t0 + 2 * day }, { askedAt: t0 });
      await propose({ code: 'AYNI-CCCC', promisedAt: t0 + 9 * day, place: null }, { jointId: 'j' });
      expect(await codes({ assigneeId: 'rosa' })).toEqual(['AAAA']);
      expect(await codes({ assigneeId: null })).toEqual(['BBBB', 'CCCC']);
      expect(await codes({ institutionId: 'mef' })).toEqual(['AAAA']);
      expect(await codes({ institutionId: null })).toEqual(['BBBB', 'CCCC']);
      expect(await codes({ promisedBefore: t0 })).toEqual(['AAAA']);
      expect(await codes({ promisedBefore: t0 + 7 * day, assigneeId: null })).toEqual(['BBBB']);
      expect(await codes({ asked: true })).toEqual(['BBBB']);
      expect(await codes({ joint: true })).toEqual(['CCCC']);
      expect(await codes({ joint: 'other' })).toEqual([]);
      expect(await codes({ department: 'country' })).toEqual(['CCCC']);
      const counts = await current().proposals.queueCounts('cycle', t0);
      expect(counts).toMatchObject({ open: 3, unassigned: 2, overdue: 1, dueSoon: 2, asked: 1 });
      expect(await current().proposals.countAssigned('cycle', 'rosa')).toBe(1);
    });

    it('is narrowed by when it came, and by the area staff gave it, also "not a proposal"', async () => {
      const first = await propose({ code: 'AYNI-AAAA' }, { createdAt: t0 });
      await propose({ code: 'AYNI-BBBB' }, { createdAt: t0 + day });
      await propose({ code: 'AYNI-CCCC' }, { createdAt: t0 + 2 * day });
      expect(await codes({ received: { from: t0 + 1, until: t0 + 2 * day } })).toEqual(['BBBB']);
      expect(await codes({ received: { from: t0 + 1, until: null } })).toEqual(['BBBB', 'CCCC']);
      const { tag } = current().sql.t;
      await insert((db) =>
        db
          .insert(tag)
          .values({ proposalId: first.id, area: 'none', origin: 'confirmed', words: [], at: t0 })
          .returning({ area: tag.area }),
      );
      expect(await codes({ area: 'none' })).toEqual(['AAAA']);
      expect(await codes({ area: 'anticorruption' })).toEqual(['BBBB', 'CCCC']);
    });

    it('is narrowed by drafts, by the outcome that stands, by objections and disagreements', async () => {
      const a = await propose({ code: 'AYNI-AAAA' });
      const b = await propose({ code: 'AYNI-BBBB' }, { state: 'answered' });
      await propose({ code: 'AYNI-CCCC' });
      await draftFor(a.id);
      await draftFor(b.id, { state: 'released', outcome: 'deferred', at: t0 });
      await draftFor(b.id, { state: 'released', outcome: 'adopted', at: t0 + 1 });
      const { objection, answerReply } = current().sql.t;
      await insert((db) =>
        db
          .insert(objection)
          .values({ proposalId: a.id, area: null, at: t0 })
          .returning({ proposalId: objection.proposalId }),
      );
      const reply = {
        answerId: `${b.id}-${t0 + 1}`,
        proposalId: b.id,
        kind: 'disagreed',
        text: 'No',
        at: t0,
      };
      await insert((db) =>
        db.insert(answerReply).values(reply).returning({ answerId: answerReply.answerId }),
      );
      expect(await codes({ drafted: true })).toEqual(['AAAA']);
      expect(await codes({ outcome: 'adopted' })).toEqual(['BBBB']);
      expect(await codes({ outcome: 'deferred' })).toEqual([]);
      expect(await codes({ objected: true })).toEqual(['AAAA']);
      expect(await codes({ disagreed: true })).toEqual(['BBBB']);
      const counts = await current().proposals.queueCounts('cycle', t0);
      expect(counts).toMatchObject({ drafted: 1, objected: 1, disagreed: 1 });
      const { rows } = await current().proposals.page({ cycleId: 'cycle' }, { order: 'oldest', size: 9 });
      expect(rows.map(({ marks }) => [marks.hasDraft, marks.hasObjection, marks.hasDisagreement])).toEqual([
        [true, true, false],
        [false, false, true],
        [false, false, false],
      ]);
    });

    it('finds words in any spelling of the Andes, codes, recordings and joint ideas', async () => {
      await propose({ code: 'AYNI-AAAA', text: "Qosqopi p'unchaw yaku", locale: 'qu' });
      await propose({ code: 'AYNI-BBBB', text: 'En Qusqu falta agua; el PESO de la basura' });
      const spoken = await propose({
        code: 'AYNI-CCCC',
        text: '',
        media: [{ kind: 'voice', ref: 'r', mime: 'audio/ogg' }],
      });
      expect(await codes({ search: 'qusqu' })).toEqual(['AAAA', 'BBBB']);
      expect(await codes({ search: 'QOSQO' })).toEqual(['AAAA', 'BBBB']);
      expect(await codes({ search: 'p’unchaw' })).toEqual(['AAAA']);
      expect(await codes({ search: 'punchaw yaku' })).toEqual(['AAAA']);
      expect(await codes({ search: 'peso' })).toEqual(['BBBB']);
      expect(await codes({ search: 'piso' })).toEqual([]);
      expect(await codes({ search: 'ayni-cccc' })).toEqual(['CCCC']);
      expect(await codes({ search: 'agua desague' })).toEqual([]);
      const { attachment, joint, proposal } = current().sql.t;
      await insert((db) =>
        db
          .update(attachment)
          .set({ transcript: 'Que arreglen el puente' })
          .where(eq(attachment.proposalId, spoken.id))
          .returning({ id: attachment.id }),
      );
      const idea = { id: 'j', cycleId: 'cycle', title: 'Puentes seguros', text: 'Revisar cada año' };
      await insert((db) =>
        db
          .insert(joint)
          .values({ ...idea, createdBy: 's', createdAt: t0 })
          .returning({ id: joint.id }),
      );
      await insert((db) =>
        db
          .update(proposal)
          .set({ jointId: 'j', indexed: false })
          .where(eq(proposal.id, spoken.id))
          .returning({ id: proposal.id }),
      );
      expect(await current().similar.index(100)).toBe(3);
      expect(await current().similar.index(100)).toBe(0);
      expect(await codes({ search: 'puente' })).toEqual(['CCCC']);
      expect(await codes({ search: 'revisar puentes' })).toEqual(['CCCC']);
      expect(await codes({ search: 'cccc' })).toEqual(['CCCC']);
    });

    it('goes forwards and backwards, in either order, and knows what stands beside a proposal', async () => {
      const made = [];
      for (let n = 0; n < 7; n += 1)
        made.push(
          await propose(
            { code: `AYNI-AAA${n}`, promisedAt: t0 + (n % 2) * day },
            { createdAt: t0 + n, state: n % 3 === 0 ? 'in-review' : 'received' },
          ),
        );
      const all = { cycleId: 'cycle' };
      const walk = async (order: QueueOrder) => {
        const seen: string[][] = [];
        let page = await current().proposals.page(all, { order, size: 3 });
        seen.push(page.rows.map((row) => row.code.slice(8)));
        while (page.next) {
          page = await current().proposals.page(all, { order, size: 3, after: page.next });
          seen.push(page.rows.map((row) => row.code.slice(8)));
        }
        const back = page.before?.cursor;
        expect(back).not.toBeNull();
        const before = await current().proposals.page(all, {
          order,
          size: 3,
          ...(back ? { after: back } : {}),
        });
        expect(before.rows.map((row) => row.code.slice(8))).toEqual(seen[1]);
        expect(before.before).toEqual({ cursor: null });
        return seen;
      };
      expect(await walk('oldest')).toEqual([['0', '2', '4'], ['6', '1', '3'], ['5']]);
      expect(await walk('newest')).toEqual([['6', '5', '4'], ['3', '2', '1'], ['0']]);
      const [, , third] = made;
      const place = { id: third?.id ?? '', promisedAt: t0, createdAt: t0 + 2 };
      expect(await current().proposals.neighbours(all, 'oldest', place)).toEqual({
        previous: 'AYNI-AAA0',
        next: 'AYNI-AAA4',
      });
      const answered = { ...all, states: ['answered'] };
      expect(await current().proposals.neighbours(answered, 'newest', place)).toEqual({
        previous: null,
        next: null,
      });
    });
  });

  describe('giving many to one member', () => {
    it('is all or nothing, with one notice and a line each', async () => {
      const [a, b, c] = [await propose({}), await propose({}), await propose({})];
      const give = (proposals: readonly { id: string; code: string }[], to: string | null) =>
        current().assignments.assignMany({ proposals, to, staffId: 'ana', href: '/panel', now: t0 });
      expect(await give([a, b], 'rosa')).toBe(true);
      expect(await codes({ assigneeId: 'rosa' })).toHaveLength(2);
      const { staffNotice, audit, proposal } = current().sql.t;
      const notices = () => current().sql.readOnce((db) => db.select().from(staffNotice));
      expect(await notices()).toEqual([
        expect.objectContaining({ staffId: 'rosa', kind: 'assigned', detail: { count: 2 } }),
      ]);
      await insert((db) =>
        db
          .update(proposal)
          .set({ state: 'withdrawn' })
          .where(eq(proposal.id, c.id))
          .returning({ id: proposal.id }),
      );
      expect(await give([a, c], 'luis')).toBe(false);
      expect(await codes({ assigneeId: 'luis' })).toEqual([]);
      expect(await give([a], 'ana')).toBe(true);
      expect(await give([b], null)).toBe(true);
      expect(await notices()).toHaveLength(1);
      const lines = await current().sql.readOnce((db) =>
        db.select().from(audit).where(eq(audit.action, 'proposal.assigned')).orderBy(audit.id),
      );
      expect(lines.map(({ subject, detail }) => [subject, detail])).toEqual([
        [a.code, { to: 'rosa' }],
        [b.code, { to: 'rosa' }],
        [a.code, { to: 'ana' }],
        [b.code, { to: null }],
      ]);
    });
  });
}

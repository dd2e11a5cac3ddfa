/** Finds proposals that speak of the same: by the rarer words they share. */
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { contentWords } from '../../text/content-words.js';
import { searchable } from '../../text/searchable.js';
import { NothingTouched, prepared, type Sql, type Statement, value } from '../sql.js';

const p = sql.placeholder;

export interface Similar {
  readonly id: string;
  readonly code: string;
  /** Part of what is rare in the words asked for that it shares, 0 to 1. */
  readonly score: number;
  readonly place: string | null;
  readonly state: string;
  readonly jointId: string | null;
  /** Its first words; empty where it has only files. */
  readonly summary: string;
}

export interface SimilarOptions {
  readonly cycleId: string;
  readonly limit: number;
}

/** A word in more proposals than this says nothing. */
const commonest = 3_000;
/** Rows of the index that are read for one question, and words. */
const readAtMost = 8_000;
const wordsAtMost = 8;
/** Less in common than this is chance. */
const leastShared = 0.3;
const candidates = 100;
const summaryLength = 160;

interface Rare {
  readonly word: string;
  readonly weight: number;
}

export function createSimilar(store: Sql) {
  const { proposal, proposalWord, attachment, joint } = store.t;
  const countWord = prepared('proposal_word_count', (db) =>
    db.select({ count: sql<number>`count(*)` }).from(
      db
        .select({ id: proposalWord.proposalId })
        .from(proposalWord)
        .where(eq(proposalWord.word, sql.placeholder('word')))
        .limit(commonest + 1)
        .as('some'),
    ),
  );

  /** The rarest words that others have too. */
  async function rareAmong(words: readonly string[]): Promise<readonly Rare[]> {
    const counted = await Promise.all(
      words.map(async (word) => ({
        word,
        count: Number((await store.read(countWord, { word }))[0]?.count ?? 0),
      })),
    );
    let read = 0;
    return counted
      .filter(({ count }) => count > 0 && count <= commonest)
      .sort((a, b) => a.count - b.count)
      .filter(({ count }, index) => {
        read += count;
        return index < wordsAtMost && (index < 2 || read <= readAtMost);
      })
      .map(({ word, count }) => ({ word, weight: Math.log((commonest * 2) / count) }));
  }

  async function scoresOf(rare: readonly Rare[]): Promise<Map<string, { sum: number; shared: number }>> {
    const weights = new Map(rare.map(({ word, weight }) => [word, weight]));
    const found = await store.readOnce((db) =>
      db
        .select()
        .from(proposalWord)
        .where(inArray(proposalWord.word, [...weights.keys()])),
    );
    const scores = new Map<string, { sum: number; shared: number }>();
    for (const { word, proposalId } of found) {
      const known = scores.get(proposalId) ?? { sum: 0, shared: 0 };
      known.sum += weights.get(word) ?? 0;
      known.shared += 1;
      scores.set(proposalId, known);
    }
    return scores;
  }

  async function byWords(
    words: readonly string[],
    { cycleId, limit }: SimilarOptions,
    about: { readonly id: string | null; readonly place: string | null },
  ): Promise<readonly Similar[]> {
    const rare = words.length === 0 ? [] : await rareAmong(words);
    if (rare.length === 0) return [];
    const all = rare.reduce((sum, { weight }) => sum + weight, 0);
    const needed = Math.min(2, rare.length);
    const best = [...(await scoresOf(rare))]
      .filter(([id, { shared }]) => id !== about.id && shared >= needed)
      .map(([id, { sum }]) => ({ id, score: Math.round((sum / all) * 100) / 100 }))
      .filter(({ score }) => score >= leastShared)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
      .slice(0, candidates);
    if (best.length === 0) return [];
    const rows = await store.readOnce((db) =>
      db
        .select()
        .from(proposal)
        .where(
          and(
            inArray(
              proposal.id,
              best.map(({ id }) => id),
            ),
            eq(proposal.cycleId, cycleId),
            ne(proposal.state, 'withdrawn'),
          ),
        ),
    );
    const scores = new Map(best.map(({ id, score }) => [id, score]));
    const isNear = (place: string | null) =>
      Number(place !== null && about.place !== null && place.slice(0, 2) === about.place.slice(0, 2));
    return rows
      .map(({ id, code, place, state, jointId, text }) => ({
        ...{ id, code, place, state, jointId },
        score: scores.get(id) ?? 0,
        summary: text.length > summaryLength ? `${text.slice(0, summaryLength - 1).trimEnd()}…` : text,
      }))
      .sort((a, b) => b.score - a.score || isNear(b.place) - isNear(a.place) || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  const unindexed = (limit: number) =>
    store.readOnce((db) =>
      db
        .select({
          ...{ id: proposal.id, code: proposal.code, text: proposal.text, locale: proposal.locale },
          ...{ revision: proposal.revision, title: joint.title, jointText: joint.text },
        })
        .from(proposal)
        .leftJoin(joint, eq(joint.id, proposal.jointId))
        .where(and(sql`not ${proposal.indexed}`, ne(proposal.state, 'withdrawn')))
        .orderBy(asc(proposal.id))
        .limit(limit),
    );
  type Unindexed = Awaited<ReturnType<typeof unindexed>>[number];

  // Prepared: built anew for each proposal they took twice as long as they run.
  const takeUp = prepared('proposal_take_up', (db) =>
    db
      .update(proposal)
      .set({ indexed: true, folded: value('folded', proposal.folded) })
      .where(
        and(
          eq(proposal.id, p('id')),
          eq(proposal.revision, p('revision')),
          sql`not ${proposal.indexed}`,
          sql`${proposal.state} <> 'withdrawn'`,
        ),
      )
      .returning({ id: proposal.id }),
  );
  const forgetWords = prepared('proposal_word_forget', (db) =>
    db
      .delete(proposalWord)
      .where(eq(proposalWord.proposalId, p('id')))
      .returning({ word: proposalWord.word }),
  );
  const keepWord = prepared('proposal_word_keep', (db) =>
    db
      .insert(proposalWord)
      .values({ word: p('word'), proposalId: p('id') })
      .onConflictDoNothing()
      .returning({ word: proposalWord.word }),
  );

  /** Refused where the proposal changed since it was read: then it is taken up again. */
  const taking = (row: Unindexed, transcripts: readonly string[]): Statement[] => {
    const words = contentWords([row.text, ...transcripts]);
    const looked = [row.code, row.text, ...transcripts, row.title ?? '', row.jointText ?? ''];
    return [
      {
        query: takeUp,
        params: { id: row.id, revision: row.revision, folded: searchable(looked, row.locale) },
        ifNone: 'conflict',
      },
      { query: forgetWords, params: { id: row.id } },
      ...words.map((word) => ({ query: keepWord, params: { id: row.id, word } })),
    ];
  };

  return {
    /** Those most like one that is kept, the most alike first, among equals those of its department. */
    similar: async (proposalId: string, options: SimilarOptions): Promise<readonly Similar[]> => {
      const [words, [row]] = await Promise.all([
        store.readOnce((db) =>
          db
            .select({ word: proposalWord.word })
            .from(proposalWord)
            .where(eq(proposalWord.proposalId, proposalId)),
        ),
        store.readOnce((db) =>
          db.select({ place: proposal.place }).from(proposal).where(eq(proposal.id, proposalId)),
        ),
      ]);
      return byWords(
        words.map(({ word }) => word),
        options,
        { id: proposalId, place: row?.place ?? null },
      );
    },

    /** Those most like words that are kept nowhere. @param place INEI code, or null. */
    similarToText: (text: string, options: SimilarOptions & { readonly place: string | null }) =>
      byWords(contentWords([text]), options, { id: null, place: options.place }),

    /** Takes up the words of proposals that are new or were changed. @returns how many were looked at. */
    index: async (limit: number): Promise<number> => {
      const rows = await unindexed(limit);
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const files = await store.readOnce((db) =>
        db
          .select({ id: attachment.proposalId, transcript: attachment.transcript })
          .from(attachment)
          .where(inArray(attachment.proposalId, ids)),
      );
      const transcriptsOf = (id: string) =>
        files.flatMap((file) => (file.id === id && file.transcript ? [file.transcript] : []));
      await Promise.all(
        rows.map(async (row) => {
          try {
            await store.write(taking(row, transcriptsOf(row.id)));
          } catch (error) {
            if (!(error instanceof NothingTouched)) throw error;
          }
        }),
      );
      return rows.length;
    },
  };
}

export type SimilarProposals = ReturnType<typeof createSimilar>;

/** Proposals of people without a phone, as staff wrote them down: one, or a sheet, all of it or none. */
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { AssistedProposal } from '../../assisted/proposal.js';
import type { SuggestedTag } from '../../inbox/turn.js';
import { type Assisted, assistedChannel, practiceChannel } from '../../proposals/triage.js';
import { searchable } from '../../text/searchable.js';
import { createAudited } from '../audit.js';
import { isDuplicate, once, type Sql, type Statement } from '../sql.js';

/** Read to the person before they said yes; the words stand in `locales/es/console/assisted.json`. */
const spokenWording = 'assisted.notice:1';

export interface NewAssisted extends AssistedProposal {
  readonly code: string;
  readonly suggested: readonly SuggestedTag[];
  readonly row?: number;
}

export interface AssistedGiven {
  readonly cycleId: string;
  /** Invented: kept apart from what people said, and the sheet may come again. */
  readonly practice: boolean;
  readonly proposals: readonly NewAssisted[];
  readonly entryId: string | null;
  readonly staffId: string;
  readonly promisedAt: number;
  readonly now: number;
  /** Of a sheet. */
  readonly sheet?: { readonly name: string; readonly sha256: string };
}

/** `taken`: a code is somebody's already; `known`: this very sheet came in before. Nothing was kept. */
export type AssistedKept = 'kept' | 'taken' | 'known';

export function createAssisted(store: Sql, newId: () => string) {
  const { proposal, tag, consent, sheetImport } = store.t;
  const audited = createAudited(store, newId);

  const tagRows = (made: NewAssisted, proposalId: string, at: number) =>
    [
      ...made.suggested.map(({ area, words }) => ({ area, words, origin: 'suggested' })),
      ...made.areas.map((area) => ({ area, words: [], origin: 'chosen' })),
    ].map((row) => ({ ...row, proposalId, staffId: null, at }));

  const consentRows = (made: NewAssisted, proposalId: string, at: number) =>
    (made.publish === 'no'
      ? (['answer-me'] as const)
      : (['answer-me', made.publish === 'with-name' ? 'publish-with-name' : 'publish-without-name'] as const)
    ).map((purpose) => ({
      id: newId(),
      // Nobody's address stands behind it: the line of the ledger leads to the proposal alone.
      personId: `${assistedChannel}:${proposalId}`,
      purpose,
      given: true,
      wording: spokenWording,
      channel: assistedChannel,
      at,
    }));

  const statementsOf = (made: NewAssisted, given: AssistedGiven, importId: string | null): Statement[] => {
    const { staffId, entryId, now, cycleId, promisedAt } = given;
    const id = newId();
    const assisted: Assisted = {
      staffId,
      entryId,
      spokenConsent: true,
      ...(importId === null || made.row === undefined ? {} : { importId, row: made.row }),
    };
    const tags = tagRows(made, id, now);
    return [
      once((db) =>
        db
          .insert(proposal)
          .values({
            id,
            code: made.code,
            cycleId,
            personId: null,
            addressId: null,
            channel: given.practice ? practiceChannel : assistedChannel,
            text: made.text,
            folded: searchable([made.code, made.text], made.locale),
            sha256: createHash('sha256').update(made.text).digest('hex'),
            locale: made.locale,
            place: made.place,
            state: 'received',
            publish: made.publish,
            source: null,
            assisted,
            revision: 1,
            promisedAt,
            createdAt: now,
            answeredAt: null,
          })
          .returning({ id: proposal.id }),
      ),
      ...(tags.length === 0
        ? []
        : [once((db) => db.insert(tag).values(tags).onConflictDoNothing().returning({ area: tag.area }))]),
      // Nobody gave what is invented.
      ...(given.practice
        ? []
        : [
            once((db) =>
              db
                .insert(consent)
                .values(consentRows(made, id, now))
                .returning({ id: consent.id }),
            ),
          ]),
      audited(given, 'proposal.assisted', made.code, entryId === null ? {} : { entry: entryId }),
    ];
  };

  const sheetStatements = (id: string, given: AssistedGiven): Statement[] => {
    const { sheet, staffId, entryId, now, proposals } = given;
    if (!sheet) return [];
    return [
      once((db) =>
        db
          .insert(sheetImport)
          .values({ id, staffId, entryId, ...sheet, rows: proposals.length, at: now })
          .returning({ id: sheetImport.id }),
      ),
      audited(given, 'sheet.imported', id, { rows: proposals.length, sha256: sheet.sha256 }),
    ];
  };

  const sheetOf = async (sha256: string) => {
    const [row] = await store.readOnce((db) =>
      db.select().from(sheetImport).where(eq(sheetImport.sha256, sha256)).limit(1),
    );
    return row ?? null;
  };

  return {
    /** All of them in one transaction. */
    keep: async (given: AssistedGiven): Promise<AssistedKept> => {
      const importId = given.sheet && !given.practice ? newId() : null;
      try {
        await store.write([
          ...(importId === null ? [] : sheetStatements(importId, given)),
          ...given.proposals.flatMap((made) => statementsOf(made, given, importId)),
        ]);
        return 'kept';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return given.sheet && (await sheetOf(given.sheet.sha256)) ? 'known' : 'taken';
      }
    },

    /** Which of these codes are somebody's. */
    taken: async (codes: readonly string[]): Promise<ReadonlySet<string>> => {
      if (codes.length === 0) return new Set();
      const rows = await store.readOnce((db) =>
        db
          .select({ code: proposal.code })
          .from(proposal)
          .where(inArray(proposal.code, [...codes])),
      );
      return new Set(rows.map(({ code }) => code));
    },

    /** The same bytes, when they came in before. */
    sheetOf,

    /** Of this cycle, newest first. Its proposals were made right after the sheet, and their ids tell. */
    sheets: (cycleId: string, limit: number) =>
      store.readOnce((db) =>
        db
          .select()
          .from(sheetImport)
          .where(
            sql`${cycleId} = (select cycle_id from proposal next where next.id > ${sheetImport.id} order by next.id limit 1)`,
          )
          .orderBy(desc(sheetImport.id))
          .limit(limit),
      ),

    /** What a sheet became, in the order of its rows, for who gives people their codes; null: no sheet of this cycle. */
    ofSheet: async (cycleId: string, id: string) => {
      const [sheet] = await store.readOnce((db) =>
        db.select().from(sheetImport).where(eq(sheetImport.id, id)).limit(1),
      );
      if (!sheet) return null;
      const rows = await store.readOnce((db) =>
        db
          .select({
            code: proposal.code,
            text: proposal.text,
            locale: proposal.locale,
            promisedAt: proposal.promisedAt,
            assisted: proposal.assisted,
          })
          .from(proposal)
          .where(and(gt(proposal.id, id), eq(proposal.createdAt, sheet.at), eq(proposal.cycleId, cycleId)))
          .orderBy(asc(proposal.id))
          .limit(sheet.rows),
      );
      const proposals = rows.flatMap(({ assisted, ...row }) =>
        assisted?.importId === id ? [{ ...row, row: assisted.row ?? 0 }] : [],
      );
      return proposals.length === 0 ? null : { sheet, proposals };
    },
  };
}

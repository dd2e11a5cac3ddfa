/** The map of who takes part: institutions, organisations, initiatives; their contacts are sealed. */
import { and, asc, eq, like, type SQL, sql } from 'drizzle-orm';
import {
  type ActorEntry,
  type ActorKind,
  type ActorSector,
  type ActorState,
  actorKinds,
  actorSectors,
  actorStates,
} from '../../commitments/commitment.js';
import { oneOf } from '../../one-of.js';
import { type ByStaff, createAudited } from '../audit.js';
import type { Saved } from '../outreach.js';
import { isDuplicate, once, type Sql, type Statement, wasKept } from '../sql.js';

export interface Institution {
  readonly id: string;
  readonly name: string;
}

export interface ActorFilter {
  readonly kind?: ActorKind;
  readonly sector?: ActorSector;
  readonly area?: string;
  /** Two digits of a department. */
  readonly region?: string;
  readonly state?: ActorState;
}

export interface ActorFields {
  readonly kind: ActorKind;
  readonly sector: ActorSector;
  readonly name: string;
  readonly about: string;
  readonly areas: readonly string[];
  readonly place: string | null;
}

export interface NewActor extends ActorFields, ByStaff {
  readonly id: string;
  readonly code: string;
  readonly state: ActorState;
  /** Null without consent. */
  readonly sealedContact: string | null;
}

/** Null: the contact stays as it is. `sealed: null` forgets it. */
export type ContactChange = { readonly sealed: string | null } | null;

export function createActors(store: Sql, newId: () => string) {
  const { actor } = store.t;
  const row = {
    id: actor.id,
    code: actor.code,
    kind: actor.kind,
    sector: actor.sector,
    name: actor.name,
    about: actor.about,
    areas: actor.areas,
    place: actor.place,
    state: actor.state,
    sealedContact: actor.sealedContact,
    contactConsentAt: actor.contactConsentAt,
    personId: actor.personId,
    revision: actor.revision,
    createdBy: actor.createdBy,
    createdAt: actor.createdAt,
  };
  const read = async (where: SQL | undefined): Promise<ActorEntry[]> => {
    const rows = await store.readOnce((db) =>
      db.select(row).from(actor).where(where).orderBy(asc(actor.name), asc(actor.id)),
    );
    return rows.map(({ sealedContact, personId, kind, sector, state, ...one }) => ({
      ...one,
      kind: oneOf(actorKinds, kind, 'organisation'),
      sector: oneOf(actorSectors, sector, 'other'),
      state: oneOf(actorStates, state, 'hidden'),
      hasContact: sealedContact !== null,
      bound: personId !== null,
    }));
  };
  const audited = createAudited(store, newId);
  const change = (id: string, revision: number, set: Partial<typeof actor.$inferInsert>): Statement =>
    once(
      (db) =>
        db
          .update(actor)
          .set({ ...set, revision: revision + 1 })
          .where(and(eq(actor.id, id), eq(actor.revision, revision)))
          .returning({ id: actor.id }),
      'conflict',
    );
  const save = async (statements: readonly Statement[]): Promise<Saved> =>
    (await wasKept(store, statements)) ? 'saved' : 'stale';

  return {
    /** Those that can own proposals and commitments. */
    institutions: (): Promise<readonly Institution[]> =>
      store.readOnce((db) =>
        db
          .select({ id: actor.id, name: actor.name })
          .from(actor)
          .where(and(eq(actor.kind, 'institution'), eq(actor.state, 'listed')))
          .orderBy(asc(actor.name), asc(actor.id)),
      ),
    list: async ({ area, kind, sector, state, region }: ActorFilter): Promise<readonly ActorEntry[]> => {
      const found = await read(
        and(
          kind ? eq(actor.kind, kind) : undefined,
          sector ? eq(actor.sector, sector) : undefined,
          state ? eq(actor.state, state) : undefined,
          region ? like(actor.place, `${region.slice(0, 2)}%`) : undefined,
        ),
      );
      // A few thousand at most: their areas are a list, which the two databases keep differently.
      return area ? found.filter(({ areas }) => areas.includes(area)) : found;
    },
    find: async (id: string): Promise<ActorEntry | null> => (await read(eq(actor.id, id)))[0] ?? null,
    byCode: async (code: string): Promise<ActorEntry | null> => (await read(eq(actor.code, code)))[0] ?? null,
    countProposed: async (): Promise<number> => {
      const [found] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`cast(count(*) as integer)` })
          .from(actor)
          .where(eq(actor.state, 'proposed')),
      );
      return found?.count ?? 0;
    },
    /** `taken`: the code is somebody's, or this very form was sent before. */
    create: async (given: NewActor, also: readonly Statement[] = []): Promise<'created' | 'taken'> => {
      const { staffId, now, ...fields } = given;
      try {
        await store.write([
          once((db) =>
            db
              .insert(actor)
              .values({
                ...fields,
                contactConsentAt: fields.sealedContact === null ? null : now,
                personId: null,
                revision: 1,
                createdBy: staffId,
                createdAt: now,
              })
              .returning({ id: actor.id }),
          ),
          audited(given, 'actor.created', given.id, { code: given.code, state: given.state }),
          ...also,
        ]);
        return 'created';
      } catch (error) {
        if (isDuplicate(error)) return 'taken';
        throw error;
      }
    },
    save: (
      id: string,
      {
        fields,
        contact,
        ...by
      }: ByStaff & {
        readonly revision: number;
        readonly fields: ActorFields;
        readonly contact: ContactChange;
      },
    ) =>
      save([
        change(id, by.revision, {
          ...fields,
          ...(contact === null
            ? {}
            : {
                sealedContact: contact.sealed,
                contactConsentAt: contact.sealed === null ? null : by.now,
              }),
        }),
        audited(by, 'actor.changed', id, { contact: contact !== null }),
      ]),
    setState: (
      id: string,
      { state, ...by }: ByStaff & { readonly revision: number; readonly state: ActorState },
    ) => save([change(id, by.revision, { state }), audited(by, 'actor.state', id, { state })]),
    /** Whoever reads a contact is noted first. @returns it sealed; null where there is none. */
    readContact: async (id: string, by: ByStaff): Promise<string | null> => {
      await store.write([audited(by, 'actor.contactRead', id)]);
      const [found] = await store.readOnce((db) =>
        db.select({ sealed: actor.sealedContact }).from(actor).where(eq(actor.id, id)),
      );
      return found?.sealed ?? null;
    },
    /** Forgets the chat. */
    unbind: (id: string, by: ByStaff & { readonly revision: number }) =>
      save([change(id, by.revision, { personId: null }), audited(by, 'actor.unbound', id)]),
  };
}

export type Actors = ReturnType<typeof createActors>;

/** Staff accounts: adding members, and the link that lets the first one in. */
import type { Role, Sector } from '../people/permissions.js';
import type { OpenedStore } from '../store/open.js';
import type { Auth } from './auth.js';
import { consoleLocale } from './console/context.js';
import { createConsoleSay } from './words.js';

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly sector: Sector;
}

export interface AccountParts {
  readonly store: Pick<OpenedStore, 'staff'>;
  readonly auth: Auth;
  readonly newId: () => string;
  readonly now: () => number;
}

/** The first administrator of a trial run; real ones are added by `ayni staff add`. */
const first: Omit<NewMember, 'name'> = {
  email: 'admin@ayni.local',
  role: 'admin',
  sector: 'government',
};

export function createAccounts({ store, auth, newId, now }: AccountParts) {
  /** Null for strangers and for accounts that were switched off. */
  const linkFor = async (email: string): Promise<string | null> => {
    const member = await store.staff.find(email.trim().toLowerCase());
    return member && member.disabledAt === null ? auth.linkFor(member.email) : null;
  };
  const add = async (member: NewMember, by = 'system'): Promise<string | null> => {
    const email = member.email.trim().toLowerCase();
    await store.staff.add({ ...member, email, id: newId(), disabledAt: null }, { staffId: by, now: now() });
    return linkFor(email);
  };
  return {
    /**
     * Adds a member and gives the link to hand over. Adding somebody again only gives a new link; see `linkFor`.
     * @param by who invites them: a member's id.
     */
    add,
    linkFor,
    list: () => store.staff.list(),
    disable: async (email: string): Promise<boolean> => {
      const member = await store.staff.find(email.trim().toLowerCase());
      if (!member) return false;
      await store.staff.disable(member.id, { staffId: 'system', now: now() });
      return true;
    },
    /**
     * A link for the first administrator while nobody else is staff; null afterwards.
     * Printed on the terminal of whoever runs the program, and nowhere else.
     */
    firstAdminLink: async (): Promise<string | null> => {
      const members = await store.staff.list();
      if (members.some((member) => member.email !== first.email)) return null;
      return members.length === 0
        ? add({ ...first, name: createConsoleSay()(consoleLocale, 'account.first') })
        : linkFor(first.email);
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Staff sign-in by better-auth: passwords, second step, one-time links, sessions, a brake on guessing. */
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Log } from '../log.js';
import type { OpenedStore } from '../store/open.js';
import { authPath, minPasswordLength, visitorHeader } from './auth-paths.js';

export interface AuthParts {
  readonly store: Pick<OpenedStore, 'sql'>;
  /** Derived from AYNI_SECRET. */
  readonly secret: string;
  /** Address under which the console is reached. */
  readonly url: string;
  readonly newId: () => string;
  readonly log?: Log;
}

const day = 86_400;
/** One-time links are handed over by a person, not by mail: a day is enough. */
const linkSeconds = day;

const localNames = (url: string): string[] => {
  const { port, protocol, hostname } = new URL(url);
  const local = hostname === '127.0.0.1' || hostname === 'localhost';
  return local ? ['localhost', '127.0.0.1'].map((name) => `${protocol}//${name}:${port}`) : [];
};

export function createAuth({ store, secret, url, newId, log }: AuthParts) {
  const { staff, staffSession, staffAccount, staffVerification, staffTwoFactor, staffRateLimit } =
    store.sql.t;
  /** Links are not sent anywhere: whoever asked for one gets it back. */
  const links = new Map<string, string>();
  const auth = betterAuth({
    baseURL: url,
    basePath: authPath,
    secret,
    trustedOrigins: [new URL(url).origin, ...localNames(url)],
    database: drizzleAdapter(store.sql.db, {
      provider: store.sql.dialect === 'sqlite' ? 'sqlite' : 'pg',
      schema: {
        user: staff,
        session: staffSession,
        account: staffAccount,
        verification: staffVerification,
        twoFactor: staffTwoFactor,
        rateLimit: staffRateLimit,
      },
    }),
    user: {
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        sector: { type: 'string', input: false, required: true },
        disabledAt: { type: 'number', input: false, required: false },
      },
    },
    session: { expiresIn: 7 * day, updateAge: day },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 60,
      customRules: { '/sign-in/*': { window: 60, max: 5 } },
    },
    advanced: {
      cookiePrefix: 'ayni',
      useSecureCookies: url.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [visitorHeader] },
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
    // Its message only: what it adds may name a member.
    logger: { level: 'warn', log: (_level, message) => log?.warn({ part: 'sign-in' }, message) },
    plugins: [
      // Asked after a password only: the one-time link is also the way back in without the phone.
      twoFactor({ issuer: 'Ayni' }),
      magicLink({
        expiresIn: linkSeconds,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ email, url: link }) => {
          links.set(email, link);
        },
      }),
    ],
  });
  return {
    auth,
    /** A link that signs this member in once. */
    linkFor: async (email: string): Promise<string> => {
      await auth.api.signInMagicLink({
        body: { email, callbackURL: '/panel', errorCallbackURL: '/panel/entrar?vencido=1' },
        headers: new Headers(),
      });
      const link = links.get(email);
      links.delete(email);
      if (!link) throw new Error('no sign-in link could be made: is this address a staff member’s?');
      return link;
    },
  };
}

export type Auth = ReturnType<typeof createAuth>;

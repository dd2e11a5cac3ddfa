/** The pages on an empty database in memory, with staff of every role and proposals as a test wants them. */
import { createHash, createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import { createEventWords, type NoticeKey } from '../../src/calendar/words.js';
import { createSamples } from '../../src/channels/sample.js';
import { createFindTemplate } from '../../src/channels/simulator/templates.js';
import { newProposalCode } from '../../src/codes.js';
import { createIds } from '../../src/ids.js';
import type { NewProposal } from '../../src/inbox/turn.js';
import { silentLog } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import type { Role, Sector } from '../../src/people/permissions.js';
import { createPlaces } from '../../src/places/places.js';
import { createStore, type OpenedStore } from '../../src/store/open.js';
import type { InboundMedia } from '../../src/talk/message.js';
import { createSay } from '../../src/text/texts.js';
import type { WebDeps } from '../../src/web/deps.js';
import { createWeb, type Web } from '../../src/web/web.js';
import { Staff } from './staff.js';
import { openMemory, testVault } from './store.js';
import { greet, proposalOf, t0 } from './turns.js';

export const origin = 'http://ayni.test';
const places = createPlaces();

export interface House {
  readonly store: OpenedStore;
  readonly web: Web;
  readonly routes: Hono;
  /** How often the sender was told that something is to be sent. */
  readonly nudges: () => number;
  /** The instant the pages believe it is; may be set. */
  now: number;
  request(path: string, init?: RequestInit): Promise<Response>;
  page(path: string): Promise<string>;
  /** A proposal by somebody new. @returns its public code. */
  propose(given?: Partial<NewProposal> & { readonly channel?: 'telegram' | 'whatsapp' }): Promise<string>;
  /** A file that has arrived. @returns the id of its attachment. */
  storeFile(code: string, bytes: Uint8Array, mime: string): Promise<string>;
  signIn(role: Role, email?: string, sector?: Sector): Promise<Staff>;
  linkFor(role: Role, email?: string, sector?: Sector): Promise<string>;
  close(): Promise<void>;
}

export const photo: InboundMedia = { kind: 'image', ref: 'secret-ref', mime: 'image/png' };

export async function openHouse(given: Partial<WebDeps> = {}): Promise<House> {
  const newId = createIds();
  const store = given.store ?? createStore(openMemory(), { seal: testVault.seal, newId });
  const cycle = await store.cycles.current(t0);
  const files = new Map<string, Uint8Array>();
  let nudges = 0;
  let people = 0;
  const url = given.publicUrl ?? (() => origin);
  const web = createWeb({
    store,
    vault: testVault,
    media: {
      write: async () => ({ sha256: '' }),
      read: async (sha256) => files.get(sha256) ?? null,
      remove: async () => {},
    },
    places,
    suggestAreas: () => [],
    eventWords: createEventWords({
      say: createSay<NoticeKey>('notices'),
      timezone: 'America/Lima',
      placeName: places.name,
      publicUrl: url,
    }),
    metrics: createMetrics(() => 0),
    log: silentLog,
    now: () => house.now,
    newId,
    timezone: 'America/Lima',
    publicUrl: url,
    simulator: false,
    joinLinks: () => [],
    outreach: { rates: { telegram: 30, whatsapp: 80 }, weeklyLimit: 2, quiet: { from: 21, to: 8 } },
    samples: createSamples(createFindTemplate()),
    nudgeSender: () => {
      nudges += 1;
    },
    ...given,
  });
  const linkFor = async (role: Role, email = `${role}@foro.pe`, sector: Sector = 'government') => {
    const member = { name: `Miembro ${role}`, email, role, sector } as const;
    const link = await (await web.accounts()).add(member);
    if (link === null) throw new Error('this account was switched off');
    return link;
  };
  const house: House = {
    store,
    web,
    routes: web.routes,
    nudges: () => nudges,
    now: t0,
    request: async (path, init) => web.routes.request(path, init),
    page: async (path) => (await web.routes.request(path)).text(),
    propose: async ({ channel = 'telegram', ...proposal } = {}) => {
      people += 1;
      const made = proposalOf({ id: newId(), code: newProposalCode(), cycleId: cycle.id, ...proposal });
      await greet(store, `person-${people}`, [], {
        channel,
        effects: [{ kind: 'proposal.submit', proposal: made }],
      });
      return made.code;
    },
    storeFile: async (code, bytes, mime) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.set(sha256, bytes);
      const [file] = (await store.proposals.find(code))?.files ?? [];
      if (!file) throw new Error('this proposal has no attachment');
      await store.attachments.stored(file.id, { mime, bytes: bytes.length, sha256 });
      return file.id;
    },
    linkFor,
    signIn: async (role, email, sector) => {
      const link = await linkFor(role, email, sector);
      return Staff.signIn({ request: house.request, staffLink: link });
    },
    close: () => {
      web.close();
      return store.close();
    },
  };
  return house;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an app on a phone shows for this secret (RFC 6238). @param at UTC ms. */
export function phoneCode(secret: string, at: number): string {
  const bits = [...secret].map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Name and value of every cookie an answer sets, as a browser sends them back. */
export const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

/** Sends a form as a browser on our page would. */
export const postForm = (
  house: Pick<House, 'request'>,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) =>
  house.request(path, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });

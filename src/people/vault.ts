/** Seals personal data at rest and makes the keys by which it is found again (Ley 29733). */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import type { ChannelName, ExternalIds } from '../talk/message.js';

const ivBytes = 12;
const tagBytes = 16;
/** People whose ids are kept at hand; some hundred bytes each. */
const maxKnown = 10_000;

function remember<T>(known: Map<string, T>, name: string, what: T): void {
  if (known.size >= maxKnown) known.delete(known.keys().next().value ?? '');
  known.set(name, what);
}

const externalIds = z.object({
  chat: z.string().optional(),
  phone: z.string().optional(),
  user: z.string().optional(),
});

export interface Vault {
  /** AES-256-GCM, base64. Each call gives another text. */
  seal(plain: string): string;
  /** @throws when the text was changed or sealed with another secret. */
  open(sealed: string): string;
  sealBytes(plain: Uint8Array): Uint8Array;
  openBytes(sealed: Uint8Array): Uint8Array;
  /** HMAC by which a row is found without knowing the id: same input, same key. */
  keyOf(channel: ChannelName, what: string, id: string): string;
  /** One key for each id a channel gave, the steadiest first. */
  addressKeys(channel: ChannelName, ids: ExternalIds): string[];
  sealIds(ids: ExternalIds): string;
  openIds(sealed: string): ExternalIds;
  /** A key for another purpose, for example the sign-in cookies. */
  derive(purpose: string): string;
}

/** @param secret `AYNI_SECRET`. Losing it loses every address. */
export function createVault(secret: string): Vault {
  const derive = (purpose: string, length = 32) =>
    Buffer.from(hkdfSync('sha256', secret, 'ayni', purpose, length));
  const sealKey = derive('seal');
  const lookupKey = createSecretKey(derive('look-up'));

  const sealBytes = (plain: Uint8Array): Uint8Array => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', sealKey, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const openBytes = (sealed: Uint8Array): Uint8Array => {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
  };
  const seal = (plain: string) => Buffer.from(sealBytes(Buffer.from(plain, 'utf8'))).toString('base64');
  const open = (sealed: string) => Buffer.from(openBytes(Buffer.from(sealed, 'base64'))).toString('utf8');
  // 128 bits are plenty for a look-up and keep the indexes small.
  const keyOf = (channel: ChannelName, what: string, id: string) =>
    createHmac('sha256', lookupKey).update(`${channel}:${what}:${id}`).digest('base64url').slice(0, 22);

  // Whoever writes, writes again soon: hashing and unsealing cost more than looking up.
  const opened = new Map<string, ExternalIds>();
  const openIds = (sealed: string): ExternalIds => {
    const known = opened.get(sealed);
    if (known) return known;
    const { chat, phone, user } = externalIds.parse(JSON.parse(open(sealed)));
    const ids = {
      ...(chat === undefined ? {} : { chat }),
      ...(phone === undefined ? {} : { phone }),
      ...(user === undefined ? {} : { user }),
    };
    remember(opened, sealed, ids);
    return ids;
  };

  const known = new Map<string, string>();
  const addressKey = (channel: ChannelName, what: string, id: string): string => {
    const name = `${channel}:${what}:${id}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const key = keyOf(channel, what, id);
    remember(known, name, key);
    return key;
  };

  return {
    seal,
    open,
    sealBytes,
    openBytes,
    keyOf,
    addressKeys: (channel, ids) => {
      const keys: string[] = [];
      if (ids.chat !== undefined) keys.push(addressKey(channel, 'chat', ids.chat));
      if (ids.user !== undefined) keys.push(addressKey(channel, 'user', ids.user));
      if (ids.phone !== undefined) keys.push(addressKey(channel, 'phone', ids.phone));
      return keys;
    },
    sealIds: (ids) => seal(JSON.stringify(ids)),
    openIds,
    derive: (purpose) => derive(`purpose:${purpose}`).toString('base64url'),
  };
}

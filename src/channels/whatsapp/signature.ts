/** Proof that a webhook comes from Meta: HMAC-SHA256 of the raw bytes with the app secret. */
import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Over the raw bytes: a body that was parsed and written again has other bytes (`\u00f1`, `\/`). */
const signatureOf = (body: Uint8Array, appSecret: string | KeyObject): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time wherever, and by how much, the two differ. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const shape = /^sha256=[0-9a-f]{64}$/;

export function isSigned(
  body: Uint8Array,
  header: string | undefined,
  appSecret: string | KeyObject,
): boolean {
  if (header === undefined || !shape.test(header)) return false;
  // Both are 71 ASCII characters here, so their bytes can be compared as they are.
  return timingSafeEqual(Buffer.from(header), Buffer.from(signatureOf(body, appSecret)));
}

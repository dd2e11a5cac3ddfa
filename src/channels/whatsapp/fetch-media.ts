/** Brings a file the person sent: its address (good for five minutes), then its bytes, within a limit. */
import { createHash } from 'node:crypto';
import type { InboundMedia } from '../../talk/message.js';
import { type FetchedMedia, MediaRefused } from '../channel.js';
import type { WhatsAppClient } from './client/client.js';
import { GraphAnswerError, GraphError, GraphLineError } from './client/errors.js';

/** Codes with which Graph says that there is no such id (any more): ids of webhooks live seven days. */
const noSuchId = new Set([33, 100]);

/** Hex in Graph's answer, base64 in webhooks; documented nowhere, so both are understood. Other texts prove nothing. */
function contradicts(bytes: Uint8Array, sha256: string | undefined): boolean {
  if (sha256 === undefined) return false;
  const hash = createHash('sha256').update(bytes).digest();
  if (/^[0-9a-f]{64}$/i.test(sha256)) return sha256.toLowerCase() !== hash.toString('hex');
  if (/^[0-9A-Za-z+/]{43}=$/.test(sha256)) return sha256 !== hash.toString('base64');
  return false;
}

function isGone(error: unknown): boolean {
  if (error instanceof GraphError) return noSuchId.has(error.code);
  return error instanceof GraphAnswerError && (error.status === 404 || error.status === 410);
}

const refusedOrPassing = (error: unknown): unknown => {
  if (error instanceof GraphLineError && error.code === 'ERR_TOO_BIG') return new MediaRefused('too-big');
  return error;
};

export function createFetchMedia(
  client: WhatsAppClient,
): (media: InboundMedia, maxBytes: number) => Promise<FetchedMedia> {
  return async (media, maxBytes) => {
    const info = await client.media.get(media.ref).catch((error: unknown) => {
      throw isGone(error) ? new MediaRefused('expired') : error;
    });
    if ((info.fileSize ?? 0) > maxBytes) throw new MediaRefused('too-big');
    // A 404 here means that the address grew old: an ordinary error, so the next try asks for a new one.
    const { bytes, mime } = await client.media.download(info, maxBytes).catch((error: unknown) => {
      throw refusedOrPassing(error);
    });
    if (contradicts(bytes, info.sha256)) throw new Error('the file is not the one that was announced');
    return { bytes, mime: info.mimeType ?? media.mime ?? mime };
  };
}

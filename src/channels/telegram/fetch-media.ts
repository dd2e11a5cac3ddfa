/** Fetches a file the person sent. The address of a file holds the token, so no error of the line leaves here. */
import { type Api, GrammyError } from 'grammy';
import type { InboundMedia } from '../../talk/message.js';
import { type FetchedMedia, MediaRefused } from '../channel.js';
import { type Agent, request } from '../http-pool.js';

export interface FetchMediaParts {
  readonly api: Api;
  readonly pool: Agent;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  readonly token: string;
}

/** "wrong file_id or the file is temporarily unavailable" says both, so it is tried again. */
function refusalOf(error: unknown): MediaRefused | Error {
  if (!(error instanceof GrammyError)) return new Error('Telegram did not say where a file is');
  const { error_code: status, description } = error;
  if (status === 400 && /too big/i.test(description)) return new MediaRefused('too-big');
  if (status === 400 && !/temporarily/i.test(description)) return new MediaRefused('not-found');
  return new Error(`Telegram answered ${status} when asked for a file`);
}

async function findPath({ api }: FetchMediaParts, ref: string): Promise<string> {
  let path: string | undefined;
  try {
    path = (await api.getFile(ref)).file_path;
  } catch (error) {
    throw refusalOf(error);
  }
  if (path === undefined) throw new MediaRefused('not-found');
  return path.split('/').map(encodeURIComponent).join('/');
}

async function download(parts: FetchMediaParts, path: string, maxBytes: number): Promise<Buffer> {
  const { statusCode, body } = await request(`${parts.apiRoot}/file/bot${parts.token}/${path}`, {
    dispatcher: parts.pool,
  });
  if (statusCode !== 200) {
    await body.dump();
    if (statusCode === 404) throw new MediaRefused('expired');
    throw new Error(`Telegram answered ${statusCode} for a file`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop closes the line: the rest is not even read.
    if (size > maxBytes) throw new MediaRefused('too-big');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const isOurs = (error: unknown): boolean =>
  error instanceof MediaRefused || (error instanceof Error && error.message.startsWith('Telegram answered'));

export const createFetchMedia =
  (parts: FetchMediaParts) =>
  async (media: InboundMedia, maxBytes: number): Promise<FetchedMedia> => {
    if ((media.size ?? 0) > maxBytes) throw new MediaRefused('too-big');
    const path = await findPath(parts, media.ref);
    try {
      const bytes = await download(parts, path, maxBytes);
      return { bytes, mime: media.mime ?? 'application/octet-stream' };
    } catch (error) {
      throw isOurs(error) ? error : new Error('the line to Telegram broke while a file came');
    }
  };

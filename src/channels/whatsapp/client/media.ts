/** Files: up, the address of one, down, away. */
import { z } from 'zod';
import type { GraphHttp } from './http.js';

export interface MediaInfo {
  readonly id: string;
  /** Valid for five minutes, and only with the token. */
  readonly url: string;
  readonly mimeType?: string | undefined;
  /** Base64 or hex. */
  readonly sha256?: string | undefined;
  readonly fileSize?: number | undefined;
}

const uploaded = z.object({ id: z.string().min(1) });
const success = z.object({ success: z.boolean() });
const info = z.object({
  id: z.coerce.string(),
  url: z.string(),
  mime_type: z.string().optional(),
  sha256: z.string().optional(),
  // A string in the documentation, a number in practice.
  file_size: z.coerce.number().optional().catch(undefined),
});

/** Every method throws GraphError, GraphAnswerError or GraphLineError. */
export class Media {
  readonly #http: GraphHttp;
  readonly #phoneNumberId: string;

  constructor(http: GraphHttp, phoneNumberId: string) {
    this.#http = http;
    this.#phoneNumberId = phoneNumberId;
  }

  /** The id is good for 30 days. */
  async upload(file: { bytes: Uint8Array; mimeType: string; fileName: string }): Promise<{ id: string }> {
    const data = new FormData();
    data.set('messaging_product', 'whatsapp');
    data.set('type', file.mimeType);
    // A copy, because Blob does not take views on shared memory.
    data.set('file', new Blob([Uint8Array.from(file.bytes)], { type: file.mimeType }), file.fileName);
    return this.#http.call(uploaded, { method: 'post', path: `/${this.#phoneNumberId}/media`, data });
  }

  async get(mediaId: string): Promise<MediaInfo> {
    const answer = await this.#http.call(info, {
      method: 'get',
      path: `/${encodeURIComponent(mediaId)}`,
      params: { phone_number_id: this.#phoneNumberId },
    });
    const { id, url, mime_type: mimeType, sha256, file_size: fileSize } = answer;
    return { id, url, mimeType, sha256, fileSize };
  }

  /** Stops with `ERR_TOO_BIG` as soon as there are more than `maxBytes`. */
  download(source: Pick<MediaInfo, 'url'>, maxBytes: number): Promise<{ bytes: Uint8Array; mime: string }> {
    return this.#http.download(source.url, maxBytes);
  }

  async delete(mediaId: string): Promise<void> {
    await this.#http.call(success, {
      method: 'delete',
      path: `/${encodeURIComponent(mediaId)}`,
      params: { phone_number_id: this.#phoneNumberId },
    });
  }
}

/** What Meta knows of our own number. */
import { z } from 'zod';
import type { GraphHttp } from './http.js';

const answer = z.record(z.string(), z.unknown());

/** As Graph names them; which are there depends on version and permissions. */
export type NumberFields = Readonly<Record<string, unknown>>;

export class PhoneNumbers {
  readonly #http: GraphHttp;
  readonly #phoneNumberId: string;

  constructor(http: GraphHttp, phoneNumberId: string) {
    this.#http = http;
    this.#phoneNumberId = phoneNumberId;
  }

  /**
   * For example `['display_phone_number', 'verified_name', 'quality_rating', 'whatsapp_business_manager_messaging_limit']`.
   * @throws GraphError, GraphAnswerError, GraphLineError
   */
  get(fields: readonly string[]): Promise<NumberFields> {
    return this.#http.call(answer, {
      method: 'get',
      path: `/${this.#phoneNumberId}`,
      params: { fields: fields.join(',') },
    });
  }
}

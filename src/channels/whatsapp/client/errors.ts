/** What the Graph API says when it says no, without anything of the request. */
import { AxiosError } from 'axios';
import { z } from 'zod';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const graphError = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

/** The platform refused. Branch on `code`; HTTP statuses and titles change. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: number;
  readonly status: number;
  constructor(code: number, status: number) {
    super(`Graph API refused with code ${code} (HTTP ${status})`);
    this.code = code;
    this.status = status;
  }
}

/** No answer that can be understood: the request may or may not have had its effect. */
export class GraphUnreachable extends Error {
  override readonly name = 'GraphUnreachable';
  /** HTTP status when there was one (an HTML page of a gateway, a cut body). */
  readonly status: number | null;
  constructor(status: number | null, cause: unknown) {
    super(status === null ? 'no answer from the Graph API' : `the Graph API answered ${status} with something else`, { cause });
    this.status = status;
  }
}

const parse = (body: unknown): unknown => {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body;
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Turns whatever axios threw into one of the two; the request (token, number, text) is left behind. */
export function toGraphError(error: unknown): GraphError | GraphUnreachable {
  if (!(error instanceof AxiosError)) return new GraphUnreachable(null, error);
  const status = error.response?.status ?? null;
  const body = graphError.safeParse(parse(error.response?.data));
  if (body.success && status !== null) return new GraphError(body.data.error.code, status);
  return new GraphUnreachable(status, error.cause ?? undefined);
}

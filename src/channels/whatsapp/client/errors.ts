/** The three ways a call to Graph can end badly. None carries the token, a number or what was sent. */

/** Graph answered with an error of its own. Branch on `code` (and `details`); never on the HTTP status or the title. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: number;
  readonly subcode: number | undefined;
  /** Meta's sentence on what is wrong. May quote what was sent, so it is for reading, not for logs. */
  readonly details: string;
  readonly status: number;
  readonly traceId: string | undefined;
  /** From `Retry-After`, when the answer has one. */
  readonly retryAfterMs: number | undefined;

  constructor(error: GraphErrorBody, status: number, retryAfterMs?: number) {
    super(`Graph error ${error.code} (HTTP ${status})`);
    this.code = error.code;
    this.subcode = error.subcode;
    this.details = error.details;
    this.status = status;
    this.traceId = error.traceId;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface GraphErrorBody {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: string;
  readonly traceId: string | undefined;
}

/** Graph, or something before it, answered with what is not the answer we know: HTML, half a JSON, another shape. */
export class GraphAnswerError extends Error {
  override readonly name = 'GraphAnswerError';
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs?: number) {
    super(`Graph answered something unreadable (HTTP ${status})`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer: refused, reset, timed out, too big. */
export class GraphLineError extends Error {
  override readonly name = 'GraphLineError';
  /** The system's or axios' code: `ECONNREFUSED`, `ECONNRESET`, `ECONNABORTED` (time-out), `ERR_TOO_BIG` … */
  readonly code: string;
  /** The request may have reached Graph, so it may have been carried out. */
  readonly mayHaveLeft: boolean;

  constructor(code: string, mayHaveLeft: boolean) {
    super(`no answer from Graph (${code})`);
    this.code = code;
    this.mayHaveLeft = mayHaveLeft;
  }
}

/** What comes back from the Bot API, or from something in between. */

/** Something between us and the Bot API answered: an HTML page of a gateway, an empty body. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  readonly status: number;
  /** Seconds, from the answer's header. */
  readonly retryAfter: number | undefined;
  constructor(status: number, retryAfter: string | string[] | undefined) {
    super(`an answer with status ${status} that is not of the Bot API`);
    this.status = status;
    const seconds = Number(retryAfter);
    this.retryAfter = retryAfter !== undefined && Number.isFinite(seconds) ? seconds : undefined;
  }
}

/** Null when it is not the Bot API's. */
export function readAnswer(text: string): object | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'ok' in answer ? answer : null;
  } catch {
    return null;
  }
}

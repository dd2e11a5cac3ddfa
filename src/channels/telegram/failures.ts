/** What each refusal of the Bot API means for us. Texts as the server's source has them (tdlib/telegram-bot-api). */
import { GrammyError, HttpError } from 'grammy';
import type { Failure, FailureKind, SendResult } from '../../talk/failure.js';
import { neverConnected } from '../http-pool.js';

interface Rule {
  readonly status: number;
  /** Part of the description; absent: any. */
  readonly says?: RegExp;
  readonly kind: FailureKind;
  readonly detail: string;
}

/** First match wins. */
export const rules: readonly Rule[] = [
  { status: 403, says: /blocked by the user/i, kind: 'blocked', detail: 'the person blocked the bot' },
  { status: 403, says: /deactivated/i, kind: 'gone', detail: 'the account was deleted' },
  { status: 403, says: /can't initiate/i, kind: 'blocked', detail: 'the person never started the bot' },
  { status: 403, kind: 'blocked', detail: 'the chat is closed to the bot' },
  {
    status: 400,
    says: /chat not found|user not found|PEER_ID_INVALID|USER_DEACTIVATED/i,
    kind: 'gone',
    detail: 'there is no such chat',
  },
  { status: 400, says: /USER_IS_BLOCKED/i, kind: 'blocked', detail: 'the person blocked the bot' },
  {
    status: 400,
    says: /too long|text is empty|BUTTON_DATA_INVALID|can't parse|STRICT/i,
    kind: 'content',
    detail: 'the message breaks a rule of the platform',
  },
  { status: 400, kind: 'content', detail: 'the platform refuses this message' },
  { status: 401, kind: 'fix', detail: 'the bot token is not valid' },
  { status: 404, kind: 'fix', detail: 'the bot token or the address of the API is wrong' },
  { status: 409, kind: 'fix', detail: 'another program uses this bot' },
  { status: 413, kind: 'content', detail: 'the file is too big' },
  { status: 421, kind: 'fix', detail: 'this server does not serve the bot' },
];

const defaultRetryMs = 5_000;

function readRefusal(error: GrammyError): Failure {
  const { error_code: status, description, parameters } = error;
  const code = String(status);
  if (status === 429) {
    const seconds = parameters.retry_after;
    const retryAfterMs = seconds === undefined ? defaultRetryMs : seconds * 1000;
    return {
      kind: 'wait',
      code,
      detail: 'the platform asks to send more slowly',
      retryAfterMs,
      throttled: 'channel',
    };
  }
  if (status >= 500) return { kind: 'wait', code, detail: 'the platform had an error' };
  const rule = rules.find((known) => known.status === status && (known.says?.test(description) ?? true));
  return rule
    ? { kind: rule.kind, code, detail: rule.detail }
    : { kind: 'fix', code, detail: 'a refusal we do not know' };
}

/** Never carries the request: grammY hangs its payload on the error, and the address holds the token. */
export function readError(error: unknown): SendResult {
  if (error instanceof GrammyError) return { outcome: 'failed', failure: readRefusal(error) };
  if (neverConnected(error))
    return {
      outcome: 'failed',
      failure: { kind: 'wait', code: 'network', detail: 'no connection to the platform' },
    };
  const detail =
    error instanceof HttpError
      ? 'the line broke before the platform answered'
      : 'the answer could not be read';
  return { outcome: 'unknown', detail };
}

/** What each refusal of the Bot API means for us. Texts as the server's source has them (tdlib/telegram-bot-api). */
import { GrammyError, HttpError } from 'grammy';
import type { Failure, FailureKind, SendResult } from '../../talk/failure.js';
import { neverConnected } from '../http-pool.js';
import { UnreadableAnswer } from './answer.js';

interface Rule {
  readonly status: number;
  /** Part of the description; absent: any. */
  readonly says?: RegExp;
  readonly kind: FailureKind;
  readonly detail: string;
}

/** First match wins. The server turns a 403 whose text is a constant into a 400, so both are read. */
export const rules: readonly Rule[] = [
  { status: 403, says: /blocked by the user/i, kind: 'blocked', detail: 'the person blocked the bot' },
  { status: 400, says: /USER_IS_BLOCKED/i, kind: 'blocked', detail: 'the person blocked the bot' },
  { status: 403, says: /can't initiate/i, kind: 'blocked', detail: 'the person never started the bot' },
  { status: 403, says: /deactivated/i, kind: 'gone', detail: 'the account was deleted' },
  { status: 400, says: /deactivated/i, kind: 'gone', detail: 'the account was deleted' },
  {
    status: 400,
    says: /(chat|user) not found|PEER_ID_INVALID|CHAT_ID_INVALID/i,
    kind: 'gone',
    detail: 'there is no such chat',
  },
  {
    status: 403,
    says: /was kicked|not a member|chat was deleted|can't send messages to bots/i,
    kind: 'gone',
    detail: 'the chat is closed to the bot',
  },
  { status: 400, says: /upgraded to a supergroup/i, kind: 'gone', detail: 'the chat is a group' },
  {
    status: 400,
    says: /too (long|big)|(text|caption|message) is empty|must be non-empty|can't parse|encoded in UTF-8/i,
    kind: 'content',
    detail: 'the message breaks a limit of the platform',
  },
  {
    status: 400,
    says: /BUTTON_DATA_INVALID|BUTTON_\w+_INVALID|ENTIT(Y|IES)_|PHOTO_\w+|IMAGE_PROCESS_FAILED|wrong file/i,
    kind: 'content',
    detail: 'a button or file of the message is not valid',
  },
  {
    status: 400,
    says: /VOICE_MESSAGES_FORBIDDEN/i,
    kind: 'content',
    detail: 'the person takes no voice messages',
  },
  { status: 401, kind: 'fix', detail: 'the bot token is not valid' },
  { status: 404, kind: 'fix', detail: 'the bot token or the address of the API is wrong' },
  { status: 409, kind: 'fix', detail: 'another program uses this bot' },
  { status: 413, kind: 'content', detail: 'the file is too big' },
  { status: 421, kind: 'fix', detail: 'this server does not serve the bot' },
];

const defaultRetrySeconds = 5;

/** @param throttled whom a "too many requests" concerns; the platform does not say. */
function readRefusal(
  status: number,
  says: string,
  retryAfter: number | undefined,
  throttled: 'address' | 'channel',
): Failure {
  const code = String(status);
  if (status === 429) {
    const retryAfterMs = (retryAfter ?? defaultRetrySeconds) * 1000;
    return { kind: 'wait', code, detail: 'the platform asks to send more slowly', retryAfterMs, throttled };
  }
  if (status >= 500) return { kind: 'wait', code, detail: 'the platform had an error' };
  const rule = rules.find((known) => known.status === status && (known.says?.test(says) ?? true));
  return rule
    ? { kind: rule.kind, code, detail: rule.detail }
    : { kind: 'fix', code, detail: 'a refusal we do not know' };
}

/** Only these say surely that the message was not taken; any other page may come after it was. */
const refusesUnread = (answer: UnreadableAnswer) => answer.status === 429 || answer.status === 413;

/** Never carries the request: grammY hangs its payload on the error, and the address holds the token. */
export function readError(error: unknown, throttled: 'address' | 'channel' = 'channel'): SendResult {
  if (error instanceof GrammyError) {
    const { error_code: status, description, parameters } = error;
    return {
      outcome: 'failed',
      failure: readRefusal(status, description, parameters.retry_after, throttled),
    };
  }
  const cause = error instanceof HttpError ? error.error : error;
  if (cause instanceof UnreadableAnswer && refusesUnread(cause))
    return { outcome: 'failed', failure: readRefusal(cause.status, '', cause.retryAfter, throttled) };
  if (neverConnected(error))
    return {
      outcome: 'failed',
      failure: { kind: 'wait', code: 'network', detail: 'no connection to the platform' },
    };
  const detail =
    cause instanceof UnreadableAnswer
      ? 'the answer could not be read'
      : 'the line broke before the platform answered';
  return { outcome: 'unknown', detail };
}

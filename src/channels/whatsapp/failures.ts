/**
 * What each code of the Cloud API means for us; the same table serves answers and later statuses.
 * Source: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
import type { Failure, FailureKind, SendResult } from '../../talk/failure.js';
import { GraphAnswerError, GraphError, GraphLineError } from './client/errors.js';

interface Meaning {
  readonly kind: FailureKind;
  readonly detail: string;
  readonly retryAfterMs?: number;
  readonly throttled?: 'address' | 'channel';
  readonly tooFast?: true;
}

const fix = (detail: string): Meaning => ({ kind: 'fix', detail });
const wait = (detail: string): Meaning => ({ kind: 'wait', detail });
const content = (detail: string): Meaning => ({ kind: 'content', detail });
const slower = (detail: string, throttled: 'address' | 'channel', seconds: number): Meaning => ({
  kind: 'wait',
  detail,
  throttled,
  retryAfterMs: seconds * 1000,
});
const hour = 3600;

export const meanings: Readonly<Record<number, Meaning>> = {
  0: fix('the access token is not valid'),
  1: wait('invalid request, or an error of the platform'),
  2: wait('the platform is overloaded'),
  3: fix('a permission is missing'),
  4: slower('the app calls too often', 'channel', 60),
  10: fix('a permission was removed'),
  33: fix('the phone number was deleted'),
  100: fix('the platform refuses a parameter'),
  190: fix('the access token has expired'),
  200: fix('the access token lacks a permission'),
  368: fix('the account is restricted for a policy violation'),
  80007: slower('the account calls too often', 'channel', 60),
  130403: { kind: 'blocked', detail: 'we have blocked this person' },
  130429: { ...slower('the number sends too fast', 'channel', 5), tooFast: true },
  // Both are held back by Meta for this person and purpose: repeating within a day locks them for longer.
  130472: { kind: 'opted-out', detail: 'held back by an experiment of the platform' },
  130497: fix('the account may not write to this country'),
  131000: wait('an unknown error of the platform'),
  131005: fix('a permission is missing'),
  131008: fix('a required parameter is missing'),
  131009: fix('a parameter has a wrong value'),
  131016: wait('the service is not available for a moment'),
  // Only a test number of ours can cause it.
  131021: content('sender and recipient are the same'),
  131026: {
    kind: 'gone',
    detail: 'not reachable on WhatsApp: no account, old program, or terms not accepted',
  },
  131031: fix('the account is locked'),
  131030: fix('the number is not on the list of the test account'),
  131037: fix('the display name is not approved'),
  131042: fix('the account has a payment problem'),
  131045: fix('the number is not registered'),
  131047: { kind: 'window-closed', detail: 'more than 24 hours since the person wrote' },
  // Meta lists it as throttling, but repeating makes it worse.
  131048: fix('the number is restricted for spam; look at its quality before sending more'),
  131049: { kind: 'opted-out', detail: 'held back: the person gets many such messages' },
  131050: { kind: 'opted-out', detail: 'the person stopped such messages on WhatsApp' },
  131051: fix('WhatsApp does not know this type of message'),
  131052: content('the file could not be fetched'),
  131053: content('the file could not be uploaded'),
  131055: fix('this way of sending takes other templates'),
  131056: slower('too many messages to this person', 'address', 8),
  131057: slower('the account is in maintenance', 'channel', 60),
  131062: fix('this message cannot go to a user id'),
  131063: fix('this kind of template is switched off for the account'),
  131064: fix('the account is limited for wrong template categories'),
  132000: fix('the template takes another number of parameters'),
  132001: fix('the template does not exist in this language, or is not approved'),
  132005: content('the filled-in template is too long'),
  132007: fix('the template breaks a policy'),
  132012: fix('a parameter of the template has a wrong form'),
  132015: fix('the template is paused'),
  132016: fix('the template is disabled'),
  132018: fix('a parameter of the template is not valid'),
  132068: fix('the WhatsApp Flow is blocked'),
  132069: slower('the WhatsApp Flow is throttled', 'channel', hour),
  133000: fix('an earlier deregistration failed'),
  133004: wait('the server is not available for a moment'),
  133005: fix('the two-step PIN is wrong'),
  133006: fix('the number must be verified first'),
  133008: fix('too many PIN guesses'),
  133009: fix('the PIN was entered too quickly'),
  133010: fix('the number is not registered'),
  133015: fix('the number was deleted just now'),
  133016: fix('too many registrations of the number'),
  134011: fix('terms of the platform are not accepted'),
  134100: fix('only marketing templates go this way'),
  134101: wait('the template is still being synchronised'),
  134102: fix('the template is not available'),
  135000: fix('the platform refuses a parameter'),
  139200: fix('direct sending is blocked'),
};

const isPermission = (code: number): boolean => code >= 200 && code <= 299;

/** Unknown codes are ours to mend: staff see them. @param retryAfterMs what the answer itself asks for, if anything. */
export function failureOf(code: number, retryAfterMs?: number): Failure {
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  const known =
    meaning ?? fix(isPermission(code) ? 'the access token lacks a permission' : 'a code we do not know');
  const asked = known.kind === 'wait' && retryAfterMs !== undefined ? { retryAfterMs } : {};
  return { ...known, ...asked, code: String(code) };
}

/** Attempts to one person wait 4, 16, 64 … s (https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform). */
export const pairRateCode = '131056';

const failed = (failure: Failure): SendResult => ({ outcome: 'failed', failure });
const tooFast = (retryAfterMs = 5_000): SendResult =>
  failed({
    ...slower('the number sends too fast', 'channel', retryAfterMs / 1000),
    tooFast: true,
    code: '429',
  });

function readUnreadable({ status, retryAfterMs }: GraphAnswerError): SendResult {
  if (status === 429) return tooFast(retryAfterMs);
  // A gateway's "no" is certain; half an answer, or a fault behind the gateway, is not.
  const isRefusal = status >= 300 && status < 500 && status !== 408;
  if (isRefusal)
    return failed({ ...fix('something before the platform refuses our requests'), code: `http-${status}` });
  return { outcome: 'unknown', detail: `the answer could not be read (HTTP ${status})` };
}

/** What an attempt came to. @param error whatever the client threw. */
export function readError(error: unknown): SendResult {
  if (error instanceof GraphError) {
    const isUnknownThrottle = error.status === 429 && !Object.hasOwn(meanings, error.code);
    return isUnknownThrottle
      ? tooFast(error.retryAfterMs)
      : failed(failureOf(error.code, error.retryAfterMs));
  }
  if (error instanceof GraphAnswerError) return readUnreadable(error);
  if (error instanceof GraphLineError && !error.mayHaveLeft)
    return failed({ ...wait('no connection to the platform'), code: 'network' });
  return { outcome: 'unknown', detail: 'the line broke before the platform answered' };
}

/** The same for the upload that precedes a file message: nothing was said to the person yet, so it may be repeated. */
export function readUploadError(error: unknown): SendResult {
  const result = readError(error);
  return result.outcome === 'unknown'
    ? failed({ ...wait('the file could not be uploaded yet'), code: 'upload' })
    : result;
}

/** The log strikes out what could name a person or let somebody in, also when a caller forgot to. */
import { describe, expect, it } from 'vitest';
import { createLog, describeError } from '../src/log.js';

function logOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', { write: (line) => lines.push(line) }));
  return lines.join('');
}

const planted = 'Rosa Quispe';

describe('a field that holds something personal', () => {
  it.each([
    'text',
    'body',
    'caption',
    'phone',
    'chat',
    'user',
    'name',
    'token',
    'to',
    'from',
    'payload',
    'sealed',
    'email',
  ])('%s is hidden at every depth that is looked at', (field) => {
    for (const depth of [
      { [field]: planted },
      { a: { [field]: planted } },
      { a: { b: { [field]: planted } } },
    ]) {
      const line = logOf((log) => log.info(depth, 'said'));
      expect(line).not.toContain(planted);
      expect(line).toContain('[hidden]');
    }
  });

  it('is hidden with all that hangs on it', () => {
    const line = logOf((log) => log.warn({ from: { first: planted, ids: [planted] } }, 'said'));
    expect(line).not.toContain(planted);
  });
});

describe('an error', () => {
  const carrying = (message: string, more: object = {}) => Object.assign(new Error(message), more);

  it.each([
    ['a number', 'could not send to 51999888777', '51999888777'],
    ['a number as people write it', 'to +51 999 888 777 failed', '999 888'],
    ['a bot token', 'GET https://api.x/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe', 'AAHdqTcv'],
    ['a bearer token', 'header Authorization: Bearer EAAGm0PX4ZCps is bad', 'EAAGm0'],
    ['a message id, which holds the number', 'no wamid.HBgLNTE5OTk4ODg3NzcVAgARGBI=', 'HBgL'],
    ['what a failed query was given', `Failed query: insert into x\nparams: 1,${planted}\nmore`, planted],
  ])('does not say %s', (_, message, secret) => {
    const described = JSON.stringify(describeError(carrying(message)));
    expect(described).not.toContain(secret);
    const forgotten = logOf((log) => log.error({ error: carrying(message) }, 'failed'));
    expect(forgotten).not.toContain(secret);
  });

  it('leaves what some libraries hang on it where it is', () => {
    const error = carrying('Request failed', {
      config: { data: planted, headers: { authorization: planted } },
      response: { body: planted },
      cause: new Error(planted),
    });
    expect(logOf((log) => log.error({ error }, 'failed'))).not.toContain(planted);
  });

  it('that is no error is described all the same', () => {
    expect(describeError('call 51999888777')).toEqual({ type: 'unknown', message: 'call [number]' });
    expect(describeError(undefined).message).toBe('undefined');
  });

  it('tells where it happened, and its own words once', () => {
    const { message, stack, type } = describeError(new TypeError('x is not a function'));
    expect([type, message]).toEqual(['TypeError', 'x is not a function']);
    expect(stack).toMatch(/at .*log\.test\.ts/);
    expect(stack).not.toContain('is not a function');
  });
});

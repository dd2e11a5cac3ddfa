/** The log: events and opaque ids only. What could name a person is struck out, also by mistake. */
import { pino } from 'pino';
import type { Config } from './config.js';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Field names that never reach the log with their value, at any of the first three levels. */
const hidden = [
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
];
const redactPaths = hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Long runs of digits (phones, chat ids), bot tokens and bearer tokens inside a sentence. */
const scrub = (sentence: string): string =>
  sentence
    // drizzle quotes what a failed query was given.
    .replace(/\nparams:[\s\S]*/, '')
    .replace(/\d{6,}:[\w-]{20,}/g, '[token]')
    .replace(/Bearer\s+\S+/gi, 'Bearer [token]')
    .replace(/wamid\.[\w+/=-]+/g, '[message]')
    .replace(/\+?\d[\d\s-]{6,}\d/g, '[number]');

/** The first lines that name a place in the code; a stack begins with the message, however many lines that has. */
const placesOf = (stack: string, message: string): string =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join('\n');

/** What an error says without what it carries: some libraries hang the request's payload on it. */
export const describeError = (error: unknown): { type: string; message: string; stack?: string } =>
  error instanceof Error
    ? {
        type: error.name,
        message: scrub(error.message),
        ...(error.stack ? { stack: scrub(placesOf(error.stack, error.message)) } : {}),
      }
    : { type: 'unknown', message: scrub(String(error)) };

/** Callers describe errors themselves; one that was forgotten is described here, and none twice. */
const describeOnce = (error: unknown): unknown =>
  typeof error === 'object' &&
  error !== null &&
  !(error instanceof Error) &&
  'type' in error &&
  'message' in error
    ? error
    : describeError(error);

export function createLog(level: Config['logLevel'], destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: redactPaths, censor: '[hidden]' },
    serializers: { error: describeOnce },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The environment: the example explains all there is, an empty one works, and a wrong one is told whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.js';
import { projectRoot } from '../src/root.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const example = read('.env.example');

function messageOf(given: Readonly<Record<string, string>>): string {
  try {
    readConfig(given);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('.env.example', () => {
  const explained = [...example.matchAll(/^([A-Z]\w+)=.*# \S/gm)].map(([, name]) => name);

  it('explains every variable that is read, and no other', () => {
    const names = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(25);
    expect(explained.toSorted()).toEqual(names.toSorted());
  });

  it('as it stands changes nothing', () => {
    expect(readConfig(parseEnv(example))).toEqual(readConfig({}));
  });

  it('names the defaults there are', () => {
    const { port, host, databaseUrl, timezone, quiet, noticesPerWeek } = readConfig({});
    for (const value of [port, host, databaseUrl, timezone, quiet.from, quiet.to, noticesPerWeek])
      expect(example).toContain(`# default ${value}`);
  });
});

describe('a wrong environment', () => {
  it('is told whole, by the names of its variables', () => {
    const message = messageOf({ PORT: 'eighty', QUIET_FROM: '25', LOG_LEVEL: 'loud' });
    for (const name of ['PORT', 'QUIET_FROM', 'LOG_LEVEL']) expect(message).toContain(`${name}:`);
  });

  it('is told without what stands in it', () => {
    const message = messageOf({
      TELEGRAM_BOT_TOKEN: 'not-a-token-but-secret',
      WHATSAPP_PHONE_NUMBER_ID: '+51 999 888 777',
    });
    expect(message).toContain('TELEGRAM_BOT_TOKEN:');
    expect(message).not.toMatch(/but-secret|999/);
  });

  it('half of WhatsApp, or a channel without a secret, is refused', () => {
    expect(messageOf({ WHATSAPP_ACCESS_TOKEN: 'token' })).toContain('WHATSAPP_APP_SECRET: is missing');
    expect(messageOf({ TELEGRAM_BOT_TOKEN: '123456:ABC-DEF' })).toContain('AYNI_SECRET: is missing');
  });
});

/** `ayni templates`: as a process between the terminal and a small Graph API. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runTemplates } from '../../src/cli/templates.js';
import { projectRoot } from '../../src/root.js';
import { designs } from '../../src/templates/designs.js';
import { componentsOf } from '../../src/templates/push.js';
import { localTemplates, readTemplateTexts } from '../../src/templates/wording.js';
import { type GraphServer, graphError, startGraphServer } from '../support/whatsapp-server.js';

const local = localTemplates(designs, readTemplateTexts());
const account = '419561257915477';
const newsInSpanish = local.filter(({ name, language }) => name === 'event_news' && language === 'es');

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer({
    json: { id: '1', status: 'PENDING', category: 'UTILITY', success: true },
  });
});
beforeEach(() => {
  graph.seen.length = 0;
});
afterAll(() => graph.close());

const environment = () => ({
  AYNI_SECRET: 'a secret that only this test knows, long enough',
  WHATSAPP_ACCESS_TOKEN: 'EAAsecrettoken',
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_BUSINESS_ACCOUNT_ID: account,
  WHATSAPP_APP_SECRET: 'app-secret',
  WHATSAPP_VERIFY_TOKEN: 'verify',
  WHATSAPP_API_ROOT: graph.url,
});

/** All of ours as Meta would list them, with some things changed. */
const listed = (change: (name: string) => object | null = () => ({})) => ({
  json: {
    data: local.flatMap((one, index) => {
      const changed = change(`${one.name} ${one.language}`);
      const { name, language, category } = one;
      const row = { id: String(100 + index), name, language, category: category.toUpperCase() };
      return changed === null
        ? []
        : [{ ...row, status: 'APPROVED', components: componentsOf(one), ...changed }];
    }),
  },
});

async function run(...args: string[]) {
  const said: string[] = [];
  const output = {
    print: (line: string) => said.push(line),
    complain: (line: string) => said.push(`! ${line}`),
  };
  const code = await runTemplates(args, output, async () => environment());
  return { code, said, about: (title: string) => said.find((line) => line.includes(`${title}:`)) };
}
const writes = () => graph.seen.filter(({ method }) => method !== 'GET');

/** The program itself, as somebody starts it. */
const start = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const node = ['--import', import.meta.resolve('tsx'), join(projectRoot, 'src/cli.ts'), ...args];
    // Another folder, so that no `.env` of this machine is read.
    execFile(
      process.execPath,
      node,
      { cwd: tmpdir(), env: { PATH: process.env.PATH, ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

describe('as a process', () => {
  it('brings what is missing to Meta and tells each', async () => {
    graph.next(listed((title) => (title.startsWith('event_') ? null : {})));
    const { code, out, err } = await start(['templates', 'push'], environment());
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('event_news es: created, PENDING; filed as UTILITY, we asked for marketing');
    expect(out).toContain('proposal_news es: as it is here');
    expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 10 }, () => `POST /v25.0/${account}/message_templates`),
    );
    const made = writes().map(({ body }): unknown => JSON.parse(body));
    expect(made).toContainEqual({
      name: 'event_reminder',
      language: 'es',
      category: 'utility',
      parameter_format: 'positional',
      components: [
        {
          type: 'BODY',
          text: expect.stringContaining('Cuándo: {{2}}\nDónde: {{3}}'),
          example: { body_text: [[expect.any(String), expect.any(String), expect.any(String)]] },
        },
        { type: 'FOOTER', text: expect.stringContaining('BAJA') },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Voy' },
            { type: 'QUICK_REPLY', text: 'No es para mí' },
          ],
        },
      ],
    });
  });

  it('needs no network to check, and names what is missing to push', async () => {
    const lint = await start(['templates', 'lint'], {});
    expect(lint).toMatchObject({ code: 0, out: expect.stringContaining('14 templates break no rule') });
    const push = runTemplates(['push'], { print() {}, complain() {} }, async () => ({}));
    await expect(push).rejects.toThrow('WHATSAPP_BUSINESS_ACCOUNT_ID: are missing');
    const { WHATSAPP_BUSINESS_ACCOUNT_ID: _, ...rest } = environment();
    const alone = runTemplates(['push'], { print() {}, complain() {} }, async () => rest);
    await expect(alone).rejects.toThrow('WHATSAPP_BUSINESS_ACCOUNT_ID: is missing');
    expect(graph.seen).toEqual([]);
  });
});

describe('push', () => {
  const otherWords = { components: [{ type: 'BODY', text: 'Otro texto' }] };

  it('changes nothing where all is as it is here', async () => {
    graph.next(listed());
    const { code, said } = await run('push');
    expect(code).toBe(0);
    expect(said).toHaveLength(local.length);
    expect(said.every((line) => line.endsWith(': as it is here'))).toBe(true);
    expect(writes()).toEqual([]);
  });

  it.each(['APPROVED', 'REJECTED', 'PAUSED'])('edits other words while %s', async (status) => {
    graph.next(listed((title) => (title === 'event_news es' ? { ...otherWords, status } : {})));
    expect((await run('push')).about('event_news es')).toContain('edited, Meta reviews it again');
    expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v25.0/104']);
    const body = graph.json();
    expect(body).toMatchObject({ components: newsInSpanish.map(componentsOf)[0] });
    // An approved one keeps its category.
    expect(JSON.stringify(body).includes('"category"')).toBe(status !== 'APPROVED');
  });

  it.each([
    ['PENDING', 'reviewing it'],
    ['ARCHIVED', 'unarchive it'],
    ['DISABLED', 'another name'],
    ['PENDING_DELETION', 'blocked for 30 days'],
    ['SOMETHING_NEW', 'cannot be edited while SOMETHING_NEW'],
  ])('leaves one that is %s, and says why', async (status, why) => {
    graph.next(listed((title) => (title === 'event_news es' ? { ...otherWords, status } : {})));
    const { code, about } = await run('push');
    expect([code, about('event_news es')]).toEqual([0, expect.stringContaining(why)]);
    expect(writes()).toEqual([]);
  });

  it('asks for our category again where Meta allows it, and tells where it does not', async () => {
    const filed = { category: 'MARKETING' };
    graph.next(
      listed((title) => {
        if (title === 'event_change es') return { ...filed, status: 'REJECTED' };
        return title === 'event_change en' ? filed : {};
      }),
    );
    const { about } = await run('push');
    expect(about('event_change es')).toContain('edited');
    expect(about('event_change en')).toContain('filed as MARKETING, we asked for utility');
    expect(writes()).toHaveLength(1);
    expect(graph.json()).toMatchObject({ category: 'utility' });
  });

  it('only tells what it would do, if asked', async () => {
    graph.next(listed((title) => (title === 'event_news es' ? null : otherWords)));
    const { code, about } = await run('push', '--dry-run');
    expect(code).toBe(0);
    expect(about('event_news es')).toContain('would be created');
    expect(about('event_news en')).toContain('would be edited');
    expect(writes()).toEqual([]);
  });

  it('goes on after a refusal, stops where all would be refused', async () => {
    graph.next(
      listed(() => null),
      graphError(100, 400, 'invalid format'),
    );
    const refused = await run('push');
    expect(refused.code).toBe(1);
    expect(refused.said.filter((line) => line.startsWith('!'))).toEqual([
      '! proposal_news es: Meta refuses (100): invalid format',
    ]);
    expect(writes()).toHaveLength(local.length);
    graph.seen.length = 0;
    graph.next(
      listed(() => null),
      graphError(190, 401, 'expired'),
    );
    expect((await run('push')).code).toBe(1);
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ['reset' as const, 'no answer from Meta'],
    [{ status: 502, bytes: '<html>' }, 'unreadable (HTTP 502)'],
    [graphError(190, 401, 'expired'), 'refuses (190): expired'],
  ])('says what went wrong, without the token: %j', async (answer, sentence) => {
    graph.next(answer);
    const { code, said } = await run('push');
    expect([code, said.join()]).toEqual([1, expect.stringContaining(sentence)]);
    expect(said.join()).not.toContain('secrettoken');
  });
});

describe('status', () => {
  it('is a table: ours first, then what we do not know', async () => {
    const stranger = { id: '1', name: 'old_one', language: 'es', status: 'APPROVED', category: 'UTILITY' };
    const given = listed((title) => {
      if (title === 'event_minutes en') return null;
      if (title !== 'event_news es') return {};
      return { status: 'REJECTED', rejected_reason: 'INVALID_FORMAT', quality_score: { score: 'YELLOW' } };
    });
    graph.next({ json: { data: [...given.json.data, stranger] } });
    const { code, said } = await run('status');
    expect(code).toBe(1);
    expect(said[0]).toMatch(/^NAME +LANGUAGE +ASKED +FILED +STATUS +QUALITY +WHY$/);
    const line = (start: string) => said.find((one) => one.startsWith(start)) ?? '';
    expect(line('event_news       es')).toMatch(/marketing +marketing +REJECTED +YELLOW +INVALID_FORMAT$/);
    expect(line('event_minutes    en')).toMatch(/utility +- +MISSING +-$/);
    expect(line('old_one')).toContain('left alone');
  });

  it('is good news when all is approved', async () => {
    graph.next(listed());
    expect((await run('status')).code).toBe(0);
  });
});

it('tells how it is used', async () => {
  expect(await run('dance')).toMatchObject({ code: 2, said: [expect.stringContaining('push [--dry-run]')] });
});

/** The simulator as a platform: forms, limits, statuses, the window, blocking and faults. */
import { describe, expect, it, vi } from 'vitest';
import { createFindTemplate } from '../../src/channels/simulator/templates.js';
import { inviteTemplateName } from '../../src/outbox/invite.js';
import { codePoints } from '../../src/talk/limits.js';
import type { Choice, OutgoingChoices } from '../../src/talk/message.js';
import { templateLanguages } from '../../src/talk/window.js';
import { chat, openSimulator, start } from '../support/simulator.js';

const hour = 3_600_000;
const choices = (count: number, label = (n: number) => `Opción ${n}`): Choice[] =>
  Array.from({ length: count }, (_, n) => ({ id: `proposal.1.area:${n}`, label: label(n + 1) }));
const ask = (count: number, label?: (n: number) => string): OutgoingChoices => ({
  kind: 'choices',
  text: '¿De qué tema trata?',
  choices: choices(count, label),
  open: 'Ver temas',
});
const text = { kind: 'text', text: 'Gracias' } as const;

describe('forms', () => {
  it.each([
    ['whatsapp', 3, undefined, 'buttons'],
    ['whatsapp', 4, undefined, 'list'],
    ['whatsapp', 11, undefined, 'text'],
    ['whatsapp', 2, (n: number) => `Una etiqueta de más de veinte letras ${n}`, 'text'],
    ['telegram', 11, undefined, 'buttons'],
  ] as const)('%s shows %i choices in its own form', async (look, count, label, form) => {
    const { post, simulator, bubblesBy } = openSimulator();
    await post('phone', { chat, look });
    expect(await simulator.send({ chat }, ask(count, label), 'row')).toMatchObject({ outcome: 'accepted' });
    expect((await bubblesBy('bot'))[0]?.body.kind).toBe(form);
  });

  it('numbers what does not fit, to be answered by typing', async () => {
    const { post, simulator, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp' });
    await simulator.send({ chat }, ask(11), 'row');
    expect((await bubblesBy('bot'))[0]?.body).toMatchObject({
      text: expect.stringMatching(/\n\n1\. Opción 1\n/),
    });
  });

  it.each([
    ['a text of 4097', { kind: 'text', text: 'a'.repeat(4097) }],
    ['an empty text', { kind: 'text', text: ' ' }],
    ['1025 letters above buttons', { ...ask(2), text: 'a'.repeat(1025) }],
    ['a choice id of 65 bytes', { ...ask(0), choices: [{ id: 'x'.repeat(65), label: 'Sí' }] }],
    ['a list without a label to open it', { ...ask(4), open: '' }],
  ] as const)('refuses %s as the platform does', async (_, message) => {
    const { post, simulator, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp' });
    expect(await simulator.send({ chat }, message, 'row')).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'content' },
    });
    expect(await bubblesBy('bot')).toEqual([]);
  });

  it('shows a file of ours so that it can be opened', async () => {
    const { app, simulator, bubblesBy } = openSimulator();
    const base64 = Buffer.from('BEGIN:VCALENDAR').toString('base64');
    await simulator.send({ chat }, { kind: 'file', name: 'a.ics', mime: 'text/calendar', base64 }, 'row');
    const body = (await bubblesBy('bot'))[0]?.body;
    if (body?.kind !== 'file') throw new Error('no file bubble');
    const opened = await app.request(`/simulador/api/media/${body.file.ref}?chat=${chat}`);
    expect(await opened.text()).toBe('BEGIN:VCALENDAR');
  });
});

describe('taps', () => {
  it('hands in the id of the choice, and shows the label as a message on WhatsApp only', async () => {
    for (const [look, shown] of [
      ['telegram', 0],
      ['whatsapp', 1],
    ] as const) {
      const { post, say, simulator, inbound, bubblesBy } = openSimulator();
      await post('phone', { chat, look });
      await simulator.send({ chat }, ask(2), 'row');
      const [bubble] = await bubblesBy('bot');
      const tap = { kind: 'tap', bubble: bubble?.id, choice: 'proposal.1.area:1' };
      expect((await say(tap)).status).toBe(200);
      expect(inbound[0]?.content).toEqual({ kind: 'tap', data: 'proposal.1.area:1' });
      expect(await bubblesBy('person')).toHaveLength(shown);
      expect((await bubblesBy('bot'))[0]?.tapped).toBe('proposal.1.area:1');
    }
  });

  it('knows no button that was never there', async () => {
    const { say, simulator, bubblesBy, inbound } = openSimulator();
    await simulator.send({ chat }, ask(2), 'row');
    const [bubble] = await bubblesBy('bot');
    expect((await say({ kind: 'tap', bubble: bubble?.id, choice: 'forged' })).status).toBe(409);
    expect((await say({ kind: 'tap', bubble: 'nothing', choice: 'proposal.1.area:1' })).status).toBe(409);
    expect(inbound).toEqual([]);
  });
});

describe('statuses', () => {
  it('WhatsApp says delivered, then read once the chat is seen, with our row id', async () => {
    const { post, simulator, statuses } = openSimulator();
    await post('phone', { chat, look: 'whatsapp' });
    const sent = await simulator.send({ chat }, text, 'row-1');
    if (sent.outcome !== 'accepted') throw new Error('not accepted');
    await vi.waitFor(() => expect(statuses).toHaveLength(1));
    await post('seen', { chat });
    await post('seen', { chat });
    await vi.waitFor(() => expect(statuses).toHaveLength(2));
    expect(statuses).toMatchObject([
      { channel: 'simulator', externalId: sent.externalId, outboxId: 'row-1', state: 'delivered' },
      { externalId: sent.externalId, state: 'read' },
    ]);
  });

  it('waits for the network of the phone', async () => {
    const { post, simulator, statuses, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp', online: false });
    await simulator.send({ chat }, text, 'row-1');
    await post('seen', { chat });
    expect((await bubblesBy('bot'))[0]?.state).toBe('accepted');
    await post('phone', { chat, online: true });
    await vi.waitFor(() => expect(statuses.map(({ state }) => state)).toEqual(['delivered']));
  });

  it('Telegram says nothing', async () => {
    const { post, simulator, statuses, bubblesBy } = openSimulator();
    await simulator.send({ chat }, text, 'row-1');
    await vi.waitFor(async () => expect((await bubblesBy('bot'))[0]?.state).toBe('delivered'));
    await post('seen', { chat });
    await simulator.stop();
    expect(statuses).toEqual([]);
  });
});

describe('the clock and the window', () => {
  it('closes after 24 hours for free text, not for a template whose tap opens it again', async () => {
    const { post, say, simulator, clock, inbound, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp' });
    await say({ kind: 'text', text: 'hola' });
    expect(await (await post('clock', { advance: 25 * hour })).json()).toEqual({ now: start + 25 * hour });
    expect(clock.now()).toBe(start + 25 * hour);
    expect(await simulator.send({ chat }, text, 'row-1')).toMatchObject({
      failure: { kind: 'window-closed', code: '131047' },
    });
    const template = {
      kind: 'template',
      name: 'proposal_news',
      language: 'es',
      payloads: ['go:news'],
    } as const;
    const invite = { ...template, parameters: ['AYNI-7K3Q'] };
    expect(await simulator.send({ chat }, invite, 'row-2')).toMatchObject({ outcome: 'accepted' });
    const [bubble] = await bubblesBy('bot');
    expect(bubble?.body).toMatchObject({
      text: 'Hay novedades sobre tu aporte AYNI-7K3Q.',
      choices: [{ id: 'go:news', label: 'Ver' }],
    });
    await say({ kind: 'tap', bubble: bubble?.id, choice: 'go:news' });
    expect(inbound.at(-1)).toMatchObject({ at: start + 25 * hour, content: { data: 'go:news' } });
    expect(await simulator.send({ chat }, text, 'row-1')).toMatchObject({ outcome: 'accepted' });
  });

  it('refuses a template that nobody approved', async () => {
    const { simulator } = openSimulator();
    const unknown = { kind: 'template', name: 'x', language: 'es', parameters: [], payloads: [] } as const;
    expect(await simulator.send({ chat }, unknown, 'row')).toMatchObject({
      failure: { kind: 'fix', code: '132001' },
    });
  });

  it('has no window under the Telegram look', async () => {
    const { post, say, simulator } = openSimulator();
    await say({ kind: 'text', text: 'hola' });
    await post('clock', { advance: 72 * hour });
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ outcome: 'accepted' });
  });

  it('only moves forward', async () => {
    const { post } = openSimulator();
    expect((await post('clock', { advance: -hour })).status).toBe(400);
  });
});

describe('blocking', () => {
  it('Telegram tells us, and refuses our messages until unblocked', async () => {
    const { post, say, simulator, inbound, look } = openSimulator();
    await say({ kind: 'text', text: 'hola' });
    await post('clock', { advance: hour });
    await post('phone', { chat, blocked: true });
    expect(inbound.at(-1)?.content).toEqual({ kind: 'reachable', reachable: false });
    expect((await look()).phone.lastInboundAt).toBe(start);
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ failure: { kind: 'blocked' } });
    expect((await say({ kind: 'text', text: 'hola' })).status).toBe(409);
    await post('phone', { chat, blocked: false });
    expect(inbound.at(-1)?.content).toEqual({ kind: 'reachable', reachable: true });
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ outcome: 'accepted' });
  });

  it('WhatsApp keeps silent: accepted, never delivered, nothing on the phone', async () => {
    const { post, simulator, inbound, statuses, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp' });
    await post('phone', { chat, blocked: true });
    expect(inbound).toEqual([]);
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ outcome: 'accepted' });
    await simulator.stop();
    expect(statuses).toEqual([]);
    expect(await bubblesBy('bot')).toEqual([]);
  });
});

describe('faults on demand', () => {
  it('sends the next message of the person twice at once, under one id', async () => {
    const { post, say, inbound } = openSimulator();
    await post('phone', { chat, fault: 'twice' });
    await say({ kind: 'text', text: 'hola' });
    await say({ kind: 'text', text: 'otra vez' });
    expect(inbound.map(({ content }) => 'text' in content && content.text)).toEqual([
      'hola',
      'hola',
      'otra vez',
    ]);
    expect(inbound[0]?.externalId).toBe(inbound[1]?.externalId);
  });

  it('repeats the last message on request', async () => {
    const { post, say, inbound, bubblesBy } = openSimulator();
    expect((await post('repeat', { chat })).status).toBe(409);
    await say({ kind: 'text', text: 'hola' });
    await post('repeat', { chat });
    expect(inbound[0]).toEqual(inbound[1]);
    expect((await bubblesBy('note')).map(({ note }) => note)).toEqual(['repeated']);
  });

  it('cuts the line after accepting: the sender does not know, the status tells it', async () => {
    const { post, simulator, statuses, bubblesBy } = openSimulator();
    await post('phone', { chat, look: 'whatsapp', fault: 'cut' });
    expect(await simulator.send({ chat }, text, 'row-9')).toMatchObject({ outcome: 'unknown' });
    expect(await bubblesBy('bot')).toHaveLength(1);
    await vi.waitFor(() => expect(statuses).toMatchObject([{ outboxId: 'row-9', state: 'delivered' }]));
  });

  it.each([
    ['throttle', { kind: 'wait', code: '429', retryAfterMs: 5000, throttled: 'address' }],
    ['error', { kind: 'wait', code: '500' }],
  ])('plays %s once', async (fault, failure) => {
    const { post, simulator } = openSimulator();
    await post('phone', { chat, fault });
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ outcome: 'failed', failure });
    expect(await simulator.send({ chat }, text, 'row')).toMatchObject({ outcome: 'accepted' });
  });
});

describe('the wording of templates', () => {
  it('comes from the locales, by name and language', () => {
    const find = createFindTemplate({
      es: { 'proposal_news.body': 'Hay novedades: {{1}}', 'proposal_news.button.1': 'Ver' },
    });
    expect(find('proposal_news', 'es_PE')).toMatchObject({ body: 'Hay novedades: {{1}}', buttons: ['Ver'] });
    expect(find('proposal_news', 'qu')).toBeUndefined();
    expect(find('other', 'es')).toBeUndefined();
  });

  it('knows every language we invite in, within the limits of its button', () => {
    const find = createFindTemplate();
    for (const language of templateLanguages) {
      const wording = find(inviteTemplateName, language);
      expect(wording?.body).toContain('{{1}}');
      expect(codePoints(wording?.buttons[0] ?? '')).toBeLessThanOrEqual(25);
    }
  });
});

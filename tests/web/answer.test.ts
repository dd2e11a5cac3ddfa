/** Answering: from the form through the preview to one message in the outbox, whoever else is at it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needsCommitment, readAnswer } from '../../src/answers/form.js';
import { outcomes } from '../../src/proposals/proposal.js';
import type { Staff } from '../support/staff.js';
import { minute, outboxOf, t0, turnOf } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const answer = {
  outcome: 'partly-adopted',
  reason: 'Se incluye en el segundo año del plan.',
  commitment: 'Compromiso 4',
};

let house: House;
let staff: Staff;
let code: string;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
  code = await house.propose();
});
afterEach(() => house.close());

const send = (fields: Record<string, string>, who = staff) =>
  who.post(`/panel/propuestas/${code}/respuesta`, { ...answer, ...fields });
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
async function preview() {
  const html = await (await send({ revision: await staff.revision(code), step: 'preview' })).text();
  return { html, revision: hidden(html, 'revision'), answer: hidden(html, 'answer') };
}
const answersNow = async () => (await house.store.proposals.find(code))?.answers.length;

describe('an answer', () => {
  it('is previewed in the exact words its author gets, and nothing leaves before', async () => {
    const { html, revision, answer: id } = await preview();
    expect(html).toContain('Nada se envió todavía.');
    expect(await outboxOf(house.store)).toEqual([]);
    expect(house.nudges()).toBe(0);
    const sent = await send({ revision, answer: id, step: 'send' });
    expect(sent.headers.get('location')).toBe(`/panel/propuestas/${code}?listo=answer.sent`);
    const [row, ...others] = await outboxOf(house.store);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ key: `answer:${id}`, purpose: 'answer', lane: 'reply', state: 'planned' });
    const shown = /<p class="kept">([\s\S]*?)<\/p>/.exec(html)?.[1];
    // Bold words are shown bold; they travel as the platforms write them.
    expect(row?.message).toMatchObject({ kind: 'choices', text: shown?.replace(/<\/?strong>/g, '*') });
    for (const words of [code, 'Adoptada en parte', answer.reason, answer.commitment])
      expect(shown).toContain(words);
    expect(house.nudges()).toBe(1);
    const found = await house.store.proposals.find(code);
    expect(found?.row).toMatchObject({ state: 'answered', answeredAt: t0, revision: Number(revision) + 2 });
    expect(found?.history.map((entry) => entry.action)).toContain('proposal.answered');
  });

  it('reaches its author in the language they speak', async () => {
    code = await house.propose({ locale: 'en' });
    expect((await preview()).html).toContain('lang="en"');
    await staff.answers(code, answer);
    const [row] = await outboxOf(house.store);
    expect(JSON.stringify(row?.message)).toContain('Partly adopted');
  });

  it('is sent once, however often the button is pressed', async () => {
    const { revision, answer: id } = await preview();
    const ends = [];
    for (let n = 0; n < 3; n += 1) ends.push(await send({ revision, answer: id, step: 'send' }));
    expect(ends.map((one) => one.headers.get('location')?.split('=')[1])).toEqual(
      Array(3).fill('answer.sent'),
    );
    expect(await outboxOf(house.store)).toHaveLength(1);
    expect(await answersNow()).toBe(1);
  });

  it('may be replaced by a better one, which its author hears too', async () => {
    await staff.answers(code, answer);
    await staff.answers(code, { ...answer, outcome: 'adopted' });
    expect(await outboxOf(house.store)).toHaveLength(2);
    expect(await house.page(`/aportes/${code}`)).toContain('<strong>Adoptada</strong>');
  });

  it.each(['preview', 'send', 'edit'])('is not lost at "%s" when somebody else was quicker', async (step) => {
    const revision = await staff.revision(code);
    const other = await house.signIn('signer');
    await send({ revision, step: 'send', reason: 'La otra respuesta, que llegó antes.' }, other);
    const late = await send({ revision, step });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Tu texto sigue aquí');
    expect(html).toContain('La otra respuesta, que llegó antes.');
    expect(html).toContain(answer.reason);
    expect(html).toContain(`value="${answer.commitment}"`);
    expect(html).toMatch(/value="partly-adopted" selected/);
    expect(await answersNow()).toBe(1);
    // Having seen the other one, they may still send theirs.
    expect((await send({ revision: hidden(html, 'revision'), step: 'send' })).status).toBe(303);
  });

  it('cannot go to who erased their data, and the console says so', async () => {
    const [erased] = (
      await house.store.proposals.list({ cycleId: (await house.store.cycles.current(house.now)).id }, 1)
    ).rows;
    await house.store.turns.commit(turnOf('person-1', false, { effects: [{ kind: 'person.erase' }] }));
    const html = await staff.page(`/panel/propuestas/${erased?.code}`);
    expect(html).toContain('La persona borró sus datos');
    expect(html).not.toContain('Ver cómo le llega');
  });

  it('warns before sending where it will not be read at once', async () => {
    code = await house.propose({ channel: 'whatsapp' });
    const page = () => staff.page(`/panel/propuestas/${code}`);
    expect(await page()).not.toContain('más de 24 horas');
    house.now = t0 + 25 * 60 * minute;
    expect(await page()).toContain('todavía no hay una plantilla aprobada');
    await house.store.templates.setStatus('proposal_news', 'es', 'APPROVED', null, t0);
    expect(await page()).toContain('recibirá primero una invitación');
    const addressId = (await house.store.proposals.find(code))?.row.addressId ?? '';
    await house.store.outbox.markUnreachable(addressId, 'blocked', t0);
    expect(await page()).toContain('Por ahora no se le puede escribir');
  });
});

describe('the form', () => {
  const problems = async (fields: Record<string, string>) => {
    const refused = await send({ revision: await staff.revision(code), step: 'preview', ...fields });
    expect(refused.status).toBe(422);
    return refused.text();
  };

  it('names all that is missing at once, kindly, and keeps what was typed', async () => {
    const html = await problems({ outcome: '', reason: 'muy corta', commitment: 'x'.repeat(200) });
    expect(html).toContain('Elige un resultado.');
    expect(html).toContain('Explica la razón con al menos 20 letras.');
    expect(html).toContain('Dónde quedó es muy largo: hasta 120 letras.');
    expect(html).toContain('muy corta');
    expect(await problems({ reason: 'a'.repeat(601) })).toContain('La razón es muy larga');
    expect(await problems({ outcome: 'nonsense' })).toContain('Elige un resultado.');
    expect(await outboxOf(house.store)).toEqual([]);
  });

  it('cannot be gone round by sending without a preview', async () => {
    const refused = await send({ revision: await staff.revision(code), step: 'send', reason: 'no' });
    expect(refused.status).toBe(422);
    expect(await answersNow()).toBe(0);
  });

  it.each(outcomes)('demands where it went of "%s" only if it went somewhere', (outcome) => {
    const read = readAnswer({ outcome, reason: answer.reason, commitment: ' ' });
    expect('problems' in read).toBe(needsCommitment(outcome));
  });

  it('counts letters as people do', () => {
    const wide = { outcome: 'merged', commitment: '' };
    expect(readAnswer({ ...wide, reason: '👩🏽'.repeat(10) })).toHaveProperty('words');
    expect(readAnswer({ ...wide, reason: `${' '.repeat(30)}corta` })).toHaveProperty('problems');
  });
});

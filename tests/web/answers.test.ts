/** Drafts and their signatures: exact words, voided by any edit, released only when both sectors have signed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askTwoSignatures, hidden, reason, signers, told } from '../support/answers.js';
import type { Staff } from '../support/staff.js';
import { outboxOf } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const words = { outcome: 'deferred', reason, personal: 'Tu idea de las fotos nos gustó.', commitment: '' };

let house: House;
let staff: Staff;
let code: string;
beforeEach(async () => {
  house = await openHouse();
  await askTwoSignatures(house);
  staff = await house.signIn('triage');
  code = await house.propose();
});
afterEach(() => house.close());

const proposal = (who = staff) => who.page(`/panel/propuestas/${code}`);
const address = (step = '') => `/panel/propuestas/${code}/respuesta${step === '' ? '' : `/${step}`}`;

async function draft(fields: Readonly<Record<string, string>> = {}, who = staff): Promise<void> {
  const form = await (await who.get(address())).text();
  const kept = await who.post(address(), {
    ...words,
    ...fields,
    step: 'draft',
    revision: hidden(form, 'revision'),
    answer: hidden(form, 'answer'),
  });
  expect(kept.status).toBe(303);
}
const sign = async (who: Staff) => who.post(address('firmar'), { sign: hidden(await proposal(who), 'sign') });
const release = async (who = staff) => {
  const html = await proposal(who);
  return who.post(address('soltar'), { answer: hidden(html, 'answer'), draft: hidden(html, 'draft') });
};

describe('a draft', () => {
  it('says nothing to anybody, shows its exact words, and is one of the drafts', async () => {
    await draft();
    expect(await outboxOf(house.store)).toEqual([]);
    const html = await proposal();
    for (const text of ['Borrador', reason, words.personal, 'Falta la firma de gobierno'])
      expect(html).toContain(text);
    expect(html).not.toContain('Enviar respuesta');
    expect(await staff.page('/panel/respuestas')).toContain(code);
  });

  it('is kept once, however often the button is pressed', async () => {
    const form = await (await staff.get(address())).text();
    const fields = {
      ...words,
      step: 'draft',
      revision: hidden(form, 'revision'),
      answer: hidden(form, 'answer'),
    };
    const ends = [await staff.post(address(), fields), await staff.post(address(), fields)];
    expect(ends.map(({ status }) => status)).toEqual([303, 303]);
    const found = await house.store.proposals.find(code);
    expect(await house.store.answers.ofProposal(found?.row.id ?? '')).toHaveLength(1);
  });

  it('can be thrown away, and then nothing of it is left on the page', async () => {
    await draft();
    const html = await proposal();
    const gone = await staff.post(address('descartar'), {
      answer: hidden(html, 'answer'),
      draft: hidden(html, 'draft'),
    });
    expect(gone.status).toBe(303);
    expect(await proposal()).not.toContain('Falta la firma');
  });

  it('reaches its author in their language, with the Spanish beside it for who signs', async () => {
    code = await house.propose({ locale: 'qu' });
    await draft({ 'reason-qu': 'Kay rimayqa qhipa watapaqmi kanqa, allinmi.' });
    const html = await proposal();
    expect(html).toContain('Kay rimayqa qhipa watapaqmi kanqa');
    expect(html).toContain(reason);
    expect(html).not.toContain('leerá la razón en castellano. Si puedes');
  });

  it('says where the author will read Spanish instead of their language', async () => {
    code = await house.propose({ locale: 'ay' });
    await draft();
    expect(await proposal()).toContain('La persona habla aimara y leerá la razón en castellano.');
  });

  it('shows the words of strangers and staff as words', async () => {
    code = await house.propose({ text: '<script>alert(1)</script><img src=x onerror=alert(2)>' });
    const { society } = await signers(house);
    await draft({ reason: '<b>Mira</b> "esto" <script>alert(3)</script>', personal: '</textarea><i>x' });
    for (const html of [
      await proposal(),
      await (await staff.get(address())).text(),
      await society.page('/panel/respuestas/por-firmar'),
      await staff.page('/panel/respuestas'),
    ])
      expect(html.replace(/<script src="[^"]*" defer=""><\/script>/g, '')).not.toMatch(
        /<script|<img src=x|<b>Mira|<i>x/,
      );
  });
});

describe('two signatures', () => {
  it('of both sectors let it go, once', async () => {
    const { government, society } = await signers(house);
    await draft();
    expect((await sign(government)).status).toBe(303);
    expect(await proposal()).toContain('Falta la firma de sociedad civil');
    expect(told(await (await staff.get((await release()).headers.get('location') ?? '')).text())).toContain(
      'Falta una firma',
    );
    expect((await sign(society)).status).toBe(303);
    expect((await release()).headers.get('location')).toContain('answer.sent');
    const rows = await outboxOf(house.store);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0]?.message)).toContain(words.personal);
    expect(house.nudges()).toBe(1);
    expect((await release()).status).toBe(409);
    expect(await outboxOf(house.store)).toHaveLength(1);
    expect(await staff.page('/panel/respuestas/enviadas')).toContain(code);
  });

  it('are never both of one sector, nor twice of one person', async () => {
    const { government } = await signers(house);
    const other = await house.signIn('signer', 'otro@foro.pe', 'government');
    await draft();
    const form = hidden(await proposal(government), 'sign');
    await sign(government);
    expect(await proposal(other)).not.toContain('Firmar este texto');
    expect(await proposal(government)).not.toContain('Firmar este texto');
    await other.post(address('firmar'), { sign: form });
    await release();
    expect(await outboxOf(house.store)).toEqual([]);
  });

  it('are void after any edit, which says so before and names whose they were', async () => {
    const { society } = await signers(house);
    await draft();
    await sign(society);
    expect(await (await staff.get(address())).text()).toContain(
      'Si cambias el texto, esas firmas dejan de valer',
    );
    await draft({ personal: 'Una frase distinta para ti.' });
    const html = await proposal();
    expect(html).toContain('ya no vale: el texto cambió después.');
    expect(html).toContain('Falta la firma de sociedad civil');
    // Taken back, the words are those that were signed.
    await draft();
    expect(await proposal()).not.toContain('Falta la firma de sociedad civil');
  });

  it('are on what was read: words that changed meanwhile are not signed', async () => {
    const { society } = await signers(house);
    await draft();
    const read = hidden(await proposal(society), 'sign');
    await draft({ reason: `${reason} Y algo más que nadie leyó.` });
    const late = await society.post(address('firmar'), { sign: read });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Y algo más que nadie leyó.');
    expect(await proposal()).toContain('Falta la firma de sociedad civil');
  });

  it('are asked for, and who can give them is told once', async () => {
    const { society } = await signers(house);
    await draft();
    const ask = async () => {
      const html = await proposal();
      return staff.post(address('pedir'), {
        answer: hidden(html, 'answer'),
        draft: hidden(html, 'draft'),
        sector: 'civil-society',
      });
    };
    expect((await ask()).headers.get('location')).toContain('answers.asked');
    expect((await ask()).headers.get('location')).toContain('answers.asked');
    const notices = await house.store.sql.readOnce((db) => db.select().from(house.store.sql.t.staffNotice));
    expect(notices.filter(({ kind }) => kind === 'to-sign')).toHaveLength(1);
    expect(await society.page('/panel/respuestas/por-firmar')).toContain(reason);
  });

  it('are given with what was said aloud before one’s eyes, where somebody wrote it down', async () => {
    const { society } = await signers(house);
    code = await house.propose({ text: '', media: [{ kind: 'voice', ref: 'r', mime: 'audio/ogg' }] });
    const file = await house.storeFile(code, Buffer.from('OggS'), 'audio/ogg');
    const revision = await staff.revision(code);
    const heard = 'En Puno falta agua <b>limpia</b>';
    await staff.post(`/panel/propuestas/${code}/archivos/${file}/transcripcion`, { revision, text: heard });
    await draft();
    const page = await society.page('/panel/respuestas/por-firmar');
    expect(page).toContain('Nota de voz o foto, sin texto');
    expect(page).toContain('En Puno falta agua &lt;b&gt;limpia');
  });

  it('several at once are given all or none', async () => {
    const { society } = await signers(house);
    const codes = [code, await house.propose(), await house.propose()];
    for (const one of codes) {
      code = one;
      await draft();
    }
    const page = await society.page('/panel/respuestas/por-firmar');
    const signs = [...page.matchAll(/name="sign" value="([^"]*)"/g)].map(([, value = '']) => value);
    expect(signs).toHaveLength(3);
    await draft({ reason: 'Otra razón, escrita mientras alguien leía.' });
    const late = await society.post('/panel/respuestas/firmar', { sign: signs });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('no se firmó nada');
    const again = await society.page('/panel/respuestas/por-firmar');
    const fresh = [...again.matchAll(/name="sign" value="([^"]*)"/g)].map(([, value = '']) => value);
    expect(fresh).toHaveLength(3);
    expect((await society.post('/panel/respuestas/firmar', { sign: fresh })).status).toBe(303);
    expect(await society.page('/panel/respuestas/por-firmar')).toContain(
      'Nada espera la firma de tu sector.',
    );
  });
});

describe('a reason for "not adopted"', () => {
  it('is not what the person said, nor copied from another without a word for this one', async () => {
    const save = async (fields: Readonly<Record<string, string>>) => {
      const form = await (await staff.get(address())).text();
      return staff.post(address(), {
        ...words,
        personal: '',
        outcome: 'not-adopted',
        ...fields,
        step: 'draft',
        revision: hidden(form, 'revision'),
        answer: hidden(form, 'answer'),
      });
    };
    const pasted = await save({ reason: 'Que publiquen en qué gastan el dinero de las obras' });
    expect(pasted.status).toBe(422);
    expect(await pasted.text()).toContain('La razón repite lo que la persona dijo.');
    expect((await save({})).status).toBe(303);
    const first = code;
    code = await house.propose();
    const copied = await save({});
    expect(copied.status).toBe(422);
    expect(await copied.text()).toContain(`La misma razón está en ${first}.`);
    expect((await save({ personal: 'Lo de las fotos lo verá otra oficina.' })).status).toBe(303);
  });
});

describe('a template of wording', () => {
  const make = (fields: Readonly<Record<string, string>>) => staff.post('/panel/respuestas/textos', fields);
  const first = async () =>
    (await house.store.wordings.list((await house.store.cycles.current(house.now)).id))[0];

  it('fills the form and sends nothing', async () => {
    await make({ name: 'Más adelante', outcome: 'deferred', reason, 'reason-qu': 'Qhipa watapaqmi kanqa.' });
    const wording = await first();
    expect(await (await staff.get(address())).text()).toContain('Más adelante');
    const html = await (await staff.get(`${address()}?modelo=${wording?.id}`)).text();
    expect(html).toMatch(/value="deferred" selected/);
    expect(html).toContain(reason);
    expect(html).toContain('Qhipa watapaqmi kanqa.');
    expect(
      await house.store.answers.count({ cycleId: (await house.store.cycles.current(0)).id, drafts: true }),
    ).toBe(0);
  });

  it('is made, changed with care for who was quicker, and taken away', async () => {
    expect((await make({ name: '', reason: '' })).status).toBe(422);
    await make({ name: 'Uno', outcome: '', reason });
    const id = (await first())?.id ?? '';
    const page = `/panel/respuestas/textos/${id}`;
    const seen = hidden(await staff.page(page), 'seen');
    const change = (name: string) => staff.post(page, { seen, name, outcome: '', reason });
    expect((await change('Dos')).status).toBe(303);
    const late = await change('Tres');
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('value="Tres"');
    expect((await first())?.name).toBe('Dos');
    expect((await staff.post(`${page}/quitar`, {})).status).toBe(303);
    expect(await first()).toBeUndefined();
  });
});

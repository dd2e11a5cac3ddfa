/** `/panel/entrega`: what signed webhooks and failed sends say, in words of staff; and what messages cost. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rules } from '../../src/channels/telegram/failures.js';
import { meanings } from '../../src/channels/whatsapp/failures.js';
import { readConfig } from '../../src/config.js';
import { designs } from '../../src/templates/designs.js';
import { componentsOf } from '../../src/templates/push.js';
import { localTemplates, readTemplateTexts } from '../../src/templates/wording.js';
import { adviceFor, advices } from '../../src/web/console/delivery/advice.js';
import { createConsoleSay } from '../../src/web/words.js';
import { audienceOf, sendingOf } from '../support/broadcasts.js';
import { Staff } from '../support/staff.js';
import { openHouse } from '../support/web.js';
import { meet, postWhatsApp, startWorld, type World, whatsappPayload } from '../support/world.js';

const template = { message_template_name: 'event_news', message_template_language: 'es-ES' };
const listed = localTemplates(designs, readTemplateTexts()).map((one, index) => ({
  id: String(index),
  name: one.name,
  language: one.language,
  category: one.category.toUpperCase(),
  status: 'APPROVED',
  components: componentsOf(one),
}));

/** The page as it is read: words only. */
const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const section = (text: string, from: string, to: string): string =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));

describe('the page', () => {
  let world: World;
  let staff: Staff;
  beforeAll(async () => {
    world = await startWorld({
      templates: listed,
      environment: { WHATSAPP_PRICES: '{"utility":0.07,"marketing":0.25}' },
    });
    staff = await Staff.signIn(world);
  });
  afterAll(() => world.stop());

  const page = async () => words(await staff.page('/panel/entrega'));
  const attention = async () => section(await page(), 'Qué atender', 'Mensajes de hoy');
  const tell = async (field: string, value: Record<string, unknown>) => {
    const answer = await postWhatsApp(world, whatsappPayload(value, field));
    expect(answer.status).toBe(200);
  };

  it('says so when all is well', async () => {
    const text = await page();
    expect(text).toContain('Todo en orden: nada espera por el equipo.');
    expect(text).toContain('No se sabe a cuántas personas se puede escribir por día con plantilla.');
    expect(text.match(/Aprobada/g)).toHaveLength(listed.length);
  });

  it('shows the limit of people a day, and how much of it is left', async () => {
    await tell('business_capability_update', { max_daily_conversations_per_business: 2000 });
    expect(await page()).toContain('se puede escribir a 2,000 personas en 24 horas. Van 0; quedan 2,000.');
    await tell('phone_number_quality_update', { event: 'ONBOARDING', current_limit: 'TIER_UNLIMITED' });
    expect(await page()).toContain('Sin tope de personas por día.');
  });

  it('puts a template that was paused first, with its reason', async () => {
    const paused = { event: 'PAUSED', reason: 'NONE', other_info: { title: 'FIRST_PAUSE' } };
    await tell('message_template_status_update', {
      ...template,
      message_template_language: 'es',
      ...paused,
    });
    expect(await attention()).toContain('Plantillas que no se pueden usar: 1.');
    const table = section(await page(), 'Qué hacer', 'Costos por mes');
    expect(table).toMatch(/^Qué hacer Anuncio de una actividad \(es\) En pausa/);
    expect(table).toContain('Meta dice: FIRST_PAUSE.');
    await tell('message_template_status_update', {
      ...template,
      message_template_language: 'es',
      event: 'APPROVED',
      reason: 'NONE',
    });
    expect(await attention()).toContain('Todo en orden');
  });

  it('tells where Meta filed a template elsewhere, or people dislike it', async () => {
    const named = { message_template_name: 'event_change', message_template_language: 'es' };
    await tell('template_category_update', { ...named, new_category: 'MARKETING' });
    expect(await page()).toContain(
      'Meta la puso en promoción (invitaciones); pedimos útil (lo que la persona pidió)',
    );
    await tell('message_template_quality_update', { ...named, new_quality_score: 'RED' });
    expect(await page()).toContain('muchas quejas');
    expect(await attention()).toContain('Plantillas que conviene mirar: 1.');
    await tell('template_category_update', { ...named, new_category: 'UTILITY' });
    await tell('message_template_quality_update', { ...named, new_quality_score: 'GREEN' });
  });

  it('tells of restrictions, violations and alerts, and when they end', async () => {
    const restriction_info = [
      { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 4_000_000_000 },
    ];
    await tell('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info });
    await tell('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } });
    await tell('account_alerts', { alert_info: { alert_type: 'OBA_REJECTED', alert_description: 'No.' } });
    await tell('security', { event: 'PIN_CHANGED' });
    expect(await attention()).toContain(
      'WhatsApp puso un límite al número: RESTRICTED_BIZ_INITIATED_MESSAGING.',
    );
    const text = await page();
    expect(text).toContain('Termina el');
    expect(text).toContain('Meta avisó de una falta a sus reglas: SPAM');
    expect(text).toContain('Meta avisó: OBA_REJECTED: No.');
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } });
    expect(await attention()).toContain('Todo en orden');
  });

  it('counts today’s messages, and says what to do about those that cannot leave', async () => {
    const rosa = meet(world, 'whatsapp');
    world.platform.fail({
      kind: 'status',
      status: 400,
      body: { error: { code: 131048, message: 'spam', error_data: { details: 'x' } } },
    });
    await rosa.post({ text: 'hola' });
    await world.settle();
    await vi.waitFor(async () => expect(await page()).toContain('código 131048'));
    const seen = await page();
    expect(section(seen, 'Mensajes de hoy', 'Por arreglar')).toMatch(/No llegó 1 0/);
    expect(seen).toContain('WhatsApp limitó el número porque hubo quejas.');
    // That code restricts the whole number.
    expect(await attention()).toContain('WhatsApp puso un límite al número: 131048.');
    expect(seen).not.toContain(rosa.chat);
  });

  it('hears of a restricted number also from the report of a message that had been accepted', async () => {
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } });
    expect(await attention()).not.toContain('131048.');
    const rosa = meet(world, 'whatsapp');
    await rosa.says('hola');
    const id = `wamid.out.${world.platform.got.length}`;
    const failed = { id, status: 'failed', timestamp: '1800000000', errors: [{ code: 131048, title: 'x' }] };
    await tell('messages', { statuses: [failed] });
    expect(await attention()).toContain('WhatsApp puso un límite al número: 131048.');
  });

  it('adds up what the platform bills, each message once', async () => {
    const rosa = meet(world, 'whatsapp');
    await rosa.says('hola');
    const id = `wamid.out.${world.platform.got.length}`;
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
    const status = (state: string) => ({
      id,
      status: state,
      timestamp: String(Math.floor(Date.now() / 1000)),
      pricing,
    });
    for (const state of ['sent', 'delivered', 'delivered', 'read'])
      await tell('messages', { statuses: [status(state)] });
    await world.settle();
    const costs = section(await page(), 'Costos por mes', 'Total');
    expect(costs).toMatch(/Mensaje útil \(lo que la persona pidió\) 1 0 S\/ 0\.07/);
  });
});

describe('without prices or WhatsApp', () => {
  it('shows counts only, and no templates', async () => {
    const house = await openHouse({
      outreach: { rates: { telegram: 30 }, weeklyLimit: 2, quiet: { from: 21, to: 8 } },
    });
    const reader = await house.signIn('reader');
    expect(words(await reader.page('/panel/entrega'))).toContain('WhatsApp no está conectado.');
    expect(words(await reader.page('/panel/entrega'))).toContain('hasta 30 mensajes por segundo.');
    await house.close();
  });
});

describe('prices', () => {
  const whatsapp = {
    AYNI_SECRET: 'a secret that only this test knows, long enough',
    WHATSAPP_ACCESS_TOKEN: 'token',
    WHATSAPP_PHONE_NUMBER_ID: '1',
    WHATSAPP_APP_SECRET: 'secret',
    WHATSAPP_VERIFY_TOKEN: 'verify',
  };
  const read = (given: string) => readConfig({ ...whatsapp, WHATSAPP_PRICES: given }).whatsapp?.prices;

  it('are soles by category, whatever the case', () => {
    expect(read('{"UTILITY":0.07,"marketing":0}')).toEqual({ utility: 0.07, marketing: 0 });
    expect(read('')).toBeNull();
  });
  it.each(['0.07', '{"utility":-1}', '{"utility":"0.07"}', '{utility:0.07}'])('are not %s', (given) => {
    expect(() => read(given)).toThrow('WHATSAPP_PRICES');
  });
});

describe('broadcasts that stopped by themselves', () => {
  it('are named with what failed, those that staff paused are not', async () => {
    const house = await openHouse();
    const one = sendingOf({
      audience: audienceOf({ channels: [], locales: [] }),
      firstBatch: 20,
      state: 'paused',
      phase: 'first',
      why: 'breaker:132015',
    });
    await house.store.broadcasts.create(one);
    await house.store.broadcasts.create({ ...one, id: 'b2', title: 'Pausado a mano', why: 'staff' });
    const text = words(await (await house.signIn('reader')).page('/panel/entrega'));
    expect(text).toContain('Avisos que se detuvieron solos: 1.');
    expect(text).toContain('Taller en Cusco Fallaban muchos envíos, con el código 132015.');
    expect(text).not.toContain('Pausado a mano');
    // Nothing of ours is at Meta yet.
    expect(text).toContain('Plantillas que faltan en Meta: 14.');
    await house.close();
  });
});

describe('advice', () => {
  const say = createConsoleSay();
  const fixes = [
    ...Object.entries(meanings).flatMap(([code, { kind }]) =>
      kind === 'fix' ? [['whatsapp', code] as const] : [],
    ),
    ...rules.flatMap(({ kind, status }) => (kind === 'fix' ? [['telegram', String(status)] as const] : [])),
  ];

  it.each(fixes)('for %s %s is in words of its own', (channel, code) => {
    expect(adviceFor(channel, code)).not.toBe('other');
  });

  it('is there for codes we do not know, and never a bare key', () => {
    expect(adviceFor('whatsapp', '999999')).toBe('other');
    expect(adviceFor('telegram', '418')).toBe('other');
    expect(adviceFor('whatsapp', 'http-403')).toBe('gateway');
    expect(adviceFor('whatsapp', '273')).toBe('permission');
    for (const name of advices) expect(say('es', `delivery.advice.${name}`)).toMatch(/[.a-z]$/);
  });
});

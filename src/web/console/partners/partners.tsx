/** Community partners under `/panel/aliados`: list, new one, its links, codes to scan and the sheet to print. */
import type { Context, Hono } from 'hono';
import { toBuffer, toString as toSvg } from 'qrcode';
import { z } from 'zod';
import { partnerCode } from '../../../people/partner-code.js';
import type { Partner } from '../../../store/outreach.js';
import { channelNames } from '../../../talk/message.js';
import { type CitizenKey, createSay, pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { createSection } from '../section.js';
import {
  checkPartner,
  emptyPartner,
  type PartnerChecked,
  type PartnerForm,
  readPartnerForm,
} from './form.js';
import { linksOf } from './links.js';
import { PartnersView } from './list-view.js';
import { PartnerView, SheetView } from './partner-view.js';

/** Namesakes that are tried: more of one name than this are told apart by their code. */
const attempts = 50;
/** Pixels of a printed code: sharp at 10 cm and 300 dots an inch. */
const pngWidth = 1200;
const qrFile = z.templateLiteral([z.enum(channelNames), '.', z.enum(['svg', 'png'])]);
const unchecked: PartnerChecked = { problems: [], place: { place: null }, code: '' };

export function mountPartners(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { partners } = deps.store;
  const citizenSay = createSay<CitizenKey>('citizen');
  const { say, show, notFound, gate } = createSection(parts, 'partners');

  const showList = async (
    c: Context<ConsoleEnv>,
    form: PartnerForm = emptyPartner,
    checked: PartnerChecked = unchecked,
  ) => {
    const list = await partners.list();
    const refused = checked.problems.length > 0 || 'problem' in checked.place;
    return show(
      c,
      {
        title: say('partners.title'),
        status: refused ? 422 : 200,
        extra: ['calendar.css', 'commitments.css'],
      },
      <PartnersView parts={parts} member={c.get('member')} partners={list} form={form} checked={checked} />,
    );
  };
  const withPartner =
    (answer: (c: Context<ConsoleEnv>, partner: Partner) => Response | Promise<Response>) =>
    async (c: Context<ConsoleEnv>) => {
      const found = await partners.find(c.req.param('id') ?? '');
      return found ? answer(c, found) : notFound(c);
    };

  /** @returns the id, or null where every code that was tried is somebody's. */
  const create = async (name: string, place: string | null, code: string, staffId: string) => {
    const codes =
      code === '' ? Array.from({ length: attempts }, (_, index) => partnerCode(name, index + 1)) : [code];
    for (const one of codes) {
      const id = deps.newId();
      const ended = await partners.create({ id, code: one, name, place, staffId, now: deps.now() });
      if (ended === 'created') return id;
    }
    return null;
  };

  app.get('/aliados', gate('calendar.read'), (c) => showList(c));

  app.post('/aliados', gate('partners.edit'), async (c) => {
    const form = readPartnerForm(await c.req.parseBody());
    const checked = checkPartner(form, deps.places);
    if (checked.problems.length > 0 || 'problem' in checked.place) return showList(c, form, checked);
    const id = await create(form.name, checked.place.place, checked.code, c.get('member').id);
    if (id === null) return showList(c, form, { ...checked, problems: ['code-taken'] });
    return c.redirect(`/panel/aliados/${id}?listo=1`, 303);
  });

  app.get(
    '/aliados/:id',
    gate('calendar.read'),
    withPartner((c, partner) =>
      show(
        c,
        {
          title: partner.name,
          extra: ['calendar.css'],
          ...(c.req.query('listo') ? { said: say('partners.created') } : {}),
        },
        <PartnerView parts={parts} partner={partner} {...linksOf(partner, parts, citizenSay)} />,
      ),
    ),
  );

  app.get(
    '/aliados/:id/hoja',
    gate('calendar.read'),
    withPartner(async (c, partner) => {
      const { forum, plan } = await deps.store.cycles.current(deps.now());
      return show(
        c,
        { title: partner.name, extra: ['calendar.css'] },
        <SheetView
          parts={parts}
          partner={partner}
          forum={pick(forum, consoleLocale)}
          plan={pick(plan, consoleLocale)}
          {...linksOf(partner, parts, citizenSay)}
        />,
      );
    }),
  );

  app.get(
    '/aliados/:id/qr/:file',
    gate('calendar.read'),
    withPartner(async (c, partner) => {
      const file = qrFile.safeParse(c.req.param('file'));
      const [channel, ending] = file.success ? file.data.split('.') : [];
      const link = linksOf(partner, parts, citizenSay).links.find((one) => one.channel === channel);
      if (!link) return notFound(c);
      c.header('Content-Disposition', `attachment; filename="${partner.code}-${channel}.${ending}"`);
      if (ending === 'svg') {
        const svg = await toSvg(link.href, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
        return c.body(svg, 200, { 'Content-Type': 'image/svg+xml' });
      }
      const png = await toBuffer(link.href, { errorCorrectionLevel: 'M', margin: 4, width: pngWidth });
      return c.body(Uint8Array.from(png), 200, { 'Content-Type': 'image/png' });
    }),
  );
}

/** `/panel/anotar/hojas/:id`: the codes of a sheet that was kept, and slips to print for the people of its rows. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { AssistedTabs, assistedPath } from './parts.js';
import { Slip } from './slip.js';

export const codesPath = (id: string): string => `${assistedPath}/hojas/${id}`;
/** A code to scan is some thousand signs of page: so many at once. */
const slipsAtOnce = 40;
const query = z.object({
  papelitos: z.coerce.number().int().min(1).optional().catch(undefined),
  listo: z.literal('1').optional().catch(undefined),
});
const firstWords = 70;
const shorten = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length <= firstWords ? letters.join('') : `${letters.slice(0, firstWords - 1).join('')}…`;
};

export function mountCodes(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { say, show, notFound, gate } = createSection(parts, 'assisted');
  const path = `${assistedPath.replace('/panel', '')}/hojas/:id`;
  app.get(path, gate('proposals.assist'), async (c) => {
    const found = await parts.deps.store.assisted.ofSheet(c.get('cycle').id, c.req.param('id') ?? '');
    if (!found) return notFound(c);
    const { sheet, proposals } = found;
    const { papelitos, listo } = query.parse(c.req.query());
    const slips =
      papelitos === undefined ? [] : proposals.slice((papelitos - 1) * slipsAtOnce).slice(0, slipsAtOnce);
    const parcels = Array.from({ length: Math.ceil(proposals.length / slipsAtOnce) }, (_, at) => at + 1);
    return show(
      c,
      {
        title: say('assisted.codes.title'),
        extra: ['calendar.css', 'assisted.css'],
        ...(listo ? { said: say('assisted.sheet.done', { count: proposals.length }) } : {}),
      },
      <>
        <div class="no-print">
          <h1>{say('assisted.codes.title')}</h1>
          <AssistedTabs parts={parts} here="sheet" />
          <p>{say('assisted.codes.lead', { name: sheet.name || say('assisted.sheet.noName') })}</p>
          <p class="actions">
            {parcels.map((parcel) => (
              <a
                class="button quiet"
                href={`${codesPath(sheet.id)}?papelitos=${parcel}`}
                {...(parcel === papelitos ? { 'aria-current': 'page' as const } : {})}
              >
                {parcels.length === 1
                  ? say('assisted.codes.slips')
                  : say('assisted.codes.slipsOf', {
                      from: (parcel - 1) * slipsAtOnce + 1,
                      to: Math.min(parcel * slipsAtOnce, proposals.length),
                    })}
              </a>
            ))}
            {slips.length > 0 ? (
              <button type="button" data-print hidden>
                {say('assisted.print')}
              </button>
            ) : null}
          </p>
        </div>
        {slips.length > 0 ? (
          <div class="slips">
            {slips.map(({ code, text, locale, promisedAt, row }) => (
              <section aria-label={code}>
                <p class="slip-of">
                  {say('assisted.codes.row', { row })} <span lang={locale}>{shorten(text)}</span>
                </p>
                <Slip parts={parts} code={code} promisedAt={promisedAt} />
              </section>
            ))}
          </div>
        ) : (
          <section class="scroll" aria-label={say('assisted.sheet.rows')} tabindex={0}>
            <table class="understood">
              <thead>
                <tr>
                  <th scope="col">{say('assisted.sheet.row')}</th>
                  <th scope="col">{say('assisted.column.code')}</th>
                  <th scope="col">{say('assisted.column.text')}</th>
                </tr>
              </thead>
              <tbody>
                {proposals.map(({ code, text, locale, row }) => (
                  <tr>
                    <th scope="row">{row}</th>
                    <td>
                      <a class="code" href={`/panel/propuestas/${code}`}>
                        {code}
                      </a>
                    </td>
                    <td lang={locale}>{shorten(text)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </>,
    );
  });
}

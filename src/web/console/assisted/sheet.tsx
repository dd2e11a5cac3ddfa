/** `/panel/anotar/hoja`: the sheet of a workshop; every row is looked at first, and all come in or none. */
import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { readCells, UnreadableFile } from '../../../assisted/file.js';
import { codesIn, readSheet, type SheetRead } from '../../../assisted/sheet.js';
import { newPaperCode } from '../../../codes.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { codesPath } from './codes.js';
import { eventsOf } from './form.js';
import { assistedPath } from './parts.js';
import { type SheetShown, SheetView } from './sheet-view.js';
import { createWorld } from './world.js';

const sheetPath = `${assistedPath}/hoja`;
/** The sheet itself, and its cells once they were looked at: as plain text they would be three times as long. */
export const filePages: readonly string[] = [sheetPath, `${sheetPath}/guardar`];
/** Of the cells, as they come back from being looked at: within what any form of the console may hold. */
const mostCells = 480_000;
const dayMs = 86_400_000;
const shownSheets = 20;

const upload = z.object({
  event: z.string().max(64).catch(''),
  file: z.instanceof(File).optional().catch(undefined),
});
const cell = z.string().transform((text) => text.replaceAll('\0', ''));
const cellsOf = z.string().transform((text, context): string[][] => {
  const { success, data } = z.array(z.array(cell)).safeParse(parseJson(text));
  if (success) return data;
  context.addIssue({ code: 'custom', message: 'not the cells of a sheet' });
  return z.NEVER;
});
const confirmation = z.object({
  event: z.string().max(64).catch(''),
  cycle: z.string().max(64).catch(''),
  name: z.string().max(200).catch(''),
  cells: cellsOf,
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same cells are the same sheet, whatever program saved them. */
const fingerprint = (cells: readonly (readonly string[])[]): string =>
  createHash('sha256').update(JSON.stringify(cells)).digest('hex');

export function mountSheet(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { assisted } = deps.store;
  const { say, show, gate } = createSection(parts, 'assisted');
  const path = sheetPath.replace('/panel', '');

  const read = async (c: Context<ConsoleEnv>, cells: readonly (readonly string[])[]): Promise<SheetRead> =>
    readSheet(cells, createWorld(parts, c.get('cycle')), await assisted.taken(codesIn(cells)));

  /** Said before its rows are read: the codes of a sheet that came in are somebody's, and that is no mistake of its. */
  const isKnown = async (c: Context<ConsoleEnv>, cells: readonly (readonly string[])[]): Promise<boolean> =>
    !c.get('cycle').practice && (await assisted.sheetOf(fingerprint(cells))) !== null;

  const showSheet = async (c: Context<ConsoleEnv>, shown: Omit<SheetShown, 'events' | 'sheets'>) => {
    const cycle = c.get('cycle');
    const events = await eventsOf(parts, cycle);
    const sheets = await assisted.sheets(cycle.id, shownSheets);
    return show(
      c,
      {
        title: say('assisted.sheet.title'),
        extra: ['calendar.css', 'assisted.css'],
        ...(shown.said ? { said: shown.said } : {}),
        ...(shown.wrong ? { wrong: shown.wrong } : {}),
        status: shown.wrong || (shown.read && !('rows' in shown.read)) ? 422 : 200,
      },
      <SheetView parts={parts} cycle={cycle} shown={{ ...shown, events, sheets }} />,
    );
  };

  app.get(path, gate('proposals.assist'), (c) => {
    const count = z.coerce.number().int().min(1).optional().catch(undefined).parse(c.req.query('listo'));
    return showSheet(c, {
      event: '',
      ...(count === undefined ? {} : { said: say('assisted.sheet.done', { count }) }),
    });
  });

  /** To fill in by hand or with any program. The mark at its front makes old programs see the accents. */
  app.get(`${path}/modelo.csv`, gate('proposals.assist'), (c) =>
    c.body(`\uFEFF${say('assisted.sheet.model')}`, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="modelo-ayni.csv"',
    }),
  );

  app.post(path, gate('proposals.assist'), async (c) => {
    const { event, file } = upload.parse(await c.req.parseBody());
    if (!file || file.size === 0) return showSheet(c, { event, wrong: say('assisted.sheet.noFile') });
    try {
      const cells = await readCells(new Uint8Array(await file.arrayBuffer()));
      if (Buffer.byteLength(JSON.stringify(cells)) > mostCells)
        return showSheet(c, { event, wrong: say('assisted.sheet.tooLong') });
      if (await isKnown(c, cells)) return showSheet(c, { event, wrong: say('assisted.sheet.known') });
      return await showSheet(c, { event, name: file.name.slice(0, 200), cells, read: await read(c, cells) });
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return showSheet(c, { event, wrong: say('assisted.sheet.unreadable') });
    }
  });

  app.post(`${path}/guardar`, gate('proposals.assist'), async (c) => {
    const { success, data } = confirmation.safeParse(await c.req.parseBody());
    if (!success) return showSheet(c, { event: '', wrong: say('assisted.sheet.unreadable') });
    const { event, name, cells } = data;
    if (await isKnown(c, cells)) return showSheet(c, { event, wrong: say('assisted.sheet.known') });
    const sheet = await read(c, cells);
    if (!('rows' in sheet)) return showSheet(c, { event, name, cells, read: sheet });
    const cycle = c.get('cycle');
    if (data.cycle !== '' && data.cycle !== cycle.id)
      return showSheet(c, { event, name, cells, read: sheet, wrong: say('assisted.moved') });
    const now = deps.now();
    const sha256 = fingerprint(cells);
    const kept = await assisted.keep({
      cycleId: cycle.id,
      practice: cycle.practice,
      proposals: sheet.rows.map((row) => ({
        ...row,
        code: row.code ?? newPaperCode(),
        suggested: deps.suggestAreas(row.text),
      })),
      entryId: (await eventsOf(parts, cycle)).find(({ id }) => id === event)?.id ?? null,
      staffId: c.get('member').id,
      promisedAt: now + cycle.answerDays * dayMs,
      now,
      sheet: { name, sha256 },
    });
    if (kept !== 'kept') return showSheet(c, { event, wrong: say(`assisted.sheet.${kept}`) });
    const imported = cycle.practice ? null : await assisted.sheetOf(sha256);
    const count = sheet.rows.length;
    return c.redirect(imported ? `${codesPath(imported.id)}?listo=1` : `${sheetPath}?listo=${count}`, 303);
  });
}

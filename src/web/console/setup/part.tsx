/** One part of a cycle's settings as a page: shown, typed, checked, and kept only as it was seen. */
import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { canonical } from '../../../broadcasts/freeze.js';
import type { Settings } from '../../../store/cycles/settings.js';
import type { StaffCycle } from '../../../store/store.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { type FieldProblem, ProblemList } from '../field.js';
import { createSection } from '../section.js';
import { type PartId, partHref } from './names.js';

/** Of a form: names → what was typed; boxes that were ticked are lists where there are many. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;
const typed = z.record(z.string(), z.union([z.string(), z.array(z.string())]).catch(''));

export const textOf = (body: Typed, name: string): string => {
  const given = body[name];
  // Browsers end lines by two characters; we keep one.
  return (typeof given === 'string' ? given : (given?.[0] ?? '')).replace(/\r\n/g, '\n').trim();
};

export interface PartView {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly settings: Settings;
  readonly problems: readonly FieldProblem[];
}

export interface Accepted {
  readonly to: Partial<Settings>;
  /** For the audit: what changed, in ids and numbers. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** Areas that must be free of tags. */
  readonly vanishing?: readonly string[];
}

export interface Part<Form> {
  readonly id: PartId;
  /** Columns it shows: a change of one of them by somebody else makes the form stale. */
  readonly columns: readonly (keyof Settings)[];
  readonly toForm: (settings: Settings, cycle: StaffCycle) => Form;
  readonly read: (body: Typed) => Form;
  /** A button that only changes the form: it is shown again, nothing is kept. */
  readonly again?: (body: Typed, form: Form) => Form | null;
  readonly check: (
    form: Form,
    about: Omit<PartView, 'problems'>,
  ) => Promise<Accepted | { readonly problems: readonly FieldProblem[] }>;
  readonly view: (form: Form, view: PartView) => Promise<Child> | Child;
  /** How it stands, in lines: shown to who was second. */
  readonly lines: (settings: Settings) => readonly string[];
}

const pickColumns = (settings: Settings, columns: readonly (keyof Settings)[]): Partial<Settings> =>
  Object.fromEntries(columns.map((name) => [name, settings[name]]));
/** The next cycle begins with the settings of this one: a form is about the cycle it was shown in. */
const hashOf = (cycleId: string, part: Partial<Settings>): string =>
  createHash('sha256').update(canonical({ cycleId, part })).digest('hex').slice(0, 16);

export function mountPart<Form>(app: Hono<ConsoleEnv>, parts: ConsoleParts, part: Part<Form>): void {
  const { deps } = parts;
  const { cycleSettings } = deps.store;
  const section = createSection(parts, 'setup');
  const { say } = section;
  const href = partHref(part.id);
  const gate = section.gate('cycle.edit');

  interface Page {
    readonly settings: Settings;
    readonly form: Form;
    readonly problems?: readonly FieldProblem[];
    readonly stale?: boolean;
    readonly said?: string;
  }
  const show = async (c: Context<ConsoleEnv>, given: Page) => {
    const { settings, form, problems = [], stale = false, said } = given;
    const cycle = c.get('cycle');
    const view = await part.view(form, { parts, cycle, settings, problems });
    const title = say(`setup.part.${part.id}`);
    return section.show(
      c,
      {
        title,
        ...(said ? { said } : {}),
        ...(stale ? { wrong: say('setup.stale') } : {}),
        status: stale ? 409 : problems.length > 0 ? 422 : 200,
        extra: ['setup.css'],
      },
      <>
        <p>
          <a href="/panel/ajustes">{say('setup.back')}</a>
        </p>
        <h1>{title}</h1>
        <p class="lead">{say(`setup.lead.${part.id}`)}</p>
        {stale ? (
          <section class="card">
            <h2>{say('setup.theirs')}</h2>
            <ul>
              {part.lines(settings).map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </section>
        ) : null}
        <ProblemList title={say('setup.problems')} problems={problems} />
        <form class="setup" method="post" action={href}>
          {/* The Enter key presses a form's first button: it shall keep, not move a row. */}
          <button class="unseen" type="submit" tabindex={-1}>
            {say('setup.save')}
          </button>
          <input type="hidden" name="seen" value={hashOf(cycle.id, pickColumns(settings, part.columns))} />
          {view}
          <p class="actions">
            <button type="submit">{say('setup.save')}</button>
          </p>
        </form>
      </>,
    );
  };
  const settingsOf = async (c: Context<ConsoleEnv>): Promise<Settings> => {
    const found = await cycleSettings.read(c.get('cycle').id);
    if (!found) throw new Error('the cycle of this page is gone');
    return found;
  };

  app.get(href.replace('/panel', ''), gate, async (c) => {
    const settings = await settingsOf(c);
    const form = part.toForm(settings, c.get('cycle'));
    return show(c, { settings, form, ...(c.req.query('listo') ? { said: say('setup.saved') } : {}) });
  });

  app.post(href.replace('/panel', ''), gate, async (c) => {
    const body = typed.parse(await c.req.parseBody({ all: true }));
    const settings = await settingsOf(c);
    const form = part.read(body);
    const again = part.again?.(body, form) ?? null;
    if (again !== null) return show(c, { settings, form: again });
    const seen = pickColumns(settings, part.columns);
    if (textOf(body, 'seen') !== hashOf(c.get('cycle').id, seen))
      return show(c, { settings, form, stale: true });
    const checked = await part.check(form, { parts, cycle: c.get('cycle'), settings });
    if ('problems' in checked) return show(c, { settings, form, problems: checked.problems });
    const { to, detail, vanishing = [] } = checked;
    const kept = await cycleSettings.save(c.get('cycle').id, {
      ...{ to, seen, vanishing, detail, action: `cycle.${part.id}` },
      ...{ staffId: c.get('member').id, now: deps.now() },
    });
    if (kept === 'stale') return show(c, { settings: await settingsOf(c), form, stale: true });
    return c.redirect(`${href}?listo=1`, 303);
  });
}

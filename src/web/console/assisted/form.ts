/** The form of one proposal written down, and the event it was said at. */
import { z } from 'zod';
import type { AssistedTyped } from '../../../assisted/proposal.js';
import type { StaffCycle } from '../../../store/store.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';

/** Longer than anything that will pass: what is beyond is not even shown again. */
const most = 6_000;
const text = z
  .string()
  .catch('')
  .transform((given) => given.slice(0, most).replaceAll('\0', '').replaceAll('\r\n', '\n').trim());
const fields = z.object({
  code: text,
  text,
  place: text,
  locale: text,
  area: text,
  publish: text,
  consent: text,
  event: text,
  cycle: text,
});

export interface AssistedForm extends AssistedTyped {
  /** Id of a published calendar entry; empty: elsewhere. */
  readonly event: string;
  /** Id of the cycle the form was shown in. */
  readonly cycle: string;
}
export const emptyAssisted: AssistedForm = {
  code: '',
  text: '',
  place: '',
  locale: 'es',
  area: '',
  publish: 'no',
  consent: '',
  event: '',
  cycle: '',
};

export const readAssistedForm = (given: unknown): AssistedForm => fields.parse(given);

export interface EventOption {
  readonly id: string;
  readonly title: string;
  readonly startsAt: number;
}

/** Published events, newest first: what was said there is written down during it or soon after. */
export async function eventsOf(
  parts: ConsoleParts,
  cycle: Pick<StaffCycle, 'id'>,
): Promise<readonly EventOption[]> {
  const entries = await parts.deps.store.calendar.entries(cycle.id);
  return entries
    .flatMap(({ id, kind, state, content }) =>
      kind !== 'stage' && state === 'published' && content
        ? [{ id, title: pick(content.title, consoleLocale), startsAt: content.startsAt }]
        : [],
    )
    .toSorted((a, b) => b.startsAt - a.startsAt);
}

/** Hours in which nobody gets a message meant for many. */
import { z } from 'zod';
import type { ConsoleParts } from '../context.js';
import { Wrong } from '../field.js';
import { sayIn } from '../say.js';
import { type Part, textOf } from './part.js';

interface Form {
  readonly own: boolean;
  readonly from: number;
  readonly to: number;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const hour = z.coerce.number().int().min(0).max(23).catch(0);
const clock = (value: number): string => `${String(value).padStart(2, '0')}:00`;

interface HourProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}
const Hour = ({ name, label, value }: HourProps) => (
  <div>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {hours.map((one) => (
        <option value={String(one)} {...(one === value ? { selected: true } : {})}>
          {clock(one)}
        </option>
      ))}
    </select>
  </div>
);

export const quietPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  const configured = parts.deps.outreach.quiet;
  const usual =
    configured.from === configured.to
      ? say('setup.quiet.none')
      : say('setup.quiet.usual', { from: clock(configured.from), to: clock(configured.to) });
  return {
    id: 'quiet',
    columns: ['quiet'],
    toForm: ({ quiet }) => ({ own: quiet !== null, ...(quiet ?? configured) }),
    read: (body) => ({
      own: textOf(body, 'own') === 'yes',
      from: hour.parse(textOf(body, 'from')),
      to: hour.parse(textOf(body, 'to')),
    }),
    check: async ({ own, from, to }) => {
      if (!own) return { to: { quiet: null }, detail: { from: null, to: null } };
      if (from === to) return { problems: [{ field: 'from', text: say('setup.problem.quiet') }] };
      return { to: { quiet: { from, to } }, detail: { from, to } };
    },
    view: (form, { problems }) => (
      <fieldset>
        <legend>{say('setup.quiet.which')}</legend>
        <label class="check">
          <input type="radio" name="own" value="no" {...(form.own ? {} : { checked: true })} />
          <span>{usual}</span>
        </label>
        <label class="check">
          <input type="radio" name="own" value="yes" {...(form.own ? { checked: true } : {})} />
          <span>{say('setup.quiet.own')}</span>
        </label>
        <div class="pair">
          <Hour name="from" label={say('setup.quiet.from')} value={form.from} />
          <Hour name="to" label={say('setup.quiet.to')} value={form.to} />
        </div>
        <Wrong name="from" wrong={problems.map(({ text }) => text)} />
      </fieldset>
    ),
    lines: ({ quiet }) => [
      quiet === null ? usual : say('setup.quiet.usual', { from: clock(quiet.from), to: clock(quiet.to) }),
    ],
  };
};

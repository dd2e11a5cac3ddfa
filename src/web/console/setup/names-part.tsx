/** Names of plan and forum, and whom people may write to about their data. */
import { z } from 'zod';
import type { Localized } from '../../../calendar/entry.js';
import type { ConsoleParts } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';
import { LocalizedFields, localizedProblems, readLocalized } from './localized.js';
import { type Part, textOf } from './part.js';

interface Form {
  readonly plan: Localized;
  readonly forum: Localized;
  readonly dataContact: string;
}

const nameMax = 80;
const contactMax = 120;
const mail = z.email();
const web = z.url({ protocol: /^https?$/ });
const isContact = (text: string): boolean => mail.safeParse(text).success || web.safeParse(text).success;

export const namesPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  return {
    id: 'names',
    columns: ['plan', 'forum', 'dataContact'],
    toForm: ({ plan, forum, dataContact }) => ({ plan, forum, dataContact }),
    read: (body) => ({
      plan: readLocalized(body, 'plan'),
      forum: readLocalized(body, 'forum'),
      dataContact: textOf(body, 'dataContact'),
    }),
    check: async (form) => {
      const contact =
        isContact(form.dataContact) && form.dataContact.length <= contactMax
          ? []
          : [{ field: 'dataContact', text: say('setup.problem.contact') }];
      const problems = [
        ...localizedProblems(parts, 'plan', form.plan, { label: say('setup.names.plan'), max: nameMax }),
        ...localizedProblems(parts, 'forum', form.forum, { label: say('setup.names.forum'), max: nameMax }),
        ...contact,
      ];
      if (problems.length > 0) return { problems };
      return { to: { ...form }, detail: { plan: form.plan.es ?? '', forum: form.forum.es ?? '' } };
    },
    view: (form, { problems }) => (
      <>
        <LocalizedFields
          parts={parts}
          name="plan"
          label={say('setup.names.plan')}
          hint={say('setup.names.planHint')}
          value={form.plan}
          problems={problems}
        />
        <LocalizedFields
          parts={parts}
          name="forum"
          label={say('setup.names.forum')}
          value={form.forum}
          problems={problems}
        />
        <Field
          name="dataContact"
          label={say('setup.names.contact')}
          hint={say('setup.names.contactHint')}
          value={form.dataContact}
          wrong={problems.filter(({ field }) => field === 'dataContact').map(({ text }) => text)}
          required
        />
      </>
    ),
    lines: ({ plan, forum, dataContact }) => [...Object.values(plan), ...Object.values(forum), dataContact],
  };
};

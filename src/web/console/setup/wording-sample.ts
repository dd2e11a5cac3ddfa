/** What stands in the blanks of a text while staff look at it. */
import type { StaffCycle } from '../../../store/store.js';
import { formatDate } from '../../../text/dates.js';
import { pick } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

const day = 86_400_000;

/** The text as one person could read it. */
export function filledIn(parts: ConsoleParts, cycle: StaffCycle, text: string, locale: string): string {
  const say = sayIn(parts);
  const promised = parts.deps.now() + cycle.answerDays * day;
  const sample: Readonly<Record<string, string>> = {
    forum: pick(cycle.forum, locale),
    contact: cycle.dataContact,
    code: 'AYNI-7K3Q',
    promised: formatDate(locale, promised, parts.deps.timezone),
    next: '',
    fingerprint: '5f2b9c81',
    outcome: say('setup.sample.outcome'),
    reason: say('setup.sample.reason'),
    commitment: '',
  };
  return text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => sample[name] ?? blank);
}

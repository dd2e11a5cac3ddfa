/** The WhatsApp templates as Meta holds them, what needs attention first, in words. */
import type { ConsoleKey } from '../../words.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { byHealth, healthOf, type TemplateHealth } from './attention.js';
import type { TemplateFacts } from './facts.js';

const statuses = [
  'APPROVED',
  'PENDING',
  'IN_APPEAL',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'ARCHIVED',
  'LIMIT_EXCEEDED',
  'PENDING_DELETION',
  'DELETED',
] as const;
const chips = {
  ready: 'chip leaf',
  reviewing: 'chip',
  watch: 'chip sun',
  missing: 'chip sun',
  stopped: 'chip sun',
} as const satisfies Record<TemplateHealth, string>;
const purposes = [
  'proposal_news',
  'forum_notice',
  'event_news',
  'event_change',
  'event_cancelled',
  'event_reminder',
  'event_minutes',
] as const;
const scores = ['GREEN', 'YELLOW', 'RED'] as const;

function todoOf({ there, asked }: TemplateFacts): ConsoleKey {
  if (!there) return 'delivery.todo.MISSING';
  const status = statuses.find((one) => one === there.status.toUpperCase());
  if (status !== 'APPROVED') return status ? `delivery.todo.${status}` : 'delivery.todo.other';
  if (there.quality === 'RED' || there.quality === 'YELLOW') return 'delivery.todo.disliked';
  const isElsewhere = there.category !== '' && there.category.toLowerCase() !== asked;
  return isElsewhere ? 'delivery.todo.elsewhere' : 'delivery.todo.APPROVED';
}

interface Props {
  readonly parts: ConsoleParts;
  readonly templates: readonly TemplateFacts[];
}

const Row = ({ parts, template }: { readonly parts: ConsoleParts; readonly template: TemplateFacts }) => {
  const say = sayIn(parts);
  const { name, language, asked, there } = template;
  const health = healthOf(template);
  const status = statuses.find((one) => one === there?.status.toUpperCase());
  const purpose = purposes.find((one) => one === name);
  const score = scores.find((one) => one === there?.quality);
  const category = (given: string) =>
    given.toLowerCase() === 'marketing' || given.toLowerCase() === 'utility'
      ? say(given.toLowerCase() === 'marketing' ? 'delivery.category.marketing' : 'delivery.category.utility')
      : given;
  const isElsewhere = there && there.category !== '' && there.category.toLowerCase() !== asked;
  return (
    <tr>
      <th scope="row">
        {purpose ? say(`delivery.template.${purpose}`) : name} <span class="soft">({language})</span>
      </th>
      <td data-head={say('delivery.templates.state')}>
        <span class={chips[health]}>
          {there
            ? status
              ? say(`delivery.status.${status}`)
              : there.status
            : say('delivery.status.MISSING')}
        </span>
      </td>
      <td data-head={say('delivery.templates.category')}>
        {isElsewhere
          ? say('delivery.category.elsewhere', { filed: category(there.category), asked: category(asked) })
          : category(asked)}
      </td>
      <td data-head={say('delivery.templates.quality')}>
        {score ? say(`delivery.score.${score}`) : say('delivery.score.unknown')}
      </td>
      <td data-head={say('delivery.templates.todo')}>
        {say(todoOf(template))}
        {there?.why ? <span class="soft"> {say('delivery.todo.why', { why: there.why })}</span> : null}
      </td>
    </tr>
  );
};

export const TemplateTable = ({ parts, templates }: Props) => {
  const say = sayIn(parts);
  return (
    <section class="scroll" tabindex={0} aria-label={say('delivery.page.templates')}>
      <table class="changes">
        <caption class="soft">{say('delivery.templates.lead')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('delivery.templates.name')}</th>
            <th scope="col">{say('delivery.templates.state')}</th>
            <th scope="col">{say('delivery.templates.category')}</th>
            <th scope="col">{say('delivery.templates.quality')}</th>
            <th scope="col">{say('delivery.templates.todo')}</th>
          </tr>
        </thead>
        <tbody>
          {templates.toSorted(byHealth).map((template) => (
            <Row parts={parts} template={template} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** One proposal in the queue: its first words, areas, place, who has it, what waits, and the date it was promised for. */
import { oneOf } from '../../../one-of.js';
import { countingTags, proposalStates } from '../../../proposals/proposal.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { ProposalRow } from '../../../store/queue/queue.js';
import { locales } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { Due } from './due.js';

interface ItemProps {
  readonly parts: ConsoleParts;
  readonly row: ProposalRow;
  /** Area id → label. */
  readonly labels: ReadonlyMap<string, string>;
  /** Query string of the queue it stands in. */
  readonly vista: string;
  /** It may be ticked, for what is done to many. */
  readonly canPick: boolean;
}

const MarksOf = ({ parts, row }: Pick<ItemProps, 'parts' | 'row'>) => {
  const say = sayIn(parts);
  const { marks } = row;
  const marked = [
    marks.hasVoice ? say('queue.mark.voice') : null,
    marks.hasPhoto ? say('queue.mark.photo') : null,
    marks.hasDraft ? say('queue.mark.draft') : null,
    row.askedAt !== null ? say('queue.mark.question') : null,
    marks.hasObjection ? say('queue.mark.objection') : null,
    marks.hasDisagreement ? say('queue.mark.disagreement') : null,
    row.jointId !== null ? say('queue.mark.joint') : null,
    row.reopenedAt !== null && row.state !== 'answered' ? say('queue.mark.reopened') : null,
  ].filter((one) => one !== null);
  return (
    <>
      {marked.map((text) => (
        <span class="chip">{text}</span>
      ))}
    </>
  );
};

export const Item = ({ parts, row, labels, vista, canPick }: ItemProps) => {
  const say = sayIn(parts);
  const { areas, origin } = countingTags(row.tags);
  const place = row.place === null ? say('list.national') : (parts.deps.places.name(row.place) ?? row.place);
  const areaOf = (area: string) =>
    area === notAProposal ? say('queue.notAProposal') : (labels.get(area) ?? area);
  const view = vista === '' ? '' : `?vista=${encodeURIComponent(vista)}`;
  const withoutWords = row.personId === null && row.addressId === null && row.text === '';
  return (
    <li>
      {canPick ? (
        <label class="pick">
          <input
            type="checkbox"
            name="code"
            value={row.code}
            aria-label={say('queue.pick', { code: row.code })}
          />
        </label>
      ) : null}
      <div class="what">
        <a href={`/panel/propuestas/${row.code}${view}`}>
          <span class="summary" {...(row.text === '' ? {} : { lang: row.locale })}>
            {row.text.slice(0, 400) || say(withoutWords ? 'proposal.erased' : 'list.mediaOnly')}
          </span>
        </a>
        <p class="meta">
          <span class="code">{row.code}</span>
          <Due parts={parts} row={row} />
          {areas.map((area) => (
            <span class={origin === 'confirmed' ? 'chip leaf' : 'chip leaf unsure'}>
              {areaOf(area)}
              {origin === 'suggested' ? ` (${say('list.suggested')})` : ''}
            </span>
          ))}
          <span>{place}</span>
          {row.locale === 'es' ? null : <span>{say(`language.${oneOf(locales, row.locale, 'es')}`)}</span>}
          <span>{say(`state.${oneOf(proposalStates, row.state, 'received')}`)}</span>
          {row.marks.assignee ? <span>{say('queue.has', { name: row.marks.assignee })}</span> : null}
          {row.marks.institution ? <span>{row.marks.institution}</span> : null}
          <MarksOf parts={parts} row={row} />
        </p>
      </div>
    </li>
  );
};

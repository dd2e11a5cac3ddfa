/** The areas of a proposal: suggested, chosen by its author, confirmed by staff; and what staff think of suggestions. */
import { z } from 'zod';
import { everyArea } from '../../../inbox/world.js';
import { may } from '../../../people/permissions.js';
import { countingTags } from '../../../proposals/proposal.js';
import { notAProposal } from '../../../proposals/triage.js';
import type { TagAgreement } from '../../../store/proposals/tag-agreement.js';
import { pick } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { Objection, objectionOf } from './objection.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

const ticked = z.array(z.string()).optional().catch(undefined);
/** Fewer say nothing about a rate. */
const fewestJudged = 5;

interface BoxProps {
  readonly value: string;
  readonly label: string;
  readonly stroke: string | null;
  readonly checked: boolean;
  readonly editable: boolean;
  readonly reasons?: readonly string[];
}
const Box = ({ value, label, stroke, checked, editable, reasons = [] }: BoxProps) => (
  <label class="check">
    <input
      type="checkbox"
      name="area"
      value={value}
      checked={checked}
      disabled={!editable}
      data-stroke={stroke}
    />
    <span>
      {label}
      {editable && stroke !== null ? (
        <span class="key" aria-hidden="true">
          {stroke}
        </span>
      ) : null}
      {reasons.map((reason) => (
        <span class="soft">
          <br />
          {reason}
        </span>
      ))}
    </span>
  </label>
);

/** Staff take this suggestion away often enough to look twice. */
function doubtOf(rate: TagAgreement | undefined): { n: number; of: number } | null {
  const of = rate ? rate.kept + rate.removed : 0;
  return rate && of >= fewestJudged && rate.removed > 0 ? { n: rate.removed, of } : null;
}

const render = async (props: PanelProps) => {
  const { parts, detail, member, cycle, kept, goOn, view } = props;
  const say = sayIn(parts);
  const of = (origin: string) => detail.tags.filter((one) => one.origin === origin);
  const checked = new Set(ticked.parse(kept.tags) ?? countingTags(detail.tags).areas);
  const editable = may(member.role, 'proposals.tag') && detail.row.state !== 'withdrawn';
  const rates = parts.deps.store.proposals.tagAgreementSoFar(cycle.id, parts.deps.now());
  const objection = await objectionOf(props);
  const areas = everyArea(cycle).filter(
    ({ id }) => cycle.areas.some((open) => open.id === id) || checked.has(id),
  );

  const reasons = (area: string): readonly string[] => {
    const suggested = of('suggested').find((one) => one.area === area);
    const doubt = suggested ? doubtOf(rates.find((one) => one.area === area)) : null;
    return [
      ...(suggested ? [say('tags.suggested', { words: suggested.words.join(', ') })] : []),
      ...(doubt ? [say('tags.doubt', doubt)] : []),
      ...(of('chosen').some((one) => one.area === area) ? [say('tags.chosen')] : []),
      ...(of('confirmed').some((one) => one.area === area) ? [say('tags.confirmed')] : []),
    ];
  };
  return (
    <section class="card" aria-labelledby="tags-title" id="tags">
      <h2 id="tags-title">{say('tags.title')}</h2>
      {objection ? <Objection {...props} objection={objection} editable={editable} /> : null}
      <form method="post" action={`/panel/propuestas/${detail.row.code}/temas`}>
        <Seen {...props} asks />
        {areas.map(({ id, label }, index) => (
          <Box
            value={id}
            label={pick(label, consoleLocale)}
            stroke={index < 9 ? String(index + 1) : null}
            checked={checked.has(id)}
            editable={editable}
            reasons={reasons(id)}
          />
        ))}
        <Box
          value={notAProposal}
          label={say('tags.none')}
          stroke="0"
          checked={checked.has(notAProposal)}
          editable={editable}
          reasons={[say('tags.noneHint')]}
        />
        {editable ? (
          <>
            <div class="actions">
              <button class="quiet" type="submit">
                {say('tags.save')}
              </button>
              <button class="quiet" type="submit" name="entonces" value="siguiente">
                {say('tags.saveNext')}
              </button>
            </div>
            {view === '' && !goOn ? null : (
              <label class="check">
                <input type="checkbox" name="seguir" value="1" checked={goOn} />
                <span>{say('tags.goOn')}</span>
              </label>
            )}
            <p class="soft keys-hint" data-keys-note>
              {say('tags.keys')}
            </p>
          </>
        ) : null}
      </form>
    </section>
  );
};

export const tagsPanel: Panel = {
  id: 'tags',
  column: 'side',
  render,
  said: ['tags.saved', 'tags.savedLast', 'tags.keptSaid'],
  assets: ['proposal.js'],
};

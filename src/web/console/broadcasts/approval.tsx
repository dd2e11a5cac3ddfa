/** The second signature: exactly what is approved, under its fingerprint, by somebody of the other sector. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { LifeRefusal } from '../../../broadcasts/life.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { audienceWords, type FactsProps } from './facts.js';
import type { Matter, Review } from './matter.js';
import { hrefOf, type Names } from './names.js';

export interface ApprovalProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly broadcast: Broadcast;
  readonly matter: Matter;
  readonly review: Review;
  readonly areaName: FactsProps['areaName'];
  /** Why this member may not sign; null when they may. */
  readonly refusal: LifeRefusal | 'not-your-role' | 'checks' | null;
}

export const Approval = (props: ApprovalProps) => {
  const { parts, names, broadcast, matter, review, refusal } = props;
  const say = sayIn(parts);
  const { preview } = review.counted;
  const excluded = Object.values(preview.excluded).reduce((sum, count) => sum + count, 0);
  return (
    <section id="aprobar" aria-labelledby="aprobar-titulo">
      <h2 id="aprobar-titulo">{say('broadcasts.approve.title')}</h2>
      <p>{say('broadcasts.approve.lead')}</p>
      <div class="card">
        <dl class="facts">
          <dt>{say('broadcasts.approve.people')}</dt>
          <dd>
            {names.count(preview.recipients)}{' '}
            <span class="soft">
              {say('broadcasts.approve.excluded', { count: excluded, people: names.count(excluded) })}
            </span>
          </dd>
          <dt>{say('broadcasts.page.audience')}</dt>
          <dd>{audienceWords(props)}</dd>
          <dt>{say('broadcasts.approve.texts')}</dt>
          <dd>
            {Object.entries(broadcast.texts).length === 0
              ? say('broadcasts.approve.facts')
              : Object.entries(broadcast.texts).map(([locale, text]) => (
                  <blockquote class="kept" lang={locale}>
                    <span class="soft">{names.language(locale)}</span>
                    <br />
                    {text}
                  </blockquote>
                ))}
          </dd>
          <dt>{say('broadcasts.page.first')}</dt>
          <dd>{names.count(broadcast.firstBatch)}</dd>
          <dt>{say('broadcasts.page.startsAt')}</dt>
          <dd>{names.moment(broadcast.startsAt)}</dd>
          <dt>{say('broadcasts.page.hash')}</dt>
          <dd class="mono hash">{matter.hash}</dd>
        </dl>
        {refusal === null ? (
          <form method="post" action={hrefOf(broadcast.id, 'aprobar')}>
            <input type="hidden" name="revision" value={String(broadcast.revision)} />
            <input type="hidden" name="hash" value={matter.hash} />
            <button type="submit">{say('broadcasts.approve.yes')}</button>
          </form>
        ) : (
          <p class="said wrong">{say(`broadcasts.approve.refused.${refusal}`)}</p>
        )}
      </div>
    </section>
  );
};

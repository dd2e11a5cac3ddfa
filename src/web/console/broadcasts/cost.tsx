/** What it will cost, how long it takes, and what is left of WhatsApp's tier. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { Review } from './matter.js';
import type { Names } from './names.js';

export interface CostProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly review: Review;
  /** As the platform bills the template. */
  readonly category: string;
}

export const CostSection = ({ parts, names, review, category }: CostProps) => {
  const say = sayIn(parts);
  const { estimate, tier } = review;
  // Our templates for broadcasts are of this category.
  const price = parts.deps.prices?.[category];
  const left = tier?.limit === null || tier === null ? null : Math.max(0, tier.limit - tier.used);
  return (
    <section id="costo" aria-labelledby="costo-titulo">
      <h2 id="costo-titulo">{say('broadcasts.cost.title')}</h2>
      <dl class="facts">
        <dt>{say('broadcasts.cost.billed')}</dt>
        <dd>
          {names.count(estimate.billed)} <span class="soft">{say('broadcasts.cost.billedHint')}</span>
          {price === undefined ? null : (
            <>
              <br />
              <strong>
                {say('broadcasts.cost.price', {
                  soles: names.soles(estimate.billed * price),
                  each: names.soles(price),
                })}
              </strong>
            </>
          )}
        </dd>
        <dt>{say('broadcasts.cost.time')}</dt>
        <dd>
          {Number.isFinite(estimate.endsAt)
            ? say('broadcasts.cost.until', { when: names.moment(estimate.endsAt) })
            : say('broadcasts.cost.never')}
          {estimate.days > 1 && Number.isFinite(estimate.days) ? (
            <>
              {' '}
              <strong>{say('broadcasts.cost.days', { count: names.count(estimate.days) })}</strong>
            </>
          ) : null}
        </dd>
        {tier === null ? null : (
          <>
            <dt>{say('broadcasts.cost.tier')}</dt>
            <dd>
              {left === null
                ? say('broadcasts.cost.tierUnknown')
                : Number.isFinite(left)
                  ? say('broadcasts.cost.tierLeft', {
                      count: left,
                      left: names.count(left),
                      limit: names.count(tier.limit ?? 0),
                      used: names.count(tier.used),
                    })
                  : say('broadcasts.cost.tierNone')}
              {estimate.spread ? (
                <>
                  {' '}
                  <strong>{say('broadcasts.cost.spread')}</strong>
                </>
              ) : null}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};

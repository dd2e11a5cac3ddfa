/** What each month cost, by purpose; only counts where no prices are set. */
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { type MonthCost, monthCosts } from './cost.js';
import type { DeliveryFacts } from './facts.js';
import { count } from './number-view.js';

const purposes = ['answer', 'window-invite', 'reply', 'nudge', 'notice', 'reminder', 'survey'] as const;
const categories = ['service', 'utility', 'marketing'] as const;
const soles = new Intl.NumberFormat('es-PE', { style: 'currency', currency: 'PEN' });
const monthName = new Intl.DateTimeFormat('es-PE', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** "noviembre de 2026" */
const nameOf = (month: string): string => monthName.format(Date.parse(`${month}-15T12:00:00Z`));

const Month = ({ parts, cost: one }: { readonly parts: ConsoleParts; readonly cost: MonthCost }) => {
  const say = sayIn(parts);
  const money = (value: number | null) => (value === null ? '—' : soles.format(value));
  return (
    <section class="scroll" tabindex={0} aria-label={nameOf(one.month)}>
      <table>
        <caption>{nameOf(one.month)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('delivery.cost.purpose')}</th>
            <th scope="col">{say('delivery.cost.category')}</th>
            <th scope="col" class="number">
              {say('delivery.cost.billed')}
            </th>
            <th scope="col" class="number">
              {say('delivery.cost.free')}
            </th>
            <th scope="col" class="number">
              {say('delivery.cost.cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {one.lines.map(({ purpose, category, billed, free, cost }) => {
            const known = purposes.find((name) => name === purpose);
            const kind = categories.find((name) => name === category.toLowerCase());
            return (
              <tr>
                <th scope="row">{known ? say(`purpose.${known}`) : purpose}</th>
                <td>{kind ? say(`delivery.category.${kind}`) : category}</td>
                <td class="number">{count(billed)}</td>
                <td class="number">{count(free)}</td>
                <td class="number">{money(cost)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              {say('delivery.cost.total')}
            </th>
            <td class="number">{count(one.billed)}</td>
            <td class="number">{count(one.free)}</td>
            <td class="number">{money(one.cost)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};

export const Costs = ({
  parts,
  facts: { charges, prices },
}: {
  readonly parts: ConsoleParts;
  readonly facts: Pick<DeliveryFacts, 'charges' | 'prices'>;
}) => {
  const say = sayIn(parts);
  const months = monthCosts(charges, prices);
  if (months.length === 0) return <p class="card">{say('delivery.cost.none')}</p>;
  return (
    <>
      {prices === null ? <p class="soft">{say('delivery.cost.noPrices')}</p> : null}
      {months.map((cost) => (
        <Month parts={parts} cost={cost} />
      ))}
    </>
  );
};

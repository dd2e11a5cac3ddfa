/** What a month cost, by purpose and the platform's category. Pure. */
import type { Charge } from '../../../store/outreach.js';

export interface CostLine {
  readonly purpose: string;
  readonly category: string;
  readonly billed: number;
  readonly free: number;
  /** Soles; null where no price is set for the category. */
  readonly cost: number | null;
}

export interface MonthCost {
  /** `2026-11`. */
  readonly month: string;
  readonly lines: readonly CostLine[];
  readonly billed: number;
  readonly free: number;
  /** Of what has a price; null where nothing has. */
  readonly cost: number | null;
}

const isFree = (type: string): boolean => type.startsWith('free');

function lineOf(
  charges: readonly Charge[],
  { purpose, category }: Charge,
  prices: Readonly<Record<string, number>> | null,
): CostLine {
  const own = charges.filter((one) => one.purpose === purpose && one.category === category);
  const count = (free: boolean) =>
    own.reduce((sum, one) => sum + (isFree(one.type) === free ? one.count : 0), 0);
  const price = prices?.[category.toLowerCase()];
  const billed = count(false);
  return { purpose, category, billed, free: count(true), cost: price === undefined ? null : billed * price };
}

/** @param charges newest month first. */
export function monthCosts(
  charges: readonly Charge[],
  prices: Readonly<Record<string, number>> | null,
): MonthCost[] {
  return [...new Set(charges.map(({ month }) => month))].map((month) => {
    const own = charges.filter((charge) => charge.month === month);
    const first = own.filter(
      (charge, place) =>
        own.findIndex(
          ({ purpose, category }) => purpose === charge.purpose && category === charge.category,
        ) === place,
    );
    const lines = first.map((charge) => lineOf(own, charge, prices));
    const costs = lines.flatMap(({ cost }) => (cost === null ? [] : [cost]));
    return {
      month,
      lines,
      billed: lines.reduce((sum, line) => sum + line.billed, 0),
      free: lines.reduce((sum, line) => sum + line.free, 0),
      cost: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    };
  });
}

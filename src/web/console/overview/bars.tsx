/** Counts as a table whose last column draws them: read, heard and seen the same. */
import type { Tally } from '../../../overview/overview.js';

const numbers = new Intl.NumberFormat('es-PE');
export const count = (value: number): string => numbers.format(value);
/** @returns whole percent; 0 of nothing. */
export const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 100);

const width = 200;
const height = 14;
/** Between the two colours: side by side they are too alike for some eyes. */
const gap = 1.5;

/** Answered first, then what waits; as long as its share of the longest. */
const Bar = ({ open, answered, most }: Tally & { readonly most: number }) => {
  const scale = most === 0 ? 0 : width / most;
  return (
    <svg class="bar-chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
      <rect class="answered" width={answered * scale} height={height} />
      <rect
        class="open"
        x={answered * scale + (answered > 0 ? gap : 0)}
        width={Math.max(0, open * scale - (answered > 0 ? gap : 0))}
        height={height}
      />
    </svg>
  );
};

export interface BarRow extends Tally {
  readonly label: string;
  /** The list behind the number. */
  readonly href: string;
  /** Said under its name. */
  readonly more?: string;
}

interface BarsProps {
  readonly caption: string;
  readonly heads: {
    readonly name: string;
    readonly open: string;
    readonly answered: string;
  };
  readonly rows: readonly BarRow[];
}
export const Bars = ({ caption, heads, rows }: BarsProps) => {
  const most = Math.max(0, ...rows.map(({ open, answered }) => open + answered));
  return (
    <section class="scroll" aria-label={caption} tabindex={0}>
      <table class="bars">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col" class="number">
              <span class="swatch answered" /> {heads.answered}
            </th>
            <th scope="col" class="number">
              <span class="swatch open" /> {heads.open}
            </th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, href, open, answered, more }) => (
            <tr>
              <th scope="row">
                <a href={href}>{label}</a>
                {more ? <span class="soft"> {more}</span> : null}
              </th>
              <td class="number">{count(answered)}</td>
              <td class="number">{count(open)}</td>
              <td class="drawn" aria-hidden="true">
                <Bar open={open} answered={answered} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

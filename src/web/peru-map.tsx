/**
 * Peru as one tile a department: where a proposal comes from, or how many of each, every region as large as the next.
 * One department marked (`here`) is a picture with a name; counts (`counts`) shade the tiles, and lead on (`hrefOf`).
 * Its style is `map.css`: name it among the page's `extra` files. Beside counts, say the same in a table.
 */

/** Two digits of the INEI code → ISO 3166-2, column and row. West is left, north is up. */
const tiles = {
  '24': ['TUM', 0, 0],
  '01': ['AMA', 2, 0],
  '16': ['LOR', 3, 0],
  '20': ['PIU', 0, 1],
  '06': ['CAJ', 1, 1],
  '22': ['SAM', 2, 1],
  '14': ['LAM', 0, 2],
  '13': ['LAL', 1, 2],
  '10': ['HUC', 2, 2],
  '25': ['UCA', 3, 2],
  '02': ['ANC', 1, 3],
  '19': ['PAS', 2, 3],
  '07': ['CAL', 0, 4],
  '15': ['LIM', 1, 4],
  '12': ['JUN', 2, 4],
  '11': ['ICA', 1, 5],
  '09': ['HUV', 2, 5],
  '08': ['CUS', 3, 5],
  '17': ['MDD', 4, 5],
  '05': ['AYA', 2, 6],
  '03': ['APU', 3, 6],
  '21': ['PUN', 4, 6],
  '04': ['ARE', 3, 7],
  '18': ['MOQ', 4, 7],
  '23': ['TAC', 4, 8],
} as const satisfies Readonly<Record<string, readonly [string, number, number]>>;

const side = 44;
const gap = 4;
const columns = 5;
const rows = 9;
const shades = 4;

/** 0: none; 1 to 4: the more, the darker; by the square root, since Lima would leave all others pale. */
const shadeOf = (count: number, most: number): number =>
  count === 0 || most === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(count / most) * shades));

interface PeruMapProps {
  /** What it shows, for who does not see it. */
  readonly label: string;
  /** Two digits of the department to mark. */
  readonly here?: string;
  /** By two digits of the department. */
  readonly counts?: ReadonlyMap<string, number>;
  /** What a tile says when it is pointed at or read aloud: "Cusco: 12 propuestas". @param department two digits. */
  readonly describe?: (department: string, count: number) => string;
  readonly hrefOf?: (department: string) => string;
  /** Beside words, not a figure of its own. */
  readonly small?: boolean;
}

export const PeruMap = ({ label, here, counts, describe, hrefOf, small = false }: PeruMapProps) => {
  const most = Math.max(0, ...(counts?.values() ?? []));
  return (
    <svg
      class={small ? 'peru small' : 'peru'}
      viewBox={`0 0 ${columns * side} ${rows * side}`}
      role={hrefOf ? 'group' : 'img'}
      aria-label={label}
    >
      {Object.entries(tiles).map(([department, [name, column, row]]) => {
        const count = counts?.get(department) ?? 0;
        const shade = department === here ? 'here' : shadeOf(count, most);
        const tile = (
          <g class={`tile shade-${shade}`} transform={`translate(${column * side} ${row * side})`}>
            {describe && !hrefOf ? <title>{describe(department, count)}</title> : null}
            <rect width={side - gap} height={side - gap} rx="6" />
            <text x={(side - gap) / 2} y={counts ? 18 : 25} text-anchor="middle">
              {name}
            </text>
            {counts ? (
              <text class="number" x={(side - gap) / 2} y="33" text-anchor="middle">
                {String(count)}
              </text>
            ) : null}
          </g>
        );
        return hrefOf ? (
          <a href={hrefOf(department)}>
            <title>{describe?.(department, count) ?? name}</title>
            {tile}
          </a>
        ) : (
          tile
        );
      })}
    </svg>
  );
};

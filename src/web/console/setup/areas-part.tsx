/** The areas people choose from: renamed, ordered, added, and retired once something was filed under them. */
import { pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import type { FieldProblem } from '../field.js';
import { sayIn } from '../say.js';
import {
  type AreaProblem,
  type AreaRow,
  labelMax,
  moved,
  otherArea,
  rowProblems,
  toAreas,
  toRows,
} from './area-rows.js';
import { LocalizedFields, readLocalized } from './localized.js';
import { MoveButtons } from './move-buttons.js';
import { type Part, type Typed, textOf } from './part.js';

interface Form {
  readonly rows: readonly AreaRow[];
}

/** More than anybody has; a form with more is not ours. */
const most = 60;

const readRows = (body: Typed): AreaRow[] => {
  const rows: AreaRow[] = [];
  for (let index = 0; index < most; index += 1) {
    const id = textOf(body, `id.${index}`);
    const label = readLocalized(body, `label.${index}`);
    if (!(`id.${index}` in body)) break;
    // The empty row at the end is an offer, not an area.
    if (id === '' && Object.keys(label).length === 0) continue;
    const fate = textOf(body, `fate.${index}`);
    rows.push({ id, label, retired: fate === 'retired', gone: fate === 'gone' });
  }
  return rows;
};

export const areasPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  const { cycleSettings } = parts.deps.store;
  const nameOf = (row: AreaRow | undefined): string =>
    row && Object.keys(row.label).length > 0 ? pick(row.label, consoleLocale) : say('setup.areas.new');
  const toField = (problem: AreaProblem, rows: readonly AreaRow[]): FieldProblem => {
    if (!('row' in problem)) return { field: 'areas', text: say(`setup.problem.areas.${problem.problem}`) };
    const area = nameOf(rows[problem.row]);
    return {
      field: `label.${problem.row}.${problem.locale}`,
      text: say(`setup.problem.areas.${problem.problem}`, { area, max: labelMax }),
    };
  };
  const fateOf = (row: AreaRow): string => (row.gone ? 'gone' : row.retired ? 'retired' : 'offered');

  return {
    id: 'areas',
    columns: ['areas'],
    toForm: ({ areas }) => ({ rows: toRows(areas) }),
    read: (body) => ({ rows: readRows(body) }),
    again: (body, { rows }) => {
      const asked = /^(\d+):(-1|1)$/.exec(textOf(body, 'move'));
      return asked ? { rows: moved(rows, Number(asked[1]), asked[2] === '1' ? 1 : -1) } : null;
    },
    check: async ({ rows }, { cycle, settings }) => {
      // What the form does not name stays as it is: nothing vanishes by being left out.
      const named = new Set(rows.map(({ id }) => id));
      const all = [...rows, ...toRows(settings.areas).filter(({ id }) => !named.has(id))];
      const gone = all.filter((row) => row.gone && row.id !== '').map(({ id }) => id);
      const used = await cycleSettings.areasInUse(cycle.id, gone);
      const problems = [
        ...rowProblems(all).map((one) => toField(one, all)),
        ...all.flatMap((row, index) =>
          row.gone && (used.has(row.id) || row.id === otherArea)
            ? [{ field: `fate.${index}`, text: say('setup.problem.areas.used', { area: nameOf(row) }) }]
            : [],
        ),
      ];
      if (problems.length > 0) return { problems };
      const areas = toAreas(all);
      const ids = areas.filter(({ retired }) => retired !== true).map(({ id }) => id);
      return { to: { areas }, detail: { areas: ids.join(', ') }, vanishing: gone };
    },
    view: async ({ rows }, { cycle, problems }) => {
      const used = await cycleSettings.areasInUse(
        cycle.id,
        rows.map(({ id }) => id),
      );
      const fresh: AreaRow = { id: '', label: {}, retired: false, gone: false };
      const shown = [...rows, fresh];
      return (
        <div id="areas" class="rows">
          {shown.map((row, index) => (
            <fieldset class="card row">
              <legend>{nameOf(row)}</legend>
              <input type="hidden" name={`id.${index}`} value={row.id} />
              <LocalizedFields
                parts={parts}
                name={`label.${index}`}
                label={say('setup.areas.label')}
                hint={say(row.id === '' ? 'setup.areas.newHint' : 'setup.areas.labelHint', { max: labelMax })}
                value={row.label}
                problems={problems}
              />
              {row.id === '' || row.id === otherArea ? null : (
                <div class="tools">
                  <label for={`fate.${index}`}>{say('setup.areas.fate')}</label>
                  <select id={`fate.${index}`} name={`fate.${index}`}>
                    {(used.has(row.id)
                      ? (['offered', 'retired'] as const)
                      : (['offered', 'retired', 'gone'] as const)
                    ).map((fate) => (
                      <option value={fate} {...(fateOf(row) === fate ? { selected: true } : {})}>
                        {say(`setup.areas.fate.${fate}`)}
                      </option>
                    ))}
                  </select>
                  <MoveButtons parts={parts} index={index} name={nameOf(row)} />
                </div>
              )}
            </fieldset>
          ))}
        </div>
      );
    },
    lines: ({ areas }) =>
      areas.map(({ label, retired }) =>
        retired
          ? `${pick(label, consoleLocale)} (${say('setup.areas.fate.retired')})`
          : pick(label, consoleLocale),
      ),
  };
};

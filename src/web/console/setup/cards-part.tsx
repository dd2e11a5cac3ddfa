/** The cards by which a complaint, or somebody in danger, is sent to where help is. */
import { cardsOf, hasWayOut, ownCards } from '../../../proposals/cards.js';
import type { Card } from '../../../proposals/triage.js';
import { pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { newAreaId } from './area-rows.js';
import { LocalizedFields, localizedProblems, readLocalized } from './localized.js';
import { MoveButtons } from './move-buttons.js';
import { type Part, type Typed, textOf } from './part.js';

interface Row extends Card {
  readonly gone: boolean;
}
interface Form {
  readonly rows: readonly Row[];
}

const most = 20;
const labelMax = 60;
/** One message, also with the words around it. */
const textMax = 700;

const readRows = (body: Typed): Row[] => {
  const rows: Row[] = [];
  for (let index = 0; index < most && `id.${index}` in body; index += 1) {
    const label = readLocalized(body, `label.${index}`);
    const text = readLocalized(body, `text.${index}`);
    const id = textOf(body, `id.${index}`);
    if (id === '' && Object.keys(label).length === 0 && Object.keys(text).length === 0) continue;
    rows.push({ id, label, text, gone: textOf(body, `gone.${index}`) === 'yes' });
  }
  return rows;
};
const bare = ({ id, label, text }: Row): Card => ({ id, label, text });
const toRows = (cards: readonly Card[]): Row[] => cards.map((card) => ({ ...card, gone: false }));

export const cardsPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  return {
    id: 'cards',
    columns: ['cards'],
    toForm: (settings) => ({ rows: toRows(cardsOf(settings)) }),
    read: (body) => ({ rows: readRows(body) }),
    again: (body, { rows }) => {
      if (textOf(body, 'step') === 'ours') return { rows: toRows(ownCards()) };
      const asked = /^(\d+):(-1|1)$/.exec(textOf(body, 'move'));
      if (!asked) return null;
      const from = Number(asked[1]);
      const to = from + Number(asked[2]);
      const [row, other] = [rows[from], rows[to]];
      if (!row || !other) return { rows };
      return { rows: rows.map((one, index) => (index === from ? other : index === to ? row : one)) };
    },
    check: async ({ rows }) => {
      const problems = rows.flatMap((row, index) =>
        row.gone
          ? []
          : [
              ...localizedProblems(parts, `label.${index}`, row.label, {
                label: say('setup.cards.label'),
                max: labelMax,
              }),
              ...localizedProblems(parts, `text.${index}`, row.text, {
                label: say('setup.cards.text'),
                max: textMax,
              }),
            ],
      );
      const kept = rows.filter(({ gone }) => !gone);
      if (kept.length === 0) problems.push({ field: 'cards', text: say('setup.problem.cards') });
      if (problems.length > 0) return { problems };
      const taken = new Set(rows.map(({ id }) => id));
      const cards = kept.map((row) => {
        const id = row.id === '' ? newAreaId(row.label.es ?? '', taken) : row.id;
        taken.add(id);
        return { ...bare(row), id };
      });
      return { to: { cards }, detail: { cards: cards.map(({ id }) => id).join(', ') } };
    },
    view: ({ rows }, { problems }) => {
      const shown: readonly Row[] = [...rows, { id: '', label: {}, text: {}, gone: false }];
      const nameOf = (row: Row): string =>
        Object.keys(row.label).length > 0 ? pick(row.label, consoleLocale) : say('setup.cards.new');
      return (
        <div id="cards" class="rows">
          {shown.map((row, index) => (
            <fieldset class="card row">
              <legend>{nameOf(row)}</legend>
              <input type="hidden" name={`id.${index}`} value={row.id} />
              {row.id !== '' && !hasWayOut(row) ? <p class="late">{say('setup.cards.noWay')}</p> : null}
              <LocalizedFields
                parts={parts}
                name={`label.${index}`}
                label={say('setup.cards.label')}
                hint={say('setup.cards.labelHint')}
                value={row.label}
                problems={problems}
              />
              <LocalizedFields
                parts={parts}
                name={`text.${index}`}
                label={say('setup.cards.text')}
                hint={say('setup.cards.textHint')}
                value={row.text}
                problems={problems}
                long
              />
              {row.id === '' ? null : (
                <div class="tools">
                  <label class="check">
                    <input
                      type="checkbox"
                      name={`gone.${index}`}
                      value="yes"
                      {...(row.gone ? { checked: true } : {})}
                    />
                    <span>{say('setup.cards.gone')}</span>
                  </label>
                  <MoveButtons parts={parts} index={index} name={nameOf(row)} />
                </div>
              )}
            </fieldset>
          ))}
          <button class="quiet" type="submit" name="step" value="ours">
            {say('setup.cards.ours')}
          </button>
        </div>
      );
    },
    lines: (settings) => cardsOf(settings).map((card) => pick(card.label, consoleLocale)),
  };
};

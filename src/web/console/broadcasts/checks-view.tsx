/** What stands in the way of an approval, each with a link to where it is mended; and what is only worth a look. */
import type { Checked, Finding, Refusal } from '../../../broadcasts/checks.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { hrefOf, type Names, root } from './names.js';

export interface ChecksProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly id: string;
  readonly entryId: string | null;
  readonly checked: Checked;
  /** May open the form. */
  readonly editable: boolean;
}

/** Where it is mended. */
function fixOf(
  { code, params }: Finding<Refusal>,
  { id, entryId }: Pick<ChecksProps, 'id' | 'entryId'>,
): string {
  const edit = hrefOf(id, 'editar');
  switch (code) {
    case 'no-text':
      return `${edit}#text-es`;
    case 'no-translation':
    case 'too-long':
    case 'placeholder':
      return `${edit}#text-${params.locale ?? 'es'}`;
    case 'no-template':
      return '/panel/entrega';
    case 'no-people':
      return `${edit}#regiones`;
    case 'event-changed':
      return `${root}/nuevo?evento=${entryId ?? ''}`;
    case 'event-cancelled':
    case 'event-over':
      return `/panel/calendario/${entryId ?? ''}`;
  }
}

export const ChecksSection = (props: ChecksProps) => {
  const { parts, names, checked, editable } = props;
  const say = sayIn(parts);
  const { refusals, hints } = checked;
  /** Names instead of codes. */
  const inWords = (params: Finding<string>['params']) => ({
    ...params,
    ...(params.locale === undefined ? {} : { locale: names.language(String(params.locale)) }),
    ...(params.channel === undefined ? {} : { channel: names.channelNamed(String(params.channel)) }),
    ...(params.people === undefined
      ? {}
      : { count: Number(params.people), people: names.count(Number(params.people)) }),
    ...(params.until === undefined ? {} : { until: names.moment(Number(params.until)) }),
  });
  return (
    <section id="revision" aria-labelledby="revision-titulo">
      <h2 id="revision-titulo">{say('broadcasts.check.title')}</h2>
      {refusals.length === 0 ? (
        <ul class="checks">
          <li>{say('broadcasts.check.fine')}</li>
        </ul>
      ) : (
        <ul class="checks">
          {refusals.map((found) => (
            <li class="no">
              {say(`broadcasts.check.${found.code}`, inWords(found.params))}{' '}
              {editable ? <a href={fixOf(found, props)}>{say(`broadcasts.fix.${found.code}`)}</a> : null}
            </li>
          ))}
        </ul>
      )}
      {hints.length === 0 ? null : (
        <ul class="checks">
          {hints.map(({ code, params }) => (
            <li class="look">{say(`broadcasts.hint.${code}`, inWords(params))}</li>
          ))}
        </ul>
      )}
    </section>
  );
};

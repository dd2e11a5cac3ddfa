/** Two texts side by side, with the words that changed marked; one under the other on a phone. */
import type { CommitmentContent } from '../../../commitments/commitment.js';
import { diffWords, type Piece, sideOf } from '../../../commitments/diff.js';
import { locales } from '../../../text/texts.js';
import type { Tools } from './tools.js';

const Words = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>
    {pieces.map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'gone' ? <del>{text}</del> : <ins>{text}</ins>,
    )}
  </>
);

interface DiffProps {
  readonly tools: Pick<Tools, 'say'>;
  readonly before: CommitmentContent;
  readonly after: CommitmentContent;
  readonly heads: readonly [before: string, after: string];
}

export const DiffView = ({ tools, before, after, heads }: DiffProps) => {
  const { say } = tools;
  const rows = locales.flatMap((locale) =>
    (['title', 'text'] as const).flatMap((part) => {
      const [old, fresh] = [before[part][locale] ?? '', after[part][locale] ?? ''];
      if (old === '' && fresh === '') return [];
      return [{ locale, part, pieces: diffWords(old, fresh), same: old === fresh }];
    }),
  );
  return (
    <table class="changes">
      <thead>
        <tr>
          <td />
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ locale, part, pieces, same }) => (
          <tr>
            <th scope="row">
              {say(part === 'title' ? 'commitments.name' : 'commitments.text')} · {say(`language.${locale}`)}
              {same ? <span class="soft"> {say('commitments.unchanged')}</span> : null}
            </th>
            <td class="kept" lang={locale} data-head={heads[0]}>
              <Words pieces={sideOf(pieces, 'before')} />
            </td>
            <td class="kept" lang={locale} data-head={heads[1]}>
              <Words pieces={sideOf(pieces, 'after')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** One text as it stands. */
export const Content = ({ content }: { content: CommitmentContent }) => (
  <div class="card">
    {locales.map((locale) =>
      content.text[locale] ? (
        <div lang={locale}>
          <p>
            <strong>{content.title[locale] ?? content.title.es}</strong>
          </p>
          <p class="kept">{content.text[locale]}</p>
        </div>
      ) : null,
    )}
  </div>
);

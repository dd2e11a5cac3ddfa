/** The pages of the commitments: all of them, and one with its versions, its progress and who changed it. */
import {
  type Commitment,
  type CommitmentVersion,
  type Progress,
  shownContent,
} from '../../commitments/commitment.js';
import { diffWords } from '../../commitments/diff.js';
import { formatDate } from '../../text/dates.js';
import { pick } from '../../text/texts.js';
import { Address } from './calendar-parts.js';
import type { PublicLanguage, PublicWords } from './frame.js';

export interface CommitmentView {
  readonly lang: PublicLanguage;
  readonly words: PublicWords;
  readonly timezone: string;
  readonly areas: ReadonlyMap<string, string>;
}

const dateOf = (at: number, { lang, timezone }: CommitmentView): string => formatDate(lang, at, timezone);
const titleOf = (of: Commitment, lang: string): string => pick(shownContent(of)?.title ?? {}, lang);

export const CommitmentsPage = ({
  plan,
  commitments,
  counts,
  latest,
  view,
}: {
  readonly plan: string;
  readonly commitments: readonly Commitment[];
  readonly counts: ReadonlyMap<string, number>;
  readonly latest: ReadonlyMap<string, Progress>;
  readonly view: CommitmentView;
}) => {
  const { words, lang } = view;
  return (
    <>
      <h1>{words('commitments.title')}</h1>
      <p class="lead">{words('commitments.lead', { plan })}</p>
      {commitments.length === 0 ? <p>{words('commitments.none')}</p> : null}
      <ul class="cards">
        {commitments.map((one) => {
          const newest = latest.get(one.id);
          const count = counts.get(one.id) ?? 0;
          return (
            <li class="card">
              <p class="badges">
                <span class="badge">{one.code}</span>
                {one.state === 'withdrawn' ? (
                  <span class="badge stop">{words('commitments.withdrawn')}</span>
                ) : newest ? (
                  <span class="badge">{words(`commitments.status.${newest.status}`)}</span>
                ) : null}
              </p>
              <h2>
                <a href={`/compromisos/${one.code}?lang=${lang}`}>{titleOf(one, lang)}</a>
              </h2>
              <p class="soft">
                {one.institution === null ? null : `${one.institution} · `}
                {words('commitments.contributions', { count })}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
};

const Codes = ({ codes, lang }: { codes: readonly string[]; lang: PublicLanguage }) => (
  <>
    {codes.map((code, index) => (
      <>
        {index === 0 ? null : ', '}
        <a href={`/aportes/${code}?lang=${lang}`}>{code}</a>
      </>
    ))}
  </>
);

interface PageProps {
  readonly found: Commitment;
  readonly versions: readonly CommitmentVersion[];
  readonly progress: readonly Progress[];
  /** Codes by the version they changed. */
  readonly codes: ReadonlyMap<number, readonly string[]>;
  readonly view: CommitmentView;
}

const Version = ({
  version,
  before,
  codes,
  isEnd,
  view,
}: {
  readonly version: CommitmentVersion;
  readonly before: CommitmentVersion | undefined;
  readonly codes: readonly string[];
  readonly isEnd: boolean;
  readonly view: CommitmentView;
}) => {
  const { words, lang } = view;
  const text = pick(version.content.text, lang);
  const pieces = before && !isEnd ? diffWords(pick(before.content.text, lang), text) : null;
  return (
    <li>
      <h3>
        {isEnd ? words('commitments.withdrawn') : words('commitments.version', { number: version.version })} ·{' '}
        <time datetime={new Date(version.publishedAt).toISOString()}>
          {dateOf(version.publishedAt, view)}
        </time>
      </h3>
      {version.note === '' ? null : <p lang="es">{version.note}</p>}
      {codes.length === 0 ? null : (
        <p>
          {words('commitments.changedBy', { count: codes.length })} <Codes codes={codes} lang={lang} />
        </p>
      )}
      {isEnd ? null : (
        <details>
          <summary>{words(pieces ? 'commitments.compare' : 'commitments.readVersion')}</summary>
          <p class="kept">
            {pieces
              ? pieces.map(({ kind, text: piece }) =>
                  kind === 'same' ? piece : kind === 'gone' ? <del>{piece}</del> : <ins>{piece}</ins>,
                )
              : text}
          </p>
        </details>
      )}
    </li>
  );
};

export const CommitmentPage = ({ found, versions, progress, codes, view }: PageProps) => {
  const { words, lang, areas } = view;
  const content = shownContent(found);
  const contributions = [...codes.values()].reduce((sum, those) => sum + those.length, 0);
  const ended = found.state === 'withdrawn' ? versions.at(-1) : undefined;
  const names = found.areas.map((area) => areas.get(area)).filter((name) => name !== undefined);
  return (
    <>
      <p class="badges">
        <span class="badge">{found.code}</span>
        {progress[0] && !ended ? (
          <span class="badge">{words(`commitments.status.${progress[0].status}`)}</span>
        ) : null}
      </p>
      <h1>{titleOf(found, lang)}</h1>
      {ended ? (
        <p class="note stop">
          {words('commitments.withdrawnOn', { date: dateOf(ended.publishedAt, view), reason: ended.note })}
        </p>
      ) : null}
      <section class="card">
        <p class="kept">{pick(content?.text ?? {}, lang)}</p>
      </section>
      <dl class="facts">
        {found.institution === null ? null : (
          <>
            <dt>{words('commitments.owner')}</dt>
            <dd>{found.institution}</dd>
          </>
        )}
        {names.length === 0 ? null : (
          <>
            <dt>{words('proposal.area')}</dt>
            <dd>{names.join(', ')}</dd>
          </>
        )}
        <dt>{words('commitments.from')}</dt>
        <dd>{words('commitments.contributions', { count: contributions })}</dd>
      </dl>
      <section aria-labelledby="avance">
        <h2 id="avance">{words('commitments.progress')}</h2>
        {progress.length === 0 ? <p>{words('commitments.noProgress')}</p> : null}
        <ol class="versions">
          {progress.map((one) => (
            <li>
              <h3>
                {words(`commitments.status.${one.status}`)} ·{' '}
                <time datetime={new Date(one.at).toISOString()}>{dateOf(one.at, view)}</time>
              </h3>
              <p>{pick(one.text, lang)}</p>
              {one.link === null ? null : (
                <p>
                  <Address to={one.link} />
                </p>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="versiones">
        <h2 id="versiones">{words('commitments.versions')}</h2>
        <p class="soft">{words('commitments.versionsLead')}</p>
        <ol class="versions" reversed>
          {versions.toReversed().map((version) => (
            <Version
              version={version}
              before={versions.find((one) => one.version === version.version - 1)}
              codes={codes.get(version.version) ?? []}
              isEnd={version === ended}
              view={view}
            />
          ))}
        </ol>
      </section>
      <p>
        <a href={`/compromisos?lang=${lang}`}>{words('commitments.back')}</a>
      </p>
    </>
  );
};

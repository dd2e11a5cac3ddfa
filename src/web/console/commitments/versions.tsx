/** All publications of a commitment: the texts side by side, what changed, and which proposals changed it. */
import type { Hono } from 'hono';
import type { Commitment, CommitmentVersion, Source } from '../../../commitments/commitment.js';
import type { ConsoleEnv } from '../context.js';
import { Content, DiffView } from './diff-view.js';
import { hrefOf, hrefOfProposal, type Tools } from './tools.js';

export const Codes = ({ sources }: { sources: readonly Pick<Source, 'code'>[] }) => (
  <>
    {sources.map(({ code }, index) => (
      <>
        {index === 0 ? null : ', '}
        <a class="code" href={hrefOfProposal(code)}>
          {code}
        </a>
      </>
    ))}
  </>
);

interface VersionProps {
  readonly tools: Tools;
  readonly found: Commitment;
  readonly version: CommitmentVersion;
  readonly before: CommitmentVersion | undefined;
  readonly sources: readonly Source[];
  readonly by: string;
}
const Version = ({ tools, found, version, before, sources, by }: VersionProps) => {
  const { say, moment } = tools;
  const number = version.version;
  const isEnd = found.state === 'withdrawn' && number === found.version;
  const own = sources.filter((one) => one.version === number);
  return (
    <li class="card" id={`v${number}`}>
      <h2>{isEnd ? say('commitments.withdrawal') : say('commitments.version', { number })}</h2>
      <p class="soft">{say('commitments.publishedBy', { date: moment(version.publishedAt), by })}</p>
      {version.note === '' ? null : <p>{version.note}</p>}
      {own.length === 0 ? null : (
        <p>
          {say('commitments.changedBy', { count: own.length })} <Codes sources={own} />
        </p>
      )}
      {isEnd ? null : before ? (
        <DiffView
          tools={tools}
          before={before.content}
          after={version.content}
          heads={[say('commitments.version', { number: number - 1 }), say('commitments.version', { number })]}
        />
      ) : (
        <Content content={version.content} />
      )}
    </li>
  );
};

export function mountVersions(app: Hono<ConsoleEnv>, tools: Tools): void {
  const { store, say, show, gate, withCommitment } = tools;
  app.get(
    '/compromisos/:code/versiones',
    gate('commitments.read'),
    withCommitment(async (c, found) => {
      const [versions, sources, nameOf] = await Promise.all([
        store.versions(found.id),
        store.sources(found.id),
        tools.names(),
      ]);
      return show(
        c,
        { title: say('commitments.versionsOf', { code: found.code }) },
        <>
          <p>
            <a href={hrefOf(found.code)}>{say('commitments.backTo', { code: found.code })}</a>
          </p>
          <h1>{say('commitments.versionsOf', { code: found.code })}</h1>
          {versions.length === 0 ? <p class="card">{say('commitments.noVersions')}</p> : null}
          <ol class="versions" reversed>
            {versions.toReversed().map((version) => (
              <Version
                tools={tools}
                found={found}
                version={version}
                before={versions.find((one) => one.version === version.version - 1)}
                sources={sources}
                by={nameOf(version.staffId)}
              />
            ))}
          </ol>
        </>,
      );
    }),
  );
}

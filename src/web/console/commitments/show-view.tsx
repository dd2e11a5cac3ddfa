/** One commitment: its text, the draft beside it, who contributed, how far it has come, who owns it. */
import type { Child } from 'hono/jsx';
import { type Commitment, type Source, shownContent } from '../../../commitments/commitment.js';
import { may } from '../../../people/permissions.js';
import type { Institution } from '../../../store/actors/actors.js';
import type { SourceText } from '../../../store/commitments/sources.js';
import type { SignedIn } from '../context.js';
import { Content, DiffView } from './diff-view.js';
import { FactFields } from './form-view.js';
import { StateChips } from './list-view.js';
import { ProgressList, type ToldProgress } from './progress-view.js';
import { type Area, hrefOf, hrefOfProposal, type Tools, titleOf } from './tools.js';

export interface ShowProps {
  readonly tools: Tools;
  readonly found: Commitment;
  readonly member: SignedIn;
  readonly areas: readonly Area[];
  readonly institutions: readonly Institution[];
  readonly sources: readonly Source[];
  /** Proposals whose answer names it, and which are not among its sources. */
  readonly answered: readonly SourceText[];
  readonly progress: readonly ToldProgress[];
  readonly following: number;
  /** What may be asked of organisations. */
  readonly invite: Child;
}

const Actions = ({ tools, found }: Pick<ShowProps, 'tools' | 'found'>) => {
  const { say } = tools;
  const { code, draft, state, version } = found;
  if (state === 'withdrawn') return null;
  return (
    <div class="actions">
      {draft ? (
        <a class="button" href={hrefOf(code, 'publicar')}>
          {say('commitments.publishNext')}
        </a>
      ) : null}
      <a class={draft ? 'button quiet' : 'button'} href={hrefOf(code, 'editar')}>
        {say(draft ? 'commitments.editDraft' : 'commitments.edit')}
      </a>
      {draft ? (
        <form method="post" action={hrefOf(code, 'descartar')}>
          <input type="hidden" name="revision" value={String(found.revision)} />
          <button class="quiet" type="submit">
            {say(version === 0 ? 'commitments.discard' : 'commitments.drop')}
          </button>
        </form>
      ) : null}
      {state === 'published' ? <a href={hrefOf(code, 'retirar')}>{say('commitments.withdrawLink')}</a> : null}
    </div>
  );
};

const Text = ({ tools, found }: Pick<ShowProps, 'tools' | 'found'>) => {
  const { say } = tools;
  const { content, draft } = found;
  if (content && draft)
    return (
      <DiffView
        tools={tools}
        before={content}
        after={draft}
        heads={[say('commitments.published'), say('commitments.draft')]}
      />
    );
  const shown = shownContent(found);
  return shown ? <Content content={shown} /> : null;
};

const Sources = ({ tools, found, sources, answered, edits }: ShowProps & { edits: boolean }) => {
  const { say } = tools;
  const { code } = found;
  const open = edits && found.state !== 'withdrawn';
  return (
    <section aria-labelledby="sources-title" id="sources">
      <h2 id="sources-title">{say('commitments.from', { count: sources.length })}</h2>
      {sources.length === 0 ? <p class="soft">{say('commitments.fromNone')}</p> : null}
      <ul class="plain">
        {sources.map((source) => (
          <li class="row">
            <span>
              <a class="code" href={hrefOfProposal(source.code)}>
                {source.code}
              </a>{' '}
              <span class="soft">
                {source.version > 0
                  ? say('commitments.inVersion', { number: source.version })
                  : say('commitments.inDraft')}
              </span>
            </span>
            {open && source.version === 0 ? (
              <form method="post" action={hrefOf(code, 'aportes/quitar')}>
                <input type="hidden" name="codes" value={source.code} />
                <button
                  class="link"
                  type="submit"
                  aria-label={say('commitments.removeSource', { code: source.code })}
                >
                  {say('commitments.remove')}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {open && answered.length > 0 ? (
        <form class="card" method="post" action={hrefOf(code, 'aportes')}>
          <p>{say('commitments.answered', { count: answered.length })}</p>
          <input type="hidden" name="codes" value={answered.map((one) => one.code).join(', ')} />
          <p class="soft">{answered.map((one) => one.code).join(', ')}</p>
          <button class="quiet" type="submit">
            {say('commitments.addAnswered')}
          </button>
        </form>
      ) : null}
      {open ? (
        <form method="post" action={hrefOf(code, 'aportes')}>
          <label for="codes">{say('commitments.addCodes')}</label>
          <input id="codes" name="codes" autocomplete="off" aria-describedby="codes-hint" />
          <p class="soft" id="codes-hint">
            {say('commitments.addCodesHint')}
          </p>
          <button class="quiet" type="submit">
            {say('commitments.add')}
          </button>
        </form>
      ) : null}
    </section>
  );
};

export const ShowView = (props: ShowProps) => {
  const { tools, found, member, areas, institutions, progress, following, invite } = props;
  const { say, parts } = tools;
  const edits = may(member.role, 'commitments.edit');
  const names = areas.filter(({ id }) => found.areas.includes(id)).map(({ name }) => name);
  return (
    <>
      <p>
        <a href="/panel/compromisos">{say('commitments.back')}</a>
      </p>
      <h1>
        <span class="code">{found.code}</span> {titleOf(shownContent(found))}
      </h1>
      <p>
        <StateChips tools={tools} of={found} />
      </p>
      {edits ? <Actions tools={tools} found={found} /> : null}
      <div class={found.content && found.draft ? '' : 'two'}>
        <div>
          <Text tools={tools} found={found} />
          <p class="actions">
            {found.version > 0 ? (
              <>
                <a href={hrefOf(found.code, 'versiones')}>
                  {say('commitments.versions', { count: found.version })}
                </a>
                <a href={`/compromisos/${found.code}`}>{say('commitments.publicPage')}</a>
              </>
            ) : null}
          </p>
          <section aria-labelledby="progress-title" id="progress">
            <h2 id="progress-title">{say('commitments.progress')}</h2>
            {progress.length === 0 ? <p class="soft">{say('commitments.noProgress')}</p> : null}
            <ProgressList tools={tools} list={progress} />
            <p class="soft">{say('commitments.followers', { count: following })}</p>
            {edits && found.state === 'published' ? (
              <p>
                <a class="button quiet" href={hrefOf(found.code, 'avance')}>
                  {say('commitments.addProgress')}
                </a>
              </p>
            ) : null}
          </section>
        </div>
        <div>
          <Sources {...props} edits={edits} />
          <section aria-labelledby="facts-title">
            <h2 id="facts-title">{say('commitments.facts')}</h2>
            {edits && found.state !== 'withdrawn' ? (
              <form class="card" method="post" action={hrefOf(found.code, 'datos')}>
                <input type="hidden" name="revision" value={String(found.revision)} />
                <FactFields
                  parts={parts}
                  areas={areas}
                  chosen={found.areas}
                  institutions={institutions}
                  institutionId={found.institutionId ?? ''}
                />
                <button class="quiet" type="submit">
                  {say('commitments.saveFacts')}
                </button>
              </form>
            ) : (
              <dl class="facts">
                <dt>{say('commitments.areas')}</dt>
                <dd>{names.join(', ') || '—'}</dd>
                <dt>{say('commitments.owner')}</dt>
                <dd>{found.institution ?? say('commitments.noOwner')}</dd>
              </dl>
            )}
          </section>
          {invite}
        </div>
      </div>
    </>
  );
};

/** The commitments of the cycle: what each stands at, how many proposals are in it. */
import { type Commitment, type Progress, shownContent } from '../../../commitments/commitment.js';
import { may } from '../../../people/permissions.js';
import type { SignedIn } from '../context.js';
import { hrefOf, type Tools, titleOf } from './tools.js';

interface ListProps {
  readonly tools: Tools;
  readonly member: SignedIn;
  readonly commitments: readonly Commitment[];
  readonly counts: ReadonlyMap<string, number>;
  readonly latest: ReadonlyMap<string, Progress>;
}

/** Draft, published, changed since, withdrawn. */
export const StateChips = ({ tools, of }: { tools: Pick<Tools, 'say'>; of: Commitment }) => {
  const { say } = tools;
  return (
    <>
      <span class={of.state === 'published' ? 'chip leaf' : of.state === 'draft' ? 'chip sun' : 'chip'}>
        {say(`commitments.state.${of.state}`)}
      </span>{' '}
      {of.state === 'published' && of.draft ? (
        <span class="chip sun">{say('commitments.hasDraft')}</span>
      ) : null}
    </>
  );
};

const Table = ({ tools, commitments, counts, latest }: ListProps) => {
  const { say } = tools;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('commitments.code')}</th>
            <th scope="col">{say('commitments.name')}</th>
            <th scope="col" class="wide-only">
              {say('commitments.owner')}
            </th>
            <th scope="col" class="wide-only">
              {say('commitments.progress')}
            </th>
            <th scope="col" class="number">
              {say('commitments.proposals')}
            </th>
          </tr>
        </thead>
        <tbody>
          {commitments.map((one) => {
            const newest = latest.get(one.id);
            return (
              <tr>
                <td class="code">{one.code}</td>
                <th scope="row">
                  <a href={hrefOf(one.code)}>{titleOf(shownContent(one))}</a>
                  <br />
                  <StateChips tools={tools} of={one} />
                </th>
                <td class="wide-only">{one.institution ?? say('commitments.noOwner')}</td>
                <td class="wide-only">{newest ? say(`commitments.status.${newest.status}`) : '—'}</td>
                <td class="number">{counts.get(one.id) ?? 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

export const ListView = (props: ListProps) => {
  const { tools, member, commitments } = props;
  const { say } = tools;
  const edits = may(member.role, 'commitments.edit');
  return (
    <>
      <h1>{say('commitments.title')}</h1>
      <p class="lead">{say('commitments.lead')}</p>
      {edits ? (
        <p class="actions">
          <a class="button" href="/panel/compromisos/nuevo">
            {say('commitments.new')}
          </a>
          <a href="/compromisos">{say('commitments.publicPage')}</a>
        </p>
      ) : null}
      {commitments.length === 0 ? (
        <p class="card">{say(edits ? 'commitments.none' : 'commitments.noneYet')}</p>
      ) : (
        <Table {...props} />
      )}
    </>
  );
};

/** The answer on a proposal's page: those given, the draft with its signatures, the form, the preview of its exact words. */
import type { Answer } from '../../../answers/answer.js';
import { may } from '../../../people/permissions.js';
import { consoleLocale } from '../context.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';
import { readCommitments } from './commitments.js';
import { DraftCard } from './draft-card.js';
import { emptyDraft } from './form.js';
import { readInvitations } from './leaving.js';
import { createNames, type Names } from './names.js';
import { Preview } from './preview.js';
import type { PanelState } from './state.js';
import { Write } from './write.js';

interface GivenProps {
  readonly props: PanelProps;
  readonly names: Names;
  readonly answers: readonly Answer[];
}
const Given = ({ props, names, answers }: GivenProps) => {
  const say = sayIn(props.parts);
  return (
    <>
      {answers.map((one) => (
        <div class="card">
          <p class="soft">
            {say('answer.given', { date: names.moment(one.releasedAt ?? one.createdAt), by: one.by ?? '—' })}
          </p>
          <p>
            <strong>{names.outcome(one.outcome)}</strong>
          </p>
          {Object.entries(one.reason).map(([locale, text]) => (
            <p class="kept" lang={locale}>
              {text}
            </p>
          ))}
          {Object.entries(one.personal).map(([locale, text]) => (
            <p class="kept" lang={locale}>
              {text}
            </p>
          ))}
          {one.commitment ? <p class="soft">{one.commitment}</p> : null}
          {one.signatures.length === 0 ? null : (
            <ul class="signatures">
              {one.signatures.map((signature) => (
                <li class="yes">
                  {say('answers.signed', {
                    name: signature.name,
                    sector: names.sector(signature.sector),
                    date: names.moment(signature.at),
                  })}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
};

async function render(props: PanelProps) {
  const { parts, detail, member, cycle } = props;
  const { store, newId } = parts.deps;
  const { row } = detail;
  const say = sayIn(parts);
  const names = createNames(parts, cycle);
  const answers = await store.answers.ofProposal(row.id);
  const given = answers.filter(({ state }) => state === 'released');
  const draft = answers.find(({ state }) => state === 'draft');
  const editable = may(member.role, 'proposals.answer') && row.state !== 'withdrawn';
  if (!editable && given.length === 0 && !draft) return null;
  // Kept by our own routes only, in this very shape.
  const state = props.kept.answer as PanelState | undefined;
  const [reader] = await store.answerDesk.readersById(cycle.id, [row.id]);
  if (!reader) return null;
  const invitations = await readInvitations(parts.deps);
  const commitments = await readCommitments(parts.deps, cycle.id);
  const common = { ...props, names, reader, invitations, commitments };
  const write: PanelState = state ?? {
    mode: 'write',
    draft: emptyDraft,
    problems: [],
    answerId: newId(),
  };
  const form = async () => {
    if (!editable) return null;
    if (write.mode === 'preview') return <Preview {...common} state={write} before={draft ?? null} />;
    return (
      <Write
        {...common}
        state={write}
        before={draft ?? null}
        again={given.length > 0}
        wordings={await store.wordings.list(cycle.id)}
      />
    );
  };
  const shown =
    draft && !state ? (
      <DraftCard
        {...common}
        answer={draft}
        past={await store.answerDesk.signaturesOf([draft.id])}
        batch={draft.batchId === null ? null : await store.answers.batch(draft.batchId)}
        batches={(await store.answers.batches(cycle.id)).filter((one) => one.state === 'open')}
      />
    ) : (
      await form()
    );
  return (
    <section id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title" lang={consoleLocale}>
        {say('answer.title')}
      </h2>
      <Given props={props} names={names} answers={given} />
      {given.length > 0 && editable && !draft && !state ? (
        <details>
          <summary>{say('answers.anew')}</summary>
          {shown}
        </details>
      ) : (
        shown
      )}
    </section>
  );
}

export const answerPanel: Panel = {
  id: 'answer',
  column: 'main',
  render,
  said: [
    'answer.sent',
    'answer.sentNobody',
    'answers.saved',
    'answers.savedVoided',
    'answers.savedUnsigned',
    'answers.signedNow',
    'answers.asked',
    'answers.askedNobody',
    'answers.discarded',
    'answers.moved',
    'answers.movedOut',
  ],
  assets: ['broadcasts.css', 'answers.css'],
};

/** The answer of a proposal: those given, the form, and the words its author will read before they are sent. */
import { inviteTemplateName } from '../../../outbox/invite.js';
import { may } from '../../../people/permissions.js';
import { type AnswerProblem, reasonLength } from '../../../proposals/answer.js';
import { outcomes } from '../../../proposals/proposal.js';
import { isWindowOpen, templateLanguage } from '../../../talk/window.js';
import { formatMoment } from '../../../text/dates.js';
import { type CitizenKey, createSay } from '../../../text/texts.js';
import { AsShown } from '../as-shown.js';
import { consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

export interface AnswerForm {
  readonly outcome: string;
  readonly reason: string;
  readonly commitment: string;
  readonly problems: readonly AnswerProblem[];
  /** The words the author will read, and the id the answer will have; set while previewing. */
  readonly preview: { readonly text: string; readonly answerId: string } | null;
}
interface ViewProps extends PanelProps {
  readonly form: AnswerForm;
  /** An approved template can invite the author to open WhatsApp's window. */
  readonly canInvite: boolean;
}

const citizenSay = createSay<CitizenKey>('citizen');
const empty: AnswerForm = { outcome: '', reason: '', commitment: '', problems: [], preview: null };

/** The simulator has its templates built in. */
const canInvite = async ({ parts, detail: { row } }: PanelProps): Promise<boolean> => {
  if (row.channel !== 'whatsapp') return true;
  const template = await parts.deps.store.templates.find(inviteTemplateName, templateLanguage(row.locale));
  return template?.status.toUpperCase() === 'APPROVED';
};

const limits = { min: reasonLength.min, max: reasonLength.max };

/** What will keep the answer from being read at once, said before it is sent. */
const Warnings = ({ parts, detail, canInvite }: ViewProps) => {
  const say = sayIn(parts);
  const { reach } = detail;
  if (!reach) return null;
  return (
    <>
      {reach.reachable ? null : <p class="said wrong">{say('answer.unreachable')}</p>}
      {reach.channel === 'whatsapp' && !isWindowOpen(reach.lastInboundAt, parts.deps.now()) ? (
        <p class={canInvite ? 'said' : 'said wrong'}>
          {say(canInvite ? 'answer.window' : 'answer.noTemplate')}
        </p>
      ) : null}
    </>
  );
};

const Given = ({ parts, detail }: ViewProps) => {
  const say = sayIn(parts);
  return (
    <>
      {detail.answers.map((one) => (
        <div class="card">
          <p class="soft">
            {say('answer.given', {
              date: formatMoment(consoleLocale, one.createdAt, parts.deps.timezone),
              by: one.by ?? '—',
            })}
          </p>
          <p>
            <strong>
              {citizenSay(
                consoleLocale,
                `outcome.${outcomes.find((name) => name === one.outcome) ?? 'out-of-scope'}`,
              )}
            </strong>
          </p>
          <p class="kept">{Object.values(one.reason)[0]}</p>
          {one.commitment ? <p class="soft">{one.commitment}</p> : null}
        </div>
      ))}
    </>
  );
};

const Write = (props: ViewProps) => {
  const { parts, detail, form } = props;
  const say = sayIn(parts);
  return (
    <form class="card" method="post" action={`/panel/propuestas/${detail.row.code}/respuesta`} data-keep>
      {detail.answers.length > 0 ? <p class="soft">{say('answer.again')}</p> : null}
      <Warnings {...props} />
      {form.problems.length > 0 ? (
        <div class="said wrong" role="alert">
          <strong>{say('problem.title')}</strong>
          <ul>
            {form.problems.map((problem) => (
              <li>{say(`problem.${problem}`, limits)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Seen {...props} />
      <label for="outcome">{say('answer.outcome')}</label>
      <select id="outcome" name="outcome">
        <option value="">{say('answer.choose')}</option>
        {outcomes.map((outcome) => (
          <option value={outcome} selected={outcome === form.outcome}>
            {citizenSay(consoleLocale, `outcome.${outcome}`)}
          </option>
        ))}
      </select>
      <label for="reason">{say('answer.reason')}</label>
      <textarea id="reason" name="reason" aria-describedby="reason-hint">
        {form.reason}
      </textarea>
      <p class="soft" id="reason-hint">
        {say('answer.reasonHint', limits)}
      </p>
      <label for="commitment">{say('answer.commitment')}</label>
      <input id="commitment" name="commitment" value={form.commitment} aria-describedby="commitment-hint" />
      <p class="soft" id="commitment-hint">
        {say('answer.commitmentHint')}
      </p>
      <button type="submit" name="step" value="preview">
        {say('answer.preview')}
      </button>
    </form>
  );
};

interface PreviewProps extends ViewProps {
  readonly preview: { readonly text: string; readonly answerId: string };
}
const Preview = (props: PreviewProps) => {
  const { parts, detail, form, preview } = props;
  const say = sayIn(parts);
  return (
    <div class="card">
      <h3>{say('answer.previewTitle')}</h3>
      <p class="soft">{say('answer.previewNote')}</p>
      <p class="message" lang={detail.row.locale}>
        <AsShown text={preview.text} />
      </p>
      <Warnings {...props} />
      <form class="inline" method="post" action={`/panel/propuestas/${detail.row.code}/respuesta`}>
        <Seen {...props} />
        <input type="hidden" name="answer" value={preview.answerId} />
        <input type="hidden" name="outcome" value={form.outcome} />
        <input type="hidden" name="reason" value={form.reason} />
        <input type="hidden" name="commitment" value={form.commitment} />
        <button type="submit" name="step" value="send">
          {say('answer.send')}
        </button>
        <button class="quiet" type="submit" name="step" value="edit">
          {say('answer.edit')}
        </button>
      </form>
    </div>
  );
};

const Answer = (props: ViewProps) => {
  const { parts, detail, member, form } = props;
  const editable = may(member.role, 'proposals.answer') && detail.row.state !== 'withdrawn';
  if (!editable && detail.answers.length === 0) return null;
  return (
    <section id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">{sayIn(parts)('answer.title')}</h2>
      <Given {...props} />
      {editable && form.preview ? <Preview {...props} preview={form.preview} /> : null}
      {editable && !form.preview ? <Write {...props} /> : null}
    </section>
  );
};

export const answerPanel: Panel = {
  id: 'answer',
  column: 'main',
  render: async (props) => (
    // Kept by our own route only, in this very shape.
    <Answer
      {...props}
      form={(props.kept.answer as AnswerForm | undefined) ?? empty}
      canInvite={await canInvite(props)}
    />
  ),
  said: ['answer.sent', 'answer.sentNobody'],
};

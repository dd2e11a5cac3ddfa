/** One proposal as staff see it: words, files, tags, answer, messages, history. Shows no one's name or number. */
import { outcomes, proposalStates } from '../../inbox/turn.js';
import { may } from '../../people/permissions.js';
import { type AnswerProblem, reasonLength } from '../../proposals/answer.js';
import type { ProposalDetail } from '../../store/proposals.js';
import { formatDate, formatMoment } from '../../text/dates.js';
import type { CitizenKey, Say } from '../../text/texts.js';
import { type ConsoleParts, consoleLocale, type SignedIn } from './context.js';
import { DeliverySection, HistorySection } from './proposal-sections.js';

export interface AnswerForm {
  readonly outcome: string;
  readonly reason: string;
  readonly commitment: string;
  readonly problems: readonly AnswerProblem[];
  /** The words the author will read; set while previewing. */
  readonly preview: string | null;
}

export interface ViewProps {
  readonly parts: ConsoleParts;
  readonly detail: ProposalDetail;
  readonly member: SignedIn;
  readonly areas: readonly { readonly id: string; readonly label: string }[];
  readonly citizenSay: Say<CitizenKey>;
  readonly form: AnswerForm;
  /** Tags as ticked in a form that was refused; null shows the stored ones. */
  readonly ticked: readonly string[] | null;
}

type SayKey = Parameters<ConsoleParts['say']>[1];
const sayIn = (parts: ConsoleParts) => (key: SayKey, params?: Record<string, string | number>) =>
  parts.say(consoleLocale, key, params);

const Files = ({ parts, detail }: ViewProps) => {
  const say = sayIn(parts);
  if (detail.files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files">{say('proposal.files')}</h2>
      {detail.files.map((file) => {
        const href = `/panel/propuestas/${detail.row.code}/archivos/${file.id}`;
        if (file.state === 'pending') return <p class="soft">{say('proposal.file.pending')}</p>;
        if (file.state !== 'stored') {
          const why = say(
            `why.${(['too-big', 'expired', 'not-found', 'wrong-type', 'erased'] as const).find((name) => name === file.why) ?? 'not-found'}`,
          );
          return <p class="soft">{say('proposal.file.refused', { why })}</p>;
        }
        if (file.mime?.startsWith('image/'))
          return <img class="photo" src={href} alt={say('proposal.file.image')} loading="lazy" />;
        if (file.kind === 'voice' || file.kind === 'audio')
          return <audio controls preload="none" src={href} aria-label={say('proposal.file.audio')} />;
        return (
          <p>
            <a href={href} download>
              {say('proposal.file.open')}
            </a>
          </p>
        );
      })}
    </section>
  );
};

const Tags = ({ parts, detail, member, areas, ticked }: ViewProps) => {
  const say = sayIn(parts);
  const of = (origin: string) => detail.tags.filter((one) => one.origin === origin);
  const stored = ['confirmed', 'chosen', 'suggested'].map(of).find((found) => found.length > 0) ?? [];
  const checked = new Set(ticked ?? stored.map((one) => one.area));
  const editable = may(member.role, 'proposals.tag');
  const reasons = (area: string) => [
    ...of('suggested')
      .filter((one) => one.area === area)
      .map((one) => say('tags.suggested', { words: one.words.join(', ') })),
    ...(of('chosen').some((one) => one.area === area) ? [say('tags.chosen')] : []),
    ...(of('confirmed').some((one) => one.area === area) ? [say('tags.confirmed')] : []),
  ];
  return (
    <section class="card" aria-labelledby="tags-title" id="tags">
      <h2 id="tags-title">{say('tags.title')}</h2>
      <form method="post" action={`/panel/propuestas/${detail.row.code}/temas`}>
        <input type="hidden" name="revision" value={String(detail.row.revision)} />
        {areas.map((area) => (
          <label class="check">
            <input
              type="checkbox"
              name="area"
              value={area.id}
              checked={checked.has(area.id)}
              disabled={!editable}
            />
            <span>
              {area.label}
              {reasons(area.id).map((reason) => (
                <span class="soft">
                  <br />
                  {reason}
                </span>
              ))}
            </span>
          </label>
        ))}
        {editable ? (
          <button class="quiet" type="submit">
            {say('tags.save')}
          </button>
        ) : null}
      </form>
    </section>
  );
};

const Warnings = ({ parts, detail }: ViewProps) => {
  const say = sayIn(parts);
  const { reach } = detail;
  if (!reach) return null;
  const day = 86_400_000;
  return (
    <>
      {reach.reachable ? null : <p class="said wrong">{say('answer.unreachable')}</p>}
      {reach.channel === 'whatsapp' && parts.deps.now() - reach.lastInboundAt > day ? (
        <p class="said">{say('answer.window')}</p>
      ) : null}
    </>
  );
};

const Answer = (props: ViewProps) => {
  const { parts, detail, member, citizenSay, form } = props;
  const say = sayIn(parts);
  const { row, answers } = detail;
  const limits = { min: reasonLength.min, max: reasonLength.max };
  const given = answers.map((one) => (
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
      <p>{Object.values(one.reason)[0]}</p>
      {one.commitment ? <p class="soft">{one.commitment}</p> : null}
    </div>
  ));
  const hidden = (
    <>
      <input type="hidden" name="revision" value={String(row.revision)} />
      <input type="hidden" name="outcome" value={form.outcome} />
      <input type="hidden" name="reason" value={form.reason} />
      <input type="hidden" name="commitment" value={form.commitment} />
    </>
  );
  const action = `/panel/propuestas/${row.code}/respuesta`;
  if (!may(member.role, 'proposals.answer') || row.state === 'withdrawn')
    return (
      <section id="answer">{given.length > 0 ? [<h2>{say('answer.title')}</h2>, ...given] : null}</section>
    );
  return (
    <section id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">{say('answer.title')}</h2>
      {given}
      {form.preview === null ? (
        <form class="card" method="post" action={action} data-keep>
          {answers.length > 0 ? <p class="soft">{say('answer.again')}</p> : null}
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
          <input type="hidden" name="revision" value={String(row.revision)} />
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
          <input
            id="commitment"
            name="commitment"
            value={form.commitment}
            aria-describedby="commitment-hint"
          />
          <p class="soft" id="commitment-hint">
            {say('answer.commitmentHint')}
          </p>
          <button type="submit" name="step" value="preview">
            {say('answer.preview')}
          </button>
        </form>
      ) : (
        <div class="card">
          <h3>{say('answer.previewTitle')}</h3>
          <p class="soft">{say('answer.previewNote')}</p>
          <p class="message">{form.preview}</p>
          <Warnings {...props} />
          <form class="inline" method="post" action={action}>
            {hidden}
            <button type="submit" name="step" value="send">
              {say('answer.send')}
            </button>
            <button class="quiet" type="submit" name="step" value="edit">
              {say('answer.edit')}
            </button>
          </form>
        </div>
      )}
    </section>
  );
};

const Notes = ({ parts, detail, member }: ViewProps) => {
  const say = sayIn(parts);
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{say('notes.title')}</h2>
      <p class="soft">{say('notes.private')}</p>
      {detail.notes.length === 0 ? <p>{say('notes.none')}</p> : null}
      {detail.notes.map((one) => (
        <div class="card">
          <p class="soft">
            {one.by ?? '—'} · {formatMoment(consoleLocale, one.at, parts.deps.timezone)}
          </p>
          <p>{one.text}</p>
        </div>
      ))}
      {may(member.role, 'proposals.note') ? (
        <form method="post" action={`/panel/propuestas/${detail.row.code}/notas`} data-keep>
          <label for="note">{say('notes.text')}</label>
          <textarea id="note" name="text" required maxlength={2000} />
          <button class="quiet" type="submit">
            {say('notes.add')}
          </button>
        </form>
      ) : null}
    </section>
  );
};

export const ProposalView = (props: ViewProps) => {
  const { parts, detail } = props;
  const { row } = detail;
  const say = sayIn(parts);
  const channel = say(
    `channel.${(['telegram', 'whatsapp', 'simulator'] as const).find((name) => name === row.channel) ?? 'simulator'}`,
  );
  const place = row.place === null ? say('list.national') : (parts.deps.places.name(row.place) ?? row.place);
  const publish = (['no', 'without-name', 'with-name'] as const).find((name) => name === row.publish) ?? 'no';
  return (
    <>
      <p>
        <a href="/panel/propuestas">{say('proposal.back')}</a>
      </p>
      <h1>{row.code}</h1>
      <p class="meta">
        <span class="chip sun">
          {say(`state.${proposalStates.find((state) => state === row.state) ?? 'received'}`)}
        </span>
        <span>
          {say('proposal.received', {
            date: formatDate(consoleLocale, row.createdAt, parts.deps.timezone),
            channel,
          })}
        </span>
        <span>{place}</span>
        <span>{row.locale}</span>
        <span>{say(`proposal.publish.${publish}`)}</span>
      </p>
      <div class="two">
        <div>
          <section aria-labelledby="words">
            <h2 id="words">{say('proposal.words')}</h2>
            <blockquote class="words" lang={row.locale}>
              {row.text || say(row.personId === null ? 'proposal.erased' : 'list.mediaOnly')}
            </blockquote>
            <p class="soft">
              {say('proposal.fingerprint')}: <span class="mono">{row.sha256}</span>
            </p>
          </section>
          <Files {...props} />
          <Answer {...props} />
        </div>
        <div>
          <Tags {...props} />
          <DeliverySection {...props} />
          <Notes {...props} />
          <HistorySection {...props} />
        </div>
      </div>
    </>
  );
};

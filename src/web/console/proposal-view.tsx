/** One proposal as staff see it: words, files, tags, answer, messages, history. Shows no one's name or number. */

import { may } from '../../people/permissions.js';
import { proposalStates } from '../../proposals/proposal.js';
import { formatDate, formatMoment } from '../../text/dates.js';
import { locales } from '../../text/texts.js';
import { AnswerSection } from './answer-view.js';
import { consoleLocale } from './context.js';
import { Due } from './list-item.js';
import { DeliverySection, HistorySection } from './proposal-sections.js';
import { sayIn, type ViewProps } from './view-props.js';

const Recording = ({ href, label }: { readonly href: string; readonly label: string }) => (
  // biome-ignore lint/a11y/useMediaCaption: a citizen's recording comes without a transcript
  <audio controls preload="none" src={href} aria-label={label} />
);

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
          return <Recording href={href} label={say('proposal.file.audio')} />;
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
        {areas.map((area, index) => (
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
              {editable && index < 9 ? (
                <span class="key" aria-hidden="true">
                  {index + 1}
                </span>
              ) : null}
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
        <span>{say(`language.${locales.find((known) => known === row.locale) ?? 'es'}`)}</span>
        <span>{say(`proposal.publish.${publish}`)}</span>
        <Due parts={parts} row={row} />
      </p>
      <div class="two">
        <div>
          <section aria-labelledby="words">
            <h2 id="words">{say('proposal.words')}</h2>
            {row.text === '' ? (
              <p class="soft">{say(row.personId === null ? 'proposal.erased' : 'list.mediaOnly')}</p>
            ) : (
              <blockquote class="words" lang={row.locale}>
                {row.text}
              </blockquote>
            )}
            <p class="soft">
              {say('proposal.fingerprint')}: <span class="mono">{row.sha256}</span>
            </p>
          </section>
          <Files {...props} />
          <AnswerSection {...props} />
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

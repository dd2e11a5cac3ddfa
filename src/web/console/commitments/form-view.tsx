/** The form of a commitment's text, beside the words of the proposals it is made of. */
import { limits } from '../../../commitments/check.js';
import type { Institution } from '../../../store/actors/actors.js';
import type { SourceText } from '../../../store/commitments/sources.js';
import type { ConsoleParts } from '../context.js';
import { ProblemList } from '../field.js';
import { sayIn } from '../say.js';
import { type CommitmentForm, checkCommitment } from './form.js';
import { InLanguages } from './languages.js';
import { type Area, hrefOfProposal } from './tools.js';

interface FactsProps {
  readonly parts: ConsoleParts;
  readonly areas: readonly Area[];
  readonly chosen: readonly string[];
  readonly institutions: readonly Institution[];
  readonly institutionId: string;
}
/** Areas and owner: they hold at once, they are no part of the published text. */
export const FactFields = ({ parts, areas, chosen, institutions, institutionId }: FactsProps) => {
  const say = sayIn(parts);
  return (
    <>
      <fieldset>
        <legend>{say('commitments.areas')}</legend>
        {areas.map(({ id, name }) => (
          <label class="check">
            <input type="checkbox" name="area" value={id} checked={chosen.includes(id)} />
            {name}
          </label>
        ))}
      </fieldset>
      <div>
        <label for="institution">{say('commitments.owner')}</label>
        <select id="institution" name="institution" aria-describedby="institution-hint">
          <option value="">{say('commitments.noOwner')}</option>
          {institutions.map(({ id, name }) => (
            <option value={id} selected={id === institutionId}>
              {name}
            </option>
          ))}
        </select>
        <p class="soft" id="institution-hint">
          {say('commitments.ownerHint')} <a href="/panel/actores/nuevo">{say('commitments.ownerNew')}</a>
        </p>
      </div>
    </>
  );
};

/** What people wrote, to be read while writing; a commitment is in staff's own words. */
const SourceTexts = ({
  parts,
  sources,
}: {
  readonly parts: ConsoleParts;
  readonly sources: readonly SourceText[];
}) => {
  const say = sayIn(parts);
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">{say('commitments.from', { count: sources.length })}</h2>
      {sources.length === 0 ? <p>{say('commitments.fromNone')}</p> : null}
      {sources.map(({ code, text, locale }) => (
        <article class="card" aria-label={code}>
          <p>
            <a class="code" href={hrefOfProposal(code)}>
              {code}
            </a>
          </p>
          <blockquote class="words" lang={locale}>
            {text === '' ? say('list.mediaOnly') : text}
          </blockquote>
        </article>
      ))}
    </section>
  );
};

export interface FormProps {
  readonly parts: ConsoleParts;
  readonly form: CommitmentForm;
  /** What was sent and refused is told; a fresh form is not. */
  readonly sent: boolean;
  readonly sources: readonly SourceText[];
  readonly areas: readonly Area[];
  readonly institutions: readonly Institution[];
  /** Null: a new one. */
  readonly edits: { readonly code: string; readonly href: string } | null;
}

export const FormView = (props: FormProps) => {
  const { parts, form, sent, sources, edits } = props;
  const say = sayIn(parts);
  const told = (sent ? checkCommitment(form) : []).map(({ code, field }) => ({
    field,
    text: say(`commitments.problem.${code}`, {
      min: limits[code.startsWith('title') ? 'title' : 'text'].min,
      max: limits[code.startsWith('title') ? 'title' : 'text'].max,
    }),
  }));
  const wrong = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
  return (
    <>
      <p>
        <a href={edits?.href ?? '/panel/compromisos'}>
          {edits ? say('commitments.backTo', { code: edits.code }) : say('commitments.back')}
        </a>
      </p>
      <h1>{edits ? say('commitments.editTitle', { code: edits.code }) : say('commitments.new')}</h1>
      <ProblemList title={say('problem.title')} problems={told} />
      <div class="two">
        <form
          class="card"
          method="post"
          action={edits ? `${edits.href}/borrador` : '/panel/compromisos'}
          data-keep
        >
          <input type="hidden" name="revision" value={String(form.revision)} />
          <input type="hidden" name="id" value={form.id ?? ''} />
          <input type="hidden" name="codes" value={form.codes.join(', ')} />
          <InLanguages
            parts={parts}
            name="title"
            label={say('commitments.name')}
            texts={form.title}
            wrong={wrong}
            hint={say('commitments.nameHint')}
          />
          <InLanguages
            parts={parts}
            name="text"
            label={say('commitments.text')}
            texts={form.text}
            wrong={wrong}
            hint={say('commitments.textHint')}
            long
          />
          {edits ? null : (
            <FactFields
              parts={parts}
              areas={props.areas}
              chosen={form.areas}
              institutions={props.institutions}
              institutionId={form.institutionId}
            />
          )}
          <p class="actions">
            <button type="submit">{say('commitments.saveDraft')}</button>
          </p>
          <p class="soft">{say('commitments.saveHint')}</p>
        </form>
        <SourceTexts parts={parts} sources={sources} />
      </div>
    </>
  );
};

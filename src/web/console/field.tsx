/** A labelled field with its hint and what is wrong with it, tied together for readers of the screen. */
import type { Child } from 'hono/jsx';

export interface FieldProblem {
  /** Id of the field. */
  readonly field: string;
  readonly text: string;
}

interface ProblemListProps {
  readonly title: string;
  readonly problems: readonly FieldProblem[];
}
/** What is missing, said first, each leading to its field. */
export const ProblemList = ({ title, problems }: ProblemListProps) =>
  problems.length === 0 ? null : (
    <div class="said wrong" role="alert" tabindex={-1} data-focus>
      <strong>{title}</strong>
      <ul>
        {problems.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly wrong?: readonly string[];
  readonly type?: 'text' | 'url' | 'date' | 'time' | 'datetime-local';
  /** More than a line. */
  readonly long?: boolean;
  readonly required?: boolean;
  readonly lang?: string;
  readonly autocomplete?: string;
}
export const Field = (props: FieldProps) => {
  const { name, label, value, hint, wrong = [], type = 'text', long = false, required = false, lang } = props;
  const about = [...(wrong.length > 0 ? [`${name}-problem`] : []), ...(hint ? [`${name}-hint`] : [])];
  const common = {
    id: name,
    name,
    autocomplete: props.autocomplete ?? 'off',
    ...(about.length > 0 ? { 'aria-describedby': about.join(' ') } : {}),
    ...(wrong.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
    // Not `required`: what is missing is said by us, in words, beside the field.
    ...(required ? { 'aria-required': 'true' as const } : {}),
    ...(lang ? { lang } : {}),
  };
  return (
    <div>
      <label for={name}>{label}</label>
      {long ? (
        <textarea class="short" {...common}>
          {value}
        </textarea>
      ) : (
        <input type={type} value={value} {...common} />
      )}
      <Wrong name={name} wrong={wrong} />
      {hint ? (
        <p class="soft" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
};

export const Wrong = ({
  name,
  wrong,
}: {
  readonly name: string;
  readonly wrong: readonly string[];
}): Child =>
  wrong.length === 0 ? null : (
    <p class="problem" id={`${name}-problem`}>
      {wrong.join(' ')}
    </p>
  );

interface TickProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly checked: boolean;
  readonly wrong?: readonly string[];
}
/** A box to tick, with what is wrong where it must be. */
export const Tick = ({ name, label, value, checked, wrong = [] }: TickProps) => (
  <>
    <label class="check">
      <input
        type="checkbox"
        id={name}
        name={name}
        value={value}
        checked={checked}
        {...(wrong.length > 0
          ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-problem` }
          : {})}
      />
      <span>{label}</span>
    </label>
    <Wrong name={name} wrong={wrong} />
  </>
);

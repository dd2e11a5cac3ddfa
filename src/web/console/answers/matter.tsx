/** An answer beside the words it answers: what who signs, releases or checks must have before their eyes. */
import type { Answer } from '../../../answers/answer.js';
import type { AnswerDesk, Reader } from '../../../store/answers/desk.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { Letters } from './letter.js';
import type { Names } from './names.js';

/** An answer with whom it goes to; one whose proposal is not of this cycle is left out. */
export interface Addressed {
  readonly answer: Answer;
  readonly reader: Reader;
}

export async function addressed(
  desk: AnswerDesk,
  cycleId: string,
  answers: readonly Answer[],
): Promise<readonly Addressed[]> {
  const readers = await desk.readersById(
    cycleId,
    answers.map(({ proposalId }) => proposalId),
  );
  const byId = new Map(readers.map((reader) => [reader.proposalId, reader]));
  return answers.flatMap((answer) => {
    const reader = byId.get(answer.proposalId);
    return reader ? [{ answer, reader }] : [];
  });
}

export const CitizenWords = ({
  parts,
  reader,
}: {
  readonly parts: ConsoleParts;
  readonly reader: Reader;
}) => {
  const say = sayIn(parts);
  return (
    <>
      <blockquote class="words" {...(reader.text === '' ? {} : { lang: reader.locale })}>
        {reader.text || say('list.mediaOnly')}
      </blockquote>
      {reader.heard.map((heard) => (
        <>
          <p class="meta">{say('file.transcript')}</p>
          <blockquote class="words" lang={reader.locale}>
            {heard}
          </blockquote>
        </>
      ))}
    </>
  );
};

interface MatterProps extends Addressed {
  readonly parts: ConsoleParts;
  readonly names: Names;
}
/** The citizen's words, then every text that was written for them. */
export const Matter = ({ parts, names, answer, reader }: MatterProps) => (
  <div class="matter">
    <CitizenWords parts={parts} reader={reader} />
    <Letters parts={parts} names={names} reader={reader} words={answer} answerId={answer.id} />
  </div>
);

export const CodeLink = ({ code }: { readonly code: string }) => (
  <a class="code" href={`/panel/propuestas/${code}#answer`}>
    {code}
  </a>
);

/** What waits for the signature of one's own sector: each exact text beside the words it answers, signed several at once. */
import type { Context, Hono } from 'hono';
import { may } from '../../../people/permissions.js';
import type { PastSignature } from '../../../store/answers/desk.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { More } from '../more.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';
import { pageOfRows } from './lists.js';
import { type Addressed, addressed, CodeLink, Matter } from './matter.js';
import { createNames, hrefOfBatch, type Names, root } from './names.js';
import { pageOf } from './pages.js';
import { id, readSigned } from './read.js';
import { Signatures } from './signatures.js';
import { maySign } from './signing.js';

/** Read before they are signed: no more on a page than somebody reads. */
const pageSize = 10;

interface ToSignProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly matters: readonly Addressed[];
  readonly past: readonly PastSignature[];
  readonly signable: (one: Addressed) => boolean;
  readonly next: string | null;
}
const ToSign = ({ parts, names, matters, past, signable, next }: ToSignProps) => {
  const say = sayIn(parts);
  if (matters.length === 0) return <p class="card">{say('answers.sign.none')}</p>;
  return (
    <form method="post" action={`${root}/firmar`}>
      <p>{say('answers.sign.lead')}</p>
      {matters.map(({ answer, reader }) => (
        <article class="card" aria-label={answer.code}>
          <p class="meta">
            <CodeLink code={answer.code} />
            <span>{names.place(reader.place)}</span>
            <span>{say('answers.by', { by: answer.by ?? '—', date: names.moment(answer.createdAt) })}</span>
            {answer.batchId === null ? null : (
              <a href={hrefOfBatch(answer.batchId)}>{say('answers.sign.batch')}</a>
            )}
          </p>
          <Matter parts={parts} names={names} answer={answer} reader={reader} />
          <Signatures parts={parts} names={names} rule="two-sectors" answer={answer} past={past} />
          {signable({ answer, reader }) ? (
            <label class="check">
              <input type="checkbox" name="sign" value={`${answer.id}.${answer.hash}`} />
              <span>{say('answers.sign.read', { code: answer.code })}</span>
            </label>
          ) : null}
        </article>
      ))}
      {matters.some(signable) ? <button type="submit">{say('answers.sign.chosen')}</button> : null}
      <More parts={parts} next={next} />
    </form>
  );
};

export function mountToSign(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, answerDesk } = deps.store;
  const { say, show, gate } = createSection(parts, 'sign');
  const namesOf = (c: Context<ConsoleEnv>) => createNames(parts, c.get('cycle'));

  const showPage = async (c: Context<ConsoleEnv>, wrong?: string) => {
    const { id: cycleId, signing } = c.get('cycle');
    const member = c.get('member');
    const filter = { cycleId, drafts: true, unsignedBy: member.sector };
    const waits = signing !== 'none' && may(member.role, 'answers.sign');
    const rows = waits ? await answers.list(filter, pageSize + 1, id.parse(c.req.query('desde'))) : [];
    const { shown, next } = pageOfRows(rows, pageSize);
    const said = c.req.query('firmadas');
    return show(
      c,
      {
        title: say('nav.page.sign'),
        counts: waits ? { sign: await answers.count(filter) } : {},
        extra: ['broadcasts.css', 'answers.css'],
        status: wrong === undefined ? 200 : 409,
        ...(wrong === undefined ? {} : { wrong }),
        ...(said && /^\d{1,6}$/.test(said)
          ? { said: say('answers.signedMany', { count: Number(said) }) }
          : {}),
      },
      <>
        <h1>{say('nav.page.sign')}</h1>
        {signing === 'none' ? <p class="card">{say('answers.sign.off')}</p> : null}
        {signing !== 'none' && !waits ? <p class="card">{say('answers.sign.notYou')}</p> : null}
        {waits ? (
          <ToSign
            parts={parts}
            names={namesOf(c)}
            matters={await addressed(answerDesk, cycleId, shown)}
            past={await answerDesk.signaturesOf(shown.map((one) => one.id))}
            signable={({ answer }) => maySign(member, signing, answer)}
            next={next === null ? null : `${root}/por-firmar?desde=${next}`}
          />
        ) : null}
      </>,
    );
  };

  app.get('/respuestas/por-firmar', gate('proposals.read'), (c) => showPage(c));

  app.post('/respuestas/firmar', gate('answers.sign'), async (c) => {
    const hashes = readSigned((await c.req.parseBody({ all: true })).sign);
    const count = Object.keys(hashes).length;
    if (count === 0) return showPage(c, say('answers.nothingChosen'));
    const member = c.get('member');
    const ended = await answers.sign(hashes, {
      staffId: member.id,
      now: deps.now(),
      sector: member.sector,
      page: pageOf,
    });
    return ended === 'kept'
      ? c.redirect(`${root}/por-firmar?firmadas=${count}`, 303)
      : showPage(c, say('answers.staleSign'));
  });
}

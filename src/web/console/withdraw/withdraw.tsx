/** Withdrawing a proposal: why, the message its author gets, the code typed by hand, and it is gone from everything. */
import type { Context, Hono } from 'hono';
import { removeErasedFiles } from '../../../proposals/remove-files.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createActionWords } from '../proposal/action-words.js';
import { Changes, changesSince } from '../proposal/changes.js';
import { createProposalPages } from '../proposal/pages.js';
import { createSection } from '../section.js';
import {
  type Chosen,
  chosenOf,
  isSameCode,
  readFields,
  type WithdrawFields,
  type WithdrawProblem,
} from './form.js';
import { cardFor, messageTo, wayTo } from './message.js';
import { Choose, hrefOfProposal, Preview } from './view.js';

interface Shown {
  readonly fields: WithdrawFields;
  readonly problems?: readonly WithdrawProblem[];
  /** Absent: it is still to be chosen. */
  readonly chosen?: Chosen;
  readonly changed?: boolean;
}

export function mountWithdraw(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { store } = deps;
  const pages = createProposalPages(parts);
  const { say, show } = createSection(parts, 'queue');

  const shown = async (c: Context<ConsoleEnv>, detail: ProposalDetail, given: Shown) => {
    const { fields, problems = [], chosen, changed = false } = given;
    const cycle = c.get('cycle');
    const carried = (await pages.form(c)).vista ?? c.req.query('vista');
    const view = typeof carried === 'string' ? carried.slice(0, 2000) : '';
    const props = { parts, detail, cycle, view, goOn: false };
    const changes = changed ? changesSince(detail, fields.seen, c.get('member').id) : [];
    const wordsOf = await createActionWords({ ...props, team: await store.staff.list() });
    const { code } = detail.row;
    return show(
      c,
      {
        title: say('withdraw.title', { code }),
        status: changed ? 409 : problems.length > 0 ? 422 : 200,
        extra: ['broadcasts.css'],
      },
      <>
        <p>
          <a href={hrefOfProposal(code, props.view)}>{code}</a>
        </p>
        <h1>{say('withdraw.title', { code })}</h1>
        {changed ? <Changes parts={parts} wordsOf={wordsOf} changes={changes} /> : null}
        {chosen ? (
          <Preview
            {...props}
            chosen={chosen}
            fields={fields}
            problems={problems}
            text={messageTo(detail, cycle, chosen.reason, chosen.card)}
            way={await wayTo(deps, detail)}
          />
        ) : (
          <Choose {...props} fields={fields} problems={problems} />
        )}
      </>,
    );
  };

  const open = async (c: Context<ConsoleEnv>) => {
    const detail = await pages.find(c);
    return detail && detail.row.state !== 'withdrawn' ? detail : null;
  };
  /** Somebody else withdrew it already: its page says so. */
  const elsewhere = async (c: Context<ConsoleEnv>) => {
    const detail = await pages.find(c);
    return detail ? c.redirect(hrefOfProposal(detail.row.code), 303) : pages.notFound(c);
  };

  app.get('/propuestas/:code/retirar', pages.gate('proposals.withdraw'), async (c) => {
    const detail = await open(c);
    return detail ? shown(c, detail, { fields: readFields({}) }) : elsewhere(c);
  });

  app.post('/propuestas/:code/retirar', pages.gate('proposals.withdraw'), async (c) => {
    const detail = await open(c);
    if (!detail) return elsewhere(c);
    const { row } = detail;
    const fields = readFields(await pages.form(c));
    const cycle = c.get('cycle');
    if (fields.step === 'choose') return shown(c, detail, { fields });
    const chosen = chosenOf(fields, cycle, (reason) => cardFor(cycle, reason));
    if (!('reason' in chosen)) return shown(c, detail, { fields, problems: chosen });
    if (fields.step === 'preview') return shown(c, detail, { fields, chosen });
    if (!isSameCode(fields.typed, row.code)) return shown(c, detail, { fields, chosen, problems: ['typed'] });
    const ended = await store.withdraw({
      id: row.id,
      code: row.code,
      cycleId: cycle.id,
      revision: fields.revision,
      reason: chosen.reason,
      message: messageTo(detail, cycle, chosen.reason, chosen.card),
      staffId: c.get('member').id,
      now: deps.now(),
    });
    if (ended !== 'done') {
      const now = await open(c);
      return now ? shown(c, now, { fields: { ...fields, typed: '' }, chosen, changed: true }) : elsewhere(c);
    }
    deps.nudgeSender();
    // Now, not at the next sweep.
    await removeErasedFiles(store.attachments, deps.media);
    return pages.back(c, row.code, row.addressId === null ? 'withdraw.doneNobody' : 'withdraw.done');
  });
}

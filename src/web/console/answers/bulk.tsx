/** Answers many at once: chosen in the queue or a joint idea, written once, previewed, kept all or not at all. */
import type { Context, Hono } from 'hono';
import type { AnswerWords } from '../../../answers/answer.js';
import {
  type AnswerProblem,
  type Draft,
  isPasted,
  lackingOwnWords,
  personalMax,
  problemsOf,
} from '../../../answers/form.js';
import type { Localized } from '../../../calendar/entry.js';
import type { Reader } from '../../../store/answers/desk.js';
import { codePoints } from '../../../talk/limits.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { filterOf, readQuery, stagesOf } from '../queue/query.js';
import { createSection } from '../section.js';
import { BulkForm, type BulkProps, type BulkState } from './bulk-form.js';
import { BulkPreview, wordsFor } from './bulk-preview.js';
import {
  type BulkFields,
  bulkMax,
  type Idea,
  linesFor,
  personalMany,
  readBulk,
  readIdeas,
  readLines,
  writeIdeas,
} from './bulk-read.js';
import { readCommitments } from './commitments.js';
import { emptyDraft, readForm } from './form.js';
import { readInvitations } from './leaving.js';
import { createNames, hrefOfBatch } from './names.js';
import { id } from './read.js';

const titleMax = 80;

interface Checked {
  readonly problems: readonly AnswerProblem[];
  readonly lacking: readonly string[];
  readonly tooLong: readonly string[];
}
const fine: Checked = { problems: [], lacking: [], tooLong: [] };

export function mountBulk(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { answers, answerDesk, proposals, calendar, wordings } = deps.store;
  const { say, show, gate } = createSection(parts, 'batches');

  const idsOfView = async (c: Context<ConsoleEnv>, view: string) =>
    proposals.idsOf(
      filterOf(readQuery(view), {
        cycleId: c.get('cycle').id,
        memberId: c.get('member').id,
        now: deps.now(),
        stages: await stagesOf(calendar, c.get('cycle').id),
      }),
      bulkMax + 1,
    );
  /** What was chosen, as it was seen where it was chosen by this form before. */
  const ideasOf = async (c: Context<ConsoleEnv>, form: BulkFields): Promise<readonly Idea[]> => {
    if (form.ideas !== '') return readIdeas(form.ideas).filter(({ code }) => !form.out.includes(code));
    if (form.todas !== undefined) return idsOfView(c, form.vista);
    return proposals.idsOfCodes(c.get('cycle').id, form.code.slice(0, bulkMax + 1));
  };
  /** As they stand now, in the order they were given; those that are gone, or not as they were seen, by code. */
  const lookAt = async (c: Context<ConsoleEnv>, ideas: readonly Idea[]) => {
    const found = await answerDesk.readersByCode(
      c.get('cycle').id,
      ideas.map(({ code }) => code),
    );
    const byCode = new Map(
      found.filter(({ state }) => state !== 'withdrawn').map((reader) => [reader.code, reader]),
    );
    const readers = ideas.flatMap(({ code }) => byCode.get(code) ?? []);
    const changed = ideas
      .filter(({ code, revision }) => byCode.get(code)?.revision !== revision)
      .map(({ code }) => code);
    return { readers, changed, isWhole: readers.length === ideas.length };
  };

  const frame = (
    c: Context<ConsoleEnv>,
    children: Parameters<typeof show>[2],
    shown: { readonly status?: 409 | 422; readonly wrong?: string } = {},
  ) =>
    show(
      c,
      {
        title: say('answers.bulk.title'),
        extra: ['broadcasts.css', 'answers.css'],
        status: shown.status ?? 200,
        ...(shown.wrong ? { wrong: shown.wrong } : {}),
      },
      <>
        <h1>{say('answers.bulk.title')}</h1>
        {children}
      </>,
    );

  const propsOf = async (
    c: Context<ConsoleEnv>,
    readers: readonly Reader[],
    state: BulkState,
    checked: Checked = fine,
    ideas: readonly Idea[] = readers,
    stale: readonly string[] = [],
  ): Promise<BulkProps> => ({
    parts,
    names: createNames(parts, c.get('cycle')),
    commitments: await readCommitments(deps, c.get('cycle').id),
    readers,
    state,
    ...checked,
    stale,
    ideas: writeIdeas(ideas),
    wordings: await wordings.list(c.get('cycle').id),
    drafted: await answerDesk.countDrafts(readers.map(({ proposalId }) => proposalId)),
  });

  /** All that is wrong, for all of them; the message must fit whoever gets the longest. */
  const check = (
    c: Context<ConsoleEnv>,
    { draft, lines }: BulkState,
    readers: readonly Reader[],
  ): Checked => {
    const { citizen } = createNames(parts, c.get('cycle'));
    const about = { proposalText: '', say: citizen, reasonUsed: false };
    const longest = readers.reduce<Reader | null>((found, one) => {
      const length = (reader: Reader | null) =>
        Math.max(0, ...Object.values(lines[reader?.code ?? ''] ?? {}).map(codePoints));
      return found === null || length(one) > length(found) ? one : found;
    }, null);
    const whole = { ...draft, personal: lines[longest?.code ?? ''] ?? {} };
    const tooLong = readers.filter(({ code }) =>
      Object.values(lines[code] ?? {}).some((line) => codePoints(line) > personalMax),
    );
    const problems = problemsOf(tooLong.length > 0 ? draft : whole, {
      ...about,
      code: longest?.code ?? '',
    });
    const { shown, needed } = linesFor(draft, readers.length);
    const reason = draft.reason.es ?? '';
    const pasted = needed && shown && readers.some(({ text }) => isPasted(reason, text));
    const byId = Object.fromEntries(
      readers.map(({ proposalId, code }) => [proposalId, lines[code] ?? {}] as const),
    );
    return {
      problems: [...problems, ...(pasted ? (['reason-pasted'] as const) : [])],
      lacking: draft.outcome === null ? [] : lackingOwnWords(draft.outcome, readers, byId),
      tooLong: tooLong.map(({ code }) => code),
    };
  };

  const begin = async (c: Context<ConsoleEnv>, ideas: readonly Idea[]) => {
    if (ideas.length === 0) return frame(c, <p class="card">{say('answers.bulk.none')}</p>);
    if (ideas.length > bulkMax)
      return frame(c, <p class="card">{say('answers.bulk.tooMany', { max: bulkMax })}</p>, { status: 422 });
    const { readers } = await lookAt(c, ideas);
    const state = { draft: emptyDraft, lines: {}, title: '', batchId: deps.newId() };
    return frame(c, <BulkForm {...(await propsOf(c, readers, state))} />);
  };

  /** All drafts in one batch, or a word about what changed. */
  const save = async (
    c: Context<ConsoleEnv>,
    state: BulkState,
    readers: readonly Reader[],
    ideas: readonly Idea[],
    words: AnswerWords,
  ) => {
    const now = deps.now();
    const actor = { staffId: c.get('member').id, now };
    const names = createNames(parts, c.get('cycle'));
    const title =
      state.title === ''
        ? say('answers.bulk.titleOf', { outcome: names.outcome(words.outcome), date: names.moment(now) })
        : state.title;
    const batchId = await answers.createBatch({
      ...actor,
      cycleId: c.get('cycle').id,
      title,
      id: state.batchId,
    });
    const seen = new Map(ideas.map(({ code, revision }) => [code, revision]));
    const personal: Record<string, Localized> = {};
    for (const { proposalId, code } of readers)
      personal[proposalId] = wordsFor(words, state.lines, code).personal;
    const ended = await answers.draftMany({
      ...actor,
      batchId,
      words: { ...words, personal: {} },
      proposals: readers.map(({ proposalId, code }) => ({ proposalId, code, revision: seen.get(code) ?? 0 })),
      personal,
    });
    return 'kept' in ended ? c.redirect(`${hrefOfBatch(batchId)}?listo=made`, 303) : ended.stale;
  };

  app.get('/respuestas/lote', gate('proposals.answer'), async (c) => {
    const joint = c.req.query('idea');
    if (joint === undefined) return begin(c, []);
    const codes = await answerDesk.codesOfJoint(c.get('cycle').id, id.parse(joint) ?? '');
    return begin(c, await proposals.idsOfCodes(c.get('cycle').id, codes));
  });

  app.post('/respuestas/lote', gate('proposals.answer'), async (c) => {
    const given = await c.req.parseBody({ all: true });
    const form = readBulk(given);
    const ideas = await ideasOf(c, form);
    if (form.step === '' || ideas.length === 0 || ideas.length > bulkMax) return begin(c, ideas);
    const { readers, changed, isWhole } = await lookAt(c, ideas);
    const commitments = await readCommitments(deps, c.get('cycle').id);
    const state: BulkState = {
      draft: { ...readForm(given, commitments), personal: {} },
      lines: readLines(given, readers),
      title: form.title.trim().slice(0, titleMax),
      batchId: form.batch ?? deps.newId(),
    };
    const again = async (
      checked: Checked = fine,
      shown: { readonly status?: 409 | 422; readonly wrong?: string } = {},
    ) => frame(c, <BulkForm {...(await propsOf(c, readers, state, checked, ideas))} />, shown);
    /** Nothing is kept; the form goes on from how they stand now. */
    const stale = async (codes: readonly string[]) =>
      frame(c, <BulkForm {...(await propsOf(c, readers, state, fine, readers, codes))} />, {
        status: 409,
        wrong: say('answers.bulk.stale'),
      });
    if (form.step === 'wording') {
      const found = form.modelo ? await wordings.find(c.get('cycle').id, form.modelo) : null;
      const draft: Draft = {
        ...state.draft,
        ...(found ? { outcome: found.outcome, reason: found.reason } : {}),
      };
      return frame(c, <BulkForm {...(await propsOf(c, readers, { ...state, draft }, fine, ideas))} />);
    }
    if (form.step === 'edit') return again();
    const { shown, needed } = linesFor(state.draft, readers.length);
    if (needed && !shown)
      return again(fine, { status: 422, wrong: say('answers.bulk.tooManyLines', { max: personalMany }) });
    const checked = check(c, state, readers);
    const { outcome } = state.draft;
    if (outcome === null || checked.problems.length + checked.lacking.length + checked.tooLong.length > 0)
      return again(checked, { status: 422 });
    const words: AnswerWords = { ...state.draft, outcome };
    if (form.step === 'preview') {
      if (changed.length > 0) return stale(changed);
      const props = await propsOf(c, readers, state, fine, ideas);
      return frame(c, <BulkPreview {...props} words={words} invitations={await readInvitations(deps)} />);
    }
    if (form.count !== ideas.length || !isWhole) return stale(changed);
    // A second press finds its batch, and all as it left them; before the first nothing is made in vain.
    if (changed.length > 0 && (await answers.batch(state.batchId)) === null) return stale(changed);
    const ended = await save(c, state, readers, ideas, words);
    return ended instanceof Response ? ended : stale(ended);
  });
}

/** The page of one broadcast, from draft to report: gathers what it shows, in the order its life asks for it. */
import type { Context } from 'hono';
import { type Broadcast, phases } from '../../../broadcasts/broadcast.js';
import { refuseStep } from '../../../broadcasts/life.js';
import { may } from '../../../people/permissions.js';
import { designs } from '../../../templates/designs.js';
import { locales, pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { createSection } from '../section.js';
import { Approval } from './approval.js';
import { ChecksSection } from './checks-view.js';
import { Controls } from './controls.js';
import { CostSection } from './cost.js';
import { Facts, Path } from './facts.js';
import { History } from './history.js';
import { createLifeContext } from './life-context.js';
import { channelsOf, type Matter, type Matters } from './matter.js';
import { chipOf, createNames, hrefOf, type Names, root } from './names.js';
import { Live } from './rate-line.js';
import { pauseWords } from './reasons.js';
import { Recipients } from './recipients.js';
import { Report } from './report-view.js';
import { saidOf } from './said.js';
import { SamplesSection } from './samples.js';
import { tallyOf } from './tally.js';
import { TryIt } from './try-it.js';
import { progressOf } from './watch.js';

export interface Shown {
  readonly wrong?: string;
  readonly status?: 200 | 409 | 422;
}
export type ShowBroadcast = (c: Context<ConsoleEnv>, id: string, shown?: Shown) => Promise<Response>;

/** A draft that is looked at again need not be counted again at once. */
const countedMs = 60_000;
const troublesShown = 50;
const testsShown = 100;
const testsListed = 6;

/** As WhatsApp bills its template. */
const categoryOf = ({ words }: Matter): string =>
  designs.find(({ name }) => name === words?.template(consoleLocale).name)?.category ?? 'marketing';

/** Rows still change places, or did a moment ago: what is counted meanwhile may be counted twice. */
const restMs = 10 * 60_000;
const isMoving = ({ doneAt }: Broadcast, now: number): boolean => doneAt === null || now - doneAt < restMs;
const isStarted = ({ startedAt }: Broadcast): boolean => startedAt !== null;

export function createShow(parts: ConsoleParts, matters: Matters): ShowBroadcast {
  const { deps, watch } = parts;
  const { broadcasts, broadcastReport, testPhones, staff, cycles } = deps.store;
  const section = createSection(parts, 'broadcasts');
  const lifeContext = createLifeContext(parts);
  const { say } = section;

  interface Given {
    readonly c: Context<ConsoleEnv>;
    readonly broadcast: Broadcast;
    readonly matter: Matter;
    readonly names: Names;
    readonly areaName: (id: string) => string;
  }

  const samples = ({ broadcast, matter, names }: Given) => {
    if (!matter.words) return null;
    const { audience, texts } = broadcast;
    const written = Object.keys(texts);
    return (
      <SamplesSection
        parts={parts}
        names={names}
        show={deps.samples}
        locales={audience.locales.length > 0 ? audience.locales : locales}
        channels={audience.channels.length > 0 ? audience.channels : channelsOf(parts)}
        words={matter.words}
        now={deps.now()}
        borrowed={written.length === 0 ? [] : locales.filter((locale) => !written.includes(locale))}
      />
    );
  };

  const tryIt = async ({ c, broadcast, names }: Given, sendable: boolean) => {
    const member = c.get('member');
    if (!may(member.role, 'broadcasts.approve')) return null;
    const phones = await testPhones.addressesOf(member.id);
    const all = await testPhones.tried(
      phones.map(({ addressId }) => addressId),
      testsShown,
    );
    const tests = all.filter(({ key }) => key.startsWith(`test:${broadcast.id}:`));
    return (
      <TryIt
        parts={parts}
        names={names}
        id={broadcast.id}
        phones={phones}
        tests={tests.slice(0, testsListed)}
        count={tests.length}
        sendable={sendable}
      />
    );
  };

  /** What is to be looked through before it leaves. */
  const preparing = async (given: Given) => {
    const { c, broadcast, matter, names, areaName } = given;
    const member = c.get('member');
    const review = await matters.review(broadcast, matter, countedMs);
    if (!review) return <p class="said wrong">{say('broadcasts.refused.nothing')}</p>;
    const { counted, checked } = review;
    const context = await lifeContext(member, broadcast, matter);
    const refusal =
      checked.refusals.length > 0
        ? 'checks'
        : may(member.role, 'broadcasts.approve')
          ? refuseStep(broadcast, 'approve', context)
          : 'not-your-role';
    return (
      <>
        <ChecksSection
          parts={parts}
          names={names}
          id={broadcast.id}
          entryId={broadcast.entryId}
          checked={checked}
          editable={may(member.role, 'broadcasts.edit')}
        />
        {samples(given)}
        <Recipients
          parts={parts}
          names={names}
          preview={counted.preview}
          countedAt={counted.at}
          weeklyLimit={deps.outreach.weeklyLimit}
        />
        <CostSection parts={parts} names={names} review={review} category={categoryOf(matter)} />
        {await tryIt(given, checked.refusals.length === 0)}
        {broadcast.state === 'draft' ? (
          <Approval
            parts={parts}
            names={names}
            broadcast={broadcast}
            matter={matter}
            review={review}
            areaName={areaName}
            refusal={refusal}
          />
        ) : null}
      </>
    );
  };

  /** How it goes, or went. */
  const running = async (given: Given) => {
    const { c, broadcast, names } = given;
    const { id, preview } = broadcast;
    const counts = await broadcasts.fates(id);
    // Read again: rows that were planned meanwhile are in the newer number.
    const planned = (await broadcasts.find(id))?.planned ?? broadcast.planned;
    const after = c.req.query('desde') ?? '';
    const troubles = await broadcastReport.troubles(id, { after, limit: troublesShown + 1 });
    const points = watch.peek(id)?.points ?? [];
    const progress = progressOf(broadcast, tallyOf(counts), points, deps.now());
    return (
      <>
        <Live parts={parts} names={names} id={id} progress={progress} points={points} now={deps.now()} />
        <Report
          parts={parts}
          names={names}
          id={id}
          counts={counts}
          planned={broadcast.phase === 'expanding' ? null : planned}
          now={deps.now()}
          moving={isMoving(broadcast, deps.now())}
          troubles={troubles.slice(0, troublesShown)}
          nextTroubles={troubles.length > troublesShown ? (troubles[troublesShown - 1]?.id ?? null) : null}
        />
        {samples(given)}
        {preview ? (
          <details>
            <summary>{say('broadcasts.people.then')}</summary>
            <Recipients
              parts={parts}
              names={names}
              preview={preview}
              countedAt={broadcast.approvedAt ?? broadcast.createdAt}
              weeklyLimit={deps.outreach.weeklyLimit}
              past
            />
          </details>
        ) : null}
      </>
    );
  };

  return async (c, id, { wrong, status = 200 } = {}) => {
    const broadcast = await broadcasts.find(id);
    if (!broadcast) return section.notFound(c);
    const member = c.get('member');
    const matter = await matters.of(broadcast);
    const names = createNames(parts, await staff.list());
    const { areas } = await cycles.current(deps.now());
    const areaName = (area: string) =>
      pick(areas.find((one) => one.id === area)?.label ?? { es: area }, consoleLocale);
    const given: Given = { c, broadcast, matter, names, areaName };
    const entryContent = matter.versions.at(-1)?.content ?? null;
    const { said, trouble } = wrong === undefined ? saidOf(parts, c.req.query('listo')) : {};
    const isOver = broadcast.state === 'cancelled' && !isStarted(broadcast);
    return section.show(
      c,
      {
        title: broadcast.title,
        extra: ['broadcasts.css', 'broadcasts.js'],
        status,
        ...(said === undefined ? {} : { said }),
        ...(wrong === undefined && trouble === undefined ? {} : { wrong: wrong ?? trouble ?? '' }),
      },
      <>
        <p>
          <a href={root}>{say('broadcasts.page.back')}</a>
        </p>
        <h1>
          {broadcast.title}{' '}
          <span
            class={chipOf(broadcast.state)}
            data-live-chip={JSON.stringify(
              Object.fromEntries(phases.map((phase) => [phase, say(`broadcasts.phase.${phase}`)])),
            )}
          >
            {names.state(broadcast)}
          </span>
        </h1>
        <Path parts={parts} broadcast={broadcast} />
        {may(member.role, 'broadcasts.edit') ? (
          <div class="actions">
            {broadcast.origin === 'staff' &&
            (broadcast.state === 'draft' || broadcast.state === 'approved') ? (
              <a class="button quiet" href={hrefOf(id, 'editar')}>
                {say(broadcast.state === 'draft' ? 'broadcasts.page.edit' : 'broadcasts.page.editApproved')}
              </a>
            ) : null}
            <Controls parts={parts} names={names} broadcast={broadcast} />
          </div>
        ) : null}
        {broadcast.state === 'paused' && broadcast.why !== null ? (
          <p class="said wrong">
            {say('broadcasts.page.why')}: {pauseWords(parts, broadcast.why)}.
          </p>
        ) : null}
        <Facts
          parts={parts}
          names={names}
          broadcast={broadcast}
          areaName={areaName}
          entry={
            entryContent && broadcast.entryId
              ? { id: broadcast.entryId, title: pick(entryContent.title, consoleLocale) }
              : null
          }
        />
        {isOver ? samples(given) : isStarted(broadcast) ? await running(given) : await preparing(given)}
        <History parts={parts} names={names} lines={await broadcastReport.history(id)} />
      </>,
    );
  };
}
